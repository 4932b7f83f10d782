package Judgement;

# How well a judged set is answered: by the program, and by FTS5 as it comes.
use strict;
use warnings;
use utf8;

use File::Temp ();

use Directory;

# Figures of all queries, answers by answer($words): ids on the first page, in their order.
sub of {
	my ($set, $answer, $each) = @_;
	my ($all, $required, $returned, $ranked, $ranks) = (0, 0, 0, 0, 0);
	my @queries = Directory::queries($set);
	for my $query (@queries) {
		my ($number, $words, $wanted) = @$query;
		my @found = $answer->($words);
		my %at = map { $found[$_] => $_ + 1 } reverse 0 .. $#found;
		my @missing = grep { !$at{$_} } @$wanted;
		my ($first) = sort { $a <=> $b } map { $at{$_} // () } @$wanted;
		# What nothing is required of is right when nothing comes.
		$all++ if @$wanted ? !@missing : !@found;
		if (@$wanted) {
			$ranked++;
			$ranks += 1 / $first if $first;
			$required += @$wanted;
			$returned += @found;
		}
		$each->($number, $words, $wanted, \@found, \@missing, $first) if $each;
	}
	return { found => $all, of => scalar @queries, rank => $ranks / ($ranked || 1), precision => $required / ($returned || 1),
		required => $required, returned => $returned };
}

# Ids of the records a page of answers has, in their order.
sub ids {
	my ($set, $doc) = @_;
	$set->{ids} //= { map { lc $_->{id} => $_->{id} } Directory::records($set) };
	return map { $set->{ids}{ $_->{slug} } // () } @{ $doc->{items} };
}

# By the program. Tells of each query that is not answered as it should be, if `loud`.
sub of_program {
	my ($set, $d, $loud) = @_;
	return of($set, sub { ids($set, $d->search($_[0])) }, !$loud ? undef : sub {
			my ($number, $words, $wanted, $found, $missing, $first) = @_;
			return if !@$missing && ($first // 1) == 1 && @$found <= @$wanted;
			printf "%3d  %-34s %s%s%s\n", $number, $words, @$missing ? "MISSING @$missing  " : '',
				($first // 1) > 1 ? "first at $first  " : '', @$found > @$wanted || @$missing ? @$found . ' for ' . @$wanted . ": @$found" : '';
			explain($set, $d, $words, $missing) if @$missing;
		});
}

# Where the missing are after all, and what the search said of itself.
sub explain {
	my ($set, $d, $words, $missing) = @_;
	my $doc = $d->search($words, '&limit=100');
	my @all = ids($set, $doc);
	my %at = map { $all[$_] => $_ + 1 } reverse 0 .. $#all;
	my %name = map { $_->{id} => $_->{name} } Directory::records($set);
	my $said = $doc->{query};
	printf "     %-34s %s\n", '', "$_ $name{$_}: " . ($at{$_} ? "at $at{$_}" : 'not found') for @$missing;
	printf "     %-34s %s\n", '', join ', ', (map { "$_->{typed} taken for $_->{used}" } @{ $said->{corrected} // [] }),
		(map { "left out $_" } @{ $said->{left_out} // [] }), (map { "only a part of $_" } @{ $said->{partly} // [] })
		if $said->{corrected} || $said->{left_out} || $said->{partly};
}

# By FTS5 with its own tokenizer: all words, best first.
sub of_fts5 {
	my ($set) = @_;
	my $quoted = sub { my $t = join ' ', map { $_ // '' } @_; $t =~ s/'/''/g; return "'$t'" };
	my $sql = "CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, name, labels, text, tokenize = 'unicode61 remove_diacritics 2');\n";
	$sql .= 'INSERT INTO t VALUES(' . join(', ', $quoted->($_->{id}), $quoted->($_->{name}), $quoted->(@$_{qw(area kommun form)}),
			$quoted->(@$_{qw(summary text summary_en text_en)})) . ");\n" for Directory::records($set);
	for my $query (Directory::queries($set)) {
		my $match = join ' ', map { qq("$_") } $query->[1] =~ /[\p{L}\p{N}\p{M}]+/g;
		$sql .= "SELECT 'query $query->[0]';\n";
		$sql .= 'SELECT id FROM t WHERE t MATCH ' . $quoted->($match) . " ORDER BY rank, id LIMIT 20;\n" if $match ne '';
	}
	my $script = File::Temp->new;
	binmode $script, ':utf8';
	print {$script} $sql;
	close $script;
	my (%found, $number);
	for (split /\n/, `sqlite3 -batch :memory: < '$script'`) {
		if (/^query (.*)/) { $number = $1 } else { push @{ $found{$number} }, $_ }
	}
	my %of_words = map { $_->[1] => $found{ $_->[0] } // [] } Directory::queries($set);
	return of($set, sub { @{ $of_words{ $_[0] } } });
}

1;
