# STYLE 2: clang-format decides, tables and columns apart (Layout.pm).
# `make format` does what it asks.
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use Layout qw(laid_out);
use Lint qw(files slurp);

my $style = abs_path(dirname(__FILE__) . '/../../..') . '/.clang-format';

return {
	says => 'clang-format findings (make format mends them)',
	find => sub {
		my ($tree, $mend) = @_;
		my @found;
		for my $file (grep { !/\.tbl\.h$/ } files($tree, qr/\.[ch]$/, qw(lib cgi tests/unit tests/fuzz tests/bench tests/lint))) {
			open my $out, '-|', 'clang-format', "--style=file:$style", "$tree/$file" or die "clang-format: $!";
			my $formatted = do { local $/; <$out> } // '';
			close $out;
			my $original = slurp("$tree/$file");
			my $wanted = laid_out($original, $formatted);
			next if $wanted eq $original;
			if ($mend) {
				open my $f, '>:raw', "$tree/$file" or die "$file: $!";
				print {$f} $wanted;
				close $f;
			}
			my @is = split /\n/, $original, -1;
			my @be = split /\n/, $wanted, -1;
			my ($i) = grep { ($is[$_] // '') ne ($be[$_] // '') } 0 .. ($#is > $#be ? $#is : $#be);
			push @found, "$file:" . ($i + 1) . ": $is[$i]\n    should be $be[$i]";
		}
		return @found;
	},
	bad => { 'lib/base/x.c' => "int f(void) { return 1; }\n" },
	good => {
		'lib/base/x.c' => "#define A   1\n\nstatic const int table[] = {\n\t1, 2, 3,     /* three */\n\t4, 5,\n};\n\n"
			. "int\nf(void)\n{\n\tint n = 0;      /* counted */\n\n\treturn 1;\n}\n",
	},
};
