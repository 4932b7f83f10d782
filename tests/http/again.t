#!/usr/bin/perl
# The same asked again: the same bytes from what the worker keeps, and never
# older than the last commit of anybody.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Encode qw(encode);

my $m = Medverk::Test->start(workers => 2);
my $dir = folder();


for my $uri ('/', '/foretag?q=motala', '/en/enterprises', '/api/v1/search?q=snickeri', '/foretag/bjorkens-snickeri') {
	my @answers = map { $m->get($uri) } 1 .. 6;
	is scalar(grep { $_->body ne $answers[0]->body || $_->{head} ne $answers[0]->{head} } @answers), 0, "$uri: the same each time";
	my $head = $m->head($uri);
	is $head->body, '', 'HEAD has no body';
	is $head->header('content-length'), $answers[0]->header('content-length'), 'but its length';
	my $tag = $answers[0]->header('etag');
	my $same = $m->get($uri, headers => { if_none_match => $tag });
	is $same->status, 304, 'not changed';
	is $same->header('etag'), $tag, 'with its tag';
	is $m->get($uri, headers => { if_none_match => '"other"' })->status, 200, 'another tag gets it';
}

# Whatever is saved shows in the next answer, of every worker.
for my $n (1 .. 10) {
	my $file = spew("$dir/p.csv", encode('UTF-8', "slug,name\nny-sida,Sidan nummer $n\n"));
	is run('import', 'page', $file, '--db', $m->{db})->{status}, 0, "saved $n";
	like $m->get('/ny-sida')->text, qr/Sidan nummer $n</, 'shown at once' for 1 .. 4;
	like $m->get('/api/v1/search?q=nummer')->text, qr/Sidan nummer $n"/, 'and found' for 1 .. 4;
}

# What is not there is not kept: it may come.
is $m->get('/senare')->status, 404, 'not there' for 1 .. 4;
run('import', 'page', spew("$dir/q.csv", "slug,name\nsenare,Senare\n"), '--db', $m->{db});
is $m->get('/senare')->status, 200, 'there' for 1 .. 4;
is $m->get('/foretag?page=99')->status, 400, 'mistakes are answered as such each time' for 1 .. 3;
done_testing;
