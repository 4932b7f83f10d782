#!/usr/bin/perl
# Behind nginx, with the example of etc/.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Server qw(server_ok);

my $m = Medverk::Test->start;
server_ok($m, $m->behind('nginx'));
done_testing;
