package Medverk::Server;

# What holds behind every web server with its example of etc/.

use strict;
use warnings;
use utf8;

use Exporter 'import';
use IO::Socket::INET;
use IO::Uncompress::Gunzip qw(gunzip $GunzipError);
use Test::More;

use Medverk::Test ();
*slurp = \&Medverk::Test::slurp;

our @EXPORT_OK = qw(server_ok);

sub http { Medverk::Test::http(@_) }

# Bytes as they are; the first line of the answer.
sub raw {
	my ($port, $bytes) = @_;
	my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or return 'refused';
	local $SIG{PIPE} = 'IGNORE';
	print {$socket} $bytes;
	my $line = <$socket> // '';
	return $line =~ s/\s+\z//r;
}

sub server_ok {
	my ($m, $s) = @_;

	for my $uri ('/', '/en/', '/foretag?municipality=0583&municipality=0584', '/foretag/bjorkens-snickeri', '/sok?q=k%C3%B6k', '/api/v1/enterprises?limit=3', '/finns-inte',
		'/api/v1/enterprises?x=1', '/health') {
		my $there = http("$s->{url}$uri");
		my $here = $m->get($uri);
		is $there->status, $here->status, "$uri has the same status";
		is $there->body, $here->body, 'and the same body';
		is $there->header($_), $here->header($_), "and $_" for qw(content-type content-security-policy x-content-type-options cache-control);
	}

	# Compressed, and still not modified.
	for my $uri ('/', '/api/v1/enterprises') {
		my $packed = http("$s->{url}$uri", headers => { 'accept-encoding' => 'gzip' });
		is $packed->header('content-encoding'), 'gzip', "$uri is compressed";
		like $packed->header('vary') // '', qr/accept-encoding/i, 'which varies';
		my $bytes = $packed->body;
		gunzip(\$bytes, \my $plain);
		is $plain, $m->get($uri)->body, 'and is the same';
		my $again = http("$s->{url}$uri", headers => { 'accept-encoding' => 'gzip', 'if-none-match' => $packed->header('etag') });
		is $again->status, 304, 'not modified, by the ETag that came with it';
		is length $again->body, 0, 'without a body';
	}
	my $tag = http("$s->{url}/foretag")->header('etag');
	is http("$s->{url}/foretag", headers => { 'if-none-match' => $tag })->status, 304, 'not modified, uncompressed';

	# HEAD, OPTIONS, POST.
	my $head = http("$s->{url}/foretag", method => 'HEAD');
	is $head->status, 200, 'HEAD';
	is length $head->body, 0, 'without a body';
	is http("$s->{url}/api/v1/enterprises", method => 'OPTIONS')->status, 204, 'OPTIONS';
	is http("$s->{url}/foretag", method => 'POST', body => 'x=1')->status, 405, 'POST';

	# Static files: from the server itself, for long when their address changes with them.
	my ($style) = http("$s->{url}/")->text =~ /href="(\/static\/style\.css[^"]*)"/;
	my $css = http("$s->{url}$style");
	is $css->status, 200, "$style";
	like $css->header('content-type'), qr{^text/css}, 'is a style sheet';
	like $css->header('cache-control'), $style =~ /\?v=/ ? qr/immutable/ : qr/max-age/, 'for long';
	is $css->header('x-content-type-options'), 'nosniff', 'without sniffing';
	is http("$s->{url}/static/icons.svg")->header('content-type') =~ /^image\/svg\+xml/ ? 1 : 0, 1, 'icons';
	my ($name) = slurp("$Medverk::Test::ROOT/www/static/style.css") =~ m{url\(["']?(?:/static/)?([^"'/]+\.woff2)};
	is http("$s->{url}/static/$name")->header('content-type'), 'font/woff2', 'the font';
	is http("$s->{url}/static/none.css")->status, 404, 'a file that is not there';
	my $list = http("$s->{url}/static/");
	ok $list->status == 403 || $list->status == 404, 'no list of files';
	for my $odd ('/static/../words/sv.json', '/static/..%2fwords/sv.json', '/static/%2e%2e/words/sv.json', '/words/sv.json', '/templates/start.mustache') {
		my $line = raw($s->{port}, "GET $odd HTTP/1.0\r\nHost: localhost\r\n\r\n");
		unlike $line, qr/ 200 /, "$odd shows nothing";
	}

	# What browsers do not send: some answer of the 400s, from whoever sees it first.
	for my $odd ('/%ff', '/%00', '/%', '/sok?q=%ff', '/foretag?page=-1', '//', '/foretag//x', '/' . 'a' x 5000, '/sok?q=' . 'a' x 9000, '/foretag/../..//etc/passwd') {
		my $line = raw($s->{port}, "GET $odd HTTP/1.0\r\nHost: localhost\r\n\r\n");
		like $line, qr{^HTTP/1\.[01] (?:4\d\d|30[18])}, substr($odd, 0, 30) . ": $line";
	}
	like raw($s->{port}, 'GET /sok?q=' . 'a' x 2000 . " HTTP/1.0\r\nHost: localhost\r\n\r\n"), qr{^HTTP/1\.[01] 200}, 'a long text is a search';
	my $large = raw($s->{port}, "POST /foretag HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\nConnection: close\r\n\r\n" . 'x' x 2_000_000);
	like $large, qr{^HTTP/1\.1 413|^$}, "a body of 10 MB: $large";
	is http("$s->{url}/admin/foretag/import", method => 'POST', headers => { 'content-type' => 'multipart/form-data; boundary=X' }, body => 'x' x 2_000_000)->status, 303,
		'forms with files are larger: of 2 MB the program says who may send them';
	for my $head ("Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked", 'Content-Length: -1', 'Content-Length: x') {
		my $line = raw($s->{port}, "POST /foretag HTTP/1.1\r\nHost: localhost\r\n$head\r\nConnection: close\r\n\r\nhello!");
		like $line, qr{^HTTP/1\.1 (?:4\d\d|501)|^$}, ($head =~ s/\r\n/, /r) . ": $line";
	}

	# Half-sent requests to the server reach no worker.
	my @half = map { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $s->{port}) } 1 .. 20;
	for my $socket (@half) {
		print {$socket} "POST /foretag HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf";
		$socket->flush;
	}
	my $began = Time::HiRes::time();
	is http("$s->{url}/health")->status, 200, 'twenty half-sent requests hold nobody';
	cmp_ok Time::HiRes::time() - $began, '<', 3 * $Medverk::Test::PATIENCE, 'nor delay';
	ok $m->is_well(2), 'the program is well';
}

1;
