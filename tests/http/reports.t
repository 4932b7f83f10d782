#!/usr/bin/perl
# The list of reports.
# routes: /rapporter /en/reports /api/v1/reports
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(list_ok paging_ok facets_ok facet_links_ok parameters_ok pages_ok);

my $m = Medverk::Test->start;
my $doc = list_ok($m, '/api/v1/reports', 'report');
my @facets = sort keys %{ $doc->{facets} };
ok scalar(grep { $_ eq 'projects' } @facets), 'filtered by project';
paging_ok($m, '/api/v1/reports');
facets_ok($m, '/api/v1/reports', @facets);
parameters_ok($m, '/api/v1/reports', @facets);
pages_ok($m, '/api/v1/reports', '/rapporter', '/en/reports');
facet_links_ok($m, '/rapporter', '/api/v1/reports', $_) for 'q=sociala';
like $m->get('/rapporter')->text, qr/Om social franchising/, 'the reports of Östgötamodellen are there';
done_testing;
