package Bench;

# What tests/bench/run measures with: processes that end with it, a web server
# between them, processor time and memory from /proc. Core Perl only.

use strict;
use warnings;

use Cwd ();
use Exporter 'import';
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use POSIX ();
use Time::HiRes qw(sleep time);

use Medverk::FastCGI qw(begin_request params records_of connect_to exchange STREAM_IN);

our @EXPORT_OK = qw(root folder run_to_end start stop ended eventually spew compile web_server load_with load_by get
	family cpu_ms cpu_ms_of_children cpu_ms_of_all cpu_us pss_kib first_answer median commit);

my $root = Cwd::abs_path(dirname(__FILE__) . '/../../..');
my $ticks = POSIX::sysconf(&POSIX::_SC_CLK_TCK);
my %running;

$SIG{$_} = sub { exit 1 } for qw(INT TERM HUP);

END {
	my $status = $?;
	stop($_) for keys %running;
	$? = $status;
}

sub root { return $root }

# Short, since a socket's name must fit; gone in the end.
sub folder { return tempdir('medverk-bench-XXXXXX', TMPDIR => 1, CLEANUP => 1) }

sub median {
	my @v = sort { $a <=> $b } @_;
	return @v % 2 ? $v[@v / 2] : ($v[@v / 2 - 1] + $v[@v / 2]) / 2;
}

sub spew {
	my ($path, $text) = @_;
	open my $f, '>', $path or die "$path: $!\n";
	print {$f} $text;
	close $f or die "$path: $!\n";
	return $path;
}

sub eventually(&;$) {
	my ($true, $seconds) = @_;
	for (my $until = time + ($seconds // 10); time < $until; sleep 0.002) {
		return 1 if $true->();
	}
	return 0;
}

# What is measured, for the heading.
sub commit {
	my ($commit) = grep { length } qx(git -C '$root' rev-parse --short HEAD 2>/dev/null);
	return 'unknown' if !defined $commit;
	chomp $commit;
	return $commit . (qx(git -C '$root' status --porcelain --untracked-files=no 2>/dev/null) =~ /\S/ ? '+' : '');
}

# ---------------------------------------------------------------- processes

# A process in a group of its own, so that its children end with it.
sub start {
	my ($log, @command) = @_;
	my $pid = fork // die "fork: $!\n";
	if (!$pid) {
		POSIX::setpgid(0, 0);
		$SIG{$_} = 'DEFAULT' for qw(INT TERM HUP PIPE);
		open STDIN, '<', '/dev/null';
		open STDOUT, '>>', $log;
		open STDERR, '>>', $log;
		exec { $command[0] } @command or POSIX::_exit(127);
	}
	$running{$pid} = 1;
	return $pid;
}

sub stop {
	my ($pid) = @_;
	return if !delete $running{$pid};
	kill 'TERM', -$pid, $pid;
	return if eventually { waitpid($pid, POSIX::WNOHANG()) == $pid };
	kill 'KILL', -$pid, $pid;
	waitpid $pid, 0;
}

# Whether a process that was started has ended by itself; dies if it did not do so well.
sub ended {
	my ($pid) = @_;
	return 0 if waitpid($pid, POSIX::WNOHANG()) != $pid;
	delete $running{$pid};
	die "a program failed\n" if $?;
	return 1;
}

sub run_to_end {
	my (@command) = @_;
	open my $out, '-|', @command or die "$command[0]: $!\n";
	my @lines = <$out>;
	close $out or die "@command[0, 1]: failed\n";
	chomp @lines;
	return @lines;
}

# ----------------------------------------------------------------- building

# Compiles tests/bench/NAME.c to build/tests/bench/NAME, unless that is the newer one. `with` is linked, too.
sub compile {
	my ($name, $libraries, @with) = @_;
	my ($source, $program) = ("$root/tests/bench/$name.c", "$root/build/tests/bench/$name");
	my $newest = (sort { $b <=> $a } map { (stat)[9] // die "$_ is missing\n" } $source, @with)[0];
	return $program if -e $program && (stat _)[9] > $newest;
	run_to_end('mkdir', '-p', dirname($program));
	my @flags = (split(' ', $ENV{CFLAGS} // '-O2 -g'), qw(-std=c11 -Wall -Wextra -D_POSIX_C_SOURCE=200809L), "-I$root",
		"-I$root/build/gen");
	my @found = @$libraries ? split ' ', join ' ', run_to_end('pkg-config', '--cflags', '--libs', @$libraries) : ();
	run_to_end($ENV{CC} // 'cc', @flags, '-o', $program, $source, @with, @found, '-lfcgi', '-lstemmer', '-lm');
	return $program;
}

# --------------------------------------------------------------- web server

sub free_port {
	my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 1) or die "port: $!\n";
	return $socket->sockport;
}

# nginx before some programs: /hello goes to one socket, /peer to that of peer.php if there is one, all else to the third.
# As etc/nginx.conf, but for compression.
sub web_server {
	my ($hello, $medverk, $peer) = @_;
	my $dir = folder();
	my $port = free_port();
	my $pass = "include /etc/nginx/fastcgi_params;\n\t\tfastcgi_keep_conn off;\n\t\tfastcgi_buffers 16 16k;\n\t\tfastcgi_buffer_size 16k;";
	# Workers of a master that is root would be somebody else and not be let to the sockets.
	my $user = $> == 0 ? "user root root;\n" : '';
	my $temporary = join '', map { "\t${_}_temp_path $dir/$_;\n" } qw(client_body proxy fastcgi uwsgi scgi);
	my $php = $peer ? "\t\tlocation = /peer {\n\t\t$pass\n\t\tfastcgi_param SCRIPT_FILENAME $root/tests/bench/peer.php;\n"
		. "\t\tfastcgi_read_timeout 300;\n\t\tfastcgi_pass unix:$peer;\n\t\t}\n" : '';
	spew("$dir/nginx.conf", <<"CONF");
${user}daemon off;
worker_processes auto;
pid $dir/pid;
error_log $dir/log;
events { worker_connections 1024; }
http {
$temporary	access_log off;
	gzip off;
	keepalive_requests 1000000;
	server {
		listen 127.0.0.1:$port;
		location / {
		$pass
		fastcgi_pass unix:$medverk;
		}
		location = /hello {
		$pass
		fastcgi_pass unix:$hello;
		}
$php	}
}
CONF
	local $ENV{PATH} = "$ENV{PATH}:/usr/sbin";
	my $pid = start("$dir/log", 'nginx', '-p', $dir, '-c', "$dir/nginx.conf", '-e', "$dir/log");
	eventually { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) } or die "nginx does not start; see $dir/log\n";
	return ($pid, "http://127.0.0.1:$port");
}

# wrk for some seconds, with eight clients: requests, requests/s, failures, p50 and p99 in milliseconds.
sub load_with {
	return load_by(8, @_);
}

sub load_by {
	my ($clients, $url, $seconds, @addresses) = @_;
	for (run_to_end('wrk', '-t1', "-c$clients", "-d${seconds}s", '--timeout', '300', '-s', "$root/tests/bench/addresses.lua",
			$url, '--', @addresses)) {
		my ($requests, $us, $failures, $p50, $p99) = /^result (\d+) (\d+) (\d+) (\d+) (\d+)$/ or next;
		return { requests => $requests, rate => $requests / $us * 1e6, failures => $failures,
			p50 => $p50 / 1000, p99 => $p99 / 1000 };
	}
	die "wrk says nothing\n";
}

# One answer straight from the program: head and body. `with` are variables of FastCGI.
sub get {
	my ($socket, $address, %with) = @_;
	my %variable = (REQUEST_METHOD => 'GET', REQUEST_URI => $address, SERVER_PROTOCOL => 'HTTP/1.1', %with);
	my $answer = exchange($socket, begin_request() . params(%variable) . records_of(STREAM_IN, ''), 300);
	return split /\r?\n\r?\n/, $answer->{out}, 2;
}

# ------------------------------------------------------------ what it takes

# A process and its children.
sub family {
	my ($pid) = @_;
	my @pids = ($pid);
	for my $task (glob "/proc/$pid/task/*/children") {
		open my $f, '<', $task or next;
		push @pids, split ' ', scalar <$f> // '';
	}
	return @pids;
}

# Processor time that these have used, proc(5): utime and stime.
sub cpu_ms {
	my $sum = 0;
	for my $pid (@_) {
		open my $f, '<', "/proc/$pid/stat" or die "process $pid is gone\n";
		my @after_name = split ' ', <$f> =~ s/^.*\) //sr;
		$sum += $after_name[11] + $after_name[12];
	}
	return $sum * 1000 / $ticks;
}

# The same to the nanosecond, for processes of one thread: sched-stats in the kernel's documentation.
sub cpu_us {
	my $sum = 0;
	for my $pid (@_) {
		open my $f, '<', "/proc/$pid/schedstat" or die "process $pid is gone\n";
		$sum += (split ' ', <$f>)[0];
	}
	return $sum / 1000;
}

# Of children that have ended and been waited for: wrk, between two looks.
sub cpu_ms_of_children {
	my (undef, undef, undef, $user, $system) = POSIX::times();
	return ($user + $system) * 1000 / $ticks;
}

# Of everything that runs on this machine, proc(5): all but idle, iowait and steal.
sub cpu_ms_of_all {
	open my $f, '<', '/proc/stat' or die "/proc/stat: $!\n";
	my (undef, $user, $nice, $system, undef, undef, $irq, $softirq) = split ' ', scalar <$f>;
	return ($user + $nice + $system + $irq + $softirq) * 1000 / $ticks;
}

# Memory, shared pages divided by those who share them.
sub pss_kib {
	my $sum = 0;
	for my $pid (@_) {
		open my $f, '<', "/proc/$pid/smaps_rollup" or die "process $pid is gone\n";
		while (<$f>) {
			$sum += $1 if /^Pss:\s+(\d+) kB/;
		}
	}
	return $sum;
}

# From the start of the process to the end of its first answer, and the processor time of it all; its pages of file cache are warm.
sub first_answer {
	my ($socket, $log, @command) = @_;
	my $began = time;
	my $pid = start($log, @command);
	eventually { connect_to($socket) } 60 or die "the program does not start; see $log\n";
	my (undef, $body) = get($socket, '/');
	my %took = (ms => (time - $began) * 1000, cpu_ms => cpu_us(family($pid)) / 1000);
	stop($pid);
	die "the first answer is empty\n" if !length($body // '');
	return \%took;
}

1;
