# STYLE 8: a statement has a use in C, named parameters, and order where it has
# a limit. What it may read: views.pl.
use Lint qw(files slurp);

# Statements by name: { file, line, text, about }.
sub statements {
	my ($tree) = @_;
	my %found;
	for my $file (files($tree, qr/\.sql$/, 'sql/statements')) {
		my ($n, $now) = (0);
		for (split /\n/, slurp("$tree/$file")) {
			$n++;
			if (/^-- :name (\w+)/) {
				$now = $found{$1} = { file => $file, line => $n, text => '', about => '' };
			} elsif (/^--/) {
				$now->{about} .= "$_\n" if $now;
			} elsif ($now) {
				$now->{text} .= "$_\n";
			}
		}
	}
	return \%found;
}

return {
	says => 'statements no C file mentions, positional parameters, lists without order or limit',
	find => sub {
		my ($tree) = @_;
		my $all = statements($tree);
		my $c = join "\n", map { slurp("$tree/$_") } files($tree, qr/\.[ch]$/, 'lib', 'cgi');
		my %mentioned = map { $_ => 1 } $c =~ /\bSQL_(\w+)\b/g;
		my @found;
		for my $name (sort keys %$all) {
			my $s = $all->{$name};
			my $at = "$s->{file}:$s->{line}: $name";
			push @found, "$at: no C file mentions SQL_\U$name" if !$mentioned{ uc $name };
			push @found, "$at: has a positional parameter" if $s->{text} =~ s/"[^"]*"|'[^']*'//gr =~ /\?/;
			push @found, "$at: is empty" if $s->{text} !~ /\S/;
			push @found, "$at: has LIMIT without ORDER BY" if $s->{text} =~ /^SELECT/ && $s->{text} =~ /\bLIMIT\b/ && $s->{text} !~ /\bORDER BY\b/;
		}
		return @found;
	},
	bad => { 'sql/statements/x.sql' => "-- :name list_things\nSELECT 1 FROM public_x;\n" },
	good => {
		'sql/statements/x.sql' => "-- :name list_things\n-- All of them.\nSELECT a FROM public_x ORDER BY id LIMIT 20;\n",
		'lib/store/x.c' => "int f(void) { return SQL_LIST_THINGS; }\n",
	},
};
