#!/usr/bin/perl
# One municipality: its enterprises and projects, and its neighbours.
# routes: /kommuner/:slug /en/municipalities/:slug /api/v1/municipalities/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
for my $item (@{ $m->get('/api/v1/municipalities')->json->{items} }) {
	my $doc = $m->get("/api/v1/municipalities/$item->{id}")->json;
	is $doc->{name}, $item->{name}, "$item->{name} by its code";
	cmp_ok $doc->{population}, '>', 1000, 'with its population';
	is $doc->{enterprises}{total}, $item->{count}, 'and its enterprises';
	cmp_ok scalar @{ $doc->{neighbours} }, '>', 0, 'and neighbours';
	for my $neighbour (@{ $doc->{neighbours} }) {
		my $there = $m->get("/api/v1/municipalities/$neighbour->{id}")->json;
		ok scalar(grep { $_->{id} eq $item->{id} } @{ $there->{neighbours} }), "$neighbour->{name} is a neighbour from both ends";
	}
	html_ok($m->get($item->{url}), 200, "$item->{url} is its page");
	is !!$doc->{few}, $item->{count} < 3, 'few is said when there are few';
}
my $motala = $m->get('/kommuner/motala')->text;
like $motala, qr/Motala/, 'the page names it';
html_ok($m->get('/en/municipalities/motala'), 200, 'in English');
html_ok($m->get('/kommuner/stockholm'), 404, 'an unknown municipality');
problem_ok($m->get('/api/v1/municipalities/0180'), 404, undef, 'an unknown code');
done_testing;
