package Bench::Worst;

# The dearest requests that a visitor can form, as far as we can think of them,
# and the processor time that each takes.

use strict;
use warnings;
use utf8;

use Exporter 'import';

use Bench qw(get cpu_us median);

our @EXPORT_OK = qw(costs dearest worst_addresses);

my $patience = 20;

# Words of the corpus: those that stand in nearly every record, from its sentences.
my $eight = 'delaktighet gemenskap medlemmar deltagare arbetslaget handledare priset kommunen';
my $places = join '&', map { "municipality=05$_" } qw(80 81 83 86 62 61);
my $areas = join '&', map { "goods_and_services=$_" } qw(kafe snickeri textil stad arbetsintegrerande-tjanster second-hand);
my @groups = qw(unga nyanlanda sjukskrivna langtidsarbetslosa);
my $filters = join '&', $places, $areas, map { "target_groups=$_" } @groups;

my @words = (
	'delaktighet', 'gemenskap', 'delaktighet gemenskap', $eight, "$eight $eight",
	'a*', 'ar*', 'arb*', 's', 'ar', 'd* g* m* a* h* p* k* s*', 'delakt', 'arbets', 'trä',
	'"vi arbetar med"', '"och i en"', '"för oss är delaktighet en vana"', '"i" "en" "och" "av"', 'och i en att det som på är',
	'-delaktighet', 'delaktighet -gemenskap', 'delaktighet -arbete -kommun -medlemmar',
	'delaktigheet', 'gemenskaap', 'handelsträdgårdsmästareutbildnig', 'fastighetsserviseföretagarskapsutbildnin',
	'delaktigheet gemenskaap medlemar deltagarre arbetslagett handledarre prisset komunen',
	'orgelbygge delaktighet zzzzzz', 'delaktighet zzzzzz qqqqqq xxxxxx', 'drejning gärdsgård biodling orgelbygge gemenskap',
	'delaktighetgemenskap', 'möbel drejning', 'var kan jag arbetsträna i linköping', 'delaktighet linköping unga kafé aktiebolag',
	'work here members people', 'arbete', 'kommun', 'företag', 'trädgård odling skog natur',
	join(' ', ('ab') x 60), join(' ', map { "ord$_" } 1 .. 30), 'å' x 200, ('e' . "\x{301}" x 90) x 2, '"' x 100, "\x{1F600}" x 100,
);

sub escaped {
	my ($text) = @_;
	utf8::encode($text);
	return $text =~ s/([^A-Za-z0-9_.~-])/sprintf '%%%02X', ord $1/ger;
}

# [what, address]. `cursor` is the public id of a record in the middle of the list.
sub worst_addresses {
	my ($cursor) = @_;
	my @all = map { ["list: $_", '/foretag?q=' . escaped($_)] } @words;
	push @all, map { ["search: $_", '/sok?q=' . escaped($_)] } @words[0 .. 17];
	push @all, map { ["suggest: $_", '/sok/forslag?q=' . escaped($_)] } qw(a s d ar de arb del delaktigheet snikeri linkoping), 'kafé i l';
	push @all, map { ["$_->[0]", $_->[1]] } (
		['list', '/foretag'], ['list, filters', "/foretag?$filters"], ['list by name, filters, common word', "/foretag?q=delaktighet&sort=name&$filters"],
		['common word, filters', "/foretag?q=delaktighet&$filters"], ['eight words, filters', '/foretag?q=' . escaped($eight) . "&$filters"],
		['common word, page 50', '/foretag?q=delaktighet&page=50'], ['list, page 50', '/foretag?page=50'],
		['list, page n/2', "/foretag?cursor=$cursor"], ['common word by name, page n/2', "/foretag?q=delaktighet&sort=name&cursor=$cursor"],
		['common word, behind a hit', "/foretag?q=delaktighet&cursor=$cursor"],
		['JSON, 100 hits', '/api/v1/enterprises?q=delaktighet&limit=100'], ['JSON, 100 hits, page 50', '/api/v1/enterprises?q=delaktighet&limit=100&page=50'],
		['JSON, 100 of the list', '/api/v1/enterprises?limit=100'], ['JSON search of everything', '/api/v1/search?q=delaktighet'],
		['near', '/foretag?q=delaktighet&near=58.41,15.62&radius_km=100'], ['bbox', '/foretag?q=delaktighet&bbox=14,57,17,60'],
		['near, no word', '/foretag?near=58.41,15.62&radius_km=20'], ['in English', '/en/enterprises?q=delaktighet'],
		['municipality', '/kommuner/linkoping'], ['municipalities', '/kommuner'], ['start', '/'],
	);
	return @all;
}

# What one takes, and its status.
sub cost {
	my ($worker, $socket, $address) = @_;
	my $before = cpu_us($worker);
	my ($head) = get($socket, $address);
	my ($status) = ($head // '') =~ /^Status: (\d+)/;
	return (cpu_us($worker) - $before, $status // ($head ? 200 : 500));
}

# What each takes of a program's only worker, in microseconds of processor time: the first time after something was
# saved (`save` does that) and another page was answered, and again; `reload` is what that other page took. Medians. { what, address,
# status, first, again, reload } of each, the dearest first.
sub costs {
	my ($worker, $socket, $save, $rounds, @addresses) = @_;
	my $cost = sub { cost($worker, $socket, @_) };
	my @all;
	for (@addresses) {
		my ($what, $address) = @$_;
		my (@first, @again, @reload, $status);
		for (1 .. $rounds) {
			$save->();
			push @reload, ($cost->('/'))[0];
			(my $us, $status) = $cost->($address);
			push @first, $us;
			push @again, ($cost->($address))[0] for 1 .. 2;
		}
		push @all, { what => $what, address => $address, status => $status, first => median(@first), again => median(@again),
			reload => median(@reload) };
	}
	return sort { $b->{first} <=> $a->{first} } @all;
}

# The dearest `n` of all, each measured better than was needed to know that it is one of them. If nothing is answered any more after
# something was saved, that is the only one.
sub dearest {
	my ($n, $worker, $socket, $save, @addresses) = @_;
	my ($us, $status);
	$save->();
	for (1 .. $patience) {
		($us, $status) = cost($worker, $socket, '/');
		last if $status < 500;
	}
	return { what => 'any, after a commit', address => '/', status => $status, first => $us, again => $us, reload => $us } if $status >= 500;
	my @all = costs($worker, $socket, $save, 1, @addresses);
	return costs($worker, $socket, $save, 3, map { [@$_{qw(what address)}] } @all[0 .. $n - 1]);
}

1;
