#!/usr/bin/perl
# Started as plain CGI the program answers the one request, and ignores the
# command line that a web server makes of the query.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/medverk.db");
my $m = Medverk::Test->start(db => $db);

sub cgi { Medverk::Test->cgi(db => $db, @_) }

for my $uri ('/', '/foretag?municipality=0583', '/foretag/bjorkens-snickeri', '/sok?q=motala', '/api/v1/enterprises?limit=3', '/finns-inte', '/health') {
	my $cgi = cgi(uri => $uri);
	my $fastcgi = $m->get($uri);
	is $cgi->{ended}, 0, "$uri ends well";
	is $cgi->status, $fastcgi->status, 'with the status of FastCGI';
	is $cgi->body, $fastcgi->body, 'and its body';
	is $cgi->header('content-type'), $fastcgi->header('content-type'), 'and its type';
}
is cgi(uri => '/', method => 'HEAD')->body, '', 'HEAD';
is cgi(uri => '/foretag', method => 'POST', body => 'x=1')->status, 405, 'POST';
my $r = cgi(uri => '/foretag');
is cgi(uri => '/foretag', headers => { if_none_match => $r->header('etag') })->status, 304, 'If-None-Match';

# What a query becomes on the command line.
for my $args (['migrate'], ['init', '--db', "$dir/evil.db"], ['help'], ['import', 'enterprise', '/etc/passwd'], ['serve', '--socket', "$dir/evil.socket"], ['--help'], ['check'], ['--config', '/etc/passwd']) {
	my $answer = cgi(uri => '/?' . join('+', @$args), args => $args);
	html_ok($answer, 200, "/?@$args is the start page");
}
is_deeply [glob "$dir/evil*"], [], 'and nothing was done';

# Bad input as ever.
is cgi(uri => '/%ff')->status, 400, 'malformed addresses';
is cgi(uri => '/foretag', method => 'POST', body => 'x', variables => { CONTENT_LENGTH => '99999999999' })->status, 413, 'a body that is too large';
is cgi(uri => '/foretag', method => 'POST', body => 'x', variables => { CONTENT_LENGTH => 'x' })->status, 400, 'a length that is none';
is cgi(uri => '/foretag', method => 'POST', body => 'x', variables => { CONTENT_LENGTH => 100 })->status, 400, 'a body that ends early';

# Without a database: an answer all the same.
my $none = cgi(uri => '/', db => "$dir/none.db");
is $none->status, 503, 'no database: 503';
html_ok($none, 503);
like $none->{err}, qr/none\.db/, 'and the log says why';
done_testing;
