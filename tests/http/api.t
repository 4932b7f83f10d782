#!/usr/bin/perl
# What holds for the whole API, and the list of what it has.
# route: /api/v1/
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;

my $root = $m->get('/api/v1/')->json;
for my $name (sort keys %{ $root->{links} }) {
	is $m->get($root->{links}{$name})->status, 200, "/api/v1/ leads to $name";
}

# Errors are problem documents with what RFC 9457 wants.
for (['/api/v1/enterprises?x=1', 400], ['/api/v1/nothing', 404], ['/api/v1/enterprises/x', 404], ['/api/', 404], ['/api/v2/enterprises', 404],
	['/api/v1/enterprises/%ff', 400], ['/api/v1/enterprises?q=%ff', 400]) {
	my ($uri, $status) = @$_;
	my $r = $m->get($uri);
	problem_ok($r, $status, undef, $uri);
	my $problem = $r->json;
	like $problem->{type}, qr/\S/, 'type';
	like $problem->{detail} // 'x', qr/\S/, 'detail';
	is $problem->{status}, $status, 'status';
	unlike $r->body, qr/lib\/|cgi\/|sqlite|\.c:\d/i, 'nothing of the inside';
}
my $swedish = $m->get('/api/v1/enterprises?limit=0')->json;
my $english = $m->get('/api/v1/enterprises?limit=0&lang=en')->json;
is $swedish->{title}, $english->{title}, 'the title is the same in every language';

# The language of the texts.
my ($messe) = grep { $_->{slug} eq 'messe' } @{ $m->get('/api/v1/projects')->json->{items} };
my $sv = $m->get($messe->{api_url});
my $en = $m->get("$messe->{api_url}?lang=en");
is $sv->header('content-language'), 'sv', 'Swedish';
is $en->header('content-language'), 'en', 'English when asked';
isnt $sv->json->{description}, $en->json->{description}, 'with other texts';
is $m->get("$messe->{api_url}?lang=sv")->header('etag'), $sv->header('etag'), 'Swedish asked for is the same';

# Links of a list carry the language and the question.
my $list = $m->get('/api/v1/enterprises?lang=en&q=arbete&limit=2&municipality=0580&municipality=0581&sort=name')->json;
like $list->{links}{next} // 'none', qr/lang=en/, 'next keeps the language' if $list->{links}{next};
my $next = $list->{links}{next} && $m->get($list->{links}{next})->json;
is $next->{page}{total}, $list->{page}{total}, 'and the question' if $next;

# The same parameter twice where once is meant: refused or the last, never half of it.
for my $twice ('page=1&page=2', 'limit=5&limit=6', 'q=a&q=b', 'lang=sv&lang=en') {
	my $r = $m->get("/api/v1/enterprises?$twice");
	ok $r->status == 200 || $r->status == 400, "$twice: " . $r->status;
}

# base_url makes addresses whole.
my $named = Medverk::Test->start(env => { MEDVERK_BASE_URL => 'https://medverk.example.se' });
my $item = $named->get('/api/v1/projects')->json->{items}[0];
like $item->{url}, qr{^https://medverk\.example\.se/projekt/}, 'with base_url addresses are whole';
like $item->{api_url}, qr{^https://medverk\.example\.se/api/v1/projects/}, 'of the API too';
like $named->get('/foretag')->text, qr{<link rel="canonical" href="https://medverk\.example\.se/foretag"}, 'and the page knows its own';
done_testing;
