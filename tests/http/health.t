#!/usr/bin/perl
# /health asks the database and the index, every time.
# route: /health
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start(workers => 1);
my $r = $m->get('/health');
is $r->status, 200, 'well';
is ref $r->json, 'HASH', 'says so in JSON';
like $r->header('cache-control'), qr/no-(?:cache|store)/, 'not to be kept';

# Something is wrong with what it asks: it notices, whatever the pages in memory say.
for (['the index is damaged', 'UPDATE search_data SET block = x\'00\''], ['the index is gone', 'DROP TABLE search_data'],
	['the index has lost its pages', 'DELETE FROM search_idx'], ['a view is gone', 'DROP VIEW public_record']) {
	my ($name, $sql) = @$_;
	my $m = Medverk::Test->start(workers => 1);
	is $m->get('/health')->status, 200, 'well';
	is system('sqlite3', '-cmd', 'PRAGMA foreign_keys = OFF', $m->{db}, $sql), 0, $name;
	my $ill = $m->get('/health');
	cmp_ok $ill->status, '>=', 500, 'ill' or diag $ill->body;
	problem_ok($ill, $ill->status, undef, 'with a problem document');
	cmp_ok $m->get('/health')->status, '>=', 500, 'and when asked again';
}
# Nobody keeps it, whatever shared caches may keep of other answers; and it takes no parameters.
my $cached = Medverk::Test->start(env => { MEDVERK_CACHE_SECONDS => 600 });
like $cached->get('/health')->header('cache-control'), qr/no-store/, 'not kept by shared caches';
like $cached->get('/foretag')->header('cache-control'), qr/s-maxage=600/, 'as other answers are';
for my $uri ('/health?x=1', '/api/v1/?x=1') {
	problem_ok($cached->get($uri), 400, undef, "$uri: unknown parameters are refused");
}

# A database that goes and comes: said at once each time, and used again when it is there.
my $gone = Medverk::Test->start(workers => 2);
is $gone->get('/health')->status, 200, 'there';
rename $gone->{db}, "$gone->{db}.away" or die $!;
rename "$gone->{db}-$_", "$gone->{db}.away-$_" for grep { -e "$gone->{db}-$_" } qw(wal shm);
kill 'KILL', $gone->workers;
ok eventually { ($gone->get('/foretag')->status // 0) == 503 }, 'away';
for (1 .. 12) {
	my $r = $gone->get('/foretag');
	is $r->status, 503, 'away: said at once';
	is $r->header('retry-after'), 1, 'and when to ask again';
}
rename "$gone->{db}.away", $gone->{db} or die $!;
rename "$gone->{db}.away-$_", "$gone->{db}-$_" for grep { -e "$gone->{db}.away-$_" } qw(wal shm);
ok eventually { $gone->get('/foretag')->status == 200 }, 'back';
done_testing;
