# Shell scripts, found by their first line.
use Lint qw(files slurp);

return {
	says => 'shellcheck findings',
	find => sub {
		my ($tree) = @_;
		my @scripts = grep { slurp("$tree/$_") =~ m{\A#!\s*/bin/sh} }
			files($tree, qr{(?:\.t|\.sh|/[^/.]+)$}, qw(etc tests .ci));
		return if !@scripts;
		open my $out, '-|', 'shellcheck', '--format=gcc', '--external-sources', map { "$tree/$_" } @scripts or die "shellcheck: $!";
		my @found = <$out>;
		chomp @found;
		s{^\Q$tree\E/}{} for @found;
		return @found;
	},
	bad => { 'etc/x' => "#!/bin/sh\nrm -rf \$1/x\n" },
	good => { 'etc/x' => "#!/bin/sh\nrm -rf \"\$1\"\n" },
};
