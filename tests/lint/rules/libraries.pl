# STYLE 1: each library is called from one place.
use Lint qw(files code matches slurp);

my @library = (
	[libfcgi => qr/\b(FCGX_\w+|FCGI_\w+|OS_LibInit)\b|(?<=include )<(fcgi\w+\.h)>/, qr{^cgi/gateway\.c$}],
	[sqlite => qr/\b(sqlite3_\w+|sqlite3|fts5_\w+|Fts5\w+)\b/, qr{^lib/db/}],
	[jansson => qr/\b(json_(?!t\b|write\b|write_script\b)\w+)\s*\(/, qr{^lib/view/(?:doc|json|mustache\w*)\.[ch]$}],
	[libsodium => qr/\b(sodium_\w+|randombytes_\w+|crypto_\w+)\b/, qr{^lib/base/(?:random|password|digest|seal)\.c$}],
	[xxhash => qr/\b(XXH\w+)\b/, qr{^lib/base/hash\.c$}],
	[utf8proc => qr/\b(utf8proc_\w+)\b/, qr{^lib/text/utf8\.c$}],
	[cmark => qr/\b(cmark_\w+)\b/, qr{^lib/text/markdown\.c$}],
	[libcurl => qr/\b(curl_\w+|CURL\w*)\b|(?<=include )<(curl\/\w+\.h)>/, qr{^lib/mail/smtp\.c$}],
	[libvips => qr/\b(vips_\w+|Vips\w+)\b|(?<=include )<(vips\/\w+\.h)>/, qr{^lib/media/picture\.c$}],
	[poppler => qr/\b(poppler_\w+|Poppler\w+)\b|(?<=include )<(poppler\w*\.h)>/, qr{^lib/media/pdf\.c$}],
	[libseccomp => qr/\b(seccomp_\w+|SCMP_\w+)\b|(?<=include )<(seccomp\.h)>/, qr{^lib/media/confine\.c$}],
	[liboath => qr/\b(oath_\w+)\b/, qr{^lib/base/totp\.c$}],
	[libqrencode => qr/\b(QR\w+_\w+|qrencode\.h)\b/, qr{^lib/view/qr\.c$}],
	[libstemmer => qr/\b(sb_stemmer_\w+|libstemmer\.h)\b/, qr{^lib/text/stem\.[ch]$}],
);

return {
	says => 'library calls outside their one file',
	find => sub {
		my ($tree) = @_;
		my @found;
		for my $file (files($tree, qr/\.[ch]$/, 'lib', 'cgi')) {
			my $code = code("$tree/$file");
			for (@library) {
				my ($name, $pattern, $home) = @$_;
				push @found, matches($file, $code, $pattern, "$name outside its file: ") if $file !~ $home;
			}
		}
		return @found;
	},
	bad => { 'lib/store/x.c' => "void\nf(void)\n{\n\tsqlite3_step(NULL);\n}\n" },
	good => {
		'lib/db/db.c' => "void\nf(void)\n{\n\tsqlite3_step(NULL);\n}\n",
		'lib/store/x.c' => "/* sqlite3_step is for others */\njson_t *p;\nvoid f(void) { json_write(0, p); }\n",
	},
};
