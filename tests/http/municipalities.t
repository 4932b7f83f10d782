#!/usr/bin/perl
# The list of municipalities: all thirteen, unpaged, in Swedish order.
# routes: /kommuner /en/municipalities /api/v1/municipalities
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(pages_ok);

my $m = Medverk::Test->start;
my $doc = $m->get('/api/v1/municipalities')->json;
is $doc->{page}{total}, 13, 'thirteen municipalities';
is_deeply [map { $_->{name} } @{ $doc->{items} }],
	[qw(Boxholm Finspång Kinda Linköping Mjölby Motala Norrköping Söderköping Vadstena Valdemarsvik Ydre Åtvidaberg Ödeshög)],
	'å and ö come last';
is_deeply [sort map { $_->{id} } @{ $doc->{items} }],
	[qw(0509 0512 0513 0560 0561 0562 0563 0580 0581 0582 0583 0584 0586)], 'with the codes of SCB';
for my $item (@{ $doc->{items} }) {
	my $found = $m->get("/api/v1/enterprises?limit=1&municipality=$item->{id}")->json->{page}{total};
	is $item->{count}, $found, "$item->{name} counts its enterprises";
}
pages_ok($m, '/api/v1/municipalities', '/kommuner', '/en/municipalities');
problem_ok($m->get('/api/v1/municipalities?nonsense=1'), 400, 'nonsense', 'unknown parameters are refused');
done_testing;
