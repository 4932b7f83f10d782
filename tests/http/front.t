#!/usr/bin/perl
# The front page of the administration: what there is to do, for each role its own; and invitations by mail.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna kim lisa));

sub sql {
	my ($sql) = @_;
	my $out = `sqlite3 '$db' "$sql"`;
	chomp $out;
	return Encode::decode('UTF-8', $out);
}

# Two that lack something, one of them in Motala; nothing else is amiss.
sql("UPDATE record SET verified_on = date('now', '-30 days'), verified_by_kind = 'enterprise' WHERE kind = 'enterprise'");
my $motala = sql("SELECT r.name FROM record r JOIN link l ON l.source = r.id JOIN record m ON m.id = l.target WHERE r.kind = 'enterprise' AND l.relation = 'municipality' AND m.code = '0583' ORDER BY r.id LIMIT 1");
my $other = sql("SELECT r.name FROM record r WHERE r.kind = 'enterprise' AND NOT EXISTS (SELECT 1 FROM link l JOIN record m ON m.id = l.target WHERE l.source = r.id AND m.code = '0583') ORDER BY r.id LIMIT 1");
sql("UPDATE record SET verified_on = '2020-01-01' WHERE name IN ('$motala', '$other')");
sql("UPDATE record SET lacks = 'phone' WHERE name = '$other'");

my $m = Medverk::Test->start(db => $db);

# Names under a heading.
sub under {
	my ($b, $id) = @_;
	my ($section) = $b->{last}->text =~ m{<h2 id="$id">(.*?)</section>}s or return '';
	return join ' | ', $section =~ m{<h3><a href="[^"]*">(.*?)</a>}g;
}

my ($anna, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna kim lisa);
html_ok($anna->get('/admin'), 200, 'the front page');
is join(' | ', sort split / \| /, under($anna, 'stale')), join(' | ', sort $motala, $other), 'what nobody has confirmed for long';
is under($anna, 'incomplete'), $other, 'what lacks something';
like $anna->{last}->text, qr{<a class="lack" href="/admin/foretag/[0-9a-f-]{36}#phone">telefon eller e-post</a>}, 'and what it lacks, with a way to the field';
like $anna->{last}->text, qr/Ingen än/, 'no backup yet';
unlike $anna->{last}->text, qr/Det är mer än två dagar/, 'and so none that is old';
html_ok($kim->get('/admin'), 200, 'a municipality\'s editor');
is under($kim, 'stale'), $motala, 'has its own only';
is under($kim, 'incomplete'), '', 'also of what lacks something';
unlike $kim->{last}->text, qr/id="upkeep"/, 'and nothing of the running of the site';
html_ok($lisa->get('/admin'), 200, 'a reader');
is under($lisa, 'stale'), '', 'has nothing to do';
html_ok($anna->get('/admin/en'), 200, 'in English');
like $anna->{last}->text, qr/Needs to be confirmed/, 'too';

# A backup that went well, and one that did not.
is run('backup', "$dir/b.tar", '--db', $db)->{status}, 0, 'a backup is made';
unlike $anna->get('/admin')->text, qr/Ingen än|Det är mer än två dagar/, 'the page knows';
sleep 1;
is run('backup', "$dir/none/b.tar", '--db', $db)->{status}, 1, 'one that cannot be written';
like $anna->get('/admin')->text, qr/Den senaste misslyckades/, 'is told, too';

# What was looked for in vain.
is $m->get('/sok?q=qzxwvkj')->status, 200, 'somebody looks for what there is not' for 1 .. 6;
$m->stop;

# ------------------------------------------------------------------- mail

$m = Medverk::Test->start(db => $db, env => { MEDVERK_BASE_URL => 'https://medverk.example', MEDVERK_MAIL_COMMAND => '/bin/true', MEDVERK_MAIL_FROM => 'Medverk <medverk@example.se>' });
$_->{program} = $m for $anna, $kim;
like $anna->get('/admin')->text, qr{<span>qzxwvkj</span> <span class="n">6</span> <a href="/admin/synonymer/ny\?word=qzxwvkj">}, 'what was looked for in vain, with a synonym to be added';
$anna->get('/admin/konton/ny');
html_ok($anna->submit(email => 'olle@example.se', role => 'editor', do => 'save'), 200, 'somebody is invited');
like $anna->{last}->text, qr/Ett brev med en länk är på väg till olle\@example\.se/, 'by mail';
unlike $anna->{last}->text, qr/ticket=/, 'and the link is shown to nobody';
is sql('SELECT purpose || address || state FROM outbox'), 'invitationolle@example.sewaiting', 'the mail waits in the outbox';
my ($link) = sql('SELECT body FROM outbox') =~ m{https://medverk\.example(/admin/losenord\?ticket=[\w-]{43})};
ok $link, 'with a link';
like $anna->get('/admin')->text, qr/Väntar: 1, kom inte fram: 0/, 'which the front page says';
my $olle = Medverk::Browser->new($m);
$olle->get($link);
is $olle->submit(password => 'ett två tre fyra')->status, 303, 'the link lets its reader in';
is run('mail', '--db', $db, { env => { MEDVERK_MAIL_COMMAND => '/bin/true', MEDVERK_MAIL_FROM => 'Medverk <medverk@example.se>' } })->{status}, 0, 'mail is sent';
is sql('SELECT state, body IS NULL FROM outbox'), 'sent|1', 'and its text is gone';
is $anna->post('/admin/konton/ny', { email => 'inget', role => 'editor', do => 'save' })->status, 422, 'an invitation to nobody';
is sql('SELECT count(*) FROM outbox'), '1', 'sends nothing';
ok $m->is_well, 'and all is well';
done_testing;
