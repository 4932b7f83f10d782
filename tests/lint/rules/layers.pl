# ARCHITECTURE: a layer includes headers of the layers below it, lib/ never cgi/.
use Lint qw(files lines);

my %height;
@height{qw(base text media http view db store feed mail)} = 0 .. 8;

return {
	says => 'anything of cgi/ in lib/, and includes against the layers',
	find => sub {
		my ($tree) = @_;
		my @found;
		for my $file (files($tree, qr/\.[ch]$/, 'lib')) {
			my ($own) = $file =~ m{^lib/(\w+)/};
			my $n = 0;
			for (lines("$tree/$file")) {
				$n++;
				my ($path) = /^\s*#\s*include\s*"([^"]+)"/ or next;
				if ($path =~ m{^lib/(\w+)/}) {
					push @found, "$file:$n: lib/$own is below lib/$1"
						if ($height{$1} // 99) > ($height{$own // ''} // -1);
				} elsif ($path ne 'sql.h' || $own !~ /^(?:db|store)$/) {
					push @found, "$file:$n: includes $path";
				}
			}
		}
		return @found;
	},
	bad => { 'lib/base/x.c' => "#include \"cgi/app.h\"\n", 'lib/text/y.h' => "#include \"lib/store/z.h\"\n" },
	good => { 'lib/store/x.c' => "#include \"lib/base/str.h\"\n#include \"sql.h\"\n" },
};
