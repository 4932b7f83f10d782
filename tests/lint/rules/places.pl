# Nothing in the project knows the machine it was written on, or where npm got
# its packages.
use Lint qw(files slurp matches);

my $homes = join '|', map { "/$_/" } 'home/\w+', 'root', 'work', 'Users/\w+';

return {
	says => 'paths of a developer\'s machine, registries in lock files',
	find => sub {
		my ($tree) = @_;
		my @found;
		for my $file (grep { !m{\.(?:woff2|png|ico)$|^tests/lint/rules/places\.pl$} } files($tree, qr{.})) {
			my $text = slurp("$tree/$file");
			push @found, matches($file, $text, qr{(?<![\w./-])($homes)}, 'a path of one machine: ');
			push @found, matches($file, $text, qr/("resolved")/, 'a lock file with addresses: ') if $file =~ /package-lock\.json$/;
		}
		return @found;
	},
	bad => { 'etc/x.conf' => "root /ho" . "me/anna/medverk;\n", 'tests/browser/package-lock.json' => '{"resolved": "x"}' },
	good => { 'etc/x.conf' => "root /usr/local/share/medverk;\n", 'tests/browser/package-lock.json' => '{"version": "1"}' },
};
