#!/usr/bin/perl
# Damaged FastCGI records may close the connection, nothing more.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::FastCGI qw(record pair params begin_request records_of connect_to exchange read_answer);

my ($BEGIN, $ABORT, $END, $PARAMS, $IN, $OUT, $GET_VALUES) = (1, 2, 3, 4, 5, 6, 9);
my $m = Medverk::Test->start(env => { MEDVERK_REQUEST_SECONDS => 2 });
my %variables = Medverk::Test::variables(uri => '/health');
my $whole = begin_request() . params(%variables) . record($IN, '');

srand 4711;
my %damage = (
	'nothing at all' => '',
	'one byte' => "\x01",
	'half a header' => substr(begin_request(), 0, 5),
	'text' => "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
	'zeroes' => "\0" x 4096,
	'ones' => "\xff" x 4096,
	'noise' => join('', map { chr int rand 256 } 1 .. 10_000),
	'an unknown version' => record($BEGIN, pack('nCx5', 1, 0), version => 9) . params(%variables) . record($IN, ''),
	'an unknown role' => begin_request(role => 77) . params(%variables) . record($IN, ''),
	'the role of a filter' => begin_request(role => 3) . params(%variables) . record($IN, ''),
	'an unknown type' => begin_request() . record(99, 'x' x 10) . params(%variables) . record($IN, ''),
	'parameters first' => params(%variables),
	'no parameters' => begin_request() . record($PARAMS, '') . record($IN, ''),
	'begun twice' => begin_request() . begin_request() . params(%variables) . record($IN, ''),
	'another request between' => begin_request() . begin_request(id => 2) . params(%variables) . record($IN, ''),
	'request 0' => begin_request(id => 0) . params(%variables) . record($IN, ''),
	'aborted' => begin_request() . record($ABORT, '') . params(%variables),
	'aborted in the parameters' => begin_request() . record($PARAMS, substr(join('', map { pair($_, $variables{$_}) } keys %variables), 0, 30)) . record($ABORT, ''),
	'a pair that ends early' => begin_request() . record($PARAMS, "\x08\x7fREQUEST_URI") . record($PARAMS, '') . record($IN, ''),
	'a long length that ends early' => begin_request() . record($PARAMS, "\x80\x00") . record($PARAMS, '') . record($IN, ''),
	'a record shorter than it says' => begin_request() . record($PARAMS, 'abc', length => 60_000),
	'a value of 200 kB' => begin_request() . params(%variables, HTTP_X => 'x' x 200_000) . record($IN, ''),
	'three thousand variables' => begin_request() . params(%variables, map { ("X$_" => $_) } 1 .. 3000) . record($IN, ''),
	'an answer instead of a question' => record($OUT, 'x') . record($END, pack 'NCx3', 0, 0),
	'a body without its length' => begin_request() . params(%variables, REQUEST_METHOD => 'POST') . records_of($IN, 'x' x 100_000),
	'two ends of the body' => $whole . record($IN, '') . record($IN, ''),
	'padding' => begin_request(padding => "\0" x 7) . params(%variables) . record($IN, '', padding => "\0" x 200),
);
for my $name (sort keys %damage) {
	my $socket = connect_to($m->{socket});
	local $SIG{PIPE} = 'IGNORE';
	print {$socket} $damage{$name};
	$socket->flush;
	shutdown $socket, 1 if length $damage{$name} < 8;
	my $answer = read_answer($socket, 5 * $Medverk::Test::PATIENCE);
	ok $answer->{closed} || defined $answer->{ended}, "$name: answered or closed";
	close $socket;
	ok $m->is_well, '… and all is well';
}

# Cut at every place.
for my $n (grep { $_ % 23 == 0 || $_ < 20 } 1 .. length($whole) - 1) {
	my $socket = connect_to($m->{socket});
	print {$socket} substr $whole, 0, $n;
	close $socket;
}
ok $m->is_well(2), 'requests that end anywhere do no harm';

# Every byte wrong once.
for my $at (0 .. 60) {
	my $bytes = $whole;
	substr $bytes, $at, 1, chr(ord(substr $bytes, $at, 1) ^ 0xa5);
	my $socket = connect_to($m->{socket}) or next;
	local $SIG{PIPE} = 'IGNORE';
	print {$socket} $bytes;
	$socket->flush;
	close $socket;
}
ok $m->is_well(2), 'nor do wrong bytes';

# libfcgi's one abort on crafted lengths costs a worker, which is replaced. A
# sanitizer would report the library's own allocation and crash instead.
$m = Medverk::Test->start(env => { MEDVERK_REQUEST_SECONDS => 2,
	ASAN_OPTIONS => 'allocator_may_return_null=1:handle_segv=0:handle_abort=0' });
exchange($m->{socket}, begin_request() . record($PARAMS, pack('NN', 0xbfffffff, 0xbfffffff) . 'x' x 100) . record($PARAMS, '') . record($IN, ''), 5);
ok $m->is_well(2), 'crafted lengths cost one worker at most, and it is replaced';

# In small pieces it is a request like any other.
my $socket = connect_to($m->{socket});
$socket->autoflush(1);
print {$socket} $_ for split //, $whole;
is(Medverk::Test::Answer->new(read_answer($socket, 10))->status, 200, 'byte by byte');

# After an answer the connection is closed, even if the server asked to keep it.
my $kept = connect_to($m->{socket});
print {$kept} begin_request(keep => 1) . params(%variables) . record($IN, '');
$kept->flush;
is(Medverk::Test::Answer->new(read_answer($kept, 10))->status, 200, 'answered');
my $more = read_answer($kept, 3);
ok $more->{closed}, 'and closed, though it was asked to be kept';

# Clients that hang up while they are answered.
for (1 .. 30) {
	my $gone = connect_to($m->{socket});
	print {$gone} begin_request() . params(%variables, REQUEST_URI => '/foretag') . record($IN, '');
	$gone->flush;
	close $gone;
}
ok $m->is_well(2), 'clients that hang up do no harm';
done_testing;
