#!/usr/bin/perl
# Headers of every kind of answer.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
my @html = map { $_->[1] } each_uri($m);
my @api = map { "/api/v1/$_" } qw(enterprises projects reports municipalities search?q=motala enterprises/nothing enterprises?x=1);

for my $uri (@html, '/finns-inte', '/foretag?page=0', @api, '/health') {
	my $r = $m->get($uri);
	my $api = $uri =~ m{^/(?:api/|health)};
	is $r->header('x-content-type-options'), 'nosniff', "$uri: no sniffing";
	ok $r->header('referrer-policy'), 'a referrer policy';
	ok $r->header('permissions-policy'), 'a permissions policy';
	my %policy = map { my ($name, $value) = split ' ', $_, 2; $name => $value // '' } split /;\s*/, $r->header('content-security-policy') // '';
	is $policy{'default-src'}, q('none'), 'nothing by default';
	is $policy{'frame-ancestors'}, q('none'), 'no frames around it';
	ok !exists $policy{'script-src'} || $policy{'script-src'} =~ /^'(?:self|none)'$/, 'no foreign script';
	is scalar(grep { /unsafe|data:|\*|http/ } values %policy), 0, 'nothing unsafe';
	ok !defined $r->header('set-cookie'), 'no cookie';
	ok !defined $r->header('x-powered-by') && !defined $r->header('server'), 'no boasting';
	is $r->header('content-length') // length $r->body, length $r->body, 'the length is right';
	like $r->header('cache-control') // '', qr/^(?:no-cache|no-store)/, 'fresh each time';
	like $r->header('content-language') // '', qr/^(?:sv|en)$/, 'a language';
	if ($api) {
		is $r->header('access-control-allow-origin'), '*', 'any site may read it';
		ok !defined $r->header('access-control-allow-credentials'), 'without credentials';
	} else {
		ok !defined $r->header('access-control-allow-origin'), 'pages are not for other sites\' programs';
		is $r->header('content-type'), 'text/html; charset=utf-8', 'HTML';
	}
}

# Compression is the web server's: what we send says nothing of it.
ok !defined $m->get('/', headers => { accept_encoding => 'gzip' })->header('content-encoding'), 'not compressed here';
done_testing;
