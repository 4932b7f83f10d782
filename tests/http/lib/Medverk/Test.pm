package Medverk::Test;

# What the scripts of tests/http share: a private program on a private database
# in a folder of its own, requests to it over FastCGI, as plain CGI and through
# web servers, and its command line. Core Perl only.
#
#     use Medverk::Test;
#     my $m = Medverk::Test->start;
#     my $r = $m->get('/foretag');
#     is $r->status, 200;
#     like $r->text, qr/Motala/;
#
# MEDVERK_BIN names another program than build/medverk; MEDVERK_TEST_PATIENCE
# multiplies every time limit (sanitizers are slow).

use strict;
use warnings;
use utf8;

use Cwd ();
use Encode qw(decode encode);
use Fcntl qw(:flock);
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Find ();
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use HTTP::Tiny;
use IO::Socket::INET;
use JSON::PP;
use POSIX qw(:sys_wait_h);
use Test::More;
use Time::HiRes qw(sleep time);

use Medverk::FastCGI ();

our $ROOT = Cwd::abs_path(dirname(__FILE__) . '/../../../..');
our $BIN = $ENV{MEDVERK_BIN} // 'build/medverk';
$BIN = "$ROOT/$BIN" if $BIN !~ m{^/};
our $PATIENCE = $ENV{MEDVERK_TEST_PATIENCE} // 1;
our $NOW = '2026-03-05T12:00:00Z';


binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output todo_output);
$ENV{LC_ALL} = 'C.UTF-8';

# Nobody waits for ever: the alarm ends the script, and END the programs.
$SIG{ALRM} = sub { die "# the script has run for too long\n" };
$SIG{$_} = sub { exit 1 } for qw(INT TERM);
alarm 150 * $PATIENCE;

our %running;

sub import {
	my ($class) = @_;
	strict->import;
	warnings->import;
	utf8->import;
	my $caller = caller;
	no strict 'refs';
	*{"${caller}::$_"} = \&{"Test::More::$_"}
		for qw(ok is isnt like unlike is_deeply cmp_ok diag note pass fail plan done_testing subtest);
	*{"${caller}::$_"} = \&{$_} for qw(run folder eventually slurp spew each_uri problem_ok html_ok);
}

# What a sanitizer found in a worker is a failure, though the worker was replaced.
our @logs;
END {
	my $status = $?;
	end_process($_) for keys %running;
	for my $log (@logs) {
		my ($report) = (slurp($log) // '') =~ /^(.*(?:ERROR: \w+Sanitizer|runtime error:).*(?:\n.*){0,12})/m or next;
		print STDERR map { "# $_\n" } split /\n/, $report;
		$status ||= 1;
	}
	$? = $status;
}

# ------------------------------------------------------------- small things

sub slurp {
	my ($path) = @_;
	# The project may lie in a folder whose name is bytes; a text beside it must not make them another name.
	utf8::downgrade($path, 1);
	open my $f, '<:raw', $path or return undef;
	local $/;
	return scalar <$f> // '';
}

sub spew {
	my ($path, $bytes) = @_;
	open my $f, '>:raw', $path or die "$path: $!";
	print {$f} utf8::is_utf8($bytes) ? encode('UTF-8', $bytes) : $bytes;
	close $f or die "$path: $!";
	return $path;
}

# A folder that is gone when the script ends. Short: a socket's name must fit.
sub folder {
	return tempdir('medverk-XXXXXX', TMPDIR => 1, CLEANUP => 1);
}

# Waits until the code is true; false when it is not within `seconds`.
sub eventually(&;$) {
	my ($code, $seconds) = @_;
	my $until = time + ($seconds // 10) * $PATIENCE;
	while (1) {
		my $result = $code->();
		return $result if $result;
		return $result if time > $until;
		sleep 0.02;
	}
}

sub environment {
	my ($extra) = @_;
	my %env = map { $_ => $ENV{$_} } grep { !/^(MEDVERK_|HTTP_|REQUEST_|QUERY_|GATEWAY_|CONTENT_)/ } keys %ENV;
	my %all = (%env, MEDVERK_WWW => "$ROOT/www", MEDVERK_SEED => "$ROOT/sql", MEDVERK_STRICT => 1, %{ $extra // {} });
	delete $all{$_} for grep { !defined $all{$_} } keys %all;
	return \%all;
}

# Starts a process: { pid }. `out` and `err` are files for its output.
sub spawn {
	my ($command, %as) = @_;
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		%ENV = %{ $as{env} } if $as{env};
		$SIG{$_} = 'DEFAULT' for qw(INT TERM ALRM PIPE);
		chdir($as{cwd} // $ROOT) or POSIX::_exit(126);
		open STDIN, '<', $as{in} // '/dev/null' or POSIX::_exit(126);
		open STDOUT, '>>', $as{out} // '/dev/null' or POSIX::_exit(126);
		open STDERR, '>>', $as{err} // '/dev/null' or POSIX::_exit(126);
		if ($as{descriptor}) {
			POSIX::dup2(fileno $as{descriptor}, 0);
		}
		exec { $command->[0] } @$command or POSIX::_exit(127);
	}
	$running{$pid} = 1;
	return $pid;
}

sub end_process {
	my ($pid, $signal) = @_;
	return if !delete $running{$pid};
	kill $signal // 'TERM', $pid;
	my $status;
	my $gone = eventually {
		my $who = waitpid $pid, WNOHANG;
		$status = $? if $who == $pid;
		$who != 0;
	} 10;
	if (!$gone) {
		kill 'KILL', $pid;
		waitpid $pid, 0;
		$status = $?;
	}
	return $status;
}

# ------------------------------------------------------------- command line

# Runs the program to its end: { status, out, err } (texts).
sub run {
	my $options = ref $_[-1] eq 'HASH' ? pop @_ : {};
	my $dir = folder();
	spew("$dir/in", $options->{in} // '');
	my $pid = spawn([$BIN, @_], in => "$dir/in", out => "$dir/out", err => "$dir/err",
		env => environment($options->{env}), cwd => $options->{cwd});
	my $status;
	eventually { waitpid($pid, WNOHANG) == $pid and defined($status = $?) } $options->{seconds} // 60;
	delete $running{$pid} if defined $status;
	push @logs, "$dir/err";
	return {
		status => defined $status ? ($status & 127 ? -($status & 127) : $status >> 8) : 'still running',
		out => decode('UTF-8', slurp("$dir/out") // ''), err => decode('UTF-8', slurp("$dir/err") // ''),
	};
}

# A database with seed and demo content; made once per build, then copied.
sub demo_db {
	my ($copy) = @_;
	my $store = dirname($BIN) . '/test';
	my $made = "$store/demo.db";
	make_path($store);
	open my $lock, '>>', "$store/lock" or die "$store/lock: $!";
	flock $lock, LOCK_EX;
	my $newest = (stat $BIN)[9] // die "$BIN is not built\n";
	File::Find::find(sub { my $t = (stat)[9]; $newest = $t if -f && $t > $newest }, "$ROOT/sql");
	if (!-e $made || (stat _)[9] < $newest) {
		unlink glob "'$made'*";
		my $r = run('init', '--demo', '--db', "$made.new", { env => { MEDVERK_NOW => $NOW } });
		die "medverk init --demo: $r->{status}\n$r->{err}" if $r->{status} ne '0';
		rename "$made.new", $made or die "$made: $!";
	}
	close $lock;
	if ($copy) {
		copy($made, $copy) or die "$copy: $!";
	}
	return $copy // $made;
}

# ------------------------------------------------------------- the program

# Options: db (a file; the demo content if not given), workers (2), env, args,
# socket (a path, or HOST:PORT), wait (1: until it answers).
sub start {
	my ($class, %as) = @_;
	my $dir = folder();
	my $self = bless { dir => $dir, socket => $as{socket} // "$dir/s", log => "$dir/log" }, $class;
	push @logs, $self->{log};
	$self->{db} = $as{db} // demo_db("$dir/medverk.db");
	$self->{pid} = spawn([
			$BIN, 'serve', '--db', $self->{db}, '--socket', $self->{socket},
			'--workers', $as{workers} // 2, @{ $as{args} // [] },
		], cwd => $as{cwd}, env => environment($as{env}), err => $self->{log}, out => $self->{log});
	return $self if defined $as{wait} && !$as{wait};
	my $gone;
	my $up = eventually {
		return 1 if $self->{socket} =~ m{^/} ? Medverk::FastCGI::connect_to($self->{socket})
			: IO::Socket::INET->new(PeerAddr => $self->{socket});
		$gone = waitpid($self->{pid}, WNOHANG) == $self->{pid};
	};
	if (!$up || $gone) {
		delete $running{ $self->{pid} } if $gone;
		die "the program does not serve:\n" . $self->log if !$as{may_fail};
		return undef;
	}
	# Its workers are there a moment after the socket is.
	eventually { $self->workers == ($as{workers} // 2) };
	return $self;
}

sub pid { $_[0]{pid} }
sub log { decode('UTF-8', slurp($_[0]{log}) // '') }
sub signal { kill $_[1], $_[0]{pid} }

# Ends it and returns its exit status; -SIGNAL when a signal killed it.
sub stop {
	my ($self, $signal) = @_;
	my $status = end_process($self->{pid}, $signal);
	return defined $status ? ($status & 127 ? -($status & 127) : $status >> 8) : undef;
}

# Process ids of the workers, by /proc.
sub workers {
	my ($self) = @_;
	my $pid = $self->{pid};
	my @pids = sort { $a <=> $b } split ' ', slurp("/proc/$pid/task/$pid/children") // '';
	return @pids;
}

# The variables that a web server sends for a request.
sub variables {
	my (%as) = @_;
	my $uri = $as{uri} // '/';
	my ($path, $query) = split /\?/, $uri, 2;
	my %v = (
		GATEWAY_INTERFACE => 'CGI/1.1', SERVER_PROTOCOL => 'HTTP/1.1', SERVER_SOFTWARE => 'test',
		SERVER_NAME => 'localhost', SERVER_PORT => 80, REMOTE_ADDR => '192.0.2.1',
		REQUEST_METHOD => $as{method} // 'GET', REQUEST_URI => $uri, QUERY_STRING => $query // '',
		SCRIPT_NAME => $path, HTTP_HOST => 'localhost',
	);
	if (defined $as{body}) {
		$v{CONTENT_LENGTH} = length $as{body};
		$v{CONTENT_TYPE} = 'application/x-www-form-urlencoded';
	}
	for my $name (keys %{ $as{headers} // {} }) {
		(my $variable = 'HTTP_' . uc $name) =~ tr/-/_/;
		$v{$variable} = $as{headers}{$name};
	}
	%v = (%v, %{ $as{variables} // {} });
	delete $v{$_} for grep { !defined $v{$_} } keys %v;
	return %v;
}

# One request over FastCGI. uri, method, headers, body, variables (undef
# removes one), keep (asks to keep the connection), seconds.
sub request {
	my ($self, %as) = @_;
	my $bytes = Medverk::FastCGI::begin_request(keep => $as{keep})
		. Medverk::FastCGI::params(variables(%as))
		. Medverk::FastCGI::records_of(Medverk::FastCGI::STREAM_IN, $as{body} // '');
	return $self->raw($bytes, $as{seconds});
}

sub get {
	my ($self, $uri, %as) = @_;
	return $self->request(uri => $uri, %as);
}

sub head {
	my ($self, $uri, %as) = @_;
	return $self->request(uri => $uri, method => 'HEAD', %as);
}

# Sends bytes as they are.
sub raw {
	my ($self, $bytes, $seconds) = @_;
	return Medverk::Test::Answer->new(
		Medverk::FastCGI::exchange($self->{socket}, $bytes, ($seconds // 20) * $PATIENCE));
}

# True when it still answers, with as many workers as it had.
sub is_well {
	my ($self, $workers) = @_;
	return eventually { my $r = $self->get('/health'); $r->status == 200 && (!$workers || $self->workers == $workers) };
}

# ------------------------------------------------------------- plain CGI

# One request as CGI. As request(); and args, the command line a server may make of the query.
sub cgi {
	my ($class, %as) = @_;
	my $dir = folder();
	my $db = $as{db} // demo_db("$dir/medverk.db");
	spew("$dir/in", $as{body} // '');
	my $pid = spawn([$BIN, @{ $as{args} // [] }], in => "$dir/in", out => "$dir/out", err => "$dir/err",
		env => environment({ MEDVERK_DB => $db, variables(%as), %{ $as{env} // {} } }));
	my $status;
	eventually { waitpid($pid, WNOHANG) == $pid and defined($status = $?) } 20;
	delete $running{$pid} if defined $status;
	push @logs, "$dir/err";
	my $answer = Medverk::Test::Answer->new({ out => slurp("$dir/out"), err => slurp("$dir/err"),
		ended => defined $status ? $status : undef, closed => 1 });
	return $answer;
}

# ------------------------------------------------------------- web servers

sub free_port {
	my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 1) or die "port: $!";
	return $socket->sockport;
}

# Puts a web server with its example of etc/ in front: { port, url, log }.
sub behind {
	my ($self, $server) = @_;
	my $dir = folder();
	for (1 .. 5) {
		my $port = free_port();
		my @command = $server eq 'nginx' ? nginx_command($dir, $port, $self->{socket})
			: lighttpd_command($dir, $port, $self->{socket});
		my $pid = spawn(\@command, err => "$dir/log", out => "$dir/log",
			env => { %ENV, PATH => "$ENV{PATH}:/usr/sbin" });
		my $gone;
		my $up = eventually {
			return 1 if IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port);
			$gone = waitpid($pid, WNOHANG) == $pid;
		};
		return { port => $port, url => "http://127.0.0.1:$port", log => "$dir/log", pid => $pid } if $up && !$gone;
		delete $running{$pid} if $gone;
		diag slurp("$dir/log") // '';
	}
	die "$server does not start\n";
}

sub nginx_command {
	my ($dir, $port, $socket) = @_;
	my $site = slurp("$ROOT/etc/nginx.conf");
	$site =~ s/listen 80;/listen 127.0.0.1:$port;/ or die 'etc/nginx.conf: no "listen 80;"';
	$site =~ s{unix:/run/medverk/socket}{unix:$socket} or die 'etc/nginx.conf: no socket';
	$site =~ s{root /usr/local/share/medverk/www;}{root "$ROOT/www";} or die 'etc/nginx.conf: no root';
	spew("$dir/fastcgi_params", slurp('/etc/nginx/fastcgi_params') // die 'no fastcgi_params');
	my $temporary = join '', map { "\t${_}_temp_path $dir/$_;\n" } qw(client_body proxy fastcgi uwsgi scgi);
	spew("$dir/nginx.conf", "daemon off;\nmaster_process off;\npid $dir/pid;\nerror_log $dir/log;\n"
		. "events { }\nhttp {\n$temporary$site\n}\n");
	return ('/usr/sbin/nginx', '-p', $dir, '-c', "$dir/nginx.conf", '-e', "$dir/log");
}

sub lighttpd_command {
	my ($dir, $port, $socket) = @_;
	my $site = slurp("$ROOT/etc/lighttpd.conf");
	$site =~ s{"/usr/local/share/medverk/www"}{"$ROOT/www"} or die 'etc/lighttpd.conf: no www';
	$site =~ s{"/run/medverk/socket"}{"$socket"} or die 'etc/lighttpd.conf: no socket';
	spew("$dir/lighttpd.conf", qq(server.modules = ( )\nserver.bind = "127.0.0.1"\nserver.port = $port\n)
		. qq(server.document-root = "$dir"\nserver.upload-dirs = ("$dir")\n) . $site);
	return ('/usr/sbin/lighttpd', '-D', '-f', "$dir/lighttpd.conf");
}

# One request over HTTP; the body is not decompressed.
sub http {
	my ($url, %as) = @_;
	my $r = HTTP::Tiny->new(timeout => 20 * $PATIENCE, max_redirect => 0)
		->request($as{method} // 'GET', $url, { headers => $as{headers} // {}, content => $as{body} // '' });
	my %header = map { lc $_ => ref $r->{headers}{$_} ? join(', ', @{ $r->{headers}{$_} }) : $r->{headers}{$_} }
		keys %{ $r->{headers} };
	return bless { status => $r->{status}, header => \%header, body => $r->{content} // '' }, 'Medverk::Test::Answer';
}

# ------------------------------------------------------------- expectations

# A problem document of RFC 9457 with this status that names the parameter.
sub problem_ok {
	my ($r, $status, $parameter, $name) = @_;
	my $builder = Test::More->builder;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my $problem = eval { $r->json };
	my $good = $r->status == $status && ($r->header('content-type') // '') =~ m{^application/problem\+json}
		&& ref $problem eq 'HASH' && ($problem->{status} // 0) == $status && $problem->{title} && $problem->{type}
		&& (!defined $parameter || grep { ($_->{parameter} // '') eq $parameter } @{ $problem->{errors} // [] });
	return $builder->ok($good, $name // "problem $status") || diag 'got ', $r->status, ' ', $r->header('content-type') // '', "\n", substr $r->body, 0, 160;
}

# A whole HTML page with this status.
sub html_ok {
	my ($r, $status, $name) = @_;
	my $builder = Test::More->builder;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my $good = $r->status == $status && ($r->header('content-type') // '') eq 'text/html; charset=utf-8'
		&& $r->body =~ /^<!doctype html>/i && $r->body =~ m{</html>\s*$};
	return $builder->ok($good, $name // "page $status") || diag 'got ', $r->status, ' ', $r->header('content-type') // '', "\n", substr $r->body, 0, 160;
}

# Every kind of page with content, in both languages: [name, uri, language].
sub each_uri {
	my ($m) = @_;
	my %first;
	for my $kind (qw(enterprises projects reports municipalities)) {
		$first{$kind} = $m->get("/api/v1/$kind?limit=1")->json->{items}[0]{slug};
	}
	return (
		['start', '/', 'sv'], ['start', '/en/', 'en'],
		['enterprises', '/foretag', 'sv'], ['enterprises', '/en/enterprises', 'en'],
		['enterprise', "/foretag/$first{enterprises}", 'sv'], ['enterprise', "/en/enterprises/$first{enterprises}", 'en'],
		['projects', '/projekt', 'sv'], ['projects', '/en/projects', 'en'],
		['project', "/projekt/$first{projects}", 'sv'], ['project', "/en/projects/$first{projects}", 'en'],
		['reports', '/rapporter', 'sv'], ['reports', '/en/reports', 'en'],
		['report', "/rapporter/$first{reports}", 'sv'], ['report', "/en/reports/$first{reports}", 'en'],
		['municipalities', '/kommuner', 'sv'], ['municipalities', '/en/municipalities', 'en'],
		['municipality', "/kommuner/$first{municipalities}", 'sv'], ['municipality', "/en/municipalities/$first{municipalities}", 'en'],
		['search', '/sok?q=projekt', 'sv'], ['search', '/en/search?q=projekt', 'en'],
		['page', '/vad-ar-ett-asf', 'sv'],
		['contact', '/kontakt', 'sv'],
	);
}

# ------------------------------------------------------------- the answer

package Medverk::Test::Answer;

use strict;
use warnings;

# From { out, err, ended, closed, late }: head and body apart.
sub new {
	my ($class, $answer) = @_;
	my $self = bless { %$answer, status => 0, header => {}, body => '' }, $class;
	my ($head, $body) = ($answer->{out} // '') =~ /\A(.*?)\r?\n\r?\n(.*)\z/s or return $self;
	$self->{body} = $body;
	$self->{head} = $head;
	$self->{status} = 200;
	for (split /\r?\n/, $head) {
		my ($name, $value) = /^([^:]+):[ \t]*(.*)$/ or next;
		my $key = lc $name;
		$self->{status} = 0 + ($value =~ /^(\d+)/)[0] if $key eq 'status';
		$self->{header}{$key} = exists $self->{header}{$key} ? "$self->{header}{$key}, $value" : $value;
	}
	return $self;
}

sub status { $_[0]{status} }
sub header { $_[0]{header}{ lc $_[1] } }
sub body { $_[0]{body} }
sub text { Encode::decode('UTF-8', $_[0]{body}) }
sub json { JSON::PP->new->utf8->decode($_[0]{body}) }

# Every value of this attribute in the page, entities resolved.
sub attributes {
	my ($self, $name) = @_;
	my @values = $self->text =~ /\s$name="([^"]*)"/g;
	s/&quot;/"/g, s/&#39;/'/g, s/&lt;/</g, s/&gt;/>/g, s/&amp;/&/g for @values;
	return @values;
}

1;
