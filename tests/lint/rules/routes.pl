# A route has a test: some tests/http/*.t says "# route: PATH" for it, and says
# nothing that is not a route.
use Lint qw(files slurp code);

return {
	says => 'a route without a test',
	find => sub {
		my ($tree) = @_;
		return if !-e "$tree/cgi/routes.c";
		my ($table) = code("$tree/cgi/routes.c", 1) =~ /routes\[\] = \{(.*?)^\};/ms or return "cgi/routes.c: no table";
		my %route = map { $_ => 1 } $table =~ /"(\/[^"\s]*)"/g;
		my %tested;
		for my $file (files($tree, qr/\.t$/, 'tests/http')) {
			$tested{$_} //= $file for map { split ' ' } slurp("$tree/$file") =~ /^# routes?: (.*)$/mg;
		}
		return ((map { "cgi/routes.c: no test says \"# route: $_\"" } grep { !$tested{$_} } sort keys %route),
			(map { "$tested{$_}: $_ is no route" } grep { !$route{$_} } sort keys %tested));
	},
	bad => { 'cgi/routes.c' => "x routes[] = {\n{ \"/a\" },\n{ \"/b/:slug\" },\n};\n", 'tests/http/a.t' => "# route: /a\n" },
	good => { 'cgi/routes.c' => "x routes[] = {\n{ \"/a\" },\n{ \"/b/:slug\" },\n};\n", 'tests/http/a.t' => "# routes: /a /b/:slug\n" },
};
