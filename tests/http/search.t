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
ok found('och i för')->{query}{only_stop_words}, 'words that say nothing';
for (['/sok?q=snickeri+motla', 'Visar träffar för', 'snickeri motala', 'as_typed=1', 'Visa företag i Motala som matchar ”snickeri”'], ['/sok?q=och', 'Så vanliga ord'],
	['/en/enterprises?q=snikeri', 'Showing hits for', 'snickeri'], ['/sok?q=kaf%C3%A9+motala', 'Inget har alla orden', 'grannkommun']) {
	my ($uri, @words) = @$_;
	my $text = $m->get($uri)->text;
	like $text, qr/\Q$_\E/, "$uri: $_" for @words;
}

# Several filters that are the whole question are offered as one, with what it finds; words that say nothing are not repeated.
for ('arbetsträning motala', 'var kan jag arbetsträna i Motala?') {
	my $together = found($_)->{query}{together};
	my $list = $m->get($together->{url})->json;
	is $list->{page}{total}, $together->{count}, encode('UTF-8', "$_: as many as said");
	is_deeply [map { $_->{value} } grep { $_->{selected} } map { @{ $_->{values} } } @{ $list->{facets} }{qw(integration_services municipality)}], ['arbetstraning', '0583'], 'with both filters';
	like $m->get('/sok?q=' . uri($_))->text, qr{<ul class="narrow">\s*<li><a href="/foretag\?[^"]*">Visa $together->{count} företag som erbjuder arbetsträning i Motala</a></li>\s*</ul>}, 'said in one sentence';
	like $m->get('/en/search?q=' . uri($_))->text, qr{>Show $together->{count} enterprises offering work training in Motala</a>}, 'in English, too';
}
ok !exists found($_)->{query}{together}, encode('UTF-8', "$_: not all of it is filters") for 'arbetsträning motala stolar', 'motala', 'motala motala';
like $m->get('/sok?q=' . uri($_))->text, qr{>Visa alla företag i Vadstena</a>}, encode('UTF-8', "$_: all of a place") for 'vilka företag finns i Vadstena', 'vadstena kommun', 'sociala företag i Vadstena';
like $m->get('/sok?q=' . uri('jag vill snickra i Motala'))->text, qr/>Visa företag i Motala som matchar ”snickra”</, 'only what says something';

# Each hit shows why it was found, in what the list shows of it or behind that.
for (['/sok?q=arbetstr%C3%A4ning', '<i><mark>Arbetsträning</mark></i>'], ['/foretag?q=arbetstr%C3%A4ning', '<i><mark>Arbetsträning</mark></i>'],
	['/en/search?q=arbetstr%C3%A4ning', '<i><mark>Work training</mark></i>'], ['/sok?q=kaf%C3%A9+motala', '<i><mark>Kafé</mark>, restaurang och catering</i>'],
	['/sok?q=aktiebolag', '<i><mark>Aktiebolag</mark></i>'], ['/sok?q=591+30', "<i><mark>591\xa030</mark></i>"], ['/rapporter?q=%C3%B6stsam', '<i><mark>Regionförbundet</mark> <mark>Östsam</mark></i>']) {
	my ($uri, $label) = @$_;
	my $page = $m->get($uri);
	html_ok($page, 200, $uri);
	my @rows = $page->text =~ m{<ul class="rows">(.*?)</ul>}gs;
	my @items = map { /(<li><h3>.*?<\/li>)/gs } @rows;
	cmp_ok scalar @items, '>', 0, 'something is found';
	is scalar(grep { !/<mark>/ } @items), 0, 'and everything shows why';
	like join('', @items), qr/\Q$label/, 'where it was met';
}
unlike $m->get('/foretag')->body, qr/<mark>/, 'where nothing was searched for nothing is marked';

# Questions that say nothing of what is looked for: said, with what to do, and not as if there was nothing.
for (['och i', 'only_stop_words', 'Så vanliga ord', 'Words as common as these'],
	['-snickeri -motala', 'only_excluded', 'Skriv också ett ord .* ”kafé -snickeri -motala”', 'Write a word .* “café -snickeri'],
	['och -snickeri', 'only_excluded', 'Minus framför ett ord', 'A minus before a word'], ['!?', 'no_words', 'Frågan har inga ord', 'There are no words']) {
	my ($text, $member, $sv, $en) = @$_;
	my $query = found($text)->{query};
	is_deeply [grep { $query->{$_} } qw(only_stop_words only_excluded no_words)], [$member], "$text: $member";
	is_deeply [grep { exists $query->{$_} } qw(cut not_searched left_out without_words nearby)], [], 'and nothing else';
	for (['/sok', $sv, 'säger inte vad du letar efter'], ['/foretag', $sv, 'säger inte'], ['/en/search', $en, 'does not say what you are looking for'], ['/en/enterprises', $en, 'does not say']) {
		my ($path, $hint, $sentence) = @$_;
		my $page = $m->get("$path?q=" . uri($text))->text;
		like $page, qr{<p class="count" role="status">[^<]*\Q$sentence\E.*<p class="note">[^<]*$hint}s, "$path: what to do";
		unlike $page, qr/Kontrollera stavningen|Check the spelling|Vi hittade inget|We found nothing/, 'nothing was looked for';
	}
}

# What was not looked for is told: words too many, phrases too common, the end of a long text.
my @many = map { chr(98 + $_) x 3 } 0 .. 11;
my $left = join ' ', @many[8 .. 11];
is_deeply found("@many")->{query}{not_searched}, [$left], 'words that there was no room for';
is_deeply found(join ' ', ('och') x 23, 'snickeri', 'och motala')->{query}{not_searched}, ['och motala'], 'words that were not read';
ok !exists found('snickeri')->{query}{not_searched}, 'of what was looked for nothing';
for (['/sok', 'kunde inte söka på allt i din fråga. Det här kom inte med:'], ['/en/search', 'could not search for everything in your question. This was left out:']) {
	my ($path, $said) = @$_;
	like $m->get("$path?q=" . uri("@many"))->text, qr{\Q$said\E <b>$left</b>}, "$path: named";
	my $long = 'snickeri ' . ('ö' x 20 . ' ') x 40;
	like $m->get("$path?q=" . uri($long))->text, qr{\Q$said\E <b>(?:ö{20} ){7}ö+…</b>}, 'the end of a long text, as much as there is room for';
}

# Little or nothing found: the same with less in it, with what that gives.
sub ways_ok {
	my ($uri, @wanted) = @_;
	my $query = $m->get($uri)->json->{query};
	for my $way (qw(without_filters without_words nearby)) {
		is !!$query->{$way}, !!(grep { $_ eq $way } @wanted), "$uri: $way";
		for my $one (@{ $query->{$way} // [] }) {
			cmp_ok $one->{count}, '>', 0, 'with hits';
			is $m->get($one->{url})->json->{page}{total}, $one->{count}, "as many as said: $one->{url}";
		}
	}
	return $query;
}
my $list = '/api/v1/enterprises';
my $none_in_kinda = ways_ok("$list?q=kaf%C3%A9&municipality=0513", 'without_filters', 'nearby');
is_deeply [sort map { $_->{name} } @{ $none_in_kinda->{nearby} }], ['Linköping', 'Åtvidaberg'], 'no café in Kinda, but in its neighbours';
ways_ok("$list?q=kaf%C3%A9+kinda", 'nearby', 'without_words');
ways_ok("$list?q=bageri+sn%C3%B6r%C3%B6jning", 'without_words');
my $filtered = ways_ok("$list?municipality=0513&goods_and_services=kafe&legal_form=stiftelse", 'without_filters');
is $m->get($filtered->{unfiltered}{url})->json->{page}{total}, $filtered->{unfiltered}{count}, 'without any filter';
ways_ok("$list?municipality=0513&municipality=0580&goods_and_services=kafe&q=mat", 'without_filters', 'nearby');
ways_ok('/api/v1/search?q=kaf%C3%A9+motala', 'nearby', 'without_words');
ways_ok('/api/v1/search?q=kaf%C3%A9+sn%C3%B6r%C3%B6jning+motala', 'without_words');
ways_ok('/api/v1/search?q=snikeri+motla', 'without_words');
ways_ok('/api/v1/search?q=motala');
ways_ok("$list?q=arbete");
ways_ok("$list?q=qqqzzz");
is_deeply found('kafé motala')->{query}{lacking}, 'motala', 'the word that nothing found has is named';
for (['/foretag?q=kaf%C3%A9&municipality=0513', 'Vi hittade inget', 'Sök i en grannkommun', 'Ta bort ett filter', 'Kommun: Kinda', 'Kontakta oss'],
	['/en/enterprises?q=kaf%C3%A9+kinda', 'We found nothing', 'neighbouring municipality', 'fewer words'],
	['/foretag?q=qqqzzz', 'Kontrollera stavningen', '/sok?q=qqqzzz'], ['/sok?q=snickeri+motala', 'Så kan du hitta fler']) {
	my ($uri, @words) = @$_;
	my $text = $m->get($uri)->text;
	like $text, qr/\Q$_\E/, "$uri: $_" for @words;
}
my $phone = Medverk::Test->start(workers => 1, env => { MEDVERK_CONTACT_PHONE => '08-465 004 00', MEDVERK_CONTACT_EMAIL => 'a@example.se' });
for my $uri ('/foretag?q=qqqzzz', '/sok?q=qqqzzz') {
	like $phone->get($uri)->text, qr{<a href="tel:\+46846500400">Ring 08-465 004 00</a>\s*<br><a href="mailto:a\@example.se">}, "$uri: whom to phone";
}
unlike $phone->get('/foretag')->text, qr/465/, 'only where little was found';

# Å, ä and ö count, capitals do not.
is_deeply [map { $_->{id} } @{ found('ÖDESHÖG')->{items} }], [map { $_->{id} } @{ found('ödeshög')->{items} }], 'capitals do not matter';

# The kinds found, each a link with its count; the chosen one's takes it away.
for my $value (@{ found('projekt')->{facets}{kind}{values} }) {
	is $m->get("/api/v1/search?q=projekt&kind=$value->{value}")->json->{page}{total}, $value->{count}, "$value->{count} of $value->{value}";
	is $m->get($value->{url})->json->{page}{total}, $value->{count}, 'and so many behind its link';
}
my ($report) = grep { $_->{selected} } @{ found('projekt', '&kind=report')->{facets}{kind}{values} };
is $m->get($report->{url})->json->{page}{total}, $doc->{page}{total}, 'the link of the chosen one leads to all';
like $m->get('/sok?q=projekt')->text, qr{<nav class="kinds".*?>Rapporter</a> <i>\d+</i>}s, 'on the page, too';

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
like $m->get('/sok?q=motala')->text, qr{<title>\d+ träffar på ”motala” – Medverk</title>}, 'the title says what was searched and how much there is';
# A place in a text of the other language says so. (joinery has a Swedish synonym that is met in the Swedish text.)
like $m->get('/sok?q=wobbly')->text, qr{<p lang="en">[^<]*<mark>wobbly</mark>}, 'English text on a Swedish page';
unlike $m->get('/en/search?q=wobbly')->text, qr{<p lang="en">}, 'but not on an English one';
html_ok($m->get('/sok'), 200, 'without words');
my $none = $m->get('/sok?q=qqqzzzqqq');
html_ok($none, 200, 'nothing found');
ok scalar(grep { $_ eq '/foretag' } $none->attributes('href')), 'offers ways on';
is found('qqqzzzqqq')->{page}{total}, 0, 'zero in JSON';

problem_ok($m->get('/api/v1/search?q=x&nonsense=1'), 400, 'nonsense', 'unknown parameters are refused');
problem_ok($m->get('/api/v1/search?q=x&kind=nonsense'), 400, 'kind', 'unknown kinds too');
done_testing;
