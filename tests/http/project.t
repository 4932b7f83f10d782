#!/usr/bin/perl
# One project, and that every link of it is seen from both ends.
# routes: /projekt/:slug /en/projects/:slug /api/v1/projects/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(all_items);

my $m = Medverk::Test->start;
my %by_slug = map { $_->{slug} => $_ } all_items($m, '/api/v1/projects');
ok $by_slug{$_}, "$_ is there" for qw(ostgotamodellen messe sociala-ekonomin-i-motala growing-together);

my $messe = $m->get($by_slug{messe}{api_url})->json;
is $messe->{name}, 'MESSE', 'name';
ok $messe->{programme}{name}, 'programme';
ok defined $messe->{budget} && $messe->{currency}, 'budget with its currency';
like $messe->{start_date}, qr/^\d{4}-\d\d-\d\d$/, 'period';
my @partners = map { @{ $_->{partners} } } @{ $messe->{partners_by_country} };
cmp_ok scalar(@{ $messe->{partners_by_country} }), '>=', 8, 'partners by country';
my %organisations = map { $_->{id} => $_ } @partners, $messe->{lead};
is scalar keys %organisations, 9, 'nine partners';
like $messe->{lead}{name}, qr/Veneto/, 'lead by Veneto';

for my $uri ('/projekt/messe', '/en/projects/messe') {
	my $r = $m->get($uri);
	html_ok($r, 200, $uri);
	like $r->text, qr/MESSE/, 'name on the page';
	like $r->text, qr/Veneto/, 'and the lead partner';
}
my ($main) = $m->get('/en/projects/messe')->text =~ m{<main.*?>(.*)</main>}s;
unlike $main, qr/<p[^>]* lang="sv"/, 'the seed projects are in both languages';

# From the other end.
for my $organisation (values %organisations) {
	my $doc = $m->get("/api/v1/organisations/$organisation->{id}")->json;
	my @projects = map { @{ $doc->{$_} // [] } } qw(leads partner_in funds);
	ok scalar(grep { $_->{id} eq $messe->{id} } @projects), "$organisation->{name} shows the project";
}
my $model = $m->get($by_slug{ostgotamodellen}{api_url})->json;
cmp_ok scalar @{ $model->{reports} }, '>=', 4, 'Östgötamodellen has its four reports';
for my $report (@{ $model->{reports} }) {
	my $doc = $m->get("/api/v1/reports/$report->{id}")->json;
	ok scalar(grep { $_->{id} eq $model->{id} } @{ $doc->{projects} }), "'$report->{name}' shows the project";
}
for my $municipality (@{ $model->{municipality} // [] }) {
	my $doc = $m->get("/api/v1/municipalities/$municipality->{id}")->json;
	ok scalar(grep { $_->{id} eq $model->{id} } @{ $doc->{projects} }), "$municipality->{name} shows the project";
}
html_ok($m->get('/projekt/finns-inte'), 404, 'an unknown project');
problem_ok($m->get('/api/v1/projects/x'), 404, undef, 'an unknown id');
done_testing;
