# STYLE 6: memory comes from arenas.
use Lint qw(files code matches);

my $pattern = qr/(?<![\w.>])(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|aligned_alloc|posix_memalign|getline|getdelim)\s*\(/;

return {
	says => 'malloc outside mem.c',
	find => sub {
		my ($tree) = @_;
		return map { matches($_, code("$tree/$_"), $pattern, 'not from an arena: ') }
			grep { $_ ne 'lib/base/mem.c' } files($tree, qr/\.[ch]$/, 'lib', 'cgi');
	},
	bad => { 'lib/view/x.c' => "void f(void *p) { free(p); }\n" },
	good => { 'lib/view/x.c' => "void f(void *p) { mem_free(p); }\n", 'lib/base/mem.c' => "void f(void *p) { free(p); }\n" },
};
