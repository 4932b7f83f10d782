# STYLE: at 600 lines a file is two files.
use Lint qw(files lines);

return {
	says => 'files over 600 lines',
	find => sub {
		my ($tree) = @_;
		return grep { defined } map {
			my $n = () = lines("$tree/$_");
			$n - 1 > 600 ? "$_: " . ($n - 1) . ' lines' : undef;
		} files($tree, qr/(?:\.(?:c|h|sql|awk|pm|pl|t|js|css|mustache|sh)|Makefile|etc\/run|etc\/packages)$/,
			'lib', 'cgi', 'sql', 'www', 'tests', 'etc', 'Makefile');
	},
	bad => { 'lib/base/x.c' => "int a;\n" x 601 },
	good => { 'lib/base/x.c' => "int a;\n" x 600 },
};
