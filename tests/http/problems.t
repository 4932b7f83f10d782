#!/usr/bin/perl
# What the `type` of a problem document leads to: a page that explains it.
# routes: /problems/:slug /en/problems/:slug
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
for my $uri ('/api/v1/enterprises?limit=0', '/api/v1/enterprises/x', '/api/v1/nothing') {
	my $type = $m->get($uri)->json->{type};
	like $type, qr{^/problems/[a-z_-]+$}, "$uri: $type";
	for my $page ($type, "/en$type") {
		my $r = $m->get($page);
		html_ok($r, 200, "$page explains it");
		like $r->text, qr/<h1/, 'with a heading';
	}
}
my $method = $m->request(uri => '/api/v1/enterprises', method => 'POST')->json->{type};
html_ok($m->get($method), 200, "$method explains 405");
html_ok($m->get('/problems/nothing'), 404, 'there is no other');
done_testing;
