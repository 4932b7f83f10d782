#!/usr/bin/perl
# kill -9 at any moment while several people save: what was acknowledged is there, nothing is half there, and
# the search index agrees. Workers die, now and then the supervisor with all of them. Those that have just begun are
# spared: the supervisor takes their death for a mistake of the program's, and waits before it starts others.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Time::HiRes qw(sleep time);

my $KILLS = $ENV{MEDVERK_KILLS} // 200;
my ($EDITORS, $WORKERS, $BEGINS, $EVERY) = (4, 8, 2.1, 0.28);
alarm 600;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
my $PASSWORD = 'katt hund hast ko';
is run('user', 'add', '--email', "e$_\@example.se", '--role', 'editor', '--password-stdin', '--db', $db, { in => $PASSWORD })->{status}, 0, "editor $_" for 1 .. $EDITORS;
my $m = Medverk::Test->start(db => $db, workers => $WORKERS, socket => "$dir/s");

# One record for each editor, so that what was acknowledged can be told from what others did.
my @ids = map { $_->{id} } @{ $m->get("/api/v1/enterprises?limit=$EDITORS")->json->{items} };

# An editor saves one number after the other in a record of its own: a line "sent N" before, "saved N" when it is acknowledged.
sub edit {
	my ($number, $id) = @_;
	open my $log, '>', "$dir/log.$number" or die $!;
	$log->autoflush;
	my ($b, $n) = (undef, 0);
	local $SIG{TERM} = sub { POSIX::_exit(0) };
	while (1) {
		my $r = eval {
			if (!$b) {
				$b = Medverk::Browser->new($m);
				$b->get('/admin/logga-in');
				$b->submit(email => "e$number\@example.se", password => $PASSWORD);
			}
			$b->get("/admin/foretag/$id");
		};
		if (!$r || $r->status != 200) {
			$b = undef if $r && $r->status == 303;
			sleep 0.01;
			next;
		}
		my ($base, $seen) = map { $b->field($_) } qw(base seen);
		$n++;
		print {$log} "sent $n\n";
		my $answer = eval { $b->post("/admin/foretag/$id", { base => $base, seen => $seen, employed => $n, summary => "Räknare ${number}nummer$n", do => 'publish' }) };
		print {$log} "saved $n\n" if $answer && $answer->status == 303 && ($answer->header('location') // '') =~ /saved=publish/;
	}
}

my @pids;
for my $i (1 .. $EDITORS) {
	my $pid = fork // die $!;
	if ($pid == 0) {
		%Medverk::Test::running = ();
		@Medverk::Test::logs = ();
		edit($i, $ids[ $i - 1 ]);
		POSIX::_exit(0);
	}
	push @pids, $pid;
}

# The killer. Workers are replaced by the supervisor; when that dies, its workers die with it and all is started again.
my ($killed, $restarts) = (0, 0);
srand 20260305;
sleep $BEGINS;
while ($killed < $KILLS) {
	sleep $EVERY * (0.5 + rand);
	if ($killed % 25 == 24) {
		kill 'KILL', $m->pid;
		delete $Medverk::Test::running{ $m->pid };
		waitpid $m->pid, 0;
		unlink "$dir/s";
		$m = Medverk::Test->start(db => $db, workers => $WORKERS, socket => "$dir/s");
		$restarts++;
		$killed++;
		sleep $BEGINS;
		next;
	}
	# The lowest number is the oldest.
	my @workers = $m->workers or next;
	$killed++ if kill 'KILL', $workers[0];
}
cmp_ok $restarts, '>=', int $KILLS / 25, "the supervisor died $restarts times, workers " . ($killed - $restarts) . ' times';
sleep 1;
kill 'TERM', @pids;
waitpid $_, 0 for @pids;
ok $m->is_well, 'the program is well';

# The last save of each may still be on its way: a program that stops answers what it has begun, and after that nothing changes.
$m->stop;
$m = Medverk::Test->start(db => $db, workers => $WORKERS, socket => "$dir/s");

for my $i (1 .. $EDITORS) {
	my @lines = split /\n/, slurp("$dir/log.$i");
	my ($sent, $saved) = (0, 0);
	for (@lines) {
		$sent = $1 if /^sent (\d+)/;
		$saved = $1 if /^saved (\d+)/;
	}
	my $doc = $m->get("/api/v1/enterprises/$ids[$i - 1]")->json;
	my $now = $doc->{employed};
	cmp_ok scalar(grep { /^saved/ } @lines), '>', 10, "editor $i saved often";
	cmp_ok $now, '>=', $saved, "editor $i: what was acknowledged last ($saved) is there";
	cmp_ok $now, '<=', $sent, 'or what was sent after it';
	is $doc->{summary}, "Räknare ${i}nummer$now", 'and it is whole';
	is $m->get("/api/v1/search?q=%22${i}nummer$now%22")->json->{items}[0]{id}, $ids[ $i - 1 ], 'the search knows it';
}
my $revisions = `sqlite3 '$db' "SELECT count(*) FROM record r WHERE r.revision <> (SELECT max(revision) FROM revision v WHERE v.record = r.id AND v.status = 'accepted')"`;
is $revisions + 0, 0, 'every save has its revision';
my $changes = `sqlite3 '$db' "SELECT count(*) FROM record r WHERE r.state = 'published' AND r.revision <> (SELECT revision FROM change c WHERE c.record = r.id ORDER BY seq DESC LIMIT 1)"`;
is $changes + 0, 0, 'and its change';
$m->stop;
is run('check', '--db', $db, { seconds => 120 })->{status}, 0, 'and everything agrees';
done_testing;
