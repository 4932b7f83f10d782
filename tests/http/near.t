#!/usr/bin/perl
# Near: lists and search by place, and that no answer tells more of a place than its enterprise wants.
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

use Encode qw(encode);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/near.db");

# Fem på samma ställe, som berättar olika mycket.
my @rows = map { "$_,Skyddat $_,Motala,kafe,Hemliga gränd 7,59199,Hemligby,58.612345,15.212345," . ($_ eq 'exact' ? '' : $_) }
	qw(exact street postcode municipality hidden);
spew("$dir/in.csv", encode('UTF-8', join "\n", 'slug,name,municipality,goods_and_services,street_address,postcode,locality,latitude,longitude,location_precision', @rows, ''));
my $r = run('import', 'enterprise', "$dir/in.csv", '--db', $db);
is $r->{status}, 0, 'places are imported' or diag $r->{err};

my $m = Medverk::Test->start(db => $db);

sub list { return $m->get('/api/v1/enterprises?limit=100&' . encode('UTF-8', $_[0]))->json }
sub names { return map { $_->{name} } @{ $_[0]{items} } }

# By coordinates and by name, in order, none too far, and the same total as facets say.
for my $near ('58.41,15.62', 'Linköping', 'linkoping', 'LINKÖPING', 'Linköpin', '58,41, 15,62') {
	my $doc = list("near=$near&radius_km=30");
	my @km = map { $_->{distance_km} } @{ $doc->{items} };
	cmp_ok scalar @km, '>', 5, "$near: some are near";
	is_deeply \@km, [sort { $a <=> $b } @km], 'the nearest first';
	is scalar(grep { $_ > 30 } @km), 0, 'and none too far';
	is $doc->{query}{sort}, 'distance', 'which is how the list is ordered';
	my $within = list("near=$near&radius_km=10");
	is_deeply [sort(names($within))], [sort map { $_->{name} } grep { $_->{distance_km} <= 10 } @{ $doc->{items} }], 'a smaller circle has those that are in it';
}
my $half = list('near=Linköping&radius_km=60&integration_services=arbetstraning');
is $half->{page}{total}, list('near=Linköping&radius_km=60')->{facets}{integration_services}{values}[0]{count}, 'facets count what is near';
cmp_ok $half->{page}{total}, '<', list('integration_services=arbetstraning')->{page}{total}, 'and nothing else';

# Page by page everything comes once.
my ($uri, @walked) = ('/api/v1/enterprises?near=Mj%C3%B6lby&radius_km=50&limit=3');
while ($uri) {
	my $page = $m->get($uri)->json;
	push @walked, names($page);
	$uri = $page->{links}{next};
}
is_deeply \@walked, [names(list('near=Mjölby&radius_km=50'))], 'pages are pieces of the list';

# A page of its own tells what it needs to, and no more.
my %seen;
for my $slug (qw(exact street postcode municipality hidden)) {
	my ($item) = grep { $_->{name} eq "Skyddat $slug" } @{ list("q=Skyddat+$slug")->{items} };
	$seen{$slug} = $m->get($item->{api_url})->json;
	my $page = $m->get("/foretag/$slug");
	is $page->status, 200, "$slug has its page";
	if ($slug ne 'exact') {
		unlike $page->body . $m->get($item->{api_url})->body, qr/gränd|612345|212345/, 'which does not tell the address';
		is $seen{$slug}{location_precision}, $slug, 'but how exactly the place is told';
	}
	unlike $page->body, qr/59199|591 ?99|Hemligby/, 'nor the locality' if $slug =~ /municipality|hidden/;
	like $page->text, qr/visas inte|Bara kommunen/, 'and says so' if $slug ne 'exact';
}
is "$seen{street}{latitude} $seen{street}{longitude}", '58.612 15.212', 'to a hundred metres';
is "$seen{postcode}{latitude} $seen{postcode}{longitude}", '58.61 15.22', 'to a kilometre';
is "$seen{municipality}{latitude} $seen{municipality}{longitude}", '58.54 15.04', 'as its municipality';
is $seen{hidden}{latitude}, undef, 'not at all';

# What is not told cannot be searched for.
is list("q=$_")->{page}{total}, 3, "$_ finds those that tell it" for qw(Hemligby 59199);
is_deeply [grep { /Skyddat/ } names(list('near=58.612345,15.212345&radius_km=1'))], ['Skyddat exact', 'Skyddat street', 'Skyddat postcode'], 'near finds what is told to be there';
is scalar(grep { /hidden/ } names(list('near=Motala&radius_km=200')), names(list('bbox=-180,-90,180,90'))), 0, 'and never what is hidden';
like join(' ', names(list('near=Motala&radius_km=5'))), qr/Skyddat municipality/, 'a municipality is where its central locality is';

# Moved within its cell, nothing changes in what is near, not even the tag.
my @uris = map { "/api/v1/enterprises?$_" } 'near=58.6,15.2&radius_km=5', 'near=58.61,15.3&radius_km=200&sort=name', 'bbox=15.2,58.6,15.22,58.62', 'near=58.6,15.2&sort=distance&q=skyddat';
my @before = map { $m->get($_)->body =~ s/"Skyddat exact".*?\}//r } @uris;
like "@before[0, 2, 3]", qr/Skyddat street.*Skyddat postcode/s, 'they are there';
spew("$dir/in.csv", encode('UTF-8', join("\n", 'slug,name,municipality,goods_and_services,latitude,longitude,location_precision', map { "$_,Skyddat $_,Motala,kafe,58.6121,15.2128,$_" } qw(street postcode municipality hidden))));
# Only coordinates, so that the address is not what differs.
is run('import', 'enterprise', "$dir/in.csv", '--db', $db)->{status}, 0, 'moved';
my @after = map { $m->get($_)->body =~ s/"Skyddat exact".*?\}//r } @uris;
is $after[$_] =~ s/"updated_at":"[^"]*"//gr, $before[$_] =~ s/"updated_at":"[^"]*"//gr, "$uris[$_] is as it was" for 0 .. $#uris;

# What cannot be read is said, to programs as an error, to people on the page, and what they wrote is still there.
for my $bad ('near=Atlantis', 'near=58.41', 'near=NaN,NaN', 'near=1e9,1', 'near=58.41,15.62&radius_km=0', 'near=Motala&radius_km=inf', 'bbox=1,2,3', 'bbox=a,b,c,d', 'near=%F0%9F%98%80', 'near=' . 'x' x 120) {
	my $problem = $m->get("/api/v1/enterprises?$bad");
	is $problem->status, 400, "$bad: a program's mistake";
	like $problem->json->{errors}[0]{parameter}, qr/^(?:near|radius_km|bbox)$/, 'which one';
	is $m->get("/api/v1/search?$bad")->status, 400, 'in search, too';
	for my $page ("/foretag?$bad", "/en/enterprises?$bad", "/sok?$bad", "/sok?q=caf%C3%A9&$bad") {
		is $m->get($page)->status, 200, "$page is shown";
	}
}
# The pages say what was meant, where, how far, and how to get out again.
my $page = $m->get('/foretag?near=Motalla&radius_km=30&goods_and_services=kafe');
html_ok($page, 200, 'a page of what is near');
like $page->text, qr/inom 30 km från Motala/, 'says where';
like $page->text, qr/Visar det som är nära <b>Motala/, 'what was meant';
like $page->text, qr/<option value="30" selected>30 km/, 'a radius that is not offered is there';
like $page->text, qr/value="Motalla"/, 'and so is what was written';
like $page->text, qr/<span class="far">\d+,\d km bort/, 'how far, with a comma';
like $page->text, qr/<span class="far">ca 13 km bort/, 'and about, where that is all that is told';
like $page->text, qr/href="\?goods_and_services=kafe"|href="[^"]*\?goods_and_services=kafe"/, 'the place can be taken away';
like $m->get('/en/enterprises?near=Motala')->text, qr/within 10 km of Motala.*\d\.\d km away/s, 'in English, with a point';
like $m->get('/foretag?near=Atlantis')->text, qr/Det finns ingen plats här som heter ”Atlantis”.*aria-invalid="true" value="Atlantis"/s, 'what is no place is said';
like $m->get('/foretag?near=58.95,15.9&radius_km=5')->text, qr/Inga företag inom 5 km.*Pröva ett längre avstånd.*href="[^"]*radius_km=50[^"]*">Sök inom 50 km \(\d+\)/s, 'larger circles are offered where there is nothing';
like $m->get('/sok?near=58.95,15.9&radius_km=5')->text, qr/href="[^"]*radius_km=50[^"]*">Sök inom 50 km \(\d+\)/, 'in search, too';
like $m->get('/sok?near=Motala&radius_km=5')->text, qr/name="near" autocomplete="off" value="Motala">.*inom 5 km från Motala.*km bort/s, 'search keeps the place for other words';
for (['/sok', 'Nära', 'Längst bort', 'Det finns ingen plats här'], ['/en/search', 'Near', 'At most', 'There is no place here']) {
	my ($path, $near, $distance, $wrong) = @$_;
	my $form = $m->get($path)->text;
	like $form, qr{<label for="near">$near .*<input type="text" id="near" name="near" autocomplete="off">.*<label for="radius_km">$distance</label>\s*<select id="radius_km" name="radius_km">.*<option value="10" selected>}s, "$path has fields for a place";
	my $alone = $m->get("$path?near=Atlantis&radius_km=50&q=")->text;
	like $alone, qr{aria-describedby="near-problem" aria-invalid="true" value="Atlantis".*<option value="50" selected>.*<p class="note" id="near-problem">$wrong}s, 'what is no place is said, and all stays as it was';
	unlike $alone, qr{finns överallt|there is everywhere}, 'nothing is promised that is not shown';
	my $words = $m->get("$path?near=Atlantis&q=snickeri")->text;
	like $words, qr{finns överallt|there is everywhere}, 'with words there is something';
	like $words, qr{name="q"[^>]* value="snickeri"}, 'and the words stay';
	is $m->get("$path?q=snickeri&near=&radius_km=20")->text =~ s/.*<main//sr =~ s/&amp;near=&amp;radius_km=20//gr =~ s/<option.*?>//gr, $m->get("$path?q=snickeri")->text =~ s/.*<main//sr =~ s/<option.*?>//gr, 'an empty place changes nothing';
}
like $m->get('/sok?q=st%C3%A4d&near=Link%C3%B6ping&radius_km=20')->text, qr{<a href="/foretag\?[^"]*near=[^"]*">Visa alla företag inom städ inom 20 km från Linköping</a>}, 'a filter that is offered keeps the place, and says so';
unlike $m->get('/sok?q=kaf%C3%A9&near=Motala&radius_km=5')->text, qr/Kontrollera stavningen/, 'nothing near is no matter of spelling';
like $m->get('/foretag?bbox=15,58.5,15.1,58.6')->text, qr/i den valda rutan på kartan.*name="bbox" value="15,58\.5,15\.1,58\.6"/s, 'a box is said and kept';
html_ok($m->get('/foretag?near=&radius_km=10&q='), 200, 'an empty form asks for nothing');
unlike $m->get('/foretag?near=&radius_km=10&q=')->text, qr/inom 10 km/, 'not even for everything near nothing';
my $poison = '%22%3E%3Cscript%3Ealert(1)%3C/script%3E';
unlike $m->get("/foretag?near=$poison&bbox=$poison&radius_km=$poison")->body, qr/<script>alert/, 'nothing comes back as markup';

is $m->get('/api/v1/projects?near=Motala')->status, 400, 'projects have no place';
is $m->get('/projekt?near=Motala')->status, 200, 'which a page does not mind';
ok $m->is_well, 'all is well';
done_testing;
