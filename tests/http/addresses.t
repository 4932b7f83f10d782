#!/usr/bin/perl
# Addresses: what is not there, what has moved, both languages.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;

# Moved by a slash.
for (['/foretag/', '/foretag'], ['/en', '/en/'], ['/en/enterprises/', '/en/enterprises'], ['/api/v1/enterprises/', '/api/v1/enterprises']) {
	my ($from, $to) = @$_;
	my $r = $m->get($from);
	is $r->status, 308, "$from has moved";
	like $r->header('location') // '', qr{\Q$to\E$}, "to $to";
}
my $with_query = $m->get('/foretag/?municipality=0583');
like $with_query->header('location') // '', qr{/foretag(?:\?municipality=0583)?$}, 'a moved list';

# Nothing leads to another site.
for my $odd ('//evil.example/', '//evil.example', '/\\evil.example/', '/%2f%2fevil.example/', '///', '/foretag//', '//foretag/') {
	my $r = $m->get($odd);
	unlike $r->header('location') // '/x', qr{^(?://|/\\|https?:|[^/])}, "$odd leads nowhere else";
}

# Not there, in the language of the address, with ways on.
for (['/finns-inte', 'sv'], ['/en/not-there', 'en'], ['/foretag/x/y', 'sv'], ['/en/x/y/z', 'en'], ['/FORETAG', 'sv'], ['/index.php', 'sv'], ['/.git/config', 'sv']) {
	my ($uri, $lang) = @$_;
	my $r = $m->get($uri);
	html_ok($r, 404, $uri);
	like $r->text, qr/<html lang="$lang"/, "in $lang";
	like $r->text, qr/<h1/, 'with a heading';
	ok scalar(grep { m{/kontakt$|/contact$} } $r->attributes('href')), 'and somebody to ask';
	like $r->text, qr/noindex/, 'not for search engines' if $r->text =~ /robots/;
}

# A slug that was: 308 to the one that is. An erased record: 410.
my ($item) = @{ $m->get('/api/v1/enterprises')->json->{items} };
my $sql = "INSERT INTO slug (kind, slug, record) SELECT 'enterprise', 'som-den-hette', id FROM record WHERE uuid = '$item->{id}'";
is system('sqlite3', $m->{db}, $sql), 0, 'an older slug';
my $old = $m->get('/foretag/som-den-hette');
is $old->status, 308, 'an older slug has moved';
is $old->header('location'), $item->{url}, 'to the present one';
is $m->get('/en/enterprises/som-den-hette')->status, 308, 'in English too';
for (['erased', 410], ['hidden', 410], ['draft', 404], ['pending', 404]) {
	my ($state, $status) = @$_;
	is system('sqlite3', $m->{db}, "UPDATE record SET state = '$state' WHERE uuid = '$item->{id}'"), 0, "now $state";
	my $page = $m->get($item->{url});
	ok $page->status == $status || $page->status == 404, "its page is gone ($state: " . $page->status . ')';
	my $json = $m->get($item->{api_url});
	ok $json->status == $status || $json->status == 404, 'and its JSON (' . $json->status . ')';
	is $m->get('/api/v1/enterprises?limit=100')->body =~ /\Q$item->{id}\E/ ? 'listed' : 'not listed', 'not listed', 'and it is in no list';
	html_ok($page, $page->status);
}

# An address with a slash too much keeps what was asked for.
is $m->get('/foretag/?q=caf%C3%A9&municipality=0583')->header('location'), '/foretag?q=caf%C3%A9&municipality=0583', 'the question moves along';
is $m->get('/api/v1/enterprises/?limit=5&lang=en')->header('location'), '/api/v1/enterprises?limit=5&lang=en', 'of programs, too';

# English pages name the English document.
for (['/en/enterprises', '/api/v1/enterprises?lang=en'], ['/en/enterprises?municipality=0583', '/api/v1/enterprises?municipality=0583&amp;lang=en']) {
	like $m->get($_->[0])->text, qr{type="application/json" href="\Q$_->[1]\E"}, "$_->[0]: its JSON";
}
like $m->get('/api/v1/enterprises/%C3%A5%20b')->json->{instance}, qr{^/api/v1/enterprises/%C3%A5%20b$}, 'a problem names its address as one';

# The language switch leads to the same page.
my %shown;
for my $uri ('/', '/foretag', '/foretag?municipality=0583', '/projekt/messe', '/vad-ar-ett-asf', '/kommuner/motala', '/sok?q=motala') {
	my $r = $m->get($uri);
	my ($english) = map { s/&amp;/&/gr } $r->text =~ /<a class="lang" href="([^"]+)"[^>]*hreflang="en"/;
	ok $english, "$uri names its English page" or next;
	my $there = $m->get($english);
	html_ok($there, 200, $english);
	my ($back) = map { s/&amp;/&/gr } $there->text =~ /<a class="lang" href="([^"]+)"[^>]*hreflang="sv"/;
	is $back, $uri, 'and that one leads back';
	# What was searched or filtered is not for search engines.
	my ($alternate) = map { s/&amp;/&/gr } $r->text =~ /<link rel="alternate"[^>]*hreflang="en"[^>]*href="([^"]+)"/;
	is $alternate && $alternate =~ s{^https?://[^/]+}{}r, $uri =~ /\?/ ? undef : $english, 'which search engines are told of pages that they may keep';
}
done_testing;
