package Layout;

# How clang-format would have a C file, except where a person lays out better:
# tables (initialisers in braces), the columns of trailing comments and of
# macros, how far a line that continues another is indented. There the file's own line ends and blanks are kept.

use strict;
use warnings;

use Exporter 'import';

our @EXPORT_OK = qw(laid_out);

# The text in pieces: [0, code], [1, initialiser with its braces], …
sub pieces {
	my ($text) = @_;
	my @piece;
	my ($from, $depth, $start) = (0, 0, undef);
	my $before = '';
	while ($text =~ m{\G(/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\s+|\w+|.)}gs) {
		my ($token, $at) = ($1, $-[0]);
		if ($token eq '{') {
			if (defined $start) {
				$depth++;
			} elsif ($before =~ /=\s*\z|\)\z/) {
				push @piece, [0, substr $text, $from, $at - $from];
				($start, $depth) = ($at, 1);
			}
		} elsif ($token eq '}' && defined $start && --$depth == 0) {
			push @piece, [1, substr $text, $start, $at + 1 - $start];
			($from, $start) = ($at + 1, undef);
		}
		$before = $token =~ /^\s/ ? $before . $token : $token =~ m{^/[*/]} ? $before : $token;
	}
	push @piece, [0, substr $text, $from];
	return @piece;
}

sub squeezed {
	my ($text) = @_;
	$text =~ s/\s+//g;
	$text =~ s/,\}/}/g;
	return $text;
}

# A line by what it says, with its indentation.
sub key {
	my ($line) = @_;
	my ($indent, $rest) = $line =~ /^(\s*)(.*)/;
	$rest =~ s/\s+/ /g;
	$rest =~ s/ \\$//;
	return $line =~ /\\$|^\s*#|\/\*.*\*\/$/ ? $rest : $indent . $rest;
}

sub laid_out {
	my ($original, $formatted) = @_;
	my @is = pieces($original);
	my @be = pieces($formatted);
	if (@is == @be) {
		for my $i (0 .. $#is) {
			$be[$i] = $is[$i] if $is[$i][0] && $be[$i][0] && squeezed($is[$i][1]) eq squeezed($be[$i][1]);
		}
		$formatted = join '', map { $_->[1] } @be;
	}
	my (%line, %continued);
	for (split /\n/, $original) {
		push @{ $line{ key($_) } }, $_;
		push @{ $continued{ squeezed($_) } }, $_ if /^\t*    \S/;
	}
	return join '', map {
		my $own = shift @{ $line{ key($_) } // [] };
		$own //= shift @{ $continued{ squeezed($_) } // [] } if /^\s/;
		($own // $_) . "\n";
	} split /\n/, $formatted;
}

1;
