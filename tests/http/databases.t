#!/usr/bin/perl
# A database that is missing, newer, locked, read-only, damaged or not ours: the
# program says so and what to do, at the start and while it runs.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use File::Copy qw(copy);

my $dir = folder();
my $good = Medverk::Test::demo_db("$dir/good.db");

sub broken {
	my ($name, $code) = @_;
	my $path = "$dir/$name.db";
	copy($good, $path) or die $!;
	$code->($path);
	return $path;
}

sub refuses {
	my ($name, $path, $pattern) = @_;
	for my $command (['serve', '--socket', "$dir/s"], ['check'], ['import', 'page', '/dev/null']) {
		# check looks at the file, not at what the statements of this program want (DECISIONS 30).
		next if $name eq 'without a table' && $command->[0] eq 'check';
		my $r = run(@$command, '--db', $path, { seconds => 20 });
		cmp_ok $r->{status}, '>', 0, "$name: $command->[0] does not start" or diag $r->{err};
		like $r->{err}, $pattern, '… and says why';
		like $r->{err}, qr/\Q$path\E/, '… and where';
	}
}

sub sql {
	my ($path, $sql) = @_;
	return system('sqlite3', $path, $sql) == 0;
}

refuses('missing', "$dir/missing.db", qr/medverk init/);
refuses('in no folder', "$dir/no/where.db", qr/medverk init/);
refuses('newer', broken(newer => sub { sql($_[0], 'PRAGMA user_version = 999') }), qr/newer/);
refuses('older', broken(older => sub { sql($_[0], 'PRAGMA user_version = 0') }), qr/medverk migrate/);
# There is no step from there either, and migrate does not claim to be done.
my $migrated = run('migrate', '--db', broken(oldest => sub { sql($_[0], 'PRAGMA user_version = 0') }), { seconds => 20 });
cmp_ok $migrated->{status}, '>', 0, 'migrate from no version fails';
like $migrated->{err}, qr/version 0.*medverk init/, 'and says what to do';
refuses('not ours', broken(other => sub { sql($_[0], 'PRAGMA application_id = 1') }), qr/not one of Medverk/);
refuses('empty', broken(empty => sub { truncate $_[0], 0 }), qr/not|damaged|version/);
refuses('text', broken(text => sub { spew($_[0], "name,summary\n" x 1000) }), qr/damaged|not a database/);
refuses('a folder', do { mkdir "$dir/folder.db"; "$dir/folder.db" }, qr/\S/);
refuses('torn', broken(torn => sub { truncate $_[0], 8192 }), qr/damaged|malformed/);
refuses('without a table', broken(table => sub { sql($_[0], 'PRAGMA foreign_keys = OFF; DROP VIEW public_project; DROP TABLE project') }), qr/\S/);

# A folder that cannot be written cannot be read in WAL either. Root may write everywhere.
SKIP: {
	mkdir "$dir/sealed";
	copy($good, "$dir/sealed/x.db");
	chmod 0444, "$dir/sealed/x.db";
	chmod 0555, "$dir/sealed";
	if ($> == 0) {
		my $www = $Medverk::Test::ROOT;
		my $who = getpwnam('nobody');
		chmod 0755, $dir;
		my $pid = fork;
		if (!$pid) {
			$) = "$who $who";
			$> = $who;
			$< = $who;
			%ENV = %{ Medverk::Test::environment() };
			open STDERR, '>', "/dev/shm/medverk-sealed.$$" or POSIX::_exit(99);
			open STDIN, '<', '/dev/null';
			POSIX::_exit(98) if !-x $Medverk::Test::BIN;
			exec { $Medverk::Test::BIN } $Medverk::Test::BIN, 'serve', '--db', "$dir/sealed/x.db", '--socket', "/dev/shm/medverk-sealed.$$.s" or POSIX::_exit(97);
		}
		my $gone;
		eventually { $gone = waitpid($pid, 1) == $pid } 5;
		my $status = $? >> 8;
		if (!$gone) {
			kill 'KILL', $pid;
			waitpid $pid, 0;
		}
		my $said = slurp("/dev/shm/medverk-sealed.$pid") // '';
		unlink glob "/dev/shm/medverk-sealed.$pid*";
		if ($gone && $status >= 97) {
			pass 'another user cannot reach this copy of the program: not tried';
		} else {
			ok $gone && $status > 0, 'a folder that cannot be written: refused';
			like $said, qr/writable|may not|readonly|read-only/, 'which is said';
		}
	} else {
		refuses('in a folder that cannot be written', "$dir/sealed/x.db", qr/writable/);
	}
	chmod 0755, "$dir/sealed";
}

# Locked for a while by another: reading goes on; an import waits, then says so.
my $m = Medverk::Test->start(db => $good);
open my $lock, '|-', "sqlite3 '$good'" or die $!;
$lock->autoflush(1);
print {$lock} "BEGIN IMMEDIATE;\nUPDATE record SET updated_at = updated_at WHERE id = 1;\n.shell touch '$dir/locked'\n";
ok eventually { -e "$dir/locked" }, 'another process is writing';
is $m->get('/foretag')->status, 200, 'reading goes on';
is $m->get('/health')->status, 200, 'and it is well';
spew("$dir/in.csv", "name,summary\nEn sida,Kort\n");
my $r = run('import', 'page', "$dir/in.csv", '--db', $good, { seconds => 30 });
cmp_ok $r->{status}, '>', 0, 'an import does not wait for ever';
like $r->{err}, qr/lock|busy|another/i, 'and says what it waited for';
print {$lock} "COMMIT;\n";
close $lock;
is run('import', 'page', "$dir/in.csv", '--db', $good)->{status}, 0, 'afterwards it works';
is $m->get('/en-sida')->status, 200, 'and is seen at once';

# Locked for reading too: 503 with Retry-After, and well afterwards.
unlink "$dir/locked";
my $exclusive = broken(exclusive => sub { sql($_[0], 'PRAGMA journal_mode = DELETE') });
my $n = Medverk::Test->start(db => $exclusive, workers => 1);
open $lock, '|-', "sqlite3 '$exclusive'" or die $!;
$lock->autoflush(1);
print {$lock} "BEGIN EXCLUSIVE;\n.shell touch '$dir/locked'\n";
ok eventually { -e "$dir/locked" }, 'another process has locked it';
my $busy = $n->get('/foretag', seconds => 30);
is $busy->status, 503, 'busy is 503';
html_ok($busy, 503);
ok $busy->header('retry-after'), 'with Retry-After';
problem_ok($n->get('/api/v1/enterprises', seconds => 30), 503, undef, 'the API too');
print {$lock} "COMMIT;\n";
close $lock;
is $n->get('/foretag')->status, 200, 'well afterwards';

# Replaced or removed under a running program, and damaged: answers, no silence.
my $gone = broken(gone => sub { });
my $p = Medverk::Test->start(db => $gone, workers => 2);
sql($gone, 'PRAGMA foreign_keys = OFF; DROP VIEW public_record');
my $ill = $p->get('/foretag');
cmp_ok $ill->status, '>=', 500, 'a table that is gone: ' . $ill->status;
html_ok($ill, $ill->status);
unlike $ill->body, qr/sqlite|public_record|no such/i, 'nothing of the inside is shown';
problem_ok($p->get('/api/v1/enterprises'), $p->get('/api/v1/enterprises')->status, undef, 'a problem document');
kill 'KILL', $p->workers;
ok eventually { $p->get('/foretag')->status >= 500 }, 'new workers answer too';
like $p->log, qr/level=error/, 'and it is logged';
done_testing;
