# STYLE 6: no mutable objects at file scope, seen in the objects themselves.
# tests/lint/symbols names the few there must be: FILE SYMBOL why.
use File::Path qw(make_path);
use Lint qw(files lines);

sub compiled {
	my ($tree) = @_;
	return map { "build/$_" =~ s/c$/o/r } files($tree, qr/\.c$/, 'lib', 'cgi');
}

return {
	says => 'mutable file-scope symbols (as the linker sees them)',
	find => sub {
		my ($tree) = @_;
		my %allowed;
		if (-e "$tree/tests/lint/symbols") {
			for (lines("$tree/tests/lint/symbols")) {
				my ($file, $symbol) = /^(\S+\.c)\s+(\w+)\s+\S/ or next;
				$allowed{"$file $symbol"} = 1;
			}
		}
		my (@found, %seen);
		for my $object (compiled($tree)) {
			(my $source = $object) =~ s{^build/(.*)o$}{$1c};
			if (!-e "$tree/$object") {
				# In the tree of the self-test nothing is built.
				my ($folder) = "$tree/$object" =~ m{(.*)/};
				make_path($folder);
				system 'cc', '-std=c11', '-I', $tree, '-c', '-o', "$tree/$object", "$tree/$source";
			}
			open my $out, '-|', 'objdump', '-t', "$tree/$object" or die "objdump: $!";
			while (<$out>) {
				my ($section, $symbol) = /\s(\.data|\.bss|\.tdata|\.tbss|\*COM\*|\.data\.(?!rel\.ro)\S+|\.bss\.\S+)\t[0-9a-f]+\s+(?:\.hidden )?(\S+)$/ or next;
				next if $symbol =~ /^\./;
				$symbol =~ s/\.\d+$//;
				$seen{"$source $symbol"} = 1;
				push @found, "$source: $symbol can be changed ($section)" if !$allowed{"$source $symbol"};
			}
		}
		push @found, map { "tests/lint/symbols: $_ is not there any more" } grep { !$seen{$_} } sort keys %allowed;
		return @found;
	},
	bad => { 'lib/base/x.c' => "int f(void);\nint f(void) { static int n; return ++n; }\n" },
	good => {
		'lib/base/x.c' => "static const char *const names[] = { \"a\" };\nstatic int kept;\nint f(int i);\nint f(int i) { kept = i; return names[i][0] + kept; }\n",
		'tests/lint/symbols' => "lib/base/x.c kept because it must\n",
	},
};
