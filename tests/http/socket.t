#!/usr/bin/perl
# Where it listens: a path, HOST:PORT, or descriptor 0 as web servers leave it.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::FastCGI qw(params begin_request record read_answer);
use IO::Socket::INET;
use IO::Socket::UNIX;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/medverk.db");
my $request = begin_request() . params(Medverk::Test::variables(uri => '/health')) . record(5, '');

# HOST:PORT
my $port = Medverk::Test::free_port();
my $m = Medverk::Test->start(socket => "127.0.0.1:$port", db => $db);
my $tcp = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port");
print {$tcp} $request;
$tcp->flush;
is(Medverk::Test::Answer->new(read_answer($tcp, 10))->status, 200, 'HOST:PORT');
my $taken = run('serve', '--db', $db, '--socket', "127.0.0.1:$port", { seconds => 10 });
cmp_ok $taken->{status}, '>', 0, 'a port in use';
like $taken->{err}, qr/127\.0\.0\.1:$port.*in use/i, 'is said so';
is $m->stop, 0, 'it ends well';

# Descriptor 0, as lighttpd, spawn-fcgi and mod_fcgid start it: with serve and without.
for my $args (['serve'], []) {
	my $path = "$dir/inherited" . @$args;
	my $listener = IO::Socket::UNIX->new(Local => $path, Listen => 16) or die $!;
	my $pid = Medverk::Test::spawn([$Medverk::Test::BIN, @$args], descriptor => $listener, err => "$dir/log",
		env => Medverk::Test::environment({ MEDVERK_DB => $db, MEDVERK_WORKERS => 1 }));
	close $listener;
	my $socket = IO::Socket::UNIX->new(Peer => $path);
	print {$socket} $request;
	$socket->flush;
	is(Medverk::Test::Answer->new(read_answer($socket, 10))->status, 200, 'descriptor 0, ' . (@$args ? 'serve' : 'no command'));
	is Medverk::Test::end_process($pid), 0, 'it ends well';
}

# What cannot be.
for (['/nonexistent/folder/socket', qr{/nonexistent}], ['nohost.invalid:port', qr/nohost/], ['127.0.0.1:99999', qr/99999/], ['/' . 'x' x 200, qr/too long/], ["$dir", qr/\Q$dir\E/]) {
	my ($socket, $pattern) = @$_;
	my $r = run('serve', '--db', $db, '--socket', $socket, { seconds => 10 });
	cmp_ok $r->{status}, '>', 0, substr("cannot listen on $socket", 0, 60);
	like $r->{err}, $pattern, 'and says so';
}
spew("$dir/file", 'keep me');
cmp_ok run('serve', '--db', $db, '--socket', "$dir/file", { seconds => 10 })->{status}, '>', 0, 'a file is no socket';
is slurp("$dir/file"), 'keep me', 'and is not removed';
done_testing;
