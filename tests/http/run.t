#!/usr/bin/perl
# What `make run` does once everything is built: etc/run.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $dir = folder();
my $port = Medverk::Test::free_port();
my $db = "$dir/sub folder/medverk.db";

# etc/run with these variables, until it says its address; what it says is in the log.
sub start_run {
	my ($log, %env) = @_;
	my $pid = Medverk::Test::spawn(["$Medverk::Test::ROOT/etc/run"], out => $log, err => $log,
		env => { %ENV, PORT => $port, DB => $db, MEDVERK_BIN => $Medverk::Test::BIN, %env });
	my $status;
	eventually { (slurp($log) // '') =~ m{http://localhost:} || (waitpid($pid, 1) == $pid && defined($status = $? >> 8)) };
	delete $Medverk::Test::running{$pid} if defined $status;
	return ($pid, $status);
}

# Everything that descends from a process.
sub descendants {
	my ($pid) = @_;
	return map { ($_, descendants($_)) } split ' ', slurp("/proc/$pid/task/$pid/children") // '';
}

my ($pid) = start_run("$dir/one");
like slurp("$dir/one"), qr{^medverk: http://localhost:$port/}m, 'the address is printed';
like slurp("$dir/one"), qr/creating .*sub folder/, 'and that the database was created';
my $url = "http://127.0.0.1:$port";
my $page = Medverk::Test::http("$url/");
html_ok($page, 200, 'the start page');
ok scalar(grep { m{^/foretag} } $page->attributes('href')), 'with its links';
like Medverk::Test::http("$url/foretag")->text, qr/Björken/, 'with demo content';
is Medverk::Test::http("$url/", headers => { 'accept-encoding' => 'gzip' })->header('content-encoding'), 'gzip', 'compressed';
my ($style) = $page->text =~ /href="(\/static\/style\.css[^"]*)"/;
is Medverk::Test::http("$url$style")->status, 200, 'static files';
is Medverk::Test::http("$url/static/icons.svg")->header('x-content-type-options'), 'nosniff', 'with their headers';
is Medverk::Test::http("$url/finns-inte")->status, 404, 'errors come from the program';

my ($second, $status) = start_run("$dir/two");
isnt $status, 0, 'a port in use: refused';
like slurp("$dir/two"), qr/port $port is in use/, 'which is said';

my @all = descendants($pid);
cmp_ok scalar @all, '>=', 3, 'lighttpd, supervisor and workers run';
is Medverk::Test::end_process($pid, 'INT') >> 8, 0, 'Ctrl-C ends it';
ok eventually { !grep { kill 0, $_ } @all }, 'and everything it started';

# A second start keeps the data; TERM ends it as well.
is system('sqlite3', $db, "UPDATE record SET name = 'Bevarat företag' WHERE slug = 'bjorkens-snickeri'"), 0, 'something is changed';
($pid) = start_run("$dir/three");
unlike slurp("$dir/three"), qr/creating/, 'nothing is created again';
like Medverk::Test::http("$url/foretag/bjorkens-snickeri")->text, qr/Bevarat företag/, 'the data is kept';
@all = descendants($pid);
is Medverk::Test::end_process($pid, 'TERM') >> 8, 0, 'TERM ends it';
ok eventually { !grep { kill 0, $_ } @all }, 'and everything it started';

# What cannot be.
for my $bad ('x', '0x50', '99999', '') {
	my ($p, $s) = start_run("$dir/bad$bad", PORT => $bad eq '' ? '80 80' : $bad);
	isnt $s, 0, "PORT=$bad is refused";
	like slurp("$dir/bad$bad"), qr/port/i, 'and said so';
}
done_testing;
