#!/usr/bin/perl
# The supervisor: dead workers are replaced, with patience when they keep dying;
# SIGTERM lets requests in flight finish; nobody is left behind.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::FastCGI qw(params begin_request record connect_to read_answer);
use Time::HiRes qw(time);

# A killed worker is replaced, and the service goes on meanwhile.
my $m = Medverk::Test->start(workers => 3);
my @before = $m->workers;
is scalar @before, 3, 'as many workers as asked for';
kill 'KILL', $before[1];
ok eventually { my @now = $m->workers; @now == 3 && !grep { $_ == $before[1] } @now }, 'a killed worker is replaced';
like $m->log, qr/event=worker-died pid=$before[1] signal=9/, 'which is logged';
is $m->get('/health')->status, 200, 'and answers go on';
kill 'ABRT', $m->workers;
ok eventually { my @now = $m->workers; @now == 3 && $m->get('/health')->status == 200 }, 'all of them at once as well';

# What the C library is told to keep memory small, under the program's own name; what somebody else told it stays.
sub of_process {
	my ($pid, $what) = @_;
	open my $f, '<', "/proc/$pid/$what" or die "process $pid: $!\n";
	local $/;
	return scalar <$f>;
}
like of_process(($m->workers)[0], 'environ'), qr/\bGLIBC_TUNABLES=glibc\.malloc\.tcache_count=0\0/, 'workers keep little freed memory';
is of_process($m->pid, 'comm'), "medverk\n", 'and the program is still called so';
my $told = Medverk::Test->start(workers => 1, env => { GLIBC_TUNABLES => 'glibc.malloc.tcache_count=3' });
like of_process(($told->workers)[0], 'environ'), qr/\bGLIBC_TUNABLES=glibc\.malloc\.tcache_count=3\0/, 'unless they are told otherwise';
$told->stop;

# A stopped worker holds only its own connection. Until the kernel has taken it out of
# accept(2) it may still be woken for one more, so the requests wait for its state.
sub is_stopped {
	my ($pid) = @_;
	open my $stat, '<', "/proc/$pid/stat" or return 0;
	return (readline($stat) // '') =~ /\) T /;
}
my ($frozen) = $m->workers;
kill 'STOP', $frozen;
ok eventually { is_stopped($frozen) }, 'a worker freezes';
is scalar(grep { $m->get('/health', seconds => 5)->status == 200 } 1 .. 5), 5, 'a frozen worker does not stop the others';
kill 'CONT', $frozen;

# Those who die at once are not started again at once, and ever later.
my $sick = Medverk::Test->start(workers => 1);
my $began = time;
for my $round (1 .. 4) {
	my ($worker) = $sick->workers;
	kill 'KILL', $worker;
	ok eventually { my ($next) = $sick->workers; $next && $next != $worker }, "death $round is followed by a new worker";
}
my $took = time - $began;
cmp_ok $took, '>', 0.5, sprintf 'with patience (%.1f s)', $took;
cmp_ok $took, '<', 6 * $Medverk::Test::PATIENCE, 'but not too much of it';
ok $sick->is_well(1), 'and it comes back';
$sick->stop;

# SIGTERM: what has begun is finished, nothing new is taken, and all are gone.
my $slow = connect_to($m->{socket});
my %variables = Medverk::Test::variables(uri => '/foretag');
print {$slow} begin_request() . params(%variables);
$slow->flush;
select undef, undef, undef, 0.2;
my @workers = $m->workers;
$m->signal('TERM');
print {$slow} record(5, '');
$slow->flush;
my $answer = Medverk::Test::Answer->new(read_answer($slow, 15));
is $answer->status, 200, 'a request in flight is answered after SIGTERM';
like $answer->body, qr{</html>\s*$}, 'wholly';
is $m->stop, 0, 'the supervisor ends with success';
ok eventually { !grep { kill 0, $_ } @workers }, 'and no worker is left';
ok !-e $m->{socket}, 'nor the socket';
like $m->log, qr/event=stop/, 'which is logged';

# SIGINT as well; and a supervisor that is killed leaves no worker behind for long.
my $second = Medverk::Test->start;
is $second->stop('INT'), 0, 'SIGINT ends it too';

my $third = Medverk::Test->start(workers => 2);
my @orphans = $third->workers;
kill 'KILL', $third->pid;
waitpid $third->pid, 0;
ok eventually(sub { !grep { kill 0, $_ } @orphans }, 5), 'workers of a killed supervisor end by themselves';
kill 'KILL', @orphans;

# A socket that was left behind is taken over; one in use is not.
my $fourth = Medverk::Test->start(socket => $third->{socket}, db => $third->{db});
is $fourth->get('/health')->status, 200, 'a socket left behind is taken over';
my $refused = run('serve', '--db', $third->{db}, '--socket', $third->{socket}, { seconds => 10 });
isnt $refused->{status}, 0, 'a socket in use is not';
like $refused->{err}, qr/listens|in use/, 'which is said';
is $fourth->get('/health')->status, 200, 'and does no harm';
is sprintf('%o', (stat $fourth->{socket})[2] & 0777), '660', 'owner and group may open the socket';
# A socket whose name has no folder is removed at the end too.
my $here = folder();
my $near = Medverk::Test->start(socket => 'near', cwd => $here, wait => 0);
ok eventually { -S "$here/near" && $near->workers == 2 }, 'a socket in this folder';
is $near->stop, 0, 'ends';
ok !-e "$here/near", 'and leaves nothing';
done_testing;
