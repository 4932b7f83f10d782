#!/usr/bin/perl
# A connection has a total deadline: half-sent heads, half-sent bodies and
# trickles do not hold the workers.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::FastCGI qw(record params begin_request connect_to read_answer);
use Time::HiRes qw(time);

my $m = Medverk::Test->start(workers => 2, env => { MEDVERK_REQUEST_SECONDS => 1 });
my %variables = Medverk::Test::variables(uri => '/foretag', method => 'POST', body => 'x' x 1000);
my @workers = $m->workers;
my $limit = 4 * $Medverk::Test::PATIENCE;

for my $case (['connections without a byte', ''], ['half-sent heads', substr begin_request() . params(%variables), 0, 40],
	['half-sent bodies', begin_request() . params(%variables) . record(5, 'x' x 10)]) {
	my ($name, $bytes) = @$case;
	my @sockets = map { connect_to($m->{socket}) } 1 .. 6;
	for my $socket (@sockets) {
		print {$socket} $bytes;
		$socket->flush;
	}
	my $began = time;
	my $r = $m->get('/health', seconds => 20);
	is $r->status, 200, "$name do not hold the workers";
	cmp_ok time - $began, '<', 6 * $limit, sprintf 'answered after %.1f s', time - $began;
	my $answer = read_answer($sockets[-1], 10);
	ok $answer->{closed} || defined $answer->{ended}, 'they are closed';
}

# A byte now and then keeps a connection no longer than its total deadline.
my @tricklers = map { connect_to($m->{socket}) } 1 .. 2;
local $SIG{PIPE} = 'IGNORE';
my $whole = begin_request() . params(%variables);
my ($at, $began, $closed) = (0, time, 0);
while (time - $began < 20 && $closed < @tricklers) {
	select undef, undef, undef, 0.1;
	$closed = 0;
	for my $socket (@tricklers) {
		my $ready = '';
		vec($ready, fileno $socket, 1) = 1;
		if (select($ready, undef, undef, 0) && !sysread $socket, my $byte, 1) {
			$closed++;
		} else {
			syswrite $socket, substr $whole, $at % length $whole, 1;
		}
	}
	$at++;
}
is $closed, 2, 'trickles are cut';
cmp_ok time - $began, '<', $limit, sprintf 'after %.1f s', time - $began;
is_deeply [$m->workers], \@workers, 'by the same workers';
ok $m->is_well, 'which are well';

# A client that does not read its answer.
my @deaf = map { connect_to($m->{socket}) } 1 .. 6;
my %list = Medverk::Test::variables(uri => '/foretag');
for my $socket (@deaf) {
	setsockopt $socket, 1, 8, pack 'i', 1024;
	print {$socket} begin_request() . params(%list) . record(5, '');
	$socket->flush;
}
is $m->get('/health', seconds => 20)->status, 200, 'clients that do not read do not hold them either';
done_testing;
