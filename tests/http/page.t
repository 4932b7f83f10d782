#!/usr/bin/perl
# The pages of text.
# routes: /:slug /en/:slug /api/v1/pages/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
for my $slug (qw(vad-ar-ett-asf kopa-av-asf starta om kontakt tillganglighet personuppgifter)) {
	my $r = $m->get("/$slug");
	html_ok($r, 200, "/$slug");
	my ($english) = map { s{^https?://[^/]+}{}r } grep { m{/en/[a-z-]+$} } $r->text =~ /<link rel="alternate"[^>]*hreflang="en"[^>]*href="([^"]+)"/;
	ok $english, 'names its English page' or next;
	my $there = $m->get($english);
	html_ok($there, 200, $english);
	like $there->text, qr/<html lang="en"/, 'which is in English';
	my ($json) = $r->text =~ /<link rel="alternate" type="application\/json" href="([^"]+)"/;
	my $doc = $m->get($json)->json;
	is $doc->{slug}, $slug, 'and its JSON';
	ok length $doc->{description}, 'with its text';
}
my $asf = $m->get('/vad-ar-ett-asf')->text;
my $criteria = () = $asf =~ /<li\b/g;
cmp_ok $criteria, '>=', 4, 'the four criteria';
html_ok($m->get('/finns-inte'), 404, 'an unknown page');
problem_ok($m->get('/api/v1/pages/x'), 404, undef, 'an unknown id');
done_testing;
