# STYLE 4: a header compiles alone, is guarded, and has its file.
use Lint qw(files slurp);

return {
	says => 'a header that does not compile alone or is not guarded',
	find => sub {
		my ($tree) = @_;
		my @headers = grep { !/\.tbl\.h$/ } files($tree, qr/\.h$/, 'lib', 'cgi');
		return if !@headers;
		my @found = map { "$_: has no include guard" }
			grep { slurp("$tree/$_") !~ /^#ifndef (MEDVERK_\w+_H)\n#define \1\n/m } @headers;
		my $libraries = `pkg-config --cflags sqlite3 jansson libutf8proc 2>/dev/null`;
		chomp $libraries;
		my @command = ('cc', '-std=c11', '-fsyntax-only', '-Wall', '-Wextra', '-Werror', '-Wno-missing-field-initializers',
			'-D_POSIX_C_SOURCE=200809L', '-DMEDVERK_DATADIR=""', "-I$tree", "-I$tree/build/gen", split(' ', $libraries), '-x', 'c');
		for my $header (@headers) {
			my $pid = open my $out, '-|';
			if (!$pid) {
				open STDERR, '>&', \*STDOUT;
				exec @command, '-include', "$tree/$header", '/dev/null';
			}
			my $said = do { local $/; <$out> } // '';
			close $out;
			push @found, "$header: does not compile alone: " . (split /\n/, $said)[0] if $?;
		}
		return @found;
	},
	bad => { 'lib/base/x.h' => "#ifndef MEDVERK_X_H\n#define MEDVERK_X_H\nsize_t f(void);\n#endif\n" },
	good => { 'lib/base/x.h' => "#ifndef MEDVERK_X_H\n#define MEDVERK_X_H\n#include <stddef.h>\nsize_t f(void);\n#endif\n" },
};
