#!/usr/bin/perl
# Every link of every page leads somewhere: a walk from the start page.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
my (@queue, %from, %broken, %foreign);
my $walked = 0;

sub follow {
	my ($uri, $where) = @_;
	$uri =~ s/#.*//;
	return if $uri eq '' || $uri =~ /^(?:mailto|tel):/;
	if ($uri =~ m{^[a-z]+:|^//}) {
		$foreign{$uri} = $where;
		return;
	}
	# Combinations of filters are without end: one filter of each is enough.
	return if ($uri =~ tr/&//) > 0 || exists $from{$uri};
	$from{$uri} = $where;
	push @queue, $uri;
}

follow($_, 'here') for '/', '/en/';
while (defined(my $uri = shift @queue)) {
	if ($uri =~ m{^/static/}) {
		$broken{$uri} = 'no such file' if !defined slurp("$Medverk::Test::ROOT/www" . ($uri =~ s/\?.*//r));
		next;
	}
	my $r = $m->get($uri);
	$walked++;
	if ($r->status != 200) {
		$broken{$uri} = $r->status;
		next;
	}
	next if $uri =~ m{^/api/};
	my ($base) = $uri =~ m{^([^?]*)};
	follow($_ =~ /^\?/ ? "$base$_" : $_, $uri) for $r->attributes('href'), $r->attributes('src'), $r->attributes('action');
	my $text = $r->text;
	my %id = map { $_ => 1 } $text =~ /\sid="([^"]+)"/g;
	my %times;
	$times{$_}++ for $text =~ /\sid="([^"]+)"/g;
	$broken{"$uri#$_"} = 'twice' for grep { $times{$_} > 1 } keys %times;
	for my $target ($text =~ /href="#([^"]+)"/g, $text =~ /\b(?:for|aria-labelledby|aria-describedby)="([^" ]+)"/g) {
		$broken{"$uri#$target"} = 'no such id' if !$id{$target};
	}
	for my $sprite ($text =~ /href="\/static\/icons\.svg#([^"]+)"/g) {
		our $icons //= slurp("$Medverk::Test::ROOT/www/static/icons.svg");
		$broken{"icon $sprite"} = $uri if $icons !~ /id="\Q$sprite\E"/;
	}
}
is_deeply \%broken, {}, 'no link is broken' or diag map { "$_ ($broken{$_}), from " . ($from{$_} // '?') . "\n" } sort keys %broken;
cmp_ok $walked, '>', 200, "of $walked pages";
is_deeply [grep { $_ !~ m{^https?://[^/\s]+(?:/\S*)?$} } sort keys %foreign], [], 'links to other sites are whole';

# Everything that is listed is reached, and in the list's JSON.
for my $kind (qw(enterprises projects reports municipalities)) {
	for my $item (@{ $m->get("/api/v1/$kind" . ($kind eq 'municipalities' ? '' : '?limit=100'))->json->{items} }) {
		ok $from{ $item->{url} }, "$item->{url} is linked to";
	}
}
done_testing;
