# STYLE 7: every word of the interface in www/words, in every language, with the
# same places to fill; and every text that a template names is there.
use JSON::PP;
use Lint qw(files slurp);

sub leaves {
	my ($value, $path, $into) = @_;
	if (ref $value eq 'HASH') {
		leaves($value->{$_}, $path eq '' ? $_ : "$path.$_", $into) for keys %$value;
	} else {
		$into->{$path} = $value;
	}
	return $into;
}

sub places {
	return join ' ', sort map { "{$_}" } $_[0] =~ /\{(\w+)\}/g;
}

return {
	says => 'words missing in a language or unknown to templates',
	find => sub {
		my ($tree) = @_;
		my (%words, @found);
		for my $file (files($tree, qr/\.json$/, 'www/words')) {
			my ($lang) = $file =~ m{(\w+)\.json$};
			my $tree_of_words = eval { JSON::PP->new->utf8->decode(slurp("$tree/$file")) };
			return "$file: $@" if !$tree_of_words;
			$words{$lang} = leaves($tree_of_words, '', {});
		}
		my $swedish = $words{sv} or return 'www/words/sv.json is missing';
		for my $lang (grep { $_ ne 'sv' } sort keys %words) {
			my $other = $words{$lang};
			push @found, map { "www/words/$lang.json: lacks $_" } grep { !exists $other->{$_} } sort keys %$swedish if $lang ne 'easy';
			push @found, map { "www/words/$lang.json: $_ is not in sv.json" } grep { !exists $swedish->{$_} } sort keys %$other;
			for my $key (grep { exists $other->{$_} } sort keys %$swedish) {
				push @found, "www/words/$lang.json: $key has other places than in sv.json" if places($other->{$key}) ne places($swedish->{$key});
			}
		}
		for my $lang (sort keys %words) {
			push @found, map { "www/words/$lang.json: $_ is empty" } grep { !length $words{$lang}{$_} } sort keys %{ $words{$lang} };
		}
		my %known;
		for my $key (keys %$swedish) {
			my @part = split /\./, $key;
			$known{ join '.', @part[0 .. $_] } = 1 for 0 .. $#part;
		}
		for my $file (files($tree, qr/\.mustache$/, 'www/templates')) {
			my $n = 0;
			for (split /\n/, slurp("$tree/$file")) {
				$n++;
				push @found, map { "$file:$n: no word $_" } grep { !$known{$_} } /\{\{[#^\/&{]?\s*text\.([\w.]+)/g;
			}
		}
		return @found;
	},
	bad => { 'www/words/sv.json' => '{"a": "Visa {n}"}', 'www/words/en.json' => '{"a": "Show"}' },
	good => {
		'www/words/sv.json' => '{"a": "Visa {n}", "b": {"one": "ett", "other": "fler"}}',
		'www/words/en.json' => '{"a": "Show {n}", "b": {"one": "one", "other": "more"}}',
		'www/templates/x.mustache' => '<p>{{text.a}} {{text.b.one}}</p>',
	},
};
