#!/usr/bin/perl
# One report.
# routes: /rapporter/:slug /en/reports/:slug /api/v1/reports/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(all_items);

my $m = Medverk::Test->start;
my %by_slug = map { $_->{slug} => $_ } all_items($m, '/api/v1/reports');
my $doc = $m->get($by_slug{'om-social-franchising'}{api_url})->json;
like $doc->{language}, qr/^(?:sv|en)$/, 'the language of the report itself';
ok !exists $doc->{citation} || length $doc->{citation}, 'how to cite it' or diag explain $doc;
ok scalar @{ $doc->{projects} }, 'its project';
for my $uri ('/rapporter/om-social-franchising', '/en/reports/om-social-franchising') {
	my $r = $m->get($uri);
	html_ok($r, 200, $uri);
	like $r->text, qr/<h1[^>]*>[^<]*ranchising/, 'its name is the heading';
	ok scalar(grep { m{/ostgotamodellen$} } $r->attributes('href')), 'it links to its project';
}
html_ok($m->get('/rapporter/finns-inte'), 404, 'an unknown report');
problem_ok($m->get('/api/v1/reports/x'), 404, undef, 'an unknown id');
done_testing;
