# Work that is left behind belongs in the issues.
use Lint qw(files slurp matches);

my $marks = join '|', map { join '', @$_ } ['TO', 'DO'], ['FIX', 'ME'], ['XX', 'X'], ['HA', 'CK'];

return {
	says => 'marks of unfinished work',
	find => sub {
		my ($tree) = @_;
		return map { matches($_, slurp("$tree/$_"), qr/\b($marks)\b/) }
			grep { !m{package-lock\.json$|^LICENSE$|^STYLE\.md$|\.(?:woff2|png|ico)$} } files($tree, qr{^(?!\.).*(?:\.\w+|Makefile|/[a-z]+)$}, qw(lib cgi sql www etc tests docs Makefile README.md STYLE.md .ci));
	},
	bad => { 'lib/base/x.c' => '/* TO' . "DO: later */\n" },
	good => { 'lib/base/x.c' => "/* the todo list of a person */\n" },
};
