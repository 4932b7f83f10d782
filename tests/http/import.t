#!/usr/bin/perl
# import: every problem with line, column, value and reason; all or nothing.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/import.db");
my $file = "$dir/in.csv";

sub import_csv {
	my ($kind, $text, @more) = @_;
	spew($file, $text);
	return run('import', $kind, $file, '--db', $db, @more);
}

sub count {
	my ($table) = @_;
	chomp(my $n = `sqlite3 '$db' 'SELECT count(*) FROM $table'`);
	return $n;
}

sub imported {
	my ($name, $kind, $text, @more) = @_;
	my $r = import_csv($kind, $text, @more);
	is $r->{status}, 0, $name or diag $r->{err};
	return $r;
}

my $records = count('record');

# Refused, with nothing changed.
sub refused {
	my ($name, $kind, $text, @patterns) = @_;
	my $before = `sqlite3 '$db' .dump | cksum`;
	my $r = import_csv($kind, $text);
	isnt $r->{status}, 0, "$name: refused";
	like $r->{err}, $_, '… and says why' for @patterns;
	unlike $r->{err}, qr/sqlite|SQLITE|constraint|NULL/, '… in words' if @patterns;
	is `sqlite3 '$db' .dump | cksum`, $before, '… with nothing imported';
	return $r;
}

my $head = "name,municipality,legal_form\n";
refused('an unknown column', 'enterprise', "name,colour,municipality\nA,red,Motala\n", qr/in\.csv:1: .*colour/);
refused('no columns at all', 'enterprise', '', qr/in\.csv/);
refused('a column twice', 'enterprise', "name,name,municipality\nA,B,Motala\n", qr/in\.csv:1: .*name/);
refused('a missing required column', 'enterprise', "summary\nx\n", qr/name/);
refused('an empty required cell', 'enterprise', "${head},Motala,\n", qr/in\.csv:2: name/);
refused('too few cells', 'enterprise', "${head}A\n", qr/in\.csv:2/);
refused('too many cells', 'enterprise', "${head}A,Motala,,,,,\n", qr/in\.csv:2/);
refused('an open quote', 'enterprise', "${head}\"A,Motala,\n", qr/in\.csv:2/);
refused('invalid UTF-8', 'enterprise', "name,municipality\nA\xff,Motala\n", qr/in\.csv:2/);
refused('NUL', 'enterprise', "name,municipality\nA\0B,Motala\n", qr/in\.csv:2/);
refused('Latin-1', 'enterprise', "name,municipality\nCaf\xe9,Motala\n", qr/in\.csv:2.*UTF-8|UTF-8.*in\.csv:2/s);
refused('an unknown municipality', 'enterprise', "${head}A,Motola,\n", qr/in\.csv:2: municipality: "Motola"/, qr/Motala/);
refused('an unknown legal form', 'enterprise', "${head}A,Motala,aktiebolg\n", qr/in\.csv:2: legal_form: "aktiebolg"/, qr/aktiebolag/);
refused('two where one is meant', 'enterprise', "${head}A,Motala,aktiebolag|stiftelse\n", qr/in\.csv:2: legal_form/);

my %bad = (
	organisation_number => ['769900-0018', '12', 'abc', '199001011234', '811228-9874'],
	website_url => ['javascript:alert(1)', 'example.org', 'ftp://x.se', 'http://', 'https://x y'],
	email => ['x', 'x@', '@x.se', 'x y@z.se', 'x@y@z.se'],
	phone => ['ring', '0', '+', '<b>011</b>'],
	latitude => ['91', 'x', '58.2.3', '-90.5'],
	longitude => ['181', '1e5'],
	employed => ['-1', 'x', '1.5', '99999999999999999999'],
	figures_date => ['2026-13-01', '2026-02-30', '1 maj', '20260101', '2026-1-1'],
	verified_on => ['2026-02-30', 'yesterday'],
	verified_by_kind => ['me'],
	postcode => ['1234', 'x'],
);
for my $column (sort keys %bad) {
	for my $value (@{ $bad{$column} }) {
		refused("$column '$value'", 'enterprise', qq(name,municipality,$column\nA,Motala,"$value"\n), qr/in\.csv:2: $column: "\Q$value\E"/);
	}
}
refused('a name of 500 letters', 'enterprise', "name,municipality\n" . 'A' x 500 . ",Motala\n", qr/in\.csv:2: name/);
refused('verified by nobody', 'enterprise', "name,municipality,verified_on\nA,Motala,2026-01-01\n", qr/in\.csv:2/);

# Every problem, not only the first; line numbers are those of the file, also behind quoted line ends.
my $r = refused('several problems', 'enterprise', "name,municipality,email,description\nA,Motala,x,\"a\nb\nc\"\n,Motala,,\nC,Nowhere,y,\n",
	qr/in\.csv:2: email/, qr/in\.csv:5: name/, qr/in\.csv:6: municipality/, qr/in\.csv:6: email/);
like $r->{err}, qr/nothing was imported/, 'and a last word';

# Good ones, however they are written.
imported('plain', 'enterprise', "name,municipality,legal_form\nNya Ängens städ,Motala,Aktiebolag\n");
is count('record'), $records + 1, 'one more';
imported('with BOM and semicolons', 'enterprise', "\x{feff}name;municipality;summary\r\nNya Åns verkstad;0583|Vadstena;\"Med ; och \"\"citat\"\"\"\r\n");
imported('without a last line end', 'enterprise', "name,municipality\nNya Öns kafé,0586");
imported('every column', 'enterprise', <<'CSV');
name,organisation_number,legal_form,municipality,goods_and_services,integration_services,target_groups,summary,description,website_url,email,phone,latitude,longitude,employed,occupied,figures_date,verified_on,verified_by_kind,summary_en
Nya Alltihop,769900-0019,ekonomisk-forening,Motala|0584,Städ|kafe,Arbetsträning,unga,Kort.,"Långt.

- en
- två",https://alltihop.example/,info@alltihop.example,0141-12 34 56,58.2037,15.9,12,34,2026-01-31,2026-02-01,municipality,Short.
CSV
imported('a project', 'project', "name,municipality,programme,start_date,end_date,summary\nNytt projekt,Motala,interreg-ivc,2010-01-01,2012-12-31,Kort\n");
imported('a report', 'report', "name,year,publisher,language,summary\nNy rapport,2020,Regionen,sv,Kort\n");
imported('a page', 'page', "name,summary,description\nNy sida,Kort,Text\n");
my $count = count('record');

my $m = Medverk::Test->start(db => $db);
my ($item) = grep { $_->{name} eq 'Nya Alltihop' } @{ $m->get('/api/v1/enterprises?q=Alltihop')->json->{items} };
ok $item, 'it is found by search' or diag $m->get('/api/v1/enterprises?q=Alltihop')->body;
my $json = $m->get($item->{api_url});
like $json->body, qr/"latitude":58\.2037,/, 'the latitude is what was given';
like $json->body, qr/"longitude":15\.9,/, 'the longitude too';
my $doc = $json->json;
is_deeply [sort map { $_->{id} } @{ $doc->{municipality} }], ['0583', '0584'], 'both municipalities';
is_deeply [sort map { $_->{id} } @{ $doc->{goods_and_services} }], ['kafe', 'stad'], 'terms by code and by label';
is $doc->{verified_on}, '2026-02-01', 'verified_on';
is $doc->{verified_by_kind}, 'municipality', 'by whom';
is $doc->{fictional}, undef, 'not marked as invented';
is $m->get("$item->{api_url}?lang=en")->json->{summary}, 'Short.', 'the translation';
is $m->get('/foretag/nya-alltihop')->status, 200, 'its address is made from its name';
like $m->get('/foretag/nya-ans-verkstad')->text, qr/Med ; och &quot;citat&quot;|Med ; och "citat"/, 'quotes and semicolons';
like $m->get('/foretag')->text, qr/företag/, 'the list goes on';
is $m->get('/projekt/nytt-projekt')->status, 200, 'the project has its page';
is $m->get('/rapporter/ny-rapport')->status, 200, 'the report too';

# The same name again gets another address; a known slug changes the record.
imported('the same name', 'enterprise', "name,municipality\nNya Alltihop,Linköping\n");
is count('record'), $count + 1, 'is another record';
imported('a known slug', 'enterprise', "slug,name,municipality\nnya-alltihop,Nya Alltihop AB,Motala\n");
is count('record'), $count + 1, 'is the same record';
is $m->get('/foretag/nya-alltihop')->text =~ /Nya Alltihop AB/ ? 1 : 0, 1, 'with its new name, at once';

# New terms only when asked for.
refused('a new term', 'enterprise', "name,municipality,goods_and_services\nB,Motala,Ballongflyg\n", qr/in\.csv:2: goods_and_services: "Ballongflyg"/);
imported('a new term with --create-terms', 'enterprise', "name,municipality,goods_and_services\nBallongerna,Motala,Ballongflyg\n", '--create-terms');
ok scalar(grep { $_->{name} eq 'Ballongflyg' } @{ $m->get('/api/v1/enterprises?limit=1')->json->{facets}{goods_and_services}{values} }), 'it can be filtered by';
refused('--create-terms makes no municipality', 'enterprise', "name,municipality\nB,Ankeborg\n", qr/Ankeborg/);

# It is marked up nowhere: what is imported is text.
imported('markup', 'enterprise', qq(name,municipality,summary,description\n"<b>Fet & ""stor""",Motala,<script>alert(1)</script>,"<script>alert(2)</script> [x](javascript:alert(3)) **fet**"\n));
my ($fat) = grep { $_->{name} =~ /Fet/ } @{ $m->get('/api/v1/enterprises?q=Fet')->json->{items} };
for my $uri ($fat->{url}, '/foretag?q=Fet', '/sok?q=Fet') {
	unlike $m->get($uri)->body, qr/<script>|<b>Fet|href="javascript/, "$uri shows no markup of others";
}
is run('check', '--db', $db)->{status}, 0, 'in the end the database is in order';
is run('import', 'enterprise', "$dir/none.csv", '--db', $db)->{status} > 0, 1, 'a file that is not there';
is run('import', 'enterprise', $dir, '--db', $db)->{status} > 0, 1, 'a folder';
# Progress is shown where somebody looks, or asks.
my $many = "name\n" . join '', map { "Företag $_\n" } 1 .. 1200;
is imported('without a terminal', 'enterprise', $many)->{err}, '', 'nothing is said of progress';
like imported('asked for', 'enterprise', $many, '--progress')->{err}, qr/^500 rows$/m, 'a line says how far it has come';

done_testing;
