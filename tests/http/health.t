#!/usr/bin/perl
# /health asks the database and the index, every time.
# route: /health
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
my $r = $m->get('/health');
is $r->status, 200, 'well';
is ref $r->json, 'HASH', 'says so in JSON';
like $r->header('cache-control'), qr/no-(?:cache|store)/, 'not to be kept';

# The file becomes damaged while it runs.
open my $f, '+<:raw', $m->{db} or die $!;
seek $f, 4096, 0;
print {$f} "\xde\xad\xbe\xef" x 200_000;
close $f;
my $ill = $m->get('/health');
cmp_ok $ill->status, '>=', 500, 'ill when the database is' or diag $ill->body;
cmp_ok $m->get('/health')->status, '>=', 500, 'and when asked again';
done_testing;
