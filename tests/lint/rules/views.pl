# ARCHITECTURE: every public statement reads public_* views, never base tables.
# What saving asks stands in save.sql, what those who sign in ask in account.sql, edit.sql, edited.sql, erase.sql, batch.sql, file.sql and words.sql, what mail asks in outbox.sql, searches.sql is of the other database; everything else is public. The search
# tables hold published records only (DECISIONS 13).
use Lint qw(files slurp);

# What is in the same database, if there is more of it.
sub glob_of {
	my ($tree) = @_;
	return grep { -e "$tree/$_" } 'sql/files.sql', 'sql/editing.sql';
}

return {
	says => 'a public statement that reads a base table',
	find => sub {
		my ($tree) = @_;
		return if !-e "$tree/sql/schema.sql";
		my %base = map { $_ => 1 } grep { !/^search/ } map { slurp("$tree/$_") =~ /^CREATE TABLE (\w+)/mg } 'sql/schema.sql', glob_of($tree);
		my @found;
		for my $file (grep { !m{/(?:save|account|edit|edited|erase|batch|file|outbox|words|searches|transaction)\.sql$} } files($tree, qr/\.sql$/, 'sql/statements')) {
			my ($n, $name) = (0, '');
			for (split /\n/, slurp("$tree/$file")) {
				$n++;
				$name = $1 if /^-- :name (\w+)/;
				next if /^--/;
				push @found, map { "$file:$n: $name reads $_" } grep { $base{$_} } /\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)/gi;
				push @found, map { "$file:$n: $name reads $_" } grep { $base{$_} } map { /,\s*(\w+)\s+AS\b/gi } /\bFROM\b.*/gi;
			}
		}
		return @found;
	},
	bad => {
		'sql/schema.sql' => "CREATE TABLE record (id INTEGER) STRICT;\n",
		'sql/statements/list.sql' => "-- :name list_all\nSELECT id\nFROM record ORDER BY id LIMIT 1;\n",
	},
	good => {
		'sql/schema.sql' => "CREATE TABLE record (id INTEGER) STRICT;\n",
		'sql/statements/list.sql' => "-- :name list_all\nSELECT id FROM public_record ORDER BY id LIMIT 1;\n",
		'sql/statements/save.sql' => "-- :name find_it\nSELECT id FROM record;\n",
	},
};
