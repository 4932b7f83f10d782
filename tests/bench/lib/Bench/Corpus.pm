package Bench::Corpus;

# The corpora and their databases, made once and kept in build/bench/SIZE: files
# whose names change with everything that decides what is in them.
#
#   corpus-HASH.csv    tests/bench/generate SIZE
#   peer-HASH.db       the same by tests/bench/peer.sql, for peer.php and raw.c
#   medverk-HASH.db    what medverk init and import make of it
#   import-HASH        what the import took: wall and processor seconds, date and commit

use strict;
use warnings;

use Digest::MD5;
use Exporter 'import';
use File::Basename qw(basename);
use File::Glob qw(bsd_glob);
use File::Path qw(make_path remove_tree);
use POSIX ();
use Time::HiRes qw(time);

use Bench qw(root spew commit cpu_ms_of_children run_to_end);

our @EXPORT_OK = qw(corpus copy_of);

# What decides how a row of the corpus stands in a database. How it looks is seen from a small one.
my @of_peer = qw(tests/bench/peer.sql sql/seed/*);
my @of_medverk = qw(sql/seed/* sql/schema.sql sql/editing.sql lib/text/*.c lib/db/tokenizer.c lib/store/index*.c lib/store/import*.c lib/store/save*.c
	lib/store/word_lists.c);
my $rows_seen = 300;

sub hash_of {
	my $md5 = Digest::MD5->new;
	$md5->add(run_to_end(root() . '/tests/bench/generate', $rows_seen));
	for my $file (map { bsd_glob(root() . "/$_") } @_) {
		open my $f, '<:raw', $file or die "$file: $!\n";
		$md5->add(basename($file));
		$md5->addfile($f);
	}
	return substr $md5->hexdigest, 0, 12;
}

# `name` of `folder` with the hash of `sources`, made if it is not there: under another name first, so that what is there is
# whole. What was made of other sources goes.
sub make_once {
	my ($folder, $name, $sources, $make) = @_;
	my ($stem, $end) = $name =~ /^([a-z]+)(.*)$/;
	my $hash = hash_of(@$sources);
	my $path = "$folder/$stem-$hash$end";
	return $path if -e $path;
	remove_tree(bsd_glob("$folder/$stem-*"));
	$make->("$path.new", $hash);
	rename "$path.new", $path or die "$path: $!\n";
	return $path;
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

# { csv, peer, medverk, import => { seconds, cpu, date, commit } }, all there. `say` is told what is made.
sub corpus {
	my ($size, $program, $say) = @_;
	my $folder = root() . "/build/bench/$size";
	my %c;
	make_path($folder);
	$c{csv} = make_once($folder, 'corpus.csv', [], sub {
		$say->('making the corpus');
		system_or_die('sh', '-c', 'exec "$1" "$2" >"$3"', 'sh', root() . '/tests/bench/generate', $size, $_[0]);
	});
	$c{peer} = make_once($folder, 'peer.db', \@of_peer, sub {
		$say->('making the database of the peers');
		make_peer($c{csv}, $_[0]);
	});
	$c{medverk} = make_once($folder, 'medverk.db', \@of_medverk, sub {
		$say->('importing');
		remove_tree(bsd_glob("$folder/import-*"));
		import_corpus($program, $c{csv}, $_[0], "$folder/import-$_[1]");
	});
	my ($import) = bsd_glob("$folder/import-*");
	open my $f, '<', $import or die "$import: $!\n";
	@{ $c{import} }{qw(seconds cpu date commit)} = <$f> =~ /^(\S+) (\S+) (\S+ \S+) (\S+)$/ or die "$import says nothing\n";
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
