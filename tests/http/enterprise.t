#!/usr/bin/perl
# One enterprise.
# routes: /foretag/:slug /en/enterprises/:slug /api/v1/enterprises/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(all_items);

my $m = Medverk::Test->start;
my @items = all_items($m, '/api/v1/enterprises?limit=100');
my %by_slug = map { $_->{slug} => $_ } @items;
my $doc = $m->get($by_slug{'bjorkens-snickeri'}{api_url})->json;
like $doc->{id}, qr/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'the public id is a UUID';
ok !exists $doc->{page} && !exists $doc->{text}, 'what only HTML needs is not in the JSON';
is ref $doc->{municipality}, 'ARRAY', 'municipalities are a list';
is ref $doc->{legal_form}, 'HASH', 'the legal form is a reference';
for my $reference ($doc->{legal_form}, @{ $doc->{municipality} }, map { @{ $doc->{$_} // [] } } qw(goods_and_services integration_services target_groups)) {
	ok $reference->{id} && $reference->{name}, "reference to $reference->{name} has id and name";
}

# Figures as they were given: exact coordinates, the organisation number in digits.
for my $item (@items) {
	my $raw = $m->get($item->{api_url})->body;
	unlike $raw, qr/\d\.\d{7}/, "$item->{slug}: coordinates are exact" if $raw =~ /latitude/;
	unlike $raw, qr/:(?:null|"")/, "$item->{slug}: absent means absent";
}

# The page shows what the JSON says.
for my $uri ('/foretag/bjorkens-snickeri', '/en/enterprises/bjorkens-snickeri') {
	my $r = $m->get($uri);
	html_ok($r, 200, $uri);
	like $r->text, qr/<h1[^>]*>[^<]*Björken/, 'its name is the heading';
	like $r->text, qr/<title>[^<]*Björken/, 'and in the title';
	like $r->text, qr/<nav[^>]*aria-label/, 'there are breadcrumbs';
	my ($json) = $r->text =~ /<link rel="alternate" type="application\/json" href="([^"]+)"/;
	like $json // '', qr{/api/v1/enterprises/\Q$doc->{id}\E}, 'its JSON is named';
}
like $m->get('/foretag/bjorkens-snickeri')->text, qr/[Pp]åhitta/, 'marked as invented';

# Confirmed by somebody, or said that nobody has; never the same as changed.
my ($confirmed) = grep { $_->{verified_on} } @items;
my ($unconfirmed) = grep { !$_->{verified_on} } @items;
ok $confirmed && $unconfirmed, 'the demo content has both' or diag 'no enterprise with, or none without verified_on';
like $m->get("/foretag/$confirmed->{slug}")->text, qr/Bekräftad/, 'a confirmed one says so';
ok $confirmed->{verified_by_kind}, 'and by whom';
like $m->get("/foretag/$unconfirmed->{slug}")->text, qr/Ingen har bekräftat/, 'another says that nobody has';

# English with Swedish where there is no translation, marked.
my $english = $m->get('/en/enterprises/bjorkens-snickeri')->text;
like $english, qr/<html lang="en"/, 'the page is English';
my ($untranslated) = grep { !$_->{summary} || $m->get("$_->{api_url}?lang=en")->json->{summary} eq $_->{summary} } @items;
if ($untranslated) {
	like $m->get("/en/enterprises/$untranslated->{slug}")->text, qr/ lang="sv"/, 'untranslated text is marked as Swedish';
}

# Links lead to telephone and mail programs in a form they understand.
my ($with_phone) = grep { defined } map { my $d = $m->get($_->{api_url})->json; $d->{phone} ? $d : undef } @items[0 .. 9];
like $m->get($with_phone->{url})->body, qr/href="tel:\+46\d+"/, 'telephone numbers are links' if $with_phone;

# What is not there.
html_ok($m->get('/foretag/finns-inte'), 404, 'an unknown name');
html_ok($m->get('/en/enterprises/not-there'), 404, 'an unknown name, in English');
problem_ok($m->get('/api/v1/enterprises/finns-inte'), 404, undef, 'an unknown id');
problem_ok($m->get('/api/v1/enterprises/00000000-0000-4000-8000-000000000000'), 404, undef, 'an unknown UUID');
problem_ok($m->get("/api/v1/projects/$doc->{id}"), 404, undef, 'an enterprise is no project');
problem_ok($m->get("/api/v1/enterprises/$doc->{id}?nonsense=1"), 400, 'nonsense', 'unknown parameters are refused');
html_ok($m->get('/foretag/bjorkens-snickeri?nonsense=1'), 200, 'but not on the page');
done_testing;
