#!/usr/bin/perl
# Each lint rule can fail, and lets pass what is right: in a tree with a planted
# mistake it finds something, in a tree without it finds nothing.
use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

use lib dirname(abs_path(__FILE__));
use Lint;

my $here = dirname(abs_path(__FILE__));

sub plant {
	my ($files) = @_;
	my $tree = tempdir('medverk-lint-XXXXXX', TMPDIR => 1, CLEANUP => 1);
	for my $path (keys %$files) {
		make_path(dirname("$tree/$path"));
		open my $f, '>:raw', "$tree/$path" or die "$path: $!";
		print {$f} $files->{$path};
		close $f;
		chmod 0755, "$tree/$path" if $files->{$path} =~ /^#!/;
	}
	return $tree;
}

my %rule = Lint::rules("$here/rules");
for my $name (sort keys %rule) {
	my $r = $rule{$name};
	my $bad = plant($r->{bad});
	chdir $bad;
	my @found = $r->{find}->($bad);
	ok scalar @found, "$name finds the planted mistake";
	like $found[0] // '', qr/\w/, "$name says what it found";
	my $good = plant($r->{good});
	chdir $good;
	is_deeply [$r->{find}->($good)], [], "$name lets pass what is right";
}
chdir '/';
done_testing;
