#!/usr/bin/perl
# HEAD is GET without a body, OPTIONS says what is allowed, the rest is 405.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
for my $uri ('/', '/foretag', '/en/enterprises', '/api/v1/enterprises', '/api/v1/search?q=x', '/finns-inte', '/api/v1/enterprises/x', '/health') {
	my $get = $m->get($uri);
	my $head = $m->head($uri);
	is $head->status, $get->status, "HEAD $uri is as GET";
	is length $head->body, 0, 'without a body';
	is $head->header($_), $get->header($_), "the same $_" for qw(etag content-type cache-control content-language);
	is $head->header('content-length') // length $get->body, length $get->body, 'and the length GET would have';
}

for my $uri ('/', '/foretag', '/foretag/bjorkens-snickeri', '/sok?q=x', '/vad-ar-ett-asf', '/api/v1/enterprises', '/api/v1/search') {
	my $options = $m->request(uri => $uri, method => 'OPTIONS');
	is $options->status, 204, "OPTIONS $uri";
	like $options->header('allow') // '', qr/\bGET\b.*\bHEAD\b.*\bOPTIONS\b/, 'says what is allowed';
	is length $options->body, 0, 'without a body';
	for my $method (qw(POST PUT DELETE PATCH TRACE CONNECT PROPFIND get Get X), 'G' x 2000) {
		my $r = $m->request(uri => $uri, method => $method, body => 'x=1');
		is $r->status, 405, substr("$method $uri", 0, 40);
		like $r->header('allow') // '', qr/\bGET\b.*\bHEAD\b/, 'says what is allowed';
		$uri =~ m{^/api/} ? problem_ok($r, 405) : html_ok($r, 405);
	}
}

# What another site's program asks before it asks.
my $preflight = $m->request(uri => '/api/v1/enterprises', method => 'OPTIONS',
	headers => { origin => 'https://example.org', access_control_request_method => 'GET', access_control_request_headers => 'if-none-match' });
is $preflight->header('access-control-allow-origin'), '*', 'any origin';
like $preflight->header('access-control-allow-methods'), qr/\bGET\b/, 'may GET';
like lc($preflight->header('access-control-allow-headers') // ''), qr/if-none-match/, 'with If-None-Match';
is $m->request(uri => '/a/b/c', method => 'POST')->status, 404, 'what is not there is not there for POST either';
is $m->request(uri => "/", method => undef, variables => { REQUEST_METHOD => undef })->status >= 400, 1, 'no method is an error';
is $m->request(uri => '/', variables => { REQUEST_METHOD => '' })->status >= 400, 1, 'an empty one too';
ok $m->is_well(2), 'and both workers are well';
done_testing;
