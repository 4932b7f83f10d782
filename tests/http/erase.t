#!/usr/bin/perl
# What is personal is erased from a record and from everything that is kept of it: no byte of it is left in the database's files.
# routes: /admin/:kind/:id/radera /admin/en/:kind/:id/erase
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

# In how many files of the database, also its log, the bytes are.
sub files_with {
	my ($text) = @_;
	my $bytes = Encode::encode('UTF-8', $text);
	return scalar grep {
		open my $f, '<:raw', $_ or die "$_: $!";
		local $/;
		index(lc(<$f> // ''), lc $bytes) >= 0;
	} grep { -f } glob "$db*";
}

my ($name, $first, $email, $phone) = ('Ottilia Qvarnzberg', 'Ottilia', 'ottilia.qvarnzberg@example.se', '010-765 43 21');
my $id = sql("SELECT uuid FROM record WHERE kind = 'enterprise' AND name = 'Bastuflotten Bris'");
my $other = sql("SELECT uuid FROM record WHERE kind = 'enterprise' AND name = 'Café Oasen i Vadstena'");
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_BASE_URL => 'https://medverk.example', MEDVERK_MAIL_COMMAND => '/bin/true', MEDVERK_MAIL_FROM => 'Medverk <medverk@example.se>' });
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);
my $page = "/admin/foretag/$id/radera";

# Her data everywhere: a version that is public, a later one, an import and its undoing, a draft, a reason, a mail.
my $sheet = "id,name,summary,description,email,phone\r\n$id,Bastuflotten Bris,Fråga efter $name.,$name svarar. Ring $name!,$email,$phone\r\n";
$anna->get('/admin/foretag/import');
html_ok($anna->post('/admin/foretag/import', { do => 'look', text => $sheet }), 200, 'a spreadsheet');
is $anna->post('/admin/foretag/import', { do => 'apply', text => $sheet, seen => $anna->field('seen') })->status, 303, 'with her data';
$sheet = "id,name,summary\r\n$id,Bastuflotten Bris,$name igen.\r\n";
html_ok($anna->post('/admin/foretag/import', { do => 'look', text => $sheet }), 200, 'another');
is $anna->post('/admin/foretag/import', { do => 'apply', text => $sheet, seen => $anna->field('seen') })->status, 303, 'as well';
$anna->get("/admin/foretag/$id");
is $anna->post("/admin/foretag/$id", { do => 'keep', base => $anna->field('base'), seen => '', name => 'Bastuflotten Bris', summary => "$name i ett utkast.", note => "Enligt $name" })->status, 303, 'a draft';
sql("INSERT INTO outbox (uuid, priority, purpose, lang, address, subject, body, next_at, created_at) VALUES ('0d0f3f5e-0000-4000-8000-000000000001', 1, 'reminder', 'sv', '$email', 'Hej', 'Hej $name', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')");
my $theirs = $m->get("/api/v1/enterprises/$other")->body;
is $m->get("/api/v1/search?q=qvarnzberg")->json->{page}{total}, 1, 'she is found';
cmp_ok files_with('qvarnzberg'), '>', 0, 'and in the files';

# ------------------------------------------------------------------- who may

is $_->[0]->get($page)->status, $_->[1], 'who may: ' . $_->[1] for [$erik, 403], [$kim, 403], [$lisa, 403];
is $erik->post($page, { do => 'erase', words => $name, reason => 'x' })->status, 403, 'nor otherwise';
unlike $erik->get("/admin/foretag/$id")->text, qr/radera"/, 'nor is it offered';
like $anna->get("/admin/foretag/$id")->text, qr/href="\Q$page\E"/, 'an administrator has the way to it';
html_ok($anna->get($page), 200, 'the page');
like $anna->{last}->text, qr/Säkerhetskopior har uppgifterna tills/, 'says what stays';
is $anna->get("/admin/foretag/nope/radera")->status, 404, 'of what is not there';

# ------------------------------------------------------- what is missing is said

for my $wrong ([{}, 'words', 'reason'], [{ words => 'ab', reason => 'x' }, 'words'], [{ words => join("\n", ('abc') x 21), reason => 'x' }, 'words'], [{ words => $name, reason => '' }, 'reason'],
	[{ words => $name, reason => "$name bad om det" }, 'reason'], [{ words => $name, reason => 'a' x 301 }, 'reason'], [{ field => 'summary', reason => 'x' }, 'words']) {
	my ($form, @fields) = @$wrong;
	html_ok($anna->post($page, { do => 'look', %$form }), 422, 'not enough to erase');
	is join(' ', $anna->{last}->text =~ /<li><a href="#(\w+)">/g), "@fields", 'is said where';
}
is $anna->post($page, { do => 'nope' })->status, 400, 'a form without a meaning';
html_ok($anna->post($page, { do => 'look', words => 'Nomen Nescio', reason => 'x' }), 200, 'what stands nowhere');
like $anna->{last}->text, qr/Det står ingenstans/, 'is said';

# ---------------------------------------------------------------- where it stands

my %what = (words => "$name\r\n$first\r\n", field => ['email', 'phone'], reason => 'Begäran 2026:4');
my $before = sql('SELECT count(*) FROM revision');
html_ok($anna->post($page, { do => 'look', %what }), 200, 'where it stands');
like $anna->{last}->text, qr/I posten som den är nu.*I \d tidigare versioner.*I ett utkast.*I en import eller en ändring av flera|I posten som den är nu.*I \d tidigare versioner.*I ett utkast.*I 2 importer/s, 'is told';
like $anna->{last}->text, qr/brev i utkorgen/, 'mail too';
is sql('SELECT count(*) FROM revision'), $before, 'and nothing is erased yet';
sql("UPDATE session SET proved_at = '2020-01-01T00:00:00Z'");
html_ok($anna->post($page, { do => 'look', %what }), 200, 'after a while');
like $anna->{last}->text, qr/id="proof"/, 'the password is asked for';
html_ok($anna->post($page, { do => 'erase', %what }), 422, 'without it');
html_ok($anna->post($page, { do => 'erase', %what, proof => 'fel' }), 422, 'with another');
cmp_ok files_with('qvarnzberg'), '>', 0, 'nothing is erased';

# ------------------------------------------------------------------------- erased

is $anna->post($page, { do => 'erase', %what, proof => $Medverk::Browser::PASSWORD })->status, 303, 'with the right one';
html_ok($anna->get($anna->{last}->header('location')), 200, 'it is done');
like $anna->{last}->text, qr/Uppgifterna är raderade.*E-post, Telefon, 2 ord · Begäran 2026:4/s, 'and what, when and why stays';
is files_with($_), 0, "not a byte of it is left: $_" for 'qvarnzberg', $name, $email, $phone, $first;
is $m->get("/api/v1/search?q=qvarnzberg")->json->{page}{total}, 0, 'nobody finds her';
my $now = $m->get("/api/v1/enterprises/$id")->json;
is $now->{email} // $now->{phone}, undef, 'the fields are empty';
like $now->{summary}, qr/^\[borttaget\] igen\.$/, 'texts have a mark in its place';
is sql("SELECT op FROM change WHERE record = (SELECT id FROM record WHERE uuid = '$id') ORDER BY seq DESC LIMIT 1"), 'updated', 'the change feed knows';
is $m->get("/api/v1/enterprises/$other")->body, $theirs, 'others are as they were';
html_ok($anna->get("/admin/foretag/$id/historik?revision=2"), 200, 'the history is still there');
is run('check', '--db', $db)->{status}, 0, 'and everything agrees';
$anna->get('/admin/foretag/import');
is $anna->post('/admin/foretag/import', { do => 'undo', batch => $anna->field('batch') })->status, 303, 'taking an import back';
is $m->get("/api/v1/search?q=qvarnzberg")->json->{page}{total}, 0, 'does not bring her back';
html_ok($anna->post($page, { do => 'look', %what }), 200, 'once more');
html_ok($anna->get("/admin/en/enterprises/$id/erase"), 200, 'in English');
unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'with all its words';
# -------------------------------------------------------- who edited, and left

sql("UPDATE account SET name = 'Erik Zwaanenburg' WHERE email = 'erik\@example.se'");
my $number = sql("SELECT id FROM account WHERE email = 'erik\@example.se'");
$erik->get("/admin/foretag/$other");
is $erik->post("/admin/foretag/$other", { do => 'publish', base => $erik->field('base'), seen => '', name => 'Café Oasen i Vadstena', phone => '010-000 00 07' })->status, 303, 'an editor changes something';
like $anna->get("/admin/foretag/$other/historik")->text, qr/Erik Zwaanenburg/, 'and stands in the history';
my $account = "/admin/konton/$number";
html_ok($anna->get($account), 200, 'the account');
html_ok($anna->post($account, { do => 'erase' }), 422, 'is not erased by a slip');
html_ok($anna->post('/admin/konton/' . sql("SELECT id FROM account WHERE email = 'anna\@example.se'"), { do => 'erase', sure => 1 }), 422, 'nor one\'s own');
sql("UPDATE session SET proved_at = '2020-01-01T00:00:00Z'");
html_ok($anna->post($account, { do => 'erase', sure => 1 }), 422, 'nor without the password');
is $anna->post($account, { do => 'erase', sure => 1, proof => $Medverk::Browser::PASSWORD })->status, 303, 'with it, it is';
is files_with($_), 0, "not a byte of it is left: $_" for 'Zwaanenburg', 'erik@example';
like $anna->get("/admin/foretag/$other/historik")->text, qr/en tidigare redaktör/, 'the history keeps that somebody did it';
is $erik->get('/admin')->status, 303, 'and nobody is signed in any more';
is $anna->get($account)->status, 404, 'the account is gone';
unlike $anna->get('/admin/konton')->text, qr/erased|tidigare redaktör/, 'from the list, too';
is $anna->post($account, { do => 'save', role => 'editor' })->status, 404, 'and does not come back';
is $anna->post('/admin/konton/999', { do => 'erase', sure => 1 })->status, 404, 'one that never was';
is run('check', '--db', $db)->{status}, 0, 'and everything agrees';
ok $m->is_well, 'and all is well';
done_testing;
