#!/usr/bin/perl
# Every public GET has an ETag that depends on everything it shows, and answers 304.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start(env => { MEDVERK_NOW => '2026-03-05T13:00:00Z' });
my @uris = ((map { $_->[1] } each_uri($m)), map { "/api/v1/$_" } qw(enterprises projects reports municipalities search?q=motala municipalities/0583));

my %tag;
for my $uri (@uris) {
	my $r = $m->get($uri);
	my $tag = $r->header('etag') // '';
	like $tag, qr/^"[^"]+"$/, "$uri has a strong ETag";
	is $m->get($uri)->header('etag'), $tag, 'the same again';
	$tag{$uri} = $tag;
	for my $sent ($tag, "W/$tag", "\"other\", $tag", '*') {
		my $again = $m->get($uri, headers => { if_none_match => $sent });
		is $again->status, 304, 'not modified for ' . ($sent =~ s/\Q$tag\E/ETAG/r);
		is length $again->body, 0, 'without a body';
		is $again->header('etag'), $tag, 'with its ETag';
	}
	is $m->get($uri, headers => { if_none_match => '"other"' })->status, 200, 'modified for another';
	is $m->head($uri, headers => { if_none_match => $tag })->status, 304, 'HEAD too';
}
my %seen;
is_deeply [grep { $seen{ $tag{$_} }++ } @uris], [], 'no two addresses share one';
isnt $m->get('/api/v1/municipalities?lang=en')->header('etag'), $tag{'/api/v1/municipalities'}, 'another language, another ETag';

# Broken ones are no matches and no errors.
for my $odd ('', '"', 'W/', 'abc', '"' . 'x' x 3000 . '"', ',,,', '"a" "b"') {
	is $m->get('/foretag', headers => { if_none_match => $odd })->status, 200, 'an odd If-None-Match: ' . substr $odd, 0, 20;
}

# Errors have none.
ok !defined $m->get('/finns-inte')->header('etag'), 'no ETag for what is not there';
isnt $m->get('/finns-inte', headers => { if_none_match => '*' })->status, 304, 'nor 304';

# A change anywhere in what is shown changes it: here the name of a municipality, shown with an enterprise.
my ($enterprise) = grep { grep { $_->{id} eq '0583' } @{ $_->{municipality} } } @{ $m->get('/api/v1/enterprises?municipality=0583')->json->{items} };
my %before = map { $_ => $m->get($_)->header('etag') } $enterprise->{url}, $enterprise->{api_url}, '/foretag', '/kommuner';
is system('sqlite3', $m->{db}, "UPDATE record SET name = 'Mootala', updated_at = '2026-03-05T14:00:00Z' WHERE code = '0583' AND kind = 'municipality'"), 0, 'another process renames Motala';
for my $uri (sort keys %before) {
	isnt $m->get($uri, headers => { if_none_match => $before{$uri} })->status, 304, "$uri has changed";
	like $m->get($uri)->body, qr/Mootala/, 'and shows it at once';
}
done_testing;
