package Bench::Table;

# What was measured, against what must be reached: rows of a Markdown table
# that is as readable on a terminal.

use strict;
use warnings;
use utf8;

use Exporter 'import';

our @EXPORT_OK = qw(table number verdict_table missed short);

my ($missed, $judged) = (0, 0);

sub missed { return ($missed, $judged) }

# Three digits that mean something, and no more.
sub number {
	my ($v) = @_;
	return '' if !defined $v;
	return sprintf '%.0f', $v if abs $v >= 100;
	my $decimals = abs $v >= 10 ? 1 : abs $v >= 1 ? 2 : abs $v >= 0.1 ? 3 : 4;
	my $text = sprintf "%.${decimals}f", $v;
	$text =~ s/\.?0+$// if $v == int $v;
	return $text;
}

# A cell that leaves room for the others.
sub short {
	my ($text) = @_;
	$text = substr($text, 0, 55) . '…' if length $text > 56;
	return $text =~ s/\|/\\|/gr;
}

# Lines of a table with its head; columns whose head begins with > stand to the right.
sub table {
	my ($head, @rows) = @_;
	my @right = map { s/^>// } my @head = @$head;
	my @width = map { my $i = $_; my ($most) = sort { $b <=> $a } map { length($_->[$i] // '') } \@head, @rows; $most < 2 ? 2 : $most } 0 .. $#head;
	my $line = sub {
		my @cell = @_;
		return '| ' . join(' | ', map { sprintf $right[$_] ? "%$width[$_]s" : "%-$width[$_]s", $cell[$_] // '' } 0 .. $#head) . " |\n";
	};
	return ($line->(@head), '|' . join('|', map { '-' x ($width[$_] + 1) . ($right[$_] ? ':' : '-') } 0 .. $#head) . "|\n",
		map { $line->(@$_) } @rows);
}

sub verdict {
	my ($row) = @_;
	return '' if !defined $row->{floor};
	my $v = $row->{by_cpu} // $row->{figure};
	my $reaches = sub { $row->{least} ? $v >= $_[0] : $v <= $_[0] };
	$judged++;
	return 'aim' if defined $row->{aim} && $reaches->($row->{aim});
	return 'holds' if $reaches->($row->{floor});
	$missed++;
	return 'MISSES';
}

# Rows are { key, what, figure, unit, by_cpu, cpu, floor, aim, least }: `by_cpu` is the figure that processor time
# gives, `cpu` what the program used for a request, in microseconds. The verdict goes by `by_cpu` where there is
# one; the figure must be at least its limits if `least`, otherwise at most.
sub verdict_table {
	return table(['', 'what', '>figure', '>by CPU', 'unit', '>CPU µs', '>floor', '>aim', ''],
		map { [$_->{key}, $_->{what}, number($_->{figure}), number($_->{by_cpu}), $_->{unit}, number($_->{cpu}), number($_->{floor}),
			number($_->{aim}), verdict($_)] } @_);
}

1;
