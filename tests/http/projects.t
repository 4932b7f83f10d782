#!/usr/bin/perl
# The list of projects.
# routes: /projekt /en/projects /api/v1/projects
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(list_ok paging_ok facets_ok facet_links_ok parameters_ok pages_ok);

my $m = Medverk::Test->start;
my $doc = list_ok($m, '/api/v1/projects', 'project');
cmp_ok $doc->{page}{total}, '>=', 4, 'the four projects of the seed at least';
paging_ok($m, '/api/v1/projects');
facets_ok($m, '/api/v1/projects', qw(programme municipality));
parameters_ok($m, '/api/v1/projects', qw(programme municipality));
pages_ok($m, '/api/v1/projects', '/projekt', '/en/projects');
facet_links_ok($m, '/projekt', '/api/v1/projects', $_) for 'municipality=0583';
is scalar(grep { $_->{fictional} } @{ $doc->{items} }), 0, 'real projects are not marked as invented';
done_testing;
