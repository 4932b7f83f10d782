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
done_testing;
