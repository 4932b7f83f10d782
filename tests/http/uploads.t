#!/usr/bin/perl
# Large forms with files: they go to the disk as they come, and no worker grows with them.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna));
my $m = Medverk::Test->start(db => $db);
my $anna = Medverk::Browser->signed_in($m, 'anna');
my $FORM = '/admin/foretag/import';
my $MEMORY_KB = 64 * 1024;
$anna->get($FORM);

# The most that a worker has held so far.
sub most_kb {
	my ($most) = sort { $b <=> $a } map { (Medverk::Test::slurp("/proc/$_/status") // '') =~ /^VmHWM:\s*(\d+)/m } $m->workers;
	return $most;
}

# Sends a form of so many bytes: what it begins with, then letters, then its end; answered even when nobody reads all of it.
sub sends {
	my (%as) = @_;
	my ($begin, $end) = ($as{begin} // '', $as{end} // '');
	my $length = $as{length} // $as{bytes};
	my %v = Medverk::Test::variables(uri => $as{uri} // $FORM, method => 'POST', body => '', headers => $as{foreign} ? { 'sec-fetch-site' => 'cross-site' } : {},
		variables => { CONTENT_TYPE => 'multipart/form-data; boundary=X', CONTENT_LENGTH => $length });
	$v{HTTP_COOKIE} = "medverk=$anna->{cookie}" if !$as{stranger};
	my $socket = Medverk::FastCGI::connect_to($m->{socket});
	local $SIG{PIPE} = 'IGNORE';
	my $out = Medverk::FastCGI::begin_request() . Medverk::FastCGI::params(%v);
	my $left = $as{bytes} - length($begin) - length $end;
	$out .= Medverk::FastCGI::record(Medverk::FastCGI::STREAM_IN, $begin) if length $begin;
	my $piece = Medverk::FastCGI::record(Medverk::FastCGI::STREAM_IN, 'a' x 65_528);
	while ($left > 0 && defined syswrite $socket, $out) {
		$out = $left >= 65_528 ? $piece : Medverk::FastCGI::record(Medverk::FastCGI::STREAM_IN, 'a' x $left);
		$left -= $left >= 65_528 ? 65_528 : $left;
	}
	$out .= Medverk::FastCGI::record(Medverk::FastCGI::STREAM_IN, $end) if length $end;
	$out .= Medverk::FastCGI::record(Medverk::FastCGI::STREAM_IN, '');
	syswrite $socket, $out;
	if ($as{cut}) {
		close $socket;
		return;
	}
	return Medverk::Test::Answer->new(Medverk::FastCGI::read_answer($socket, 30 * $Medverk::Test::PATIENCE));
}

sub field { qq(--X\r\nContent-Disposition: form-data; name="$_[0]"\r\n\r\n$_[1]\r\n) }
my $fields = field('secret', $anna->{secret}) . field('do', 'look');
my $file = $fields . qq(--X\r\nContent-Disposition: form-data; name="file"; filename="stor.csv"\r\nContent-Type: text/csv\r\n\r\n);
my $end = "\r\n--X--\r\n";

# What is left of uploads anywhere below.
sub leftovers { return map { s{.*/}{}r } glob "$dir/files/* $dir/files/*/*" }

my $before = most_kb();
my $large = sends(begin => $file, end => $end, bytes => 50_000_000);
html_ok($large, 422, '50 MB are taken, and looked at');
like $large->text, qr/högst 992 kB åt gången/, 'and the form says that they are too much for it';
is_deeply [leftovers()], [], 'nothing of them is left';

my $huge = sends(begin => $file, bytes => 2_000_000, length => 200_000_000);
html_ok($huge, 413, '200 MB are refused before they have come');
like $huge->text, qr/Filen är för stor/, 'by name';
is sends(begin => $file, bytes => 2_000_000, length => 200_000_000, stranger => 1)->status, 303, 'who is not signed in is asked to';
is sends(begin => $file, bytes => 2_000_000, length => 200_000_000, foreign => 1)->status, 403, 'pages of others send nothing';
is sends(begin => $file, end => $end, bytes => 2_000_000, stranger => 1)->status, 303, 'nor is anything read of what is less';
is sends(begin => $file, end => $end, bytes => 500_000, stranger => 1)->status, 401, 'what every form may have comes along to the page to sign in';
is sends(begin => $file, end => $end, bytes => 2_000_000, uri => '/admin/foretag/ny')->status, 413, 'a form without files is small';
is sends(begin => $file, end => $end, bytes => 2_000_000, uri => '/foretag')->status, 413, 'what is no form, too';
is sends(begin => $fields . field('text', ''), bytes => 0)->status, 400, 'nothing at all';

is sends(begin => $file, bytes => 20_000_000)->status, 400, 'a part without an end';
is sends(begin => $file, end => $end, bytes => 5_000_000, length => 5_000_001)->status, 400, 'a byte too few';
is sends(begin => $file, end => $end, bytes => 5_000_000, length => 4_999_999)->status, 400, 'a byte too many';
is sends(begin => $file, end => "${end}x", bytes => 5_000_000)->status, 400, 'something behind the end';
is sends(begin => $fields . qq(--X\r\nContent-Disposition: form-data; name="text"\r\n\r\n), end => $end, bytes => 20_000_000)->status, 413, 'a field that is as long as a file';
is sends(begin => $fields . qq(--X\r\nContent-Disposition: form-data; name="), bytes => 20_000_000)->status, 400, 'a name that is';
my $parts = (field('a', '') x 500);
is $anna->ask(uri => $FORM, method => 'POST', body => $fields . $parts x 20 . '--X--', variables => { CONTENT_TYPE => 'multipart/form-data; boundary=X' })->status, 400, '10 000 parts';
my $files = qq(--X\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nb\r\n) x 500;
is $anna->ask(uri => $FORM, method => 'POST', body => $fields . $files x 20 . '--X--', variables => { CONTENT_TYPE => 'multipart/form-data; boundary=X' })->status, 400, '10 000 files';
sends(begin => $file, bytes => 5_000_000, length => 50_000_000, cut => 1) for 1 .. 4;
ok $m->is_well(2), 'connections that are cut harm nobody';
ok eventually { !leftovers() }, 'and leave nothing';
# Under a sanitizer memory is another matter.
cmp_ok most_kb(), '<', $MEMORY_KB, "no worker has grown beyond 64 MiB (before: $before kB)" if $Medverk::Test::PATIENCE == 1;

# Without a place for them.
rmdir "$dir/files";
Medverk::Test::spew("$dir/files", '');
html_ok(sends(begin => $file, end => $end, bytes => 500_000), 503, 'no folder for files');
like $m->log, qr/level=error event=upload /, 'the log says so';
unlink "$dir/files";
html_ok(sends(begin => $file, end => $end, bytes => 2_000_000), 422, 'again, when there is one');
is $m->stop, 0, 'it ends well';
done_testing;
