#!/usr/bin/perl
# Easy-to-read texts: written beside the others in forms and spreadsheets, shown where there are some, found by their words.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna));
my $m = Medverk::Test->start(db => $db);
my $anna = Medverk::Browser->signed_in($m, 'anna');

# The address of the form of a record, and what it has to send along.
sub form_of {
	my ($list, $name) = @_;
	my ($uri) = $anna->get("$list?q=" . Medverk::Browser::encoded($name))->text =~ m{<a href="($list/[0-9a-f-]{36})">};
	html_ok($anna->get($uri), 200, "the form of $name");
	return ($uri, name => $name, base => $anna->field('base'), seen => $anna->field('seen'));
}

my $uri = '/foretag/cafe-oasen';
my ($name) = $m->get($uri)->text =~ m{<h1>([^<]*)</h1>};
unlike $m->get($uri)->text, qr/lattlast/, 'a record without such a text does not speak of it';
ok !grep({ /_easy$/ } keys %{ $m->get('/api/v1/enterprises/' . $m->get('/api/v1/enterprises?limit=1')->json->{items}[0]{id})->json }), 'nor does its JSON';
my ($form, %sent) = form_of('/admin/foretag', $name);
my $text = $anna->{last}->text;
like $text, qr{<div class="field first of-three">.*?id="summary".*?<div class="field second of-three">.*?id="summary_en" name="summary_en".*?<div class="field third of-three">.*?id="summary_easy"[^>]* lang="sv"}s, 'a form has Swedish, English and easy-to-read side by side';
like $text, qr{id="description_easy"}, 'for longer texts, too';
unlike $text, qr{id="(?:name|slug)_easy"}, 'but not for names';
like $text, qr{id="summary_easy-hint">Korta meningar}, 'and says how to write';
unlike $anna->get('/admin/terms/ny')->text, qr/_easy"/, 'what has no page has no such text';
my %easy = (summary_easy => 'Vi bakar och lagar mat.', description_easy => "Du kan jobba hos oss.\n\n- Vi **zzkokar** kaffe.");
is $anna->post($form, { %sent, %easy, do => 'keep' })->status, 303, 'it is kept as a draft';
unlike $m->get($uri)->text, qr/zzkokar/, 'which nobody sees';
like $anna->get($form)->text, qr{<dt>Sammanfattning \(lättläst\)</dt>.*<ins>Vi bakar och lagar mat\.</ins>}s, 'but who edits, with what it changes';
is $anna->post($form, { %sent, seen => $anna->field('seen'), summary_easy => 'a' x 401, do => 'publish' })->status, 422, 'one that is too long is refused';
like $anna->{last}->text, qr{<a href="#summary_easy">Sammanfattning \(lättläst\): Skriv högst 400 tecken}, 'by name';
$anna->get($form);
is $anna->post($form, { %sent, %easy, seen => $anna->field('seen'), do => 'publish' })->status, 303, 'it is published';

my $page = $m->get($uri);
html_ok($page, 200, 'its page');
like $page->text, qr{<a class="go" href="#lattlast">Läs på lättläst svenska</a>.*<section class="easy" id="lattlast".*<h2 id="easy">Lättläst</h2>.*<p>Vi bakar och lagar mat\.</p>.*<li>Vi <strong>zzkokar</strong> kaffe\.</li>}s, 'has a link to it, and the text';
my ($english) = $page->text =~ m{<link rel="alternate" hreflang="en" href="[^"]*?(/en/[^"]*)"};
html_ok($m->get($english), 200, 'the English page');
unlike $m->get($english)->text, qr/zzkokar|lattlast/, 'has none of it';
my ($json) = $page->text =~ m{href="(/api/v1/enterprises/[0-9a-f-]{36})"};
is $m->get($json)->json->{summary_easy}, 'Vi bakar och lagar mat.', 'JSON has it beside the text that it is of';
is $m->get("$json?lang=en")->json->{summary_easy}, undef, 'in Swedish';
is $m->get('/api/v1/search?q=zzkokar')->json->{page}{total}, 1, 'it is found by its words';

# A page, with its list as a spreadsheet and back.
($form, %sent) = form_of('/admin/pages', 'Om katalogen');
is $anna->post($form, { %sent, description_easy => 'Det här är en **lista**.', do => 'publish' })->status, 303, 'a page has one, too';
like $m->get('/om')->text, qr{id="lattlast".*Det här är en <strong>lista</strong>\.}s, 'which it shows';
my $csv = $anna->get('/admin/pages/export');
like $csv->text, qr/^[^\n]*;description;description_en;description_easy/, 'an exported list has a column for it';
like $csv->text, qr/Det här är en \*\*lista\*\*\./, 'with the text';
spew("$dir/pages.csv", $csv->body =~ s/Det h\xc3\xa4r \xc3\xa4r en/Nu \xc3\xa4r det en/r);
is run('import', 'page', "$dir/pages.csv", '--db', $db)->{status}, 0, 'the command takes it back';
like $m->get('/om')->text, qr{Nu är det en <strong>lista</strong>}, 'with what was changed in it';
spew("$dir/wrong.csv", "slug,name,name_easy\nom,Om katalogen,Om\n");
isnt run('import', 'page', "$dir/wrong.csv", '--db', $db)->{status}, 0, 'there is no easy name';
is Medverk::Test::run('check', '--db', $db)->{status}, 0, 'and the database is as it should be';
ok $m->is_well, 'and all is well';
done_testing;
