#!/usr/bin/perl
# The list of enterprises.
# routes: /foretag /en/enterprises /api/v1/enterprises
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(list_ok paging_ok facets_ok facet_links_ok parameters_ok pages_ok all_items);

my @FACETS = qw(municipality goods_and_services integration_services target_groups legal_form);
my $API = '/api/v1/enterprises';
my $m = Medverk::Test->start;

list_ok($m, $API, 'enterprise');
paging_ok($m, $API);
facets_ok($m, $API, @FACETS);
parameters_ok($m, $API, @FACETS);
pages_ok($m, $API, '/foretag', '/en/enterprises');
facet_links_ok($m, '/foretag', '/api/v1/enterprises', $_) for 'municipality=0580', 'q=arbete&municipality=0580&municipality=0583&target_groups=unga', 'q=tr%C3%A4';

# Demo content: every municipality and every area, all of it marked as invented.
my @all = all_items($m, "$API?limit=100");
cmp_ok scalar @all, '>=', 40, 'at least forty enterprises';
is scalar(grep { !$_->{fictional} } @all), 0, 'each marked as invented in JSON';
my $facets = $m->get("$API?limit=1")->json->{facets};
is scalar(grep { $_->{count} } @{ $facets->{municipality}{values} }), 13, 'in all thirteen municipalities';
is scalar(grep { !$_->{count} } @{ $facets->{goods_and_services}{values} }), 0, 'in every business area';
like $m->get('/foretag')->text, qr/[Pp]åhitta/, 'marked on the page';

# Other words keep the filters, and the order that was chosen.
my $form = $m->get('/foretag?q=arbete&municipality=0583&municipality=0580&legal_form=aktiebolag&sort=name')->text;
for my $pair (['municipality', '0580,0583'], ['legal_form', 'aktiebolag'], ['sort', 'name']) {
	like $form, qr/<input type="hidden" name="$pair->[0]" value="$pair->[1]">/, "the form keeps $pair->[0]";
}
unlike $form, qr/name="q"[^>]*type="hidden"/, 'but not the words';
is $m->get("$API?all=municipality")->status, 400, 'what is shown of a facet is no matter of the API';
like $m->get('/foretag?municipality=0580')->text, qr/<meta name="robots" content="noindex/, 'no filtered list for search engines';
unlike $m->get('/foretag')->text, qr/noindex/, 'but the whole one';

# Words: the name above the area above the text, and sorted by relevance without asking.
my $found = $m->get("$API?q=snickeri")->json;
cmp_ok $found->{page}{total}, '>', 0, 'a word is found';
like $found->{items}[0]{name}, qr/snickeri/i, 'the one that is called so comes first';
my $by_name = $m->get("$API?q=snickeri&sort=name")->json;
is $by_name->{page}{total}, $found->{page}{total}, 'sorting changes no total';
is_deeply [sort map { $_->{id} } @{ $m->get("$API?q=snickeri&limit=100")->json->{items} }],
	[sort map { $_->{id} } @{ $m->get("$API?q=snickeri&limit=100&sort=name")->json->{items} }], 'nor what is found';
my ($hit) = grep { $_->{snippet} || $_->{name_parts} } @{ $found->{items} };
ok $hit && (grep { $_->{hit} } @{ $hit->{snippet} // [] }, @{ $hit->{name_parts} // [] }), 'the word is marked where it stands';

# Several filters, from the form as from the links.
my $page = $m->get('/foretag?municipality=0583&integration_services=arbetstraning&q=');
html_ok($page, 200, 'a form with an empty field is fine');
like $page->text, qr/Motala/, 'and says what was chosen';
my $narrow = $m->get("$API?municipality=0583&municipality=0584&integration_services=arbetstraning")->json;
is scalar(grep { my $i = $_; !grep { $_->{id} =~ /^058[34]$/ } @{ $i->{municipality} } } @{ $narrow->{items} }), 0, 'all in one of the two municipalities';
is scalar(grep { my $i = $_; !grep { $_->{id} eq 'arbetstraning' } @{ $i->{integration_services} } } @{ $narrow->{items} }), 0, 'and all offering it';

# Nothing found: said, with ways on.
my $none = $m->get('/foretag?q=qqqzzzqqq');
html_ok($none, 200, 'nothing found is no error');
ok scalar(grep { m{^/sok|^/kontakt} } $none->attributes('href')), 'and offers ways on';
is $m->get("$API?q=qqqzzzqqq")->json->{page}{total}, 0, 'zero in JSON';

# Twenty results with their filters, before compression: what a slow line carries in a breath.
my $twenty = $m->get('/foretag?municipality=0580&municipality=0581&municipality=0583&q=arbete');
cmp_ok length $twenty->body, '<', 16_000, 'a page of twenty is short';

# Pages of a list.
html_ok($m->get('/foretag?page=2'), 200, 'page 2');
my ($next) = $m->get('/foretag')->text =~ /<a href="([^"]+)" rel="next">/;
is $next, '?page=2', 'the next page';
my ($previous) = $m->get('/foretag?page=2')->text =~ /<a href="([^"]+)" rel="prev">/;
is $previous, '/foretag', 'and back';
unlike $m->get('/foretag')->text, qr/rel="prev"/, 'there is none before the first';
unlike $m->get('/foretag?page=3')->text, qr/rel="next"/, 'and none behind the last';
html_ok($m->get('/foretag?page=40'), 404, 'a page behind the last is not there');
problem_ok($m->get("$API?page=40"), 404, undef, 'nor in the API');
done_testing;
