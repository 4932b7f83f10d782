#!/usr/bin/perl
# Texts of mails and help beside fields, written otherwise: who may, what is refused, what is sent and shown then, and how it is taken back.
# routes: /admin/brev /admin/en/mails /admin/brev/:id /admin/en/mails/:id
# routes: /admin/hjalptexter /admin/en/help-texts /admin/hjalptexter/:id /admin/en/help-texts/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Encode qw(decode);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_BASE_URL => 'https://medverk.example', MEDVERK_MAIL_COMMAND => '/bin/true', MEDVERK_MAIL_FROM => 'Medverk <medverk@example.se>' });
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);

sub sql {
	my ($text) = @_;
	my $out = `sqlite3 '$db' "$text"`;
	chomp $out;
	return decode('UTF-8', $out);
}

# What the form of the last page has in its controls.
sub typed {
	my ($b) = @_;
	my %form = (seen => $b->field('seen'));
	my $text = $b->{last}->text;
	$form{$1} = Medverk::Browser::plain($2) while $text =~ m{<textarea[^>]*\sname="(\w+)"[^>]*>(.*?)</textarea>}gs;
	$form{$1} = $b->field($1) while $text =~ m{<input type="text"[^>]*\sname="(\w+)"}g;
	return %form;
}

# Fills some fields of the form otherwise and presses a button.
sub press {
	my ($b, $uri, $button, %change) = @_;
	$b->get($uri);
	return $b->post($uri, { typed($b), %change, do => $button });
}

# ------------------------------------------------------------------ who may

for my $uri ('/admin/brev', '/admin/brev/invitation', '/admin/hjalptexter', '/admin/hjalptexter/enterprise', '/admin/en/mails/password', '/admin/en/help-texts/term') {
	html_ok($anna->get($uri), 200, "$uri is there for the administrator");
	unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'with all its words';
	is $_->get($uri)->status, 403, "$uri is for nobody else" for $erik, $kim, $lisa;
	is $m->get($uri)->status, 303, 'nor for who has not signed in';
}
$erik->get('/admin');
is $erik->post("/admin/$_", { do => 'standard', seen => 0 })->status, 403, "nobody else changes $_" for 'brev/invitation', 'hjalptexter/enterprise';
is $anna->get("/admin/$_")->status, 404, "there is no $_" for 'brev/nope', 'brev/a.b', 'brev/*', 'brev/' . 'a' x 200, 'hjalptexter/nope', 'hjalptexter/*';
like $anna->get('/admin')->text, qr{<a href="/admin/brev">Brev</a>.*<a href="/admin/hjalptexter">Hjälptexter</a>}s, 'the front page leads there';
unlike $erik->get('/admin')->text, qr{/admin/(?:brev|hjalptexter)}, 'whom it concerns';

# ------------------------------------------------------------------ a mail

my $mail = '/admin/brev/invitation';
$anna->get($mail);
my %standard = typed($anna);
like $standard{text_sv}, qr/^Hej!\n\n\{by\}.*\{url\}/s, 'the form has the text that is sent';
like $standard{text_en}, qr/\{url\}/, 'in both languages';
like $anna->{last}->text, qr{<dt>\{url\}</dt><dd>Länken som brevet handlar om \(måste finnas med\)</dd>}, 'and says what is filled in';
html_ok(press($anna, $mail, 'look', subject_sv => 'Välkommen, säger {by}', text_sv => "Här & nu: <b>{url}</b>\n\n{by}"), 200, 'it is looked at');
like $anna->{last}->text, qr{<h3>Välkommen, säger Anna Ek</h3>\s*<p class="letter">Här &amp; nu: &lt;b&gt;https://medverk\.example\.se/\S*&lt;/b&gt;\n\nAnna Ek</p>}, 'with examples in its places';
is sql('SELECT count(*) FROM own_words'), '0', 'and nothing is saved';
my %wrong = (
	text_sv => ['Hej! Ingen länk.', '{url} måste finnas med'],
	text_en => ['Dear {name}: {url}', '{name} finns inte'],
	subject_sv => ["En\nrad", 'Skriv allt på en rad'],
	subject_en => ['a' x 151, 'Skriv högst 150 tecken'],
);
html_ok(press($anna, $mail, 'save', map { $_ => $wrong{$_}[0] } keys %wrong), 422, 'what is wrong is refused');
for my $field (sort keys %wrong) {
	like $anna->{last}->text, qr{<a href="#$field">.*?\Q$wrong{$field}[1]\E}, "$field: $wrong{$field}[1]";
	like $anna->{last}->text, qr/id="$field-error"/, 'beside it';
}
is { typed($anna) }->{text_en}, 'Dear {name}: {url}', 'what was typed is kept';
is press($anna, $mail, 'save', text_sv => 'å' x 4000 . '{url}')->status, 422, 'a text that is too long';
is sql('SELECT count(*) FROM own_words'), '0', 'nothing of it is saved';
is press($anna, $mail, 'save', subject_sv => 'Välkommen, säger {by}', text_sv => "Klicka på\r\n{url}\r\nså {är} du { inne }.\r\n")->status, 303, 'it is saved';
html_ok($anna->get($anna->{last}->header('location')), 200, 'the form');
like $anna->{last}->text, qr{sparade och gäller.*<h2 id="changed">.*<del>standardtexten</del>.*anna\@example\.se}s, 'says so, and who did it' or diag $anna->{last}->text;
is sql('SELECT key || lang FROM own_words ORDER BY 1'), "mail.invitation.subjectsv\nmail.invitation.textsv", 'only what is other than the standard is kept';
like $anna->get('/admin/brev')->text, qr{/admin/brev/invitation">[^<]*</a></h2>\s*<p class="soft">ändrad här}, 'the list marks it';
$anna->get('/admin/konton/ny');
html_ok($anna->submit(email => 'olle@example.se', role => 'editor', do => 'save'), 200, 'somebody is invited');
is sql("SELECT subject FROM outbox WHERE address = 'olle\@example.se'"), 'Välkommen, säger anna@example.se', 'with the new subject';
like sql("SELECT body FROM outbox WHERE address = 'olle\@example.se'"), qr{^Klicka på\nhttps://medverk\.example/admin/losenord\?ticket=[\w-]{43}\nså \{är\} du \{ inne \}\.$}, 'and text';
$anna->get('/admin/en/accounts/new');
html_ok($anna->post('/admin/en/accounts/new', { email => 'olga@example.se', role => 'editor', do => 'save' }), 200, 'somebody who reads English');
unlike sql("SELECT body FROM outbox WHERE address = 'olga\@example.se'"), qr/Klicka/, 'gets the English text';

# A text that lacks what the mail is for, however it came there, is not sent.
sql("UPDATE own_words SET text = 'ingen länk' WHERE key = 'mail.invitation.text'");
$anna->get('/admin/konton/ny');
$anna->submit(email => 'otto@example.se', role => 'editor', do => 'save');
like sql("SELECT body FROM outbox WHERE address = 'otto\@example.se'"), qr/ticket=/, 'the standard is sent instead';

is press($anna, $mail, 'standard')->status, 303, 'which the form, too, goes back to';

# Two at once.
$anna->get($mail);
my %mine = typed($anna);
is press($anna, $mail, 'save', subject_sv => 'Deras ämne')->status, 303, 'somebody saves';
html_ok($anna->post($mail, { %mine, subject_sv => 'Mitt ämne', do => 'save' }), 409, 'and another who began before');
like $anna->{last}->text, qr{<dt>Ämne \(svenska\)</dt>\s*<dd>Deras ämne</dd>}, 'is shown what holds';
my %again = typed($anna);
is $again{subject_sv}, 'Mitt ämne', 'and loses nothing';
is $anna->post($mail, { %again, do => 'save' })->status, 303, 'and may save then';

# Taken back.
$anna->get($mail);
my @numbers = $anna->{last}->text =~ /name="change" value="(\d+)"/g;
is $anna->post($mail, { do => 'undo', change => $numbers[0] })->status, 303, 'the last change is taken back';
is sql("SELECT text FROM own_words WHERE key = 'mail.invitation.subject'"), 'Deras ämne', 'as it was before';
is $anna->post($mail, { do => 'undo', change => $_ })->status, 409, "what was changed again, or is no change, is not: $_" for $numbers[0], $numbers[-1], 0, 99999;
is $anna->post($mail, { do => 'undo', change => 'x' })->status, 400, 'nor nothing';
is press($anna, $mail, 'standard')->status, 303, 'the standard again';
is sql('SELECT count(*) FROM own_words'), '0', 'nothing is kept';
$anna->get($mail);
is_deeply { typed($anna), seen => 0 }, { %standard, seen => 0 }, 'the form has the standard';
is press($anna, $mail, 'sing')->status, 400, 'what is no button';

# ---------------------------------------------------------- help beside fields

my $help = '/admin/hjalptexter/enterprise';
html_ok(press($anna, $help, 'save', summary_sv => "Två\nrader", phone_en => 'x' x 401), 422, 'help that is wrong is refused');
like $anna->{last}->text, qr{<a href="#summary_sv">.*<a href="#phone_en">}s, 'field by field';
is press($anna, $help, 'look')->status, 400, 'there is nothing to look at';
is press($anna, $help, 'save', phone_sv => 'Numret till <växeln> & {ingen}.', phone_en => 'The switchboard.', summary_sv => '')->status, 303, 'help is saved';
is sql('SELECT count(*) FROM own_words'), '2', 'what is empty is the standard';
html_ok($erik->get('/admin/foretag/ny'), 200, 'the form of an enterprise');
like $erik->{last}->text, qr{<p class="hint" id="phone-hint">Numret till &lt;växeln&gt; &amp; \{ingen\}\.</p>}, 'has it';
like $erik->{last}->text, qr{id="phone"[^>]* aria-describedby="phone-hint"}, 'at the field';
like $erik->{last}->text, qr{id="summary-hint">En mening}, 'and the standard elsewhere';
like $erik->get('/admin/en/enterprises/new')->text, qr{id="phone-hint">The switchboard\.<}, 'in English, too';
unlike $erik->get('/admin/organisationer/ny')->text, qr/växeln/, 'other kinds have their own';
is press($anna, $help, 'save', summary_sv => 'En mening för listor.')->status, 303, 'instead of a standard text';
like $erik->get('/admin/foretag/ny')->text, qr{id="summary-hint">En mening för listor\.<}, 'it is shown';
like $anna->get($help)->text, qr{Standardtext: En mening som säger}, 'and the standard beside it, where it is changed';
is press($anna, '/admin/en/help-texts/enterprise', 'standard')->status, 303, 'the standard again';
unlike $erik->get('/admin/foretag/ny')->text, qr/växeln/, 'everywhere';

# --------------------------------------------------- when a session ends meanwhile

$anna->get($mail);
my %unsaved = (typed($anna), subject_sv => 'Skrivet för sent');
my $again = Medverk::Browser->new($m);
html_ok($again->post($mail, { %unsaved, do => 'save' }), 401, 'who is no longer signed in');
$again->{uri} = '/admin/logga-in';
html_ok($again->submit(email => 'anna@example.se', password => $Medverk::Browser::PASSWORD), 200, 'signs in');
is { typed($again) }->{subject_sv}, 'Skrivet för sent', 'and finds it again';
ok $m->is_well, 'and all is well';
done_testing;
