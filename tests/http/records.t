#!/usr/bin/perl
# Lists of the administration: filters with their counts, columns, orders, pages, and that nobody learns of what is not theirs.
# routes: /admin/:kind /admin/en/:kind /admin/:kind/export /admin/en/:kind/export
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

# Names, ordered as the list orders them, of enterprises where the condition holds.
sub names_where {
	my ($where, $order) = @_;
	return sql("SELECT group_concat(name, ' | ') FROM (SELECT name FROM record AS r WHERE kind = 'enterprise' AND $where ORDER BY " . ($order // 'name_key, id') . ' LIMIT 50)');
}

my $motala = "EXISTS (SELECT 1 FROM link l JOIN record m ON m.id = l.target WHERE l.source = r.id AND l.relation = 'municipality' AND m.code = '0583')";
my @some = split /\|/, sql("SELECT group_concat(id, '|') FROM (SELECT id FROM record r WHERE kind = 'enterprise' AND $motala ORDER BY id)");
my @others = split /\|/, sql("SELECT group_concat(id, '|') FROM (SELECT id FROM record r WHERE kind = 'enterprise' AND NOT $motala ORDER BY id)");
sql("UPDATE record SET verified_on = '2026-01-0' || (1 + id % 9), verified_by_kind = 'region' WHERE kind = 'enterprise'");
sql("UPDATE record SET state = 'hidden' WHERE id IN ($some[0], $others[0])");
sql("UPDATE record SET state = 'draft' WHERE id = $others[1]");
sql("UPDATE record SET verified_on = NULL, verified_by_kind = NULL WHERE id IN ($some[1], $others[2], $others[0])");
sql("UPDATE record SET lacks = 'summary phone' WHERE id IN ($some[1], $others[3])");
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_NOW => '2026-03-05T12:00:00Z' });
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);

# What the list has: its names, and the numbers behind its filters.
sub shown {
	my ($b) = @_;
	return join ' | ', map { Medverk::Browser::plain($_) } $b->{last}->text =~ m{<th scope="row"><a href="[^"]*">(.*?)</a>}g;
}
sub counts {
	my ($b) = @_;
	return join ' ', map { s/ <i>/=/r } $b->{last}->text =~ m{<li><a [^>]*>([^<]* <i>\d+)</i></a></li>}g;
}

# ---------------------------------------------------------------- filters

html_ok($anna->get('/admin/foretag'), 200, 'all enterprises');
is counts($anna), 'Alla=54 Publicerade=51 Utkast=1 Dolda=2 Arkiverade=0 Mina ändringar=0 Väntar på godkännande=0 Behöver bekräftas=2 Saknar något=2', 'each filter says how many it would leave';
is shown($anna), names_where('1'), 'in the order of the alphabet';
for my $filter (['state=hidden', "state = 'hidden'"], ['state=draft', "state = 'draft'"], ['stale=1', "state = 'published' AND verified_on IS NULL"],
	['incomplete=1', 'lacks IS NOT NULL'], ['municipality=0583', $motala], ['municipality=0583&incomplete=1', "$motala AND lacks IS NOT NULL"],
	['state=published&stale=1&incomplete=1', "lacks IS NOT NULL AND verified_on IS NULL AND state = 'published'"]) {
	html_ok($anna->get("/admin/foretag?$filter->[0]"), 200, $filter->[0]);
	is shown($anna), names_where($filter->[1]), 'what it leaves';
}
html_ok($anna->get('/admin/foretag?incomplete=1'), 200, 'a filter');
is counts($anna), 'Alla=2 Publicerade=2 Utkast=0 Dolda=0 Arkiverade=0 Mina ändringar=0 Väntar på godkännande=0 Behöver bekräftas=1 Saknar något=2', 'changes the numbers of the others';
like $anna->{last}->text, qr{aria-current="true">Saknar något}, 'is shown to be on';
like $anna->{last}->text, qr{<a class="lack" href="/admin/foretag/[0-9a-f-]{36}#summary">sammanfattning</a> <a class="lack" href="[^"]*#phone">telefon eller e-post</a>}, 'what is missing leads to its field';
my ($off) = $anna->{last}->text =~ m{<a href="([^"]*)" aria-current="true">Saknar};
is $off, '/admin/foretag', 'and its link takes it off';
html_ok($anna->get('/admin/foretag?mine=1'), 200, 'nothing of mine');
like $anna->{last}->text, qr/Ingen post passar/, 'says what to do';
unlike $anna->get('/admin/rapporter')->text, qr/Behöver bekräftas/, 'reports are not confirmed';
unlike $anna->{last}->text, qr/name="municipality"/, 'nor have they a municipality';

# Mine, and what waits.
my ($first) = $anna->get('/admin/foretag')->text =~ m{<th scope="row"><a href="([^"]*)">};
$anna->get($first);
is $anna->post($first, { base => $anna->field('base'), seen => '', name => 'Aspens verkstad', do => 'send' })->status, 303, 'a change is sent';
$anna->get('/admin/foretag?mine=1');
my $changed = names_where('1') =~ s/ \|.*//r;
is shown($anna), $changed, 'what one has a draft of is one\'s own';
is shown($anna), $changed, 'and waits' if $anna->get('/admin/foretag?waiting=1');
$erik->get('/admin/foretag?mine=1');
is shown($erik), '', 'of nobody else';
like counts($erik), qr/Väntar på godkännande=0/, 'numbers are of what is chosen';
like counts($erik), qr/Mina ändringar=0/, 'also one\'s own' if $erik->get('/admin/foretag');

# ---------------------------------------------------------- order and columns

for my $order (['-name', 'name_key DESC, id'], ['verified_on', "coalesce(verified_on, ''), name_key, id"], ['-verified_on', "coalesce(verified_on, '') DESC, name_key, id"],
	['state', 'state, name_key, id'], ['-lacks', 'coalesce(length(lacks), 0) DESC, name_key, id'], ['-updated_on', 'updated_at DESC, name_key, id']) {
	html_ok($anna->get("/admin/foretag?sort=$order->[0]"), 200, "in the order $order->[0]");
	is shown($anna), names_where('1', $order->[1]), 'as it says';
}
$anna->get('/admin/foretag?sort=verified_on');
like $anna->{last}->text, qr{aria-sort="ascending"><a href="/admin/foretag\?sort=-verified_on">Bekräftad}, 'its heading turns it';
html_ok($anna->get('/admin/foretag?column=municipality&column=by&sort=verified_on'), 200, 'other columns');
is join(' ', $anna->{last}->text =~ m{<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]*)}g), 'Namn Kommun Ändrad av', 'are those that were chosen';
like $anna->{last}->text, qr{href="/admin/foretag\?state=draft&amp;sort=verified_on&amp;column=municipality&amp;column=by"}, 'and stay in every address';
like $anna->{last}->text, qr/<td class="more-room">Motala/, 'what is in them';
html_ok($anna->get('/admin/foretag?column='), 200, 'no columns');
unlike $anna->{last}->text, qr{<td class="more-room"}, 'but the name';

# ---------------------------------------------------------------------- pages

$anna->get('/admin/foretag');
my ($next) = $anna->{last}->text =~ m{<a class="go" href="([^"]*)">Nästa};
html_ok($anna->get($next), 200, 'the second page');
is scalar(split / \| /, shown($anna)), 4, 'has the rest';
unlike $anna->{last}->text, qr/Nästa sida/, 'and no next';
html_ok($anna->get('/admin/foretag?page=7'), 200, 'a page that is not there');
like $anna->{last}->text, qr/Så många sidor har listan inte/, 'says so';

# ------------------------------------------------- what is not theirs is nowhere

html_ok($kim->get('/admin/foretag'), 200, 'a municipality\'s editor');
is shown($kim), names_where($motala), 'has the records of the municipality';
my $own = @some;
my $public = $own - 1;
like counts($kim), qr/^Alla=$own Publicerade=$public Utkast=0 Dolda=1 Arkiverade=0 Mina ändringar=0 Väntar på godkännande=\d Behöver bekräftas=1 Saknar något=1$/, 'and counts no others';
for ('state=draft', 'municipality=0580&state=draft', 'incomplete=1&municipality=0581') {
	$kim->get("/admin/foretag?$_");
	unlike shown($kim), qr/\Q@{[sql("SELECT name FROM record WHERE id = $others[1]")]}\E/, "nor by asking: $_";
}
is $kim->get('/admin/rapporter?incomplete=1')->status, 403, 'nor other kinds';
html_ok($lisa->get('/admin/foretag?state=hidden'), 200, 'who only reads sees all');

# ----------------------------------------------------------------------- files

for my $filter (['state=hidden', "state = 'hidden'"], ['stale=1', "state = 'published' AND verified_on IS NULL"], ['municipality=0583&incomplete=1', "$motala AND lacks IS NOT NULL"]) {
	my $file = $anna->get("/admin/foretag/export?$filter->[0]");
	is $file->status, 200, "the file of $filter->[0]";
	my @lines = split /\r\n/, $file->text;
	is @lines - 1, scalar split(/ \| /, names_where($filter->[1])), 'has the rows of the list';
}
$anna->get('/admin/foretag?incomplete=1&sort=-name');
like $anna->{last}->text, qr{href="/admin/foretag/export\?incomplete=1&amp;sort=-name"}, 'its link follows the list';

# ------------------------------------------------------------------- bad input

for ('state=x', 'sort=-', 'sort=nope', 'sort=--name', 'column=x&column=%00', 'municipality=9999', 'municipality=%27', 'mine=2', 'page=-1', 'page=2001', 'page=x', 'q=' . 'a' x 500, 'q=%25_') {
	my $status = $anna->get("/admin/foretag?$_")->status;
	ok $status == 200 || ($status == 400 && /%00/), "$_: $status";
}
for my $path ('/admin/en/enterprises?stale=1&sort=lacks', '/admin/projekt?incomplete=1&municipality=0580', '/admin/terms?sort=state', '/admin/kommuner', '/admin/pages?incomplete=1') {
	html_ok($anna->get($path), 200, $path);
	unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'and all its words';
}
ok $m->is_well, 'and all is well';
done_testing;
