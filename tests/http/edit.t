#!/usr/bin/perl
# Records in their forms: made, saved, sent, published, taken away, and what happens when two edit at once.
# routes: /admin/:kind /admin/en/:kind /admin/:kind/ny /admin/en/:kind/new /admin/:kind/:id /admin/en/:kind/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
my $m = Medverk::Test->start(db => $db);
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);

*filled_in = \&Medverk::Browser::filled_in;
*press = \&Medverk::Browser::press;

sub address_of {
	my ($b, $name, $list) = @_;
	my $text = $b->get(($list // '/admin/foretag') . '?q=' . Medverk::Browser::encoded($name))->text;
	my ($address) = $text =~ m{<a href="(/admin/[^"]*)">\Q$name\E};
	return $address;
}

# ------------------------------------------------------------ seeing and listing

html_ok($anna->get('/admin/foretag'), 200, 'a list of enterprises');
like $anna->{last}->text, qr/54 poster/, 'with how many there are';
html_ok($anna->get("/admin/$_"), 200, "a list of $_") for qw(projekt rapporter kommuner organisationer terms countries);
is $anna->get('/admin/bananer')->status, 404, 'of what there is';
html_ok($anna->get('/admin/foretag?q=bj%C3%B6rken'), 200, 'a list by words');
like $anna->{last}->text, qr/En post/, 'finds one';
for my $q ('caf%C3%A9', 'CAFE', 'oasen%20i', 'Kaf%C3%A9') {
	like $anna->get("/admin/foretag?q=$q")->text, qr/(?:Café Oasen i Vadstena|Kafé Strömmen)/, "in whatever case and with whatever marks: $q";
}
html_ok($anna->get('/admin/foretag?q=zzz&state=draft&page=99999999999'), 200, 'and none, with what to do');
my $oasen = address_of($anna, 'Café Oasen i Vadstena');
my $motala = address_of($anna, 'Bastuflotten Bris');
ok $oasen && $motala, 'a record has an address';
html_ok($anna->get($oasen), 200, 'its form');
is_deeply [grep { !$_ } map { $anna->{last}->text =~ /<h2 id="group-$_">/ ? 1 : 0 } qw(about organisation place contact figures links checked address save)], [], 'has groups';
unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'and all its words';
for ('/admin/foretag/nope', "$oasen/x", $oasen =~ s/foretag/projekt/r, '/admin/foretag/' . 'a' x 300) {
	is $anna->get($_)->status, 404, 'what is not there is not: ' . substr $_, 0, 40;
}

# ------------------------------------------------------------ an export that changes nothing

my $before = $m->get('/api/v1/enterprises?limit=100')->body;
$anna->get($oasen);
is press($anna, 'publish')->status, 303, 'saving a form as it was';
my $now = $m->get('/api/v1/enterprises?limit=100')->body;
s/"updated_at":"[^"]*"//g for $before, $now;
is $now, $before, 'changes nothing but when it was saved';
for my $list (qw(projekt rapporter kommuner organisationer terms)) {
	my ($first) = $anna->get("/admin/$list")->text =~ m{<a href="(/admin/$list/[0-9a-f-]{36})">};
	html_ok($anna->get($first), 200, "a form of $list");
	is press($anna, 'publish')->status, 303, 'can be saved as it is' or diag $anna->{last}->text =~ /(class="errors".*?<\/ul>)/s;
}

# ---------------------------------------------------------------------- a new one

html_ok($anna->get('/admin/foretag/ny'), 200, 'the form of a new one');
html_ok(press($anna, 'keep'), 422, 'needs a name');
like $anna->{last}->text, qr/<a href="#name">Namn: Fyll i fältet\.<\/a>/, 'and a summary that leads to it';
my %wrong = (name => 'Kvistlunda & Co <b>', postcode => '12', website_url => 'javascript:alert(1)', email => 'x', phone => 'abc', organisation_number => '5560000000',
	latitude => '58,5', employed => 'många', figures_date => '2026-02-31', projects => "Finns inte\nMESSE", summary => 'a' x 500, slug => 'Å Ä');
html_ok(press($anna, 'publish', %wrong, note => 'Skälet'), 422, 'what is wrong is refused');
for my $field (qw(postcode website_url email phone organisation_number longitude employed figures_date projects summary slug)) {
	like $anna->{last}->text, qr/<a href="#$field">/, "$field is named";
	like $anna->{last}->text, qr/id="$field-error"/, 'and says what to write';
}
my $kept = filled_in($anna);
is $kept->{note}[0], 'Skälet', 'why one changed it is kept';
like $anna->{last}->text, qr/id="postcode"[^>]* aria-describedby="postcode-hint postcode-error"/, 'a field is described by how to fill it in and by what is wrong';
is_deeply { map { $_ => $kept->{$_}[0] } keys %wrong }, \%wrong, 'what was written is kept';
is $m->get('/api/v1/search?q=%22kvistlunda%22')->json->{page}{total}, 0, 'nothing was saved';

my %right = (name => 'Kvistlunda & Co <b>', municipality => ['', $kept->{municipality}[0] || ()], postcode => '59130', website_url => 'https://example.se', email => 'hej@example.se', phone => '010-123 45 67',
	organisation_number => '769900-0019', latitude => '58.5', longitude => '15,1', employed => '4', figures_date => '2026-02-01', projects => 'MESSE', summary => 'Slöjd av trä.', summary_en => 'Wood.', slug => '');
html_ok(press($anna, 'keep', %right), 422, 'an organisation number that is there already');
like $anna->{last}->text, qr/har samma organisationsnummer/, 'is asked about';
is press($anna, 'keep', %right, anyway => 1)->status, 303, 'and saved when one says so';
my $draft = $anna->{last}->header('location') =~ s/\?.*//r;
is $m->get('/api/v1/search?q=%22kvistlunda%22')->json->{page}{total}, 0, 'a draft is not public';
is $m->get('/foretag/kvistlunda-co-b')->status, 404, 'nor has an address';
html_ok($anna->get($draft), 200, 'but its form is there');
my $form = filled_in($anna);
is $form->{name}[0], 'Kvistlunda & Co <b>', 'with its name';
is $form->{projects}[0], 'MESSE – Mechanisms for Enhancement of Synergy and Sustainability Enterprises', 'and what it belongs with' if $form->{projects}[0] =~ /–/;
is $form->{postcode}[0], '591 30', 'a postcode as people write it';
is press($anna, 'publish')->status, 303, 'it is published';
is $m->get('/foretag/kvistlunda-co-b')->status, 200, 'and there';
is $m->get('/api/v1/search?q=%22kvistlunda%22')->json->{page}{total}, 1, 'and found';
is $m->get('/foretag/kvistlunda-co-b')->text =~ /Kvistlunda &amp; Co &lt;b&gt;/, 1, 'its signs are signs';

# --------------------------------------------------------------- a change beside what is public

my $public = $m->get('/foretag/kvistlunda-co-b')->body;
$anna->get($draft);
is press($anna, 'keep', summary => 'Slöjd av ek.', note => 'Ek är bättre')->status, 303, 'a draft of a change';
is $m->get('/foretag/kvistlunda-co-b')->body, $public, 'leaves what is public byte for byte';
like $anna->get('/admin')->text, qr/Dina utkast.*Kvistlunda &amp; Co.*Behöver bekräftas/s, 'is on the front page of who made it';
unlike $erik->get('/admin')->text, qr/Dina utkast/, 'and of nobody else';
html_ok($anna->get($draft), 200, 'its form');
like $anna->{last}->text, qr/<dd>Slöjd av .*<del>trä<\/del>.*<ins>ek<\/ins>\.<\/dd>/, 'shows the change by words';
is filled_in($anna)->{summary}[0], 'Slöjd av ek.', 'and goes on from it';
is press($anna, 'send')->status, 303, 'it is sent';
html_ok($erik->get('/admin'), 200, 'an editor\'s front page');
like $erik->{last}->text, qr/Kvistlunda &amp; Co/, 'has what waits';
html_ok($erik->get($draft), 200, 'the editor reads it');
is press($erik, 'return', note => 'Vilken ek?')->status, 303, 'and sends it back';
like $anna->get($draft)->text, qr/Vilken ek\?/, 'with words';
like $anna->get('/admin')->text, qr/Svar: Vilken ek\?/, 'which are on the front page, too';
$anna->get($draft);
is press($anna, 'publish', summary => 'Slöjd av svensk ek.')->status, 303, 'published in the end';
like $m->get('/foretag/kvistlunda-co-b')->text, qr/svensk ek/, 'it is public';
# Boxes are ticked, not put in order.
$anna->get($motala);
is press($anna, 'keep', summary => 'Bastu på sjön.')->status, 303, 'a draft of one with many boxes ticked';
my @changed = $anna->get($motala)->text =~ m{<dt>([^<]*)</dt>}g;
is "@changed", 'Sammanfattning', 'says of nothing else that it changed';
is press($anna, 'drop')->status, 303, 'it is thrown away';

# -------------------------------------------------------------- two people at once

$anna->get($draft);
$erik->get($draft);
is press($anna, 'publish', phone => '010-000 00 01')->status, 303, 'one saves';
html_ok(press($erik, 'publish', email => 'erik@example.se', phone => '010-000 00 02'), 409, 'the other is told');
like $erik->{last}->text, qr/Någon annan hann spara före dig/, 'in words';
like $erik->{last}->text, qr/010-000 00 01/, 'with theirs';
my $merged = filled_in($erik);
is $merged->{email}[0], 'erik@example.se', 'and what one wrote is kept';
is $merged->{phone}[0], '010-000 00 02', 'where both wrote, too';
is press($erik, 'publish')->status, 303, 'saving again saves';
$anna->get($draft);
is filled_in($anna)->{$_->[0]}[0], $_->[1], "what the last one wrote: $_->[0]" for ['email', 'erik@example.se'], ['phone', '010-000 00 02'];
$anna->get($draft);
$erik->get($draft);
is press($anna, 'publish', summary => 'En ny mening.')->status, 303, 'one saves a field';
html_ok(press($erik, 'publish', employed => '7'), 409, 'the other another');
is filled_in($erik)->{summary}[0], 'En ny mening.', 'what only they changed is taken over';
is filled_in($erik)->{employed}[0], '7', 'what one changed is kept';

# Where both wrote, theirs is taken by a control; lists are put together item by item.
$anna->get($draft);
$erik->get($draft);
my @ticked = @{ filled_in($anna)->{goods_and_services} // [] };
my @boxes = $anna->{last}->text =~ /name="goods_and_services" value="([0-9a-f-]{36})">/g;
is press($anna, 'publish', summary => 'Annas mening.', phone => '010-000 00 03', goods_and_services => [@ticked, $boxes[0]])->status, 303, 'one saves three fields';
html_ok(press($erik, 'publish', summary => 'Eriks mening.', phone => '010-000 00 04', goods_and_services => [@ticked, $boxes[1]]), 409, 'which the other changed, too');
like $erik->{last}->text, qr/<legend>Sammanfattning<.*Behåll ditt:<\/b> Eriks mening\..*Ta den andras:<\/b> Annas mening\./s, 'both are there to choose';
unlike $erik->{last}->text, qr/name="take_goods_and_services"/, 'but not of a list to which both added something';
html_ok(press($erik, 'publish', take_summary => 'theirs', postcode => 'x'), 422, 'theirs is chosen, and something else is wrong');
is filled_in($erik)->{$_->[0]}[0], $_->[1], "what was chosen stands in the form: $_->[0]" for ['summary', 'Annas mening.'], ['phone', '010-000 00 04'];
is press($erik, 'publish', postcode => '')->status, 303, 'it is put right';
$anna->get($draft);
is filled_in($anna)->{$_->[0]}[0], $_->[1], "what was chosen is saved: $_->[0]" for ['summary', 'Annas mening.'], ['phone', '010-000 00 04'];
is_deeply [sort grep { length } @{ filled_in($anna)->{goods_and_services} }], [sort grep({ length } @ticked), @boxes[0, 1]], 'and what both ticked';
is press($anna, 'publish', postcode => '591 30')->status, 303, 'and the postcode is back';

# ------------------------------------------------ a form that outlives its session

# What the database says, behind the program's back.
sub end_sessions {
	my ($name) = @_;
	return system('sqlite3', $db, "DELETE FROM session WHERE account = (SELECT id FROM account WHERE email = '$name\@example.se')");
}
my $written = "En <mening> & \"en\" till. 100 % åäö +";
$erik->get($draft);
my $revision = $erik->field('base');
is end_sessions('erik'), 0, 'a session ends while somebody writes';
html_ok(press($erik, 'publish', summary => $written, description => "Ett stycke.\r\n\r\nEtt till.", email => 'nytt@example.se', note => 'Skälet'), 401, 'what is sent then');
like $erik->{last}->text, qr/type="password"/, 'is answered by the page to sign in';
like $erik->{last}->text, qr/det du skrev kvar/, 'which says that nothing is lost';
is $erik->field('email'), '', 'the address of the record is not that of who signs in';
unlike $erik->{last}->text, qr/\Q$erik->{secret}\E/, 'the old secret is not in it';
is $erik->{last}->header('set-cookie'), undef, 'nor a cookie';
like $erik->{last}->header('www-authenticate'), qr/^Cookie /, 'and the answer says how one signs in';
$erik->{uri} = '/admin/logga-in';
html_ok($erik->submit(email => 'erik@example.se', password => 'fel fel fel fel'), 422, 'a wrong password');
html_ok($erik->submit(email => 'erik@example.se', password => $Medverk::Browser::PASSWORD), 200, 'does not lose it: with the right one');
like $erik->{last}->header('set-cookie'), qr/^medverk=[\w-]{43};/, 'one is signed in';
like $erik->{last}->text, qr/är inte sparat än/, 'and told that nothing is saved';
my $back = filled_in($erik);
is_deeply [map { $back->{$_}[0] } qw(summary email note base)], [$written, 'nytt@example.se', 'Skälet', $revision], 'what was written is in its form again';
is $back->{description}[0] =~ s/\r//gr, "Ett stycke.\n\nEtt till.", 'in its lines';
unlike $m->get('/foretag/kvistlunda-co-b')->text, qr/mening&gt;/, 'nothing was saved';
is press($erik, 'publish')->status, 303, 'the button saves it';
like $m->get('/foretag/kvistlunda-co-b')->text, qr/En &lt;mening&gt; &amp; (?:"|&quot;)en(?:"|&quot;) till\. 100 % åäö \+/, 'to the letter';

$erik->get($draft);
my $stale = filled_in($erik);
end_sessions('erik');
$erik->get('/admin/logga-in');
$erik->submit(email => 'erik@example.se', password => $Medverk::Browser::PASSWORD);
html_ok($erik->post($draft, { %$stale, do => 'publish', summary => 'I ett annat fönster.' }, secret => $stale->{secret}[0]), 403, 'who signed in anew in another window');
is filled_in($erik)->{summary}[0], 'I ett annat fönster.', 'has the form again, too';
unlike $m->get('/foretag/kvistlunda-co-b')->text, qr/annat fönster/, 'and nothing was saved';
is press($erik, 'publish')->status, 303, 'before the button is pressed again';
for my $headers ({ Origin => 'https://evil.example' }, { 'Sec-Fetch-Site' => 'cross-site' }) {
	is $erik->post($draft, { %$stale, do => 'publish' }, secret => 'x', headers => $headers)->status, 403, 'a page of another site';
	unlike $erik->{last}->text, qr/name="summary"/, 'fills no form';
}
my $nobody = Medverk::Browser->new($m);
is $nobody->post($draft, { %$stale, do => 'publish' }, headers => { Origin => 'https://evil.example' })->status, 303, 'and keeps none';
is $nobody->post($draft, {})->status, 303, 'an empty form is not kept';
is $nobody->post($draft, { name => 'å' x 173_000, do => 'keep' })->status, 401, 'nor a book';
like $nobody->{last}->text, qr/kan inte följa med/, 'which is said';
is $nobody->field('unsaved'), undef, 'and nothing comes along';
is $nobody->post('/admin/foretag/ny', { name => 'Nytt', do => 'keep', password => 'hemligt ord', secret => 'x' })->status, 401, 'a new record is kept as well';
unlike $nobody->{last}->text, qr/hemligt/, 'without passwords';
like $nobody->{last}->text, qr{name="to" value="/admin/foretag/ny"}, 'and one comes back to it';
is $nobody->post('/admin/min-sida', { do => 'password', present => 'gammalt', password => 'nytt' })->status, 303, 'other forms are not';
my %sign_in = (email => 'kim@example.se', password => $Medverk::Browser::PASSWORD);
is $nobody->post('/admin/logga-in', { %sign_in, to => $oasen, unsaved => 'name=X' })->status, 403, 'who may not see a record sees no form of it';
for (['/admin/konton/ny', 'email=x'], ['/admin/logga-ut', 'a=b'], ['/foretag', 'name=X'], [$motala, '%%%'], [$motala, 'name=%ff'], [$motala, '']) {
	is $nobody->post('/admin/logga-in', { %sign_in, to => $_->[0], unsaved => $_->[1] })->status, 303, "no form at $_->[0]: $_->[1]";
}
is $nobody->post('/admin/logga-in', { %sign_in, to => $motala, unsaved => 'name=X&do=publish&base=x&base=' . '9' x 40 })->status, 200, 'whatever it says';
is filled_in($nobody)->{name}[0], 'X', 'is only shown';
like $m->get('/foretag/bastuflotten-bris')->text, qr/Bastuflotten Bris/, 'and changes nothing';
press($erik, 'publish');
$anna->get($draft);
$erik->get($draft);
is press($anna, 'publish', summary_en => 'Oak.')->status, 303, 'one saves a translation';
html_ok(press($erik, 'publish', occupied => '9'), 409, 'the other a number');
is filled_in($erik)->{summary_en}[0], 'Oak.', 'translations are taken over, too';
is press($erik, 'publish')->status, 303, 'and saved';
$anna->get($draft);
is filled_in($anna)->{$_->[0]}[0], $_->[1], "both are there: $_->[0]" for ['summary_en', 'Oak.'], ['occupied', '9'];
$anna->get($draft);
is press($anna, 'keep', summary => 'Ett utkast.')->status, 303, 'a draft of a change';
$erik->get($draft);
my $theirs = filled_in($erik);
is $erik->post($draft, { %$theirs, do => 'publish', summary => 'En ny mening.', phone => '010-000 00 09' })->status, 303, 'something else is published meanwhile';
$anna->get($draft);
is press($anna, 'keep', summary => 'Ett utkast.')->status, 303, 'a draft again';
$erik->get('/admin/foretag');
run('import', 'enterprise', spew("$dir/one.csv", "id,name,phone\n" . ($draft =~ s{.*/}{}r) . ",Kvistlunda & Co <b>,010-000 00 10\n"), '--db', $db);
html_ok($anna->get($draft), 200, 'a draft of what was published since');
like $anna->{last}->text, qr/Posten har ändrats sedan utkastet gjordes/, 'says so';
is filled_in($anna)->{phone}[0], '010-000 00 10', 'and has what was published';
is filled_in($anna)->{summary}[0], 'Ett utkast.', 'beside its own change';
is press($anna, 'publish')->status, 303, 'published';
like $m->get('/foretag/kvistlunda-co-b')->text, qr/Ett utkast\..*010-000 00 10/s, 'both are there';

# ------------------------------------------------- changes that others made beside it

# How many revisions say so.
sub revisions_with {
	my ($words) = @_;
	return `sqlite3 '$db' "SELECT count(*) FROM revision WHERE document LIKE '%$words%'"` + 0;
}
for my $do (qw(keep send publish drop return)) {
	$erik->get($draft);
	$anna->get($draft);
	is press($anna, 'send', summary => "Annas förslag till $do.")->status, 303, 'a change is sent while somebody else has the form open';
	html_ok(press($erik, $do, phone => '010-000 00 11'), 409, "who did not see it is told: $do");
	is revisions_with("Annas förslag till $do"), 1, 'and it is there still';
	my $both = filled_in($erik);
	is $both->{summary}[0], "Annas förslag till $do.", 'it stands in the form';
	is $both->{phone}[0], '010-000 00 11', 'beside what one wrote oneself';
	like $erik->{last}->text, qr/class="changes">(?:(?!<\/dl>).)*<dt>Sammanfattning(?:(?!<\/dl>).)*<ins>/s, 'and is shown';
	$anna->get($draft);
	is press($anna, 'send', summary => 'Annas bättre förslag.')->status, 303, 'while one reads that it is changed again';
	html_ok(press($erik, $do), 409, 'which is told, too');
	like $erik->{last}->text, qr/Ta den andras:<\/b> Annas bättre förslag\./, 'field by field';
	is press($erik, $do)->status, 303, 'what one has seen one may replace';
	$anna->get($draft);
	press($anna, q(drop));
}

# ------------------------------------------------------------------ taking away

$anna->get("$draft/ta-bort");
is press($anna, 'hide', reason => 'Flyttar')->status, 303, 'hidden';
is $m->get('/foretag/kvistlunda-co-b')->status, 410, 'it is gone for the public';
is $m->get('/api/v1/search?q=%22kvistlunda%22')->json->{page}{total}, 0, 'and not found';
$anna->get($draft);
is press($anna, 'publish', anyway => 1)->status, 303, 'published again';
is $m->get('/foretag/kvistlunda-co-b')->status, 200, 'it is there again';
is run('check', '--db', $db)->{status}, 0, 'and everything agrees';

# ------------------------------------------------------------- who may do what

# kind, own record, another's record: what each role gets.
my ($report) = $anna->get('/admin/rapporter')->text =~ m{<a href="(/admin/rapporter/[0-9a-f-]{36})">};
my %may = (
	anna => { $motala => 'all', $oasen => 'all', $report => 'all' },
	erik => { $motala => 'all', $oasen => 'all', $report => 'all' },
	kim => { $motala => 'all', $oasen => 'none', $report => 'none' },
	lisa => { $motala => 'see', $oasen => 'see', $report => 'see' },
);
my %browser = (anna => $anna, erik => $erik, kim => $kim, lisa => $lisa);
for my $name (sort keys %may) {
	for my $address (sort keys %{ $may{$name} }) {
		my ($b, $may) = ($browser{$name}, $may{$name}{$address});
		is $b->get($address)->status, $may eq 'none' ? 403 : 200, "$name sees $address: $may";
		is $b->get("$address/historik")->status, $may eq 'none' ? 403 : 200, 'and its history';
		for my $do (qw(keep drop publish)) {
			$anna->get($address);
			my $as_it_is = filled_in($anna);
			delete $as_it_is->{secret};
			is $b->post($address, { %$as_it_is, do => $do })->status, $may eq 'all' ? 303 : 403, "$name: $do";
		}
	}
	is $browser{$name}->get('/admin/foretag/ny')->status, $name eq 'lisa' ? 403 : 200, "$name: a new enterprise";
	is $browser{$name}->get('/admin/rapporter')->status, $name eq 'kim' ? 403 : 200, "$name: reports";
}
unlike $lisa->get('/admin')->text, qr/Behöver bekräftas|Väntar på ditt/, 'who only reads has nothing to do';
unlike $lisa->get($oasen)->text, qr/<form method="post" action="\Q$oasen\E/, 'nor a form to send';
like $lisa->{last}->text, qr/<fieldset class="group" disabled>/, 'only what is in it';
unlike $kim->get('/admin')->text, qr/Broms och Koppling i Vilbergen/, 'a municipality\'s editor is not asked about others\' enterprises';
my $list = $kim->get('/admin/foretag')->text;
unlike $list, qr/Oasen i Vadstena/, 'a municipality\'s editor sees none of the others in the list';
like $list, qr/Bastuflotten/, 'but its own';
$kim->get($motala);
my ($vadstena) = $anna->get($oasen)->text =~ /value="([0-9a-f-]{36})" checked> Vadstena/;
$kim->get($motala);
my ($own) = $kim->{last}->text =~ /value="([0-9a-f-]{36})" checked> Motala/;
html_ok(press($kim, 'publish', municipality => ['', $vadstena]), 422, 'and cannot give one away');
like $kim->{last}->text, qr/en av dina egna kommuner/, 'which is said';

# Of others' drafts they are not told, though the number is the same.
my %new = (name => 'Hemliga planer', organisation_number => '556016-0680', municipality => ['', $vadstena]);
$anna->get('/admin/foretag/ny');
is press($anna, 'keep', %new)->status, 303, 'a draft elsewhere';
my $secret_one = $anna->{last}->header('location') =~ s/\?.*//r;
$kim->get('/admin/foretag/ny');
is press($kim, 'keep', %new, name => 'Kims planer', municipality => ['', $own])->status, 303, 'with the number of one\'s own new one';
$erik->get('/admin/foretag/ny');
html_ok(press($erik, 'keep', %new, name => 'Eriks planer'), 422, 'an editor is asked');
like $erik->{last}->text, qr{<a href="\Q$secret_one\E">Hemliga planer</a>}, 'about it';
$anna->get($secret_one);
is press($anna, 'publish', anyway => 1)->status, 303, 'when it is public';
$kim->get('/admin/foretag/ny');
html_ok(press($kim, 'keep', %new, name => 'Kims andra', municipality => ['', $own]), 422, 'everybody is');
like $kim->{last}->text, qr{<a href="/foretag/hemliga-planer">Hemliga planer</a>}, 'with an address that they may see';

# Nor by what a name may refer to.
$anna->get('/admin/projekt/ny');
is press($anna, 'keep', name => 'Hemligt projekt', municipality => ['', $vadstena])->status, 303, 'a draft of a project elsewhere';
$kim->get($motala);
html_ok(press($kim, 'keep', projects => 'Hemligt projekt'), 422, 'is nothing that a municipality\'s editor can refer to');
like $kim->{last}->text, qr/Hemligt projekt” finns inte i katalogen/, 'as if it were not there';
$anna->get($motala);
is press($anna, 'publish', projects => 'Hemligt projekt')->status, 303, 'who sees it refers to it';
$kim->get($motala);
is press($kim, 'publish', phone => '010-000 00 12')->status, 303, 'what the record refers to already is no mistake';
$anna->get($motala);
is filled_in($anna)->{projects}[0], 'Hemligt projekt', 'and stays';
is press($anna, 'publish', projects => '')->status, 303, 'until it is taken away';

# ------------------------------------------------------------------ bad input

$anna->get($oasen);
my $whole = filled_in($anna);
for my $bad ([do => undef], [do => 'explode'], [base => 'x'], [base => '99999999999999999999']) {
	my %form = (%$whole, do => 'publish', $bad->[0] => $bad->[1]);
	my $status = $anna->post($oasen, \%form)->status;
	ok $status == 400 || $status == 409, "a form with $bad->[0] " . ($bad->[1] // 'missing') . ": $status";
}
is $anna->post($oasen, { %$whole, do => 'publish', name => "a\0b" })->status, 400, 'a NUL';
html_ok($anna->post('/admin/foretag/ny', { do => 'keep' }), 422, 'a form of nothing');
like $anna->{last}->text, qr/<a href="#name">/, 'is told what it lacks';
is $anna->post($oasen, { %$whole, do => 'publish', name => 'a' x 900_000 })->status, 422, 'a name as long as a book';
is $anna->post($oasen, { %$whole, do => 'publish', municipality => [('x') x 3000] })->status, 422, 'three thousand municipalities';
is $anna->ask(uri => $oasen, method => 'POST', body => '%%%')->status, 400, 'no form at all';
ok $m->is_well, 'and all is well';
done_testing;
