package Lint;

# What the rules of tests/lint/rules share. A rule is a file that returns
#
#     { says => what it refuses,
#       find => sub { my ($tree) = @_; … returns findings "file:line: why" },
#       bad => { path => content, … },      one finding at least
#       good => { path => content, … } }    none
#
# lint.t runs every rule over the project, selftest.t over the planted trees.

use strict;
use warnings;

use Exporter 'import';
use File::Basename qw(basename);
use File::Find ();

our @EXPORT_OK = qw(files slurp lines code matches rules);

# The files below these folders or with these names, relative to the tree.
sub files {
	my ($tree, $pattern, @below) = @_;
	my @found;
	@below = ('.') if !@below;
	for my $below (grep { -e "$tree/$_" } @below) {
		File::Find::find({ no_chdir => 1, wanted => sub {
			if (m{/(?:build|var|node_modules|\.git)\z}) {
				$File::Find::prune = 1;
				return;
			}
			(my $path = $_) =~ s{^\Q$tree\E/(?:\./)?}{};
			push @found, $path if -f && $path =~ $pattern;
		} }, "$tree/$below");
	}
	my @sorted = sort @found;
	return @sorted;
}

sub slurp {
	my ($path) = @_;
	open my $f, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$f> // '';
}

sub lines {
	return split /\n/, slurp($_[0]), -1;
}

# C without comments, and without what is in quotes unless asked; lines keep their numbers.
sub code {
	my ($path, $with_strings) = @_;
	my $text = slurp($path);
	$text =~ s{(/\*.*?\*/|//[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')}{
		my ($comment, $string) = ($1, $2);
		defined $comment ? $comment =~ s/[^\n]//gr : $with_strings ? $string : substr($string, 0, 1) x 2;
	}gse;
	return $text;
}

# "file:line: found" for each match of the pattern in the text of a file.
sub matches {
	my ($file, $text, $pattern, $why) = @_;
	my @found;
	while ($text =~ /$pattern/g) {
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		push @found, "$file:$line: " . ($why // '') . (defined $1 ? $1 : $&);
	}
	return @found;
}

# All rules: { name => rule }.
sub rules {
	my ($folder) = @_;
	my %rule;
	for my $path (sort glob "'$folder'/*.pl") {
		my $name = basename($path, '.pl');
		$rule{$name} = do $path or die "$path: " . ($@ || $! || 'returns nothing') . "\n";
	}
	return %rule;
}

1;
