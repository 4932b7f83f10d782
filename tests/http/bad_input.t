#!/usr/bin/perl
# What no browser sends: 4xx with a clear answer, never 5xx, never a dead worker,
# never an unescaped echo.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use JSON::PP;

my $m = Medverk::Test->start;
my @workers = $m->workers;

sub refused {
	my ($name, %as) = @_;
	my $r = $m->request(%as);
	cmp_ok $r->status, '>=', 400, "$name: refused";
	cmp_ok $r->status, '<', 500, "$name: " . $r->status;
	($as{uri} // '/') =~ m{^/api/} ? problem_ok($r, $r->status, undef, 'with a problem document') : html_ok($r, $r->status, 'with a page');
	return $r;
}

# Malformed percent-encoding, invalid UTF-8, NUL: in path, value and name.
for my $bad ('%', '%4', '%zz', '%%41', '%u00e5', '%ff', '%c3', '%c3%28', '%c0%af', '%ed%a0%80', '%f4%90%80%80', '%fe%ff', '%00', 'a%00b', "\xff", "a\xc3", "\x01", '%0d%0aSet-Cookie:x=1') {
	my $shown = $bad =~ s/[^ -~]/sprintf '\\x%02x', ord $&/ger;
	refused("path /foretag/$shown", uri => "/foretag/$bad");
	refused("API path $shown", uri => "/api/v1/enterprises/$bad");
	for my $uri ("/foretag?q=$bad", "/sok?q=$bad", "/api/v1/search?q=$bad", "/foretag?$bad=1", "/api/v1/enterprises?$bad=1") {
		my $r = $m->get($uri);
		cmp_ok $r->status, '<', 500, "$shown in " . ($uri =~ s/\Q$bad\E/…/r) . ': ' . $r->status;
		unlike $r->{head}, qr/set-cookie/i, 'adds no header';
	}
	is $m->get("/sok?q=$bad")->status, 400, "the words $shown are refused" if $bad !~ /0d%0a/;
}

# Very long ones.
is refused('an address of 9 kB', uri => '/foretag?q=' . 'a' x 9000)->status, 414, 'by name';
is refused('an address of 10 MB', uri => '/' . 'a' x 10_000_000)->status, 414, 'by name';
is refused('an API address of 10 MB', uri => '/api/v1/search?q=' . 'a' x 10_000_000)->status, 414, 'by name';
is refused('a body of 10 MB', uri => '/foretag', method => 'POST', body => 'x' x 10_000_000)->status, 413, 'by name';
is refused('an API body of 10 MB', uri => '/api/v1/enterprises', method => 'POST', body => 'x' x 10_000_000)->status, 413, 'by name';
my $with_body = $m->request(uri => '/foretag', method => 'GET', body => 'x' x 10_000_000);
ok $with_body->status == 200 || $with_body->status == 413, 'GET with a body of 10 MB: ' . $with_body->status;
refused('a thousand parameters', uri => '/foretag?' . join '&', ('a') x 1000);
refused('a thousand parameters to the API', uri => '/api/v1/enterprises?' . join '&', ('q') x 1000);
is $m->get('/foretag?' . '&' x 1000)->status, 200, '1000 separators are no parameters';
my $many_headers = $m->get('/', headers => { map { ("x-$_" => 'y' x 100) } 1 .. 500 });
cmp_ok $many_headers->status, '<', 500, '500 headers: ' . $many_headers->status;
my $cookie = $m->get('/', headers => { cookie => 'x' x 100_000 });
cmp_ok $cookie->status, '<', 500, 'a cookie of 100 kB: ' . $cookie->status;

# Pages that cannot be.
for my $page (qw(0 -1 -99999999999999999999 1e3 1.5 0x1 NaN 99999999999999999999 51 2147483648 18446744073709551616 %2b1 %D9%A1), '') {
	my $r = $m->get("/foretag?page=$page");
	cmp_ok $r->status, '<', 500, "page=$page: " . $r->status;
	cmp_ok $r->status, '>=', 400, 'refused' if $page ne '';
	problem_ok($m->get("/api/v1/enterprises?page=$page"), 400, 'page', "page=$page is refused by the API");
}

# Lengths that are no lengths.
for my $length ('-1', 'x', '1.5', '1e3', '99999999999999999999', '0x10', '+5', ' ', '5 5', '5,5', "5\n5") {
	my $r = $m->request(uri => '/foretag', method => 'POST', body => 'abc', variables => { CONTENT_LENGTH => $length });
	cmp_ok $r->status, '>=', 400, "Content-Length '" . ($length =~ s/\n/\\n/r) . "': " . $r->status;
	cmp_ok $r->status, '<', 500, 'no error of ours';
}
for my $length (0, 1, 2, 10, 1000) {
	my $r = $m->request(uri => '/foretag', method => 'POST', body => 'abc', variables => { CONTENT_LENGTH => $length });
	cmp_ok $r->status, '>=', 400, "Content-Length $length for three bytes: " . $r->status;
	cmp_ok $r->status, '<', 500, 'no error of ours';
}

# Variables that are missing, empty or odd.
for (['no REQUEST_URI', REQUEST_URI => undef], ['an empty one', REQUEST_URI => ''], ['a whole URL', REQUEST_URI => 'http://localhost/foretag'],
	['an asterisk', REQUEST_URI => '*'], ['no slash', REQUEST_URI => 'foretag'], ['a fragment', REQUEST_URI => '/foretag#x'], ['a blank', REQUEST_URI => '/fore tag'],
	['dots', REQUEST_URI => '/foretag/../../../etc/passwd'], ['encoded dots', REQUEST_URI => '/static/%2e%2e/%2e%2e/etc/passwd'], ['no query', QUERY_STRING => undef],
	['another query', QUERY_STRING => 'page=-1'], ['no protocol', SERVER_PROTOCOL => undef], ['a backslash', REQUEST_URI => '/foretag\\x']) {
	my ($name, $variable, $value) = @$_;
	my $r = $m->request(uri => '/foretag', variables => { $variable => $value });
	ok $r->status >= 200 && $r->status < 500, "$name: " . $r->status;
	unlike $r->body, qr/root:/, 'shows no file';
}

# An echo is always escaped.
my $poison = q(<script>alert(1)</script>"'><img src=x onerror=alert(1)>&amp;{{q}}{{{q}}});
my $encoded = join '', map { sprintf '%%%02X', ord } split //, $poison;
for my $uri ("/sok?q=$encoded", "/foretag?q=$encoded", "/foretag?municipality=$encoded", "/foretag/$encoded", "/$encoded", "/en/search?q=$encoded", "/foretag?sort=$encoded",
	"/foretag?$encoded=1", "/foretag?page=$encoded", "/projekt?q=$encoded&programme=$encoded") {
	my $r = $m->get($uri);
	cmp_ok $r->status, '<', 500, substr($uri, 0, 30) . ': ' . $r->status;
	unlike $r->body, qr/<script>|<img src=x|onerror=alert\(1\)>/, 'nothing comes back as markup';
	unlike $r->body, qr/="[^"<>]*[^"<>=]"'>/, 'nor ends an attribute';
}
for my $uri ("/api/v1/search?q=$encoded", "/api/v1/enterprises?municipality=$encoded", "/api/v1/enterprises?$encoded=1", "/api/v1/enterprises/$encoded") {
	my $r = $m->get($uri);
	ok eval { $r->json; 1 }, substr($uri, 0, 30) . ' is still JSON';
	isnt $r->header('content-type'), 'text/html', 'and says so';
}

is_deeply [$m->workers], \@workers, 'no worker has died';
ok $m->is_well, 'all is well';
unlike $m->log, qr/level=error/, 'nothing was an error of ours' or diag grep { /level=error/ } split /^/, $m->log;
done_testing;
