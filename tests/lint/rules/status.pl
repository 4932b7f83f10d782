# STYLE 5: status numbers stand in err.tbl.h and routes.c.
use Lint qw(files code matches);

my $number = qr/(?:200|201|202|204|206|30[1-478]|40[0-9]|41[0-9]|42[0-9]|431|451|50[0-4])/;

return {
	says => 'status numbers outside the table',
	find => sub {
		my ($tree) = @_;
		my @found;
		for my $file (grep { !m{^(?:lib/base/err\.tbl\.h|cgi/routes\.c)$} } files($tree, qr/\.[ch]$/, 'lib', 'cgi')) {
			my $code = code("$tree/$file", 1);
			push @found, matches($file, $code, qr/(\w*status\w*\W{1,6}\b$number)\b/i, 'status number: ');
			push @found, matches($file, $code, qr/(\breturn\s+$number)\s*;/, 'status number: ');
			push @found, matches($file, $code, qr{("(?:HTTP/1\.[01]\s+)?$number\s+\w[^"]*")}, 'status number: ');
		}
		return @found;
	},
	bad => { 'cgi/x.c' => "int f(int e) { return e == 2 ? g() : 0; }\nvoid g(struct r *r) { r->status = 404; }\n" },
	good => {
		'lib/base/err.tbl.h' => "ERR(ERR_NOT_FOUND, 404, not_found, \"Not found\")\n",
		'cgi/x.c' => "/* answers 404 */\nenum { ROOM = 400 };\nint f(void) { return err_status(ERR_NOT_FOUND); }\n",
	},
};
