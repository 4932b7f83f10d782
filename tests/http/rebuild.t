#!/usr/bin/perl
# rebuild: the index made anew while people read and write, killed in the middle,
# and what a damaged or missing index stops: search, and nothing else.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Encode qw(encode);
use POSIX qw(WNOHANG);
use Time::HiRes qw(time);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/rebuild.db");

sub sql {
	my ($text, $file) = @_;
	spew("$dir/sql", $text);
	my $said = `sqlite3 -cmd '.timeout 5000' '@{[$file // $db]}' < '$dir/sql' 2>&1`;
	chomp $said;
	return $said;
}

sub works {
	my ($name, @command) = @_;
	my $r = run(@command, '--db', $db);
	is $r->{status}, 0, $name or diag $r->{err};
	return $r;
}

my $generated = `'$FindBin::Bin/../bench/generate' 1500 7`;
spew("$dir/many.csv", Encode::decode('UTF-8', $generated));
works('many records', 'import', 'enterprise', "$dir/many.csv");
my $m = Medverk::Test->start(db => $db);

sub total {
	my ($word) = @_;
	my $r = $m->get('/api/v1/search?q=' . join '', map { sprintf '%%%02X', ord } split //, encode('UTF-8', $word));
	return $r->status == 200 ? $r->json->{page}{total} : 'status ' . $r->status;
}

sub begin_rebuild {
	return Medverk::Test::spawn([$Medverk::Test::BIN, 'rebuild', '--db', $db], env => Medverk::Test::environment(),
		out => "$dir/out", err => "$dir/err");
}

my %expected = (biodling => total('biodling'), orgelbygge => 3, gemenskap => total('gemenskap'));
is $expected{biodling}, 16, 'words of a known frequency';
my $suggestions = $m->get('/sok/forslag?q=biod')->body;
like $suggestions, qr/biodling/, 'that are suggested';

# Readers and writers at work.
my $pid = begin_rebuild();
my ($asked, $saved, $slowest) = (0, 0, 0);
my @wrong;
eventually { sql("SELECT count(*) FROM sqlite_schema WHERE name = 'search_next'") eq '1' } 30;
my $second = run('rebuild', '--db', $db);
is $second->{status}, 1, 'a second one at the same time is refused';
like $second->{err}, qr/is being made anew already, by another process/, 'and says why';
while (waitpid($pid, WNOHANG) == 0) {
	for my $word (sort keys %expected) {
		my $got = total($word);
		$asked++;
		push @wrong, "$word: $got" if $got ne $expected{$word};
	}
	next if $saved >= 6;
	$saved++;
	my $began = time;
	# Each teaches a word that stands in compounds of those before it, which are written again for it.
	spew("$dir/one.csv", "slug,name,summary\nny-$saved,Nyord$saved Kvarnby,Grejs$saved och " . join(' ', map { "grejs${_}låda" } 1 .. 9) . "\n");
	my $r = run('import', 'enterprise', "$dir/one.csv", '--db', $db);
	my $took = time - $began;
	$slowest = $took if $took > $slowest;
	push @wrong, "save $saved: $r->{err}" if $r->{status} != 0;
	push @wrong, "saved $saved: " . total("nyord$saved") if total("nyord$saved") ne 1;
}
is $?, 0, 'it was made anew' or diag slurp("$dir/err");
cmp_ok $asked, '>', 10, 'while questions were asked';
cmp_ok $saved, '>', 1, 'and records saved';
is "@wrong", '', 'with right answers throughout';
cmp_ok $slowest, '<', 5 * $Medverk::Test::PATIENCE, 'no writer waited long';
is total($_), $expected{$_}, "$_ afterwards" for sort keys %expected;
is total("nyord$_"), 1, "what was saved meanwhile is found" for 1 .. $saved;
is $m->get('/sok/forslag?q=biod')->body, $suggestions, 'the same is suggested';
works('index and tables agree', 'check');
is sql("SELECT group_concat(name) FROM sqlite_schema WHERE name LIKE 'search_next%' OR name LIKE 'search_old%'"), '', 'nothing is left of the old one';

ok !-e "$db-rebuild", 'and no file is left of it';

# One that writes for longer than others wait for it.
open my $other, '|-', 'sqlite3', $db or die "sqlite3: $!\n";
$other->autoflush;
print {$other} "BEGIN IMMEDIATE;\n";
eventually { sql('.timeout 0\nBEGIN IMMEDIATE; ROLLBACK;') =~ /locked/ } 30;
$pid = begin_rebuild();
my $long = time + 6;
eventually { time > $long } 30;
is waitpid($pid, WNOHANG), 0, 'a rebuild waits for another writer';
print {$other} "COMMIT;\n";
close $other;
waitpid $pid, 0;
is $?, 0, 'and goes on when that has done' or diag slurp("$dir/err");
is slurp("$dir/err"), '', 'without a word';

# Killed at different moments: in the middle of filling, at its end, while the old one is removed.
for my $when ("SELECT count(*) > 100 FROM search_next_content", "SELECT count(*) > 1200 FROM search_next_content",
	"SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'search_old'") {
	$pid = begin_rebuild();
	eventually { waitpid($pid, WNOHANG) != 0 || sql($when) eq '1' } 30;
	kill 'KILL', $pid;
	waitpid $pid, 0;
	is total($_), $expected{$_}, "killed: $_ is found as before" for sort keys %expected;
	works('killed: index and tables agree', 'check');
}
works('another one begins anew', 'rebuild');
works('and is right', 'check');
is sql("SELECT group_concat(name) FROM sqlite_schema WHERE name LIKE 'search_next%' OR name LIKE 'search_old%'"), '', 'nothing is left';

# An index that is damaged or gone.
for (['damaged', 'UPDATE search_data SET block = zeroblob(20) WHERE id > 100'], ['emptied', 'DELETE FROM search_data'],
	['gone', "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'search'"]) {
	my ($name, $harm) = @$_;
	is sql($harm), '', "$name: harm done";
	$m->stop;
	$m = Medverk::Test->start(db => $db);
	is total('biodling'), 'status 503', "$name: no search";
	is $m->get($_)->status, 200, "$name: $_ is there" for '/', '/foretag', '/kommuner';
	like $m->log, qr/level=error event=search-index .* mend="medverk rebuild"/, "$name: the log says so";
	my $r = run('check', '--db', $db);
	isnt $r->{status}, 0, "$name: check sees it";
	works("$name: rebuild", 'rebuild');
	is total('biodling'), $expected{biodling}, "$name: found again, by the same workers";
	works("$name: in order", 'check');
}
done_testing;
