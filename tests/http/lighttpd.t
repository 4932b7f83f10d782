#!/usr/bin/perl
# Behind lighttpd, with the example of etc/.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Server qw(server_ok);

my $m = Medverk::Test->start;
server_ok($m, $m->behind('lighttpd'));
done_testing;
