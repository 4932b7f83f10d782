#!/usr/bin/perl
# Many records changed at once: marked in the list, looked at one by one, changed all together, taken back as one.
# routes: /admin/:kind/flera /admin/en/:kind/bulk
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));

sub sql {
	my ($sql) = @_;
	my $out = `sqlite3 '$db' "$sql"`;
	chomp $out;
	return Encode::decode('UTF-8', $out);
}

my $m = Medverk::Test->start(db => $db, env => { MEDVERK_NOW => '2026-03-05T12:00:00Z' });
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);
my $page = '/admin/foretag/flera';
my $in_motala = "r.kind = 'enterprise' AND EXISTS (SELECT 1 FROM link l JOIN record k ON k.id = l.target WHERE l.source = r.id AND l.relation = 'municipality' AND k.code = '0583')";
my @motala = split /\|/, sql("SELECT group_concat(uuid, '|') FROM (SELECT uuid FROM record r WHERE $in_motala ORDER BY id)");
my @other = split /\|/, sql("SELECT group_concat(uuid, '|') FROM (SELECT uuid FROM record r WHERE r.kind = 'enterprise' AND NOT ($in_motala) ORDER BY id)");
my @ids = ($motala[0], @other[0 .. 1]);
my $ids = join ',', map { "'$_'" } @ids;

# Marks records and says what is to be done; then does what the page shows.
sub look_at {
	my ($b, $records, %what) = @_;
	return $b->post($page, { chosen => join(' ', @$records), do => 'look', %what });
}
sub apply {
	my ($b) = @_;
	my %form = map { $_ => $b->field($_) } qw(seen chosen action part verified_on verified_by_kind note);
	return $b->post($page, { %form, do => 'apply' });
}
sub section {
	my ($b, $key) = @_;
	my ($section) = $b->{last}->text =~ m{<h2 id="rows-$key">(.*?)</section>}s;
	return $section // '';
}
# Everything that a change writes.
sub written {
	return sql("SELECT (SELECT count(*) FROM revision) || ' ' || (SELECT count(*) FROM change) || ' ' || (SELECT count(*) FROM batch)");
}

# ---------------------------------------------------------------- choosing

html_ok($anna->get($page), 200, 'nothing is chosen');
like $anna->{last}->text, qr{Markera poster i listan.*href="/admin/foretag"}s, 'the page says where';
$anna->get('/admin/foretag');
my $boxes = () = $anna->{last}->text =~ /<input type="checkbox" name="record" value="[0-9a-f-]{36}" aria-label="Markera [^"]+">/g;
is $boxes, 50, 'every row of the list has a box with a name';
html_ok($anna->post($page, { do => 'choose', query => '', record => \@ids }), 200, 'three are marked');
like $anna->{last}->text, qr/3 poster är valda/, 'which is said';
is $anna->field('chosen'), join(' ', @ids), 'and carried along';
html_ok($anna->post($page, { do => 'choose', query => 'municipality=0583', all => 1 }), 200, 'all of a list');
is $anna->field('chosen') =~ tr/ //, @motala - 1, 'are those of the list';
html_ok($anna->post($page, { do => 'choose', query => '' }), 422, 'none');
like $anna->{last}->text, qr/Ingen post är markerad/, 'is said';
html_ok($anna->post($page, { do => 'choose', chosen => join ' ', ('0' x 36) x 1001 }), 422, 'too many');
like $anna->{last}->text, qr/högst 1000 poster åt gången/, 'are too many';

# ----------------------------------------------------- what is missing is said

for my $wrong ([{ action => '' }, 'action'], [{ action => 'explode' }, 'action'], [{ action => 'confirm' }, 'verified_on', 'verified_by_kind'],
	[{ action => 'confirm', verified_on => '2026-02-31', verified_by_kind => 'region' }, 'verified_on'], [{ action => 'confirm', verified_on => '2026-03-06', verified_by_kind => 'region' }, 'verified_on'],
	[{ action => 'add' }, 'part'], [{ action => 'add', part => 'summary ' . $ids[0] }, 'part'], [{ action => 'remove', part => "target_groups $ids[0]" }, 'part'], [{ action => 'hide', note => 'a' x 301 }, 'note']) {
	my ($form, @fields) = @$wrong;
	html_ok(look_at($anna, \@ids, %$form), 422, join(' ', map { "$_=" . substr $form->{$_}, 0, 20 } sort keys %$form));
	is join(' ', $anna->{last}->text =~ /<li><a href="#(\w+)">/g), "@fields", 'leads to what is missing';
	is $anna->field('chosen'), join(' ', @ids), 'and forgets nothing';
}

# -------------------------------------------------------- one action, one undo

my ($group) = sql("SELECT r.uuid || '|' || r.name || '|' || r.id FROM record r JOIN term t USING (id) WHERE t.taxonomy = 'target_groups' AND NOT EXISTS (SELECT 1 FROM link l JOIN record e ON e.id = l.source WHERE l.target = r.id AND e.uuid IN ('$ids[0]', '$ids[1]')) ORDER BY r.id LIMIT 1");
my ($uuid, $name, $term) = split /\|/, $group;
sql("INSERT OR IGNORE INTO link (source, source_kind, relation, position, target) SELECT id, 'enterprise', 'target_groups', 50, $term FROM record WHERE uuid = '$ids[2]'");
my $public = join '', map { $m->get("/api/v1/enterprises/$_")->body } @ids;
my $before = written();
html_ok(look_at($anna, \@ids, action => 'add', part => "target_groups $uuid", note => 'Beslut i mars'), 200, 'a target group is added');
is written(), $before, 'nothing is written for looking';
like section($anna, 'changed'), qr{2 ändras.*<ins>[^<]*\Q$name\E</ins>.*<ins>[^<]*\Q$name\E</ins>}s, 'two would change, which is shown';
like section($anna, 'same'), qr/En är redan så/, 'one has it';
is apply($anna)->status, 303, 'it is done';
html_ok($anna->get($anna->{last}->header('location')), 200, 'the page after it');
like $anna->{last}->text, qr/Ändringen är gjord.*något tillagt · 2 ändrade · Beslut i mars/s, 'says so';
is sql("SELECT count(*) FROM link WHERE target = $term AND source IN (SELECT id FROM record WHERE uuid IN ($ids))"), 3, 'they have it';
is sql("SELECT group_concat(note || ' ' || email, ', ') FROM revision v JOIN account a ON a.id = v.account JOIN record r ON r.id = v.record WHERE r.uuid IN ($ids)"),
	join(', ', ('Beslut i mars anna@example.se') x 2), 'each has a revision with who and why';
is sql("SELECT count(*) FROM change c JOIN record r ON r.id = c.record WHERE op = 'updated' AND r.uuid IN ($ids)"), 2, 'and a public change';
like $m->get("/api/v1/enterprises/$ids[0]")->text, qr/\Q$name\E/, 'the public sees it';
is run('check', '--db', $db)->{status}, 0, 'everything agrees';
my $batch = $anna->field('batch');
$erik->get($page);
is $erik->post($page, { do => 'undo', batch => $batch + 1 })->status, 404, 'another is not there';
is $anna->post($page, { do => 'undo', batch => $batch })->status, 303, 'it is taken back';
html_ok($anna->get($anna->{last}->header('location')), 200, 'the page after it');
like $anna->{last}->text, qr/Ändringen är ångrad/, 'says so';
is_deeply [map { $m->get("/api/v1/enterprises/$_")->body =~ s/"updated_at":"[^"]*"//gr } @ids], [map { s/"updated_at":"[^"]*"//gr } map { $m->get("/api/v1/enterprises/$_")->body } @ids], 'can be read';
is join('', map { $m->get("/api/v1/enterprises/$_")->body } @ids) =~ s/"updated_at":"[^"]*"//gr, $public =~ s/"updated_at":"[^"]*"//gr, 'all is as it was';
is $anna->post($page, { do => 'undo', batch => $batch })->status, 404, 'it is not taken back twice';

# Removing and replacing.
$public = $m->get("/api/v1/enterprises/$ids[2]")->json;
html_ok(look_at($anna, [$ids[2]], action => 'remove', part => "target_groups $uuid"), 200, 'removing');
like section($anna, 'changed'), qr/<del>[^<]*\Q$name\E/, 'says what goes';
is apply($anna)->status, 303, 'it goes';
is sql("SELECT count(*) FROM link WHERE target = $term"), sql("SELECT count(*) FROM link WHERE target = $term AND relation = 'target_groups' AND source NOT IN (SELECT id FROM record WHERE uuid = '$ids[2]')"), 'and only that';
my ($kinda) = sql("SELECT uuid FROM record WHERE kind = 'municipality' AND code = '0513'");
html_ok(look_at($anna, \@ids, action => 'replace', part => "municipality $kinda"), 200, 'another municipality');
is apply($anna)->status, 303, 'is set';
is sql("SELECT count(*) FROM link l JOIN record r ON r.id = l.source JOIN record k ON k.id = l.target WHERE r.uuid IN ($ids) AND l.relation = 'municipality' AND k.code = '0513'"), 3, 'for all';
$anna->get($page);
is $anna->post($page, { do => 'undo', batch => $anna->field('batch') })->status, 303, 'and taken back';

# Confirming: never an earlier day over a later one.
sql("UPDATE record SET verified_on = CASE uuid WHEN '$ids[0]' THEN '2026-03-01' ELSE '2026-01-01' END, verified_by_kind = 'enterprise' WHERE uuid IN ($ids)");
html_ok(look_at($anna, \@ids, action => 'confirm', verified_on => '2026-02-20', verified_by_kind => 'region'), 200, 'confirmed');
like section($anna, 'refused'), qr/bekräftad en senare dag/, 'but not what was confirmed since';
is apply($anna)->status, 303, 'done';
is sql("SELECT group_concat(verified_on || verified_by_kind, ' ') FROM (SELECT * FROM record WHERE uuid IN ($ids) ORDER BY uuid = '$ids[0]' DESC)"), '2026-03-01enterprise 2026-02-20region 2026-02-20region', 'as it was said';

# ------------------------------------------------ on the site, and off it

html_ok(look_at($anna, \@ids, action => 'archive', note => 'Har upphört'), 200, 'archived');
like section($anna, 'changed'), qr{<dt>Läge</dt>.*<del>Publicerad</del>.*<ins>Arkiverad</ins>}s, 'would be';
is apply($anna)->status, 303, 'they are';
is $m->get("/api/v1/enterprises/$ids[0]")->status, 410, 'they are gone for the public';
is sql("SELECT count(*) FROM change c JOIN record r ON r.id = c.record WHERE r.uuid IN ($ids) AND op = 'deleted' AND reason = 'Har upphört'"), 3, 'with the reason';
html_ok(look_at($anna, \@ids, action => 'hide'), 200, 'what is not public');
like section($anna, 'refused'), qr/3 ändras inte.*inget att dölja/s, 'is not hidden';
unlike $anna->{last}->text, qr/value="apply"/, 'and there is nothing to do';
html_ok(look_at($anna, [@ids, $other[2]], action => 'publish'), 200, 'published');
is apply($anna)->status, 303, 'again';
is $m->get("/api/v1/enterprises/$ids[0]")->status, 200, 'they are there';
$anna->get($page);
my ($published, $archived) = $anna->{last}->text =~ /name="batch" value="(\d+)"/g;
is $anna->post($page, { do => 'undo', batch => $archived })->status, 303, 'an older change, after a newer one';
$anna->get($anna->{last}->header('location'));
like $anna->{last}->text, qr/De här har någon ändrat sedan dess.*<li>.*<li>.*<li>/s, 'is left, and named';
is $anna->post($page, { do => 'undo', batch => $published })->status, 303, 'the newer one';
is $m->get("/api/v1/enterprises/$ids[0]")->status, 410, 'is taken back';
look_at($anna, \@ids, action => 'publish');
is apply($anna)->status, 303, 'and done again';

# ------------------------------------- somebody saves between looking and doing

html_ok(look_at($anna, \@ids, action => 'hide', note => 'Tills vidare'), 200, 'somebody looks');
my %seen = map { $_ => $anna->field($_) } qw(seen chosen action part verified_on verified_by_kind note);
run('import', 'enterprise', spew("$dir/one.csv", "id,name,phone\n$ids[1],Nytt namn,010-000 00 10\n"), '--db', $db);
$before = written();
html_ok($anna->post($page, { %seen, do => 'apply' }), 409, 'and somebody else saves');
like $anna->{last}->text, qr/Något har ändrats sedan du tittade.*Nytt namn/s, 'which is shown as it is now';
is written(), $before, 'nothing was written';
is $anna->field('note'), 'Tills vidare', 'nothing was forgotten';
is apply($anna)->status, 303, 'the button does it';
look_at($anna, \@ids, action => 'publish');
apply($anna);

# A change that waits is not published unread.
my $form = "/admin/foretag/$ids[0]";
sql("UPDATE record SET state = 'hidden' WHERE uuid = '$ids[0]'");
sql("INSERT INTO revision (record, revision, status, document, base, sent, created_at) SELECT id, revision + 1, 'open', '{\\\"name\\\":\\\"X\\\"}', revision, 1, '2026-03-01T00:00:00Z' FROM record WHERE uuid = '$ids[0]'");
html_ok(look_at($anna, [$ids[0]], action => 'publish'), 200, 'what has a change beside it');
like section($anna, 'refused'), qr/En ändring väntar/, 'is opened by itself';
sql("DELETE FROM revision WHERE status = 'open'");
sql("UPDATE record SET state = 'published' WHERE uuid = '$ids[0]'");

# -------------------------------------------------------------- whose they are

is $_->[0]->get($_->[1])->status, $_->[2], "$_->[1]: $_->[2]" for [$kim, $page, 200], [$kim, '/admin/rapporter/flera', 403], [$lisa, $page, 403], [$erik, '/admin/rapporter/flera', 200], [$anna, '/admin/bananer/flera', 404];
unlike $lisa->get('/admin/foretag')->text, qr/type="checkbox" name="record"/, 'who only reads has no boxes';
is $lisa->post($page, { do => 'look', chosen => $ids[0], action => 'hide' })->status, 403, 'nor anything to do';
$kim->get($page);
my $secret = sql("SELECT name FROM record WHERE uuid = '$other[0]'");
html_ok(look_at($kim, [$motala[0], $other[0], '0' x 8 . '-0000-4000-8000-' . '0' x 12], action => 'hide'), 200, 'others\' records');
like section($kim, 'refused'), qr/2 ändras inte.*Okänd post.*får du inte ändra/s, 'are refused like those that are not there';
unlike $kim->{last}->text, qr/\Q$secret\E/, 'and not named';
is apply($kim)->status, 303, 'one\'s own is done';
is sql("SELECT group_concat(state, ' ') FROM (SELECT state FROM record WHERE uuid IN ('$motala[0]', '$other[0]') ORDER BY uuid = '$other[0]')"), 'hidden published', 'and nothing else';
$kim->get($page);
my $kims = $kim->field('batch');
$anna->get($page);
my $annas = (sort { $b <=> $a } grep { $_ != $kims } $anna->{last}->text =~ /name="batch" value="(\d+)"/g)[0];
is $kim->post($page, { do => 'undo', batch => $annas })->status, 404, 'nobody takes back what others did';
is $kim->post($page, { do => 'undo', batch => $kims })->status, 303, 'but one\'s own';
my ($own) = sql("SELECT uuid FROM record WHERE kind = 'municipality' AND code = '0583'");
html_ok(look_at($kim, [$motala[1]], action => 'remove', part => "municipality $own"), 200, 'the only municipality');
like section($kim, 'refused'), qr/inte längre till någon av dina kommuner/, 'is not given away';
html_ok($kim->post($page, { do => 'choose', query => '', all => 1 }), 200, 'all of one\'s list');
is $kim->field('chosen') =~ tr/ //, @motala - 1, 'is one\'s own';

# ------------------------------------------------------- signed out meanwhile

sql("DELETE FROM session WHERE account = (SELECT id FROM account WHERE email = 'erik\@example.se')");
html_ok($erik->post($page, { do => 'look', chosen => "@ids", action => 'archive', note => 'Skälet' }), 401, 'who was signed out');
$erik->{uri} = '/admin/logga-in';
html_ok($erik->submit(email => 'erik@example.se', password => $Medverk::Browser::PASSWORD), 200, 'signs in');
is $erik->field('chosen'), "@ids", 'and has what was chosen';
is $erik->field('note'), 'Skälet', 'and written';

# ------------------------------------------------------------------ bad input

is $anna->post($page, { do => 'choose', record => \@ids }, secret => 'x')->status, 403, 'a form of others';
$anna->get($page);
for my $bad ({}, { do => 'x' }, { do => 'undo' }, { do => 'undo', batch => 'x' }) {
	is $anna->post($page, $bad)->status, 400, 'a form without a meaning';
}
is $anna->post($page, { do => 'undo', batch => '9' x 18 })->status, 404, 'a change that never was';
for my $bad ({ do => 'choose', query => '%%%', all => 1 }, { do => 'choose', record => ['a b' . '-' x 33] }, { do => 'look', chosen => "'" x 36, action => 'hide' }, { do => 'choose', record => [('x') x 3000] }) {
	my $status = $anna->post($page, $bad)->status;
	ok $status == 200 || $status == 422, "nonsense: $status";
}
look_at($anna, \@ids, action => 'hide');
is $anna->post($page, { do => 'apply', chosen => "@ids", action => 'hide', seen => 'x' })->status, 409, 'what nobody has seen is not done';
html_ok($anna->get('/admin/en/enterprises/bulk'), 200, 'in English');
unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'with all its words';
is run('check', '--db', $db)->{status}, 0, 'everything agrees';
ok $m->is_well, 'and all is well';
done_testing;
