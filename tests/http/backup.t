#!/usr/bin/perl
# backup and restore: while people read and save, with no room, killed at every
# moment, against what is there already, and back to the same bytes.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep time);

alarm 300 * $Medverk::Test::PATIENCE;
my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/medverk.db");
my $file = "$dir/backup.tar";

sub works {
	my ($name, @command) = @_;
	my $r = run(@command);
	is $r->{status}, 0, $name or diag $r->{err};
	return $r;
}

sub fails {
	my ($name, $pattern, @command) = @_;
	my $r = run(@command);
	cmp_ok $r->{status}, '>', 0, "$name: refused" or diag $r->{out};
	like $r->{err}, $pattern, "$name: and says why";
	return $r;
}

sub sql {
	my ($text, $in) = @_;
	spew("$dir/sql", $text);
	my $said = `sqlite3 -cmd '.timeout 9000' '@{[$in // $db]}' < '$dir/sql' 2>&1`;
	chomp $said;
	return $said;
}

sub upload {
	my ($bytes) = @_;
	spew("$dir/upload", $bytes);
	my ($digest) = `b2sum -l 256 '$dir/upload'` =~ /^([0-9a-f]{64})/;
	my $folder = "$dir/files/" . substr $digest, 0, 2;
	mkdir "$dir/files";
	mkdir $folder;
	spew("$folder/$digest", $bytes);
	return "$folder/$digest";
}

sub upkeep { return { map { split / /, $_, 2 } split /\n/, slurp("$db.upkeep") // '' } }

# ------------------------------------------------------- what other programs see

my @uploads = map { upload($_) } 'PDF' x 5000, '', 'one block' . 'x' x 503;
my $r = works('a backup', 'backup', $file, '--db', $db);
my $records = sql('SELECT count(*) FROM record');
like $r->{out}, qr/^\Q$file\E: $records records, 3 files, [\d.]+ MiB, [\d.]+ s\n\z/, 'one line says what was written';
is $r->{err}, '', 'and nothing else is said';
is sprintf('%o', (stat $file)[2] & 07777), '600', 'for its owner only';
is upkeep()->{records}, $records, 'it is remembered';
mkdir "$dir/out";
is system("cd '$dir/out' && tar xf '$file' && b2sum --quiet -c B2SUMS"), 0, 'tar and b2sum agree with it';
is sql('PRAGMA integrity_check; SELECT count(*) FROM record', "$dir/out/medverk.db"), "ok\n$records", 'sqlite3, too';
is slurp($_ =~ s{^\Q$dir\E/}{$dir/out/}r), slurp($_), "an uploaded file is in it" for @uploads;
like $r->{out}, qr/ 3 files/, 'all of them';

# --------------------------------------------------------------- what is there

fails('an older backup', qr/there already.*--force/, 'backup', $file, '--db', $db);
works('is replaced when told', 'backup', $file, '--force', '--db', $db);
spew("$dir/letter", "Kära mor\n");
fails('what is no backup', qr/is no backup/, 'backup', "$dir/letter", '--force', '--db', $db);
is slurp("$dir/letter"), "Kära mor\n" =~ s/ä/\xc3\xa4/r, 'and stays';
fails('the database itself', qr/is no backup/, 'backup', $db, '--force', '--db', $db);
fails('a folder', qr/is no backup/, 'backup', $dir, '--force', '--db', $db);
fails('a folder that is not there', qr/cannot be written: No such file/, 'backup', "$dir/none/x", '--db', $db);
is upkeep()->{why}, 'target', 'it is remembered why';
is upkeep()->{records}, $records, 'beside the last good one';
symlink $db, "$dir/link.part";
link $file, "$dir/twin.part";
fails('another name of a backup in its way', qr/cannot be written: File exists/, 'backup', "$dir/twin", '--db', $db);
unlink "$dir/twin.part";
fails('a link in its way', qr/cannot be written/, 'backup', "$dir/link", '--db', $db);
fails('no database', qr/no database/, 'backup', "$dir/x", '--db', "$dir/none.db");
ok !-e "$dir/none.db.upkeep", 'nothing is remembered of what is not there';
fails('another program', qr/not one of Medverk/, 'backup', "$dir/x", '--db', do { sql('CREATE TABLE t (x)', "$dir/t.db"); "$dir/t.db" });
fails('usage', qr/usage/, 'backup');
fails('usage', qr/usage/, 'restore');
is join(' ', glob "'$dir'/*.part"), "$dir/link.part", 'nothing half is left';

# -------------------------------------------------------------------- no room

# In blocks of 512 bytes; sh counts so.
sub limited {
	my ($blocks, @command) = @_;
	my $pid = Medverk::Test::spawn(['/bin/sh', '-c', "ulimit -f $blocks; exec \"\$0\" \"\$@\"", $Medverk::Test::BIN, @command],
		env => Medverk::Test::environment(), out => "$dir/out.txt", err => "$dir/err.txt");
	eventually { waitpid($pid, WNOHANG) == $pid } 30;
	delete $Medverk::Test::running{$pid};
	return $?;
}
my $blocks = int((-s $file) / 512);
for (['less than the database', 100], ['less than its end', $blocks - 4]) {
	my ($name, $limit) = @$_;
	unlink "$dir/err.txt";
	is limited($limit, 'backup', "$dir/full", '--db', $db) >> 8, 1, "$name: fails";
	like slurp("$dir/err.txt"), qr/cannot be written: File too large/, "$name: says why";
	is join(' ', glob "'$dir'/full*"), '', "$name: leaves nothing";
	is upkeep()->{why}, 'room', "$name: is remembered";
}
is limited($blocks + 100, 'backup', "$dir/full", '--db', $db), 0, 'enough is enough' or diag slurp("$dir/err.txt");

# ---------------------------------------------------------------- back again

sub content { return sql('SELECT sum(revision), count(*), max(updated_at), group_concat(slug) FROM record', $_[0]) }

works('a restore to where there is none', 'restore', $file, '--db', "$dir/new/medverk.db") if mkdir "$dir/new";
is slurp("$dir/new/medverk.db"), do { system("tar xOf '$file' medverk.db > '$dir/inner'"); slurp("$dir/inner") }, 'the same bytes as in the backup';
is content("$dir/new/medverk.db"), content(), 'the same records as before';
is slurp($_ =~ s{^\Q$dir\E/}{$dir/new/}r), slurp($_), 'the same file' for @uploads;
works('which is in order', 'check', '--db', "$dir/new/medverk.db");
works('and backed up', 'backup', "$dir/second.tar", '--db', "$dir/new/medverk.db");
my $sums = sub { my ($of) = @_; return join '', grep { m{ files/} } split /^/, `tar xOf '$of' B2SUMS` };
is $sums->("$dir/second.tar"), $sums->($file), 'holds the same files again';
is_deeply [sort glob "'$dir'/new/*"], [map { "$dir/new/$_" } qw(files medverk.db medverk.db.upkeep)], 'nothing else is there';

fails('a database', qr/there already.*--force/, 'restore', $file, '--db', "$dir/new/medverk.db");
is sql("UPDATE record SET revision = 99 WHERE slug = 'motala'", "$dir/new/medverk.db"), '', 'a change after it';
my $changed = content("$dir/new/medverk.db");
chmod 0640, "$dir/new/medverk.db";
$r = works('is replaced when told', 'restore', $file, '--force', '--db', "$dir/new/medverk.db");
my ($kept) = $r->{out} =~ /^what it was before is (.*)$/m;
is content($kept), $changed, 'the old one is kept';
is content("$dir/new/medverk.db"), content(), 'the new one is as before';
is sprintf('%o', (stat "$dir/new/medverk.db")[2] & 07777), '640', 'with the permissions of the old';
works('a second time within the second', 'restore', $file, '--force', '--db', "$dir/new/medverk.db");
is content($kept), $changed, 'and what was kept stays';
spew("$dir/new/medverk.db", 'rubbish' x 1000);
works('what is damaged, too', 'restore', $file, '--force', '--db', "$dir/new/medverk.db");
works('and is in order', 'check', '--db', "$dir/new/medverk.db");
fails('a folder that is not there', qr/cannot be written/, 'restore', $file, '--db', "$dir/none/medverk.db");
fails('no such backup', qr/cannot be opened/, 'restore', "$dir/none", '--db', "$dir/x.db");
fails('what is no backup', qr/no whole backup/, 'restore', "$dir/letter", '--db', "$dir/x.db");
fails('a device', qr/no whole backup/, 'restore', '/dev/zero', '--db', "$dir/x.db");

# Damaged, or repacked by another program.
my $bytes = slurp($file);
for (['truncated', substr $bytes, 0, length($bytes) / 2], ['longer', "$bytes\n"],
	['flipped', do { my $b = $bytes; substr($b, length($b) / 3, 1) ^= "\x01"; $b }]) {
	my ($name, $harmed) = @$_;
	spew("$dir/harmed", $harmed);
	fails($name, qr/no whole backup|damaged/, 'restore', "$dir/harmed", '--db', "$dir/x.db");
}
is system("cd '$dir/out' && tar cf '$dir/harmed' medverk-backup medverk.db files B2SUMS"), 0, 'packed by tar';
fails('packed by tar', qr/not written by 'medverk backup'/, 'restore', "$dir/harmed", '--db', "$dir/x.db");
ok !-e "$dir/x.db" && !-e "$dir/x.db.restoring", 'none of them left anything';

# Of another version.
for ([0, 1, qr/Run: medverk migrate/], [99, 0, qr/newer than this program/]) {
	my ($version, $may, $says) = @$_;
	my $other = Medverk::Test::demo_db("$dir/v$version.db");
	is sql("PRAGMA user_version = $version", $other), '', "version $version";
	works("version $version is backed up", 'backup', "$dir/v$version.tar", '--db', $other);
	$r = run('restore', "$dir/v$version.tar", '--db', "$dir/w$version.db");
	is $r->{status} == 0, !!$may, "version $version is restored or not" or diag $r->{err};
	like $r->{out} . $r->{err}, $says, 'and what to do is said';
}

# ------------------------------------------------------- while the site serves

my $m = Medverk::Test->start(db => $db, workers => 3);
is $m->get('/foretag')->status, 200, 'the site is there';
fails('the database of a site', qr/is in use.*systemctl stop/, 'restore', $file, '--force', '--db', $db);
is $m->get('/foretag')->status, 200, 'which goes on';
ok !-e "$db.restoring", 'nothing is left';

# Eight who save and read, and tell what was acknowledged.
my @pids;
for my $i (1 .. 8) {
	my $pid = fork // die "fork: $!";
	if ($pid) { push @pids, $pid; next }
	$SIG{ALRM} = 'DEFAULT';
	for (my $n = 1; !-e "$dir/stop"; $n++) {
		if ($i % 2) {
			spew("$dir/in$i", ".timeout 9000\n.bail on\nPRAGMA synchronous = FULL;\nUPDATE record SET revision = 1000 * $i + $n WHERE id = (SELECT min(id) FROM record) + $i;\n");
			my $said = `sqlite3 '$db' < '$dir/in$i' 2>&1`;
			spew("$dir/wrong$i", "save $n: $said") if $?;
			spew("$dir/done$i.new", $n);
			rename "$dir/done$i.new", "$dir/done$i";
		} else {
			my $status = $m->get('/sok?q=kaf%C3%A9')->status;
			spew("$dir/wrong$i", "read $n: $status") if $status != 200;
		}
	}
	POSIX::_exit(0);
}
my $all = eventually { 4 == grep { (slurp("$dir/done$_") // 0) > 2 } 1, 3, 5, 7 } 60;
ok $all, 'all of them save';
for my $round (1 .. 5) {
	my %before = map { $_ => slurp("$dir/done$_") } 1, 3, 5, 7;
	works("round $round: a backup meanwhile", 'backup', "$dir/live.tar", '--force', '--db', $db);
	works("round $round: is restored", 'restore', "$dir/live.tar", '--force', '--db', "$dir/live.db");
	works("round $round: is whole", 'check', '--db', "$dir/live.db") if $round == 1;
	for my $i (sort keys %before) {
		my $n = sql("SELECT revision - 1000 * $i FROM record WHERE id = (SELECT min(id) FROM record) + $i", "$dir/live.db");
		cmp_ok $n, '>=', $before{$i}, "round $round: what $i had saved before is in it";
	}
}
spew("$dir/stop", '');
waitpid $_, 0 for @pids;
is join(' ', map { slurp("$dir/wrong$_") // '' } 1 .. 8) =~ s/^ +$//r, '', 'nobody was refused anything';
is $m->stop, 0, 'the site ends';
works('and now it can be replaced', 'restore', $file, '--force', '--db', $db);
$m = Medverk::Test->start(db => $db);
is $m->get('/foretag')->status, 200, 'and served again';
is sql("UPDATE record SET revision = revision + 1 WHERE slug = 'motala'; PRAGMA journal_mode"), 'wal', 'while others save';
is $m->stop, 0, 'until told to stop';

# Two to one file at once: one of them, or one after the other.
{
	my @both = map { Medverk::Test::spawn([$Medverk::Test::BIN, 'backup', "$dir/both.tar", '--force', '--db', $db],
		env => Medverk::Test::environment(), err => "$dir/both.txt") } 1 .. 4;
	my $good = 0;
	for (@both) {
		waitpid $_, 0;
		delete $Medverk::Test::running{$_};
		$good++ if $? == 0;
	}
	cmp_ok $good, '>=', 1, "of four backups to one file at once $good went well";
	is join('', grep { !/another backup to .* is being made/ } split /^/, slurp("$dir/both.txt") // ''), '', 'the others say why';
	works('it is whole', 'restore', "$dir/both.tar", '--db', "$dir/both.db");
}

# ------------------------------------------------------------ killed anywhere

works('what is there before', 'backup', "$dir/killed.tar", '--db', $db);
my ($whole, $killed) = (0, 0);
my @odd;
my $began = time;
works('a measure', 'backup', "$dir/measure.tar", '--db', $db);
my $takes = time - $began;
for my $i (1 .. 30) {
	my @command = $i % 2 ? ('backup', "$dir/killed.tar", '--force', '--db', $db) : ('restore', $file, '--force', '--db', "$dir/killed.db");
	my $pid = Medverk::Test::spawn([$Medverk::Test::BIN, @command], env => Medverk::Test::environment(), err => "$dir/err.txt");
	sleep $takes * $i / 30;
	kill 'KILL', $pid;
	waitpid $pid, 0;
	delete $Medverk::Test::running{$pid};
	$killed++ if $? & 127;
	if ($i % 2) {
		my $t = run('restore', "$dir/killed.tar", '--db', "$dir/after$i.db");
		push @odd, "$i: $t->{err}" if $t->{status} ne '0';
	} elsif (-e "$dir/killed.db") {
		$whole++;
		my $said = sql('PRAGMA integrity_check; SELECT count(*) FROM record', "$dir/killed.db");
		push @odd, "$i: $said" if $said ne "ok\n$records";
	}
}
cmp_ok $killed, '>', 10, "killed $killed times";
is "@odd", '', 'there was never half a backup, nor half a database';
works('and the next one goes well', 'backup', "$dir/killed.tar", '--force', '--db', $db);
ok !-e "$dir/killed.tar.part", 'without anything left of those before';

done_testing;
