package Bench::Corpus;

# The corpora and their databases, made once and kept under build/bench: of one
# size, a folder whose name changes with everything that decides what is in it.
#
#   corpus.csv    tests/bench/generate SIZE
#   medverk.db    what medverk init and import make of it
#   import        what the import took: wall and processor seconds, date and commit
#   peer.db       the same by tests/bench/peer.sql, for peer.php and raw.c

use strict;
use warnings;

use Digest::MD5;
use Exporter 'import';
use File::Basename qw(basename);
use File::Path qw(make_path remove_tree);
use POSIX ();
use Time::HiRes qw(time);

use Bench qw(root spew commit cpu_ms_of_children run_to_end);

our @EXPORT_OK = qw(corpus copy_of);

# What decides how a row of the corpus stands in the database.
my @decisive = qw(tests/bench/generate tests/bench/peer.sql sql/schema.sql sql/seed/* lib/text/*.c lib/db/tokenizer.c
	lib/store/index*.c lib/store/import*.c lib/store/save*.c lib/store/word_lists.c);

sub hash_of_tree {
	my $md5 = Digest::MD5->new;
	for my $file (map { sort glob } map { root() . "/$_" } @decisive) {
		open my $f, '<:raw', $file or die "$file: $!\n";
		$md5->add(basename($file));
		$md5->addfile($f);
	}
	return substr $md5->hexdigest, 0, 12;
}

# Makes `path` under another name first, so that what is there is whole.
sub make_once {
	my ($path, $make) = @_;
	return if -e $path;
	my $new = "$path.new";
	unlink $new, "$new-wal", "$new-shm";
	$make->($new);
	rename $new, $path or die "$path: $!\n";
}

sub system_or_die {
	system(@_) == 0 or die "$_[0]: failed\n";
}

sub import_corpus {
	my ($program, $csv, $db, $log) = @_;
	local $ENV{MEDVERK_DB} = $db;
	run_to_end($program, 'init');
	my ($began, $cpu) = (time, cpu_ms_of_children());
	run_to_end($program, 'import', 'enterprise', $csv);
	spew($log, sprintf "%.2f %.2f %s %s\n", time - $began, (cpu_ms_of_children() - $cpu) / 1000,
		POSIX::strftime('%F %H:%M', localtime), commit());
}

sub make_peer {
	my ($csv, $db) = @_;
	open my $sqlite, '|-', 'sqlite3', '-bail', $db or die "sqlite3: $!\n";
	my $root = root();
	print {$sqlite} ".output /dev/null\n.mode csv\n.import '$csv' corpus\n.import '$root/sql/seed/02_term.csv' terms\n",
		".import '$root/sql/seed/03_municipality.csv' municipalities\n.read '$root/tests/bench/peer.sql'\n";
	close $sqlite or die "sqlite3: failed\n";
}

# { folder, csv, medverk, peer, import => { seconds, cpu, date, commit } }, all there. `say` is told what is made.
sub corpus {
	my ($size, $program, $say) = @_;
	my $all = root() . '/build/bench';
	my $folder = "$all/$size-" . hash_of_tree();
	my %c = (folder => $folder, csv => "$folder/corpus.csv", medverk => "$folder/medverk.db", peer => "$folder/peer.db");
	remove_tree(grep { $_ ne $folder } glob "$all/$size-*");
	make_path($folder);
	$say->('making the corpus') if !-e $c{csv};
	make_once($c{csv}, sub { system_or_die('sh', '-c', 'exec "$1" "$2" >"$3"', 'sh', root() . '/tests/bench/generate', $size, $_[0]) });
	$say->('making the database of the peers') if !-e $c{peer};
	make_once($c{peer}, sub { make_peer($c{csv}, $_[0]) });
	$say->('importing') if !-e $c{medverk};
	make_once($c{medverk}, sub { import_corpus($program, $c{csv}, $_[0], "$folder/import") });
	open my $f, '<', "$folder/import" or die "$folder/import: $!\n";
	@{ $c{import} }{qw(seconds cpu date commit)} = <$f> =~ /^(\S+) (\S+) (\S+ \S+) (\S+)$/ or die "$folder/import says nothing\n";
	return \%c;
}

# A database that may be written, with what its journal has.
sub copy_of {
	my ($db, $as) = @_;
	for my $end ('', '-wal') {
		next if !-e "$db$end";
		system_or_die('cp', '--reflink=auto', "$db$end", "$as$end");
	}
	return $as;
}

1;
