#!/usr/bin/perl
# Search over every kind.
# routes: /sok /en/search /api/v1/search
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Encode qw(encode);

my $m = Medverk::Test->start;

sub uri {
	my ($text) = @_;
	return join '', map { /[A-Za-z0-9]/ ? $_ : sprintf '%%%02X', ord } split //, encode('UTF-8', $text);
}

sub found {
	my ($text, $more) = @_;
	return $m->get('/api/v1/search?q=' . uri($text) . ($more // ''))->json;
}

my $doc = found('projekt');
cmp_ok $doc->{page}{total}, '>', 3, 'a common word finds much';
my %kinds = map { $_->{kind} => 1 } @{ $doc->{items} };
cmp_ok scalar keys %kinds, '>', 1, 'of several kinds';
for my $item (@{ $doc->{items} }) {
	ok $item->{id} && $item->{name} && $item->{url} && $item->{kind}, "$item->{name}: kind, id, name, url";
}
ok scalar(grep { grep { $_->{hit} } @{ $_->{snippet} // [] } } @{ $doc->{items} }), 'with parts that are hits';
is scalar(grep { $_->{total} < @{ $_->{items} } || @{ $_->{items} } > 5 } @{ $doc->{groups} // [] }), 0, 'groups show five at most of their total';
my $one_kind = found('projekt', '&kind=report');
is scalar(grep { $_->{kind} ne 'report' } @{ $one_kind->{items} }), 0, 'one kind alone can be asked for';

# The name above the rest.
is found('Motala')->{items}[0]{name}, 'Motala', 'a municipality by its name comes first';
like found('MESSE')->{items}[0]{name}, qr/MESSE/, 'a project by its acronym';
like found('Om social franchising')->{items}[0]{name}, qr/franchising/i, 'a report by its title';

# What is said about a search, on the page and to programs.
my $query = found('snickeri motla')->{query};
is $query->{used}, 'snickeri motala', 'a misspelt word is corrected';
is $query->{corrected}[0]{typed}, 'motla', 'and named';
like $query->{as_typed_url}, qr/as_typed=1/, 'the search as it was typed is at hand';
is found('motla', '&as_typed=1')->{page}{total}, 0, 'and corrects nothing';
is $m->get('/api/v1/search?q=a&as_typed=yes')->status, 400, 'as_typed is 1 or not there';
my ($motala) = grep { $_->{field} eq 'municipality' } @{ $query->{filters} };
is $m->get($motala->{url} =~ s{^https?://[^/]+}{}r)->json->{page}{total}, 1, 'a filter that was named leads to a list';
is_deeply found('kafé snöröjning motala')->{query}{left_out}, ['kafé', 'snöröjning', 'motala'], 'words that not all have';
ok scalar @{ found('kafé motala')->{query}{nearby} }, 'neighbours of a municipality without';
ok found('och i för')->{query}{only_stop_words}, 'words that say nothing';
for (['/sok?q=snickeri+motla', 'Visar träffar för', 'snickeri motala', 'as_typed=1', 'Kommun: Motala'], ['/sok?q=och', 'så vanliga'],
	['/en/enterprises?q=snikeri', 'Showing hits for', 'snickeri'], ['/sok?q=kaf%C3%A9+motala', 'Inget har alla orden', 'grannkommuner']) {
	my ($uri, @words) = @$_;
	my $text = $m->get($uri)->text;
	like $text, qr/\Q$_\E/, "$uri: $_" for @words;
}

# Å, ä and ö count, capitals do not.
is_deeply [map { $_->{id} } @{ found('ÖDESHÖG')->{items} }], [map { $_->{id} } @{ found('ödeshög')->{items} }], 'capitals do not matter';

# Nothing that FTS5 would read as its own language does anything but search.
for my $odd ('"', '""', "'", '*', 'a*', '^', 'NEAR', 'NEAR(a b)', 'AND', 'OR', 'NOT', 'a AND', 'a OR b', 'a NOT b', 'name:motala', '{name}:x', '-motala',
	'+motala', '(', ')', '(((', 'a"b', "a\\", '%', '_', ';', '--', "'; DROP TABLE record; --", 'a + b', ':', '{', '}', '...', '!!!', 'fts', 'rank', 'motala*',
	"a\tb", 'å ä ö', '日本語', "\x{1F600}", "e\x{301}", "\x{200d}", "\x{feff}") {
	my $r = $m->get('/api/v1/search?q=' . uri($odd));
	is $r->status, 200, 'search for ' . encode('UTF-8', $odd =~ s/\t/\\t/r);
	html_ok($m->get('/sok?q=' . uri($odd)), 200, '… and its page');
	is $m->get('/api/v1/enterprises?q=' . uri($odd))->status, 200, '… and a list';
}
for my $long ('a' x 199, join(' ', ('ord') x 40), 'å' x 150) {
	is $m->get('/api/v1/search?q=' . uri($long))->status, 200, 'a long search (' . length($long) . ')';
}

# The pages.
for (['/sok?q=motala', 'sv'], ['/en/search?q=motala', 'en']) {
	my ($uri, $lang) = @$_;
	my $r = $m->get($uri);
	html_ok($r, 200, $uri);
	like $r->text, qr/<html lang="$lang"/, "in $lang";
	like $r->text, qr/<mark>/, 'hits are marked';
	like $r->text, qr/value="motala"/, 'the word stands in the field again';
}
html_ok($m->get('/sok'), 200, 'without words');
my $none = $m->get('/sok?q=qqqzzzqqq');
html_ok($none, 200, 'nothing found');
ok scalar(grep { $_ eq '/foretag' } $none->attributes('href')), 'offers ways on';
is found('qqqzzzqqq')->{page}{total}, 0, 'zero in JSON';

problem_ok($m->get('/api/v1/search?q=x&nonsense=1'), 400, 'nonsense', 'unknown parameters are refused');
problem_ok($m->get('/api/v1/search?q=x&kind=nonsense'), 400, 'kind', 'unknown kinds too');
done_testing;
