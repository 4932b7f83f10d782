#!/usr/bin/perl
# The start page, and that nothing of it is heavy.
# routes: / /en/
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use IO::Compress::Gzip qw(gzip $GzipError);

my $m = Medverk::Test->start;
for (['/', 'sv'], ['/en/', 'en']) {
	my ($uri, $lang) = @$_;
	my $r = $m->get($uri);
	html_ok($r, 200, $uri);
	like $r->text, qr/<html lang="$lang"/, "in $lang";
	my @links = $r->attributes('href');
	my ($list, $municipality, $search) = $lang eq 'sv' ? qw(/foretag /kommuner /sok) : qw(/en/enterprises /en/municipalities /en/search);
	ok scalar(grep { m{^\Q$list\E\?goods_and_services=} } @links), 'ways in by area';
	cmp_ok scalar(grep { m{^\Q$municipality\E/} || m{^\Q$list\E\?municipality=} } @links), '>=', 13, 'by municipality';
	ok scalar(grep { m{^\Q$list\E\?integration_services=} } @links), 'by what is looked for';
	ok scalar(grep { $_ eq $search } $r->attributes('action')), 'and a search field';
	ok scalar(grep { m{^/(?:rapporter|en/reports)/} } @links), 'newest reports';
	ok scalar(grep { m{^/(?:projekt|en/projects)/} } @links), 'newest projects';
}

# As transferred with gzip: the page and what it needs, font included.
sub packed {
	my ($bytes) = @_;
	gzip(\$bytes, \my $out) or die $GzipError;
	return length $out;
}

my $page = $m->get('/');
my $weight = packed($page->body);
my %needed = map { s/[?#].*//r => 1 } grep { m{^/static/} } $page->attributes('href'), $page->attributes('src');
for my $path (sort keys %needed) {
	my $bytes = slurp("$Medverk::Test::ROOT/www$path");
	ok defined $bytes, "$path is there" or next;
	$weight += $path =~ /\.(?:woff2|png)$/ ? length $bytes : packed($bytes);
	if ($path =~ /\.css$/) {
		cmp_ok length $bytes, '<', 25 * 1024, 'the style sheet is under 25 kB';
		for my $used ($bytes =~ /url\(["']?([^"')?#]+)/g) {
			my $file = $used =~ m{^/} ? $used : "/static/$used";
			next if $needed{$file}++ || $file =~ /^data:/;
			my $font = slurp("$Medverk::Test::ROOT/www$file");
			ok defined $font, "$file is there" or next;
			$weight += length $font;
		}
	}
}
cmp_ok $weight, '<', 60_000, 'the start page weighs under 60 kB';
note "weight $weight bytes";

# A page of a list with twenty results, before compression (P17).
cmp_ok length $m->get('/foretag?q=arbete')->body, '<', 64 * 1024, 'twenty results are not heavy';

# Nothing comes from another site, nothing is script or style within the page.
for my $uri ('/', '/foretag', '/foretag/bjorkens-snickeri') {
	my $text = $m->get($uri)->text;
	is_deeply [grep { m{^(?:https?:)?//} } $text =~ /<(?:link|script|img|use|source|iframe)[^>]*(?:href|src)="([^"]*)"/g], [], "$uri loads from here only";
	unlike $text, qr/<script(?! src="\/static\/|[^>]*type="application\/ld\+json")|<style| style="| on[a-z]+="/i, 'without script and style of its own';
}
done_testing;
