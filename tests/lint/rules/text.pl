# Every file ends with a line end, and no line with blanks.
use Lint qw(files slurp matches);

return {
	says => 'blanks at line ends, carriage returns, missing last line end, invalid UTF-8',
	find => sub {
		my ($tree) = @_;
		my @found;
		for my $file (files($tree, qr/(?:\.(?:c|h|sql|awk|pm|pl|t|js|css|mustache|md|json|conf|service|svg)|Makefile|etc\/run|etc\/packages)$/,
				qw(lib cgi sql www tests etc docs Makefile README.md))) {
			next if $file =~ m{^tests/(?:data|golden|spec|fuzz/seeds)/};
			my $text = slurp("$tree/$file");
			push @found, matches($file, $text, qr/[ \t]+$()/m, 'blanks at the end') if $file !~ /\.md$/;
			push @found, "$file: carriage returns" if $text =~ /\r/;
			# What stands within a line of another template must not end it.
		push @found, "$file: the last line has no end" if $file !~ m{/_\w+\.mustache$} && length $text && $text !~ /\n\z/;
			push @found, "$file: not UTF-8" if !utf8::decode(my $copy = $text);
		}
		return @found;
	},
	bad => { 'lib/base/x.c' => "int a; \n" },
	good => { 'lib/base/x.c' => "int a;\n" },
};
