package Medverk::Lists;

# What holds for every list, in the API and on its pages.

use strict;
use warnings;
use utf8;

use Exporter 'import';
use Test::More;

use Medverk::Test ();

our @EXPORT_OK = qw(all_items list_ok paging_ok facets_ok facet_links_ok parameters_ok pages_ok swedish_key);

# Every item of a list, by following links.next; undef when that does not end.
sub all_items {
	my ($m, $uri) = @_;
	my @items;
	for (1 .. 200) {
		my $doc = $m->get($uri)->json;
		push @items, @{ $doc->{items} };
		$uri = $doc->{links}{next} // return @items;
	}
	return undef;
}

# A key that sorts as Swedish does: å ä ö last and in that order, é with e, ü with y.
sub swedish_key {
	my ($name) = @_;
	my $key = lc $name;
	$key =~ tr/éèêëáàâíìïóòôúùûüñç/eeeeaaaiiiooouuuync/;
	$key =~ tr/åäö/{|}/;
	$key =~ s/[^a-z0-9{|} ]+//g;
	return $key;
}

sub list_ok {
	my ($m, $api, $kind) = @_;
	my $r = $m->get($api);
	is $r->status, 200, "$api answers";
	is $r->header('content-type'), 'application/json', 'with JSON';
	my $doc = $r->json;
	is_deeply [sort grep { $_ ne 'query' && $_ ne 'facets' } keys %$doc], [qw(items links page)], 'items, page and links';
	is $doc->{page}{limit}, 20, 'twenty a page by default';
	is $doc->{page}{number}, 1, 'the first page';
	cmp_ok $doc->{page}{total}, '>=', scalar @{ $doc->{items} }, 'with the total';
	cmp_ok scalar @{ $doc->{items} }, '<=', 20, 'at most a page of items';
	my @lacking = grep { my $i = $_; grep { !defined $i->{$_} || !length $i->{$_} } qw(id kind name url api_url) } @{ $doc->{items} };
	is scalar @lacking, 0, 'every item has id, kind, name and addresses';
	is scalar(grep { $_->{kind} ne $kind } @{ $doc->{items} }), 0, "every item is of kind $kind";
	is scalar(grep { !defined } map { values %$_ } @{ $doc->{items} }), 0, 'nothing is null';
	for my $item (@{ $doc->{items} }[0, -1]) {
		is $m->get($item->{api_url})->json->{id}, $item->{id}, "$item->{api_url} is the same record";
		is $m->get($item->{url})->status, 200, "$item->{url} is its page";
	}
	return $doc;
}

sub paging_ok {
	my ($m, $api) = @_;
	my $total = $m->get($api)->json->{page}{total};
	my @items = all_items($m, "$api?limit=7");
	is scalar @items, $total, 'following next gives all there are';
	my %seen;
	is scalar(grep { $seen{ $_->{id} }++ } @items), 0, 'each of them once';
	my $names = join "\n", map { $_->{name} } @items;
	is $names, join("\n", map { $_->{name} } sort { swedish_key($a->{name}) cmp swedish_key($b->{name}) } @items),
		'in Swedish order of their names';
	my $first = $m->get("$api?limit=7")->json;
	ok exists $first->{links}{next} && exists $first->{links}{prev}, 'next and prev are always there';
	ok !defined $first->{links}{prev}, 'nothing before the first page';
	if ($total > 7) {
		my $second = $m->get($first->{links}{next})->json;
		is $second->{page}{number}, 2, 'next is page 2';
		is_deeply $m->get($second->{links}{prev})->json->{items}, $first->{items}, 'prev leads back';
		is_deeply $m->get($second->{links}{self})->json, $second, 'self is the page itself';
	}
	is scalar @{ $m->get("$api?limit=100")->json->{items} }, $total > 100 ? 100 : $total, 'a hundred at most';
}

# Counts are what following them gives, and follow the other filters.
sub facets_ok {
	my ($m, $api, @facets) = @_;
	my $doc = $m->get("$api?limit=1")->json;
	is_deeply [sort keys %{ $doc->{facets} }], [sort @facets], 'the facets there are';
	for my $facet (@facets) {
		my @values = grep { $_->{count} } @{ $doc->{facets}{$facet}{values} };
		ok scalar @values, "$facet has values" or next;
		my $value = $values[0];
		my $filtered = $m->get("$api?limit=1&$facet=$value->{value}")->json;
		is $filtered->{page}{total}, $value->{count}, "$facet=$value->{value} gives as many as counted";
		is $m->get($value->{url})->json->{page}{total}, $value->{count}, 'so does its link';
		my ($again) = grep { $_->{value} eq $value->{value} } @{ $filtered->{facets}{$facet}{values} };
		ok $again->{selected}, 'the chosen value is marked';
		is $m->get($again->{url})->json->{page}{total}, $doc->{page}{total}, 'its link takes it away';
		my ($other) = grep { $_ ne $facet } @facets;
		if ($other && (my ($with) = grep { $_->{count} } @{ $filtered->{facets}{$other}{values} })) {
			is $m->get("$api?limit=1&$facet=$value->{value}&$other=$with->{value}")->json->{page}{total}, $with->{count},
				"counts of $other follow the filter on $facet";
		}
		if (@values > 1) {
			my $both = $m->get("$api?limit=1&$facet=$values[0]{value}&$facet=$values[1]{value}")->json->{page}{total};
			cmp_ok $both, '>=', $values[0]{count}, "two values of $facet are alternatives";
			cmp_ok $both, '<=', $values[0]{count} + $values[1]{count}, 'and no more than both';
			is $m->get("$api?limit=1&$facet=$values[0]{value},$values[1]{value}")->json->{page}{total}, $both, 'also with a comma between them';
		}
	}
}

# The links of a page's facets: [facet, address, name, count, chosen].
sub facet_links {
	my ($html) = @_;
	my @links;
	for my $part (split /(?=<details id=)/, $html =~ s/&amp;/&/gr) {
		my ($facet) = $part =~ /^<details id="(\w+)"/ or next;
		push @links, [$facet, $1, $3, $4, defined $2]
			while $part =~ m{<li><a href="([^"#]*)"( aria-current="true")?>([^<]*)<i>(\d+)</i></a>}g;
	}
	return @links;
}

# On a page each value of a facet is a link, with the number of what it leads to, short, and keeps the rest.
sub facet_links_ok {
	my ($m, $path, $api, $query) = @_;
	my $html = $m->get("$path?$query")->text;
	my @links = facet_links($html);
	ok scalar @links, "$path?$query has facets";
	is scalar(grep { $_->[1] !~ /^\?/ && $_->[1] ne $path } @links), 0, 'as short links';
	my ($off) = grep { $_->[4] } @links;
	ok $off, 'with what was chosen' if $query =~ /_|municipality|language/;
	for my $link (@links) {
		my ($facet, $to, $name, $count, $chosen) = @$link;
		my ($query) = $to =~ /(\?.*|$)/;
		my $total = $m->get($api . $query)->json->{page}{total};
		# Beside another value of the same facet it is an alternative.
		next if $chosen;
		$query =~ /\b$facet=[^&]*,/ ? cmp_ok($total, '>=', $count, "$name leads to more") : is $total, $count, "$name leads to $count";
	}
	if ($off) {
		my ($again) = grep { $_->[0] eq $off->[0] && $_->[2] eq $off->[2] } facet_links($m->get($off->[1] =~ /^\?/ ? $path . $off->[1] : $off->[1])->text);
		ok !$again || !$again->[4], "$off->[2] is taken away by its link";
	}
	while ($html =~ /<a href="([^"#]*)#(\w+)">/g) {
		my ($to, $facet) = ($1, $2);
		$to =~ s/&amp;/&/g;
		my @few = grep { $_->[0] eq $facet } @links;
		my $unfolded = $m->get($path . $to)->text;
		my @all = grep { $_->[0] eq $facet } facet_links($unfolded);
		like $unfolded, qr/<details id="$facet" open>/, "all values of $facet are shown when asked for";
		cmp_ok scalar @all, '>', scalar @few, 'which are more';
		my %in_all = map { $_->[2] => $_->[3] } @all;
		next if !@few;
		is scalar(grep { ($in_all{ $_->[2] } // -1) != $_->[3] } @few), 0, 'with the same counts';
		my $least = (sort { $a <=> $b } map { $_->[3] } grep { !$_->[4] } @few)[0];
		my %in_few = map { $_->[2] => 1 } @few;
		is scalar(grep { !$in_few{ $_->[2] } && $_->[3] > $least } @all), 0, 'and the most frequent were there before';
	}
}

# The API refuses what it does not understand and names it.
sub parameters_ok {
	my ($m, $api, @facets) = @_;
	for (['nonsense=1', 'nonsense'], ['limit=0', 'limit'], ['limit=101', 'limit'], ['limit=x', 'limit'], ['limit=-5', 'limit'],
		['limit=', 'limit'], ['page=0', 'page'], ['page=-1', 'page'], ['page=1.5', 'page'], ['page=99999999999999999999', 'page'],
		['page=51', 'page'], ['sort=size', 'sort'], ['lang=xx', 'lang'], ['q=' . ('a' x 1000), 'q'], map { ["$_=no-such", $_], ["$_=,", $_] } @facets) {
		my ($query, $parameter) = @$_;
		Medverk::Test::problem_ok($m->get("$api?$query"), 400, $parameter, "$api refuses " . substr $query, 0, 40);
	}
}

# A list's page shows the names of its JSON, ignores unknown parameters, says where its JSON is.
sub pages_ok {
	my ($m, $api, $sv, $en) = @_;
	my $doc = $m->get($api)->json;
	for (['sv', $sv, $en], ['en', $en, $sv]) {
		my ($lang, $uri, $other) = @$_;
		my $r = $m->get($uri);
		Medverk::Test::html_ok($r, 200, "$uri is a page");
		like $r->text, qr/<html lang="$lang"/, "in $lang";
		my @names = map { $_->{name} } @{ $m->get("$api?lang=$lang")->json->{items} };
		my $text = $r->text;
		$text =~ s/&#39;/'/g, $text =~ s/&amp;/&/g, $text =~ s/&quot;/"/g;
		is_deeply [grep { index($text, $_) < 0 } @names], [], 'with all names of the JSON';
		like $r->text, qr/<link rel="alternate"[^>]*hreflang="(?:sv|en)"/, 'hreflang names both languages';
		ok scalar(grep { $_ eq $other } $r->attributes('href')), "and links to $other";
		my ($json) = $r->text =~ /<link rel="alternate" type="application\/json" href="([^"]+)"/;
		ok $json, 'its JSON is named';
		is $m->get($json =~ s/&amp;/&/gr)->status, 200, 'and there' if $json;
		my $odd = $m->get("$uri?utm_source=x&fbclid=y");
		Medverk::Test::html_ok($odd, 200, 'unknown parameters are ignored');
		unlike $odd->text, qr/utm_source|fbclid/, 'and left out of every address';
	}
	return $doc;
}

1;
