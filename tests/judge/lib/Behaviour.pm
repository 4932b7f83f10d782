package Behaviour;

# What the search does beside finding, N1–N18, over the records of our own set. Each case says
# 1 when it is so, or what it saw.
use strict;
use warnings;
use utf8;

use Directory;

my $snickeri = qr/^e01$/;

sub slugs { return map { $_->{slug} } @{ $_[0]{items} } }
sub same { my ($d, @words) = @_; my ($one, $two) = map { join ' ', slugs($d->search($_)) } @words; return $one eq $two || "$one, but $two" }
sub status { my ($d, $uri) = @_; return ($d->fetch($uri))[0] }

our @CASES = (
	['N1', 'hår is not har', sub { my ($d) = @_; my @s = slugs($d->search('hår')); !@s || "@s" }],
	['N2', 'IT: the firm, not parts of words', sub { my ($d) = @_; my @s = slugs($d->search('IT')); "@s" eq 'e16' || "@s" }],
	['N3', 'kafé Kinda: nothing has both, neighbours do', sub { my ($d) = @_;
		my $q = $d->search('kafé Kinda')->{query};
		my @near = sort map { $_->{name} } @{ $q->{nearby} };
		@{ $q->{left_out} // [] } && "@near" eq 'Linköping' || "near @near" }],
	['N4', 'an empty question: all, by name', sub { my ($d) = @_;
		my $doc = $d->get('/api/v1/enterprises?q=&limit=100');
		$doc->{page}{total} == 24 && $doc->{query}{sort} eq 'name' || 'not all' }],
	['N5', 'a phrase, and a quote without its other half', sub { my ($d) = @_;
		my @s = slugs($d->search('"sociala företag"'));
		(grep { $_ eq 'g02' } @s) && same($d, '"sociala företag', 'sociala företag') == 1 || "@s" }],
	['N6', 'operators are text', sub { my ($d) = @_;
		my @bad = grep { status($d, '/api/v1/search?q=' . Directory::escape($_)) != 200 } 'AND', 'OR', 'NOT', 'NEAR(', '*', '"', ':', '^', '-', 'AND OR NOT NEAR( * " : ^ -';
		!@bad || "@bad" }],
	['N7', 'long, broken, odd', sub { my ($d) = @_;
		my @bad = grep { status($d, "/api/v1/search?q=$_") !~ /^(?:200|400)$/ } 'a' x 2000, 'a%00b', '%ff%fe', '%F0%9F%98%80', '%22' x 150;
		!@bad || 'an error' }],
	['N8', 'Motala: the municipality first, and as a filter', sub { my ($d) = @_;
		my $doc = $d->search('Motala');
		$doc->{items}[0]{kind} eq 'municipality' && $doc->{query}{filters}[0]{value} eq '0583' || $doc->{items}[0]{name} }],
	['N9', 'SCB code and postcode', sub { my ($d) = @_;
		my $code = $d->search('0583');
		my @s = slugs($d->search('591 30'));
		$code->{items}[0]{name} eq 'Motala' && $code->{query}{filters}[0]{value} eq '0583' && "@s" eq 'e01' || "@s" }],
	['N10', 'an organisation number in any writing', sub { my ($d) = @_;
		my @bad = grep { join(' ', slugs($d->search($_))) !~ $snickeri } '769900-0019', '7699000019', '16769900-0019', '167699000019';
		!@bad || "@bad" }],
	['N11', 'a star is accepted', sub { my ($d) = @_; my @s = slugs($d->search('ostgota*')); (grep { $_ eq 'p01' } @s) && 1 || "@s" }],
	['N12', 'a misspelt municipality', sub { my ($d) = @_;
		my $doc = $d->search('snickeri motla');
		$doc->{query}{used} eq 'snickeri motala' && $doc->{query}{as_typed_url} && $doc->{items}[0]{slug} =~ $snickeri || $doc->{query}{used} }],
	['N13', 'städ and stad', sub { my ($d) = @_;
		my @s = slugs($d->search('städ'));
		my @t = slugs($d->search('stad'));
		"@s[0, 1]" eq 'e07 e08' && ($t[0] // '') !~ /^e0[78]$/ || "@s, @t" }],
	['N14', 'words that say nothing: a hint', sub { my ($d) = @_; my $doc = $d->search('för och'); $doc->{query}{only_stop_words} && !@{ $doc->{items} } || 'no hint' }],
	['N15', 'decomposed letters and hard blanks', sub { my ($d) = @_; same($d, "O\x{308}desho\x{308}g", 'Ödeshög') == 1 && same($d, "camping\x{a0}Ydre", 'camping Ydre') }],
	['N16', 'capitals', sub { my ($d) = @_; same($d, 'ÖSTERGÖTLAND', 'östergötland') == 1 && same($d, 'MÖBELSNICKERI', 'möbelsnickeri') }],
	['N17', 'by name: å ä ö last, w after v', sub { my ($d) = @_;
		my @names = grep { /^(?:Vägvisaren|Wåhl|Ydre|Återbruket|Ödeshögs|Östra)/ } map { $_->{name} } @{ $d->get('/api/v1/enterprises?limit=100')->{items} };
		"@names" =~ /^Vägvisaren.*Wåhl.*Ydre.*Återbruket.*Ödeshögs/ || "@names" }],
	['N18', 'a stable order', sub { my ($d) = @_;
		my @all = slugs($d->search('sociala företag', '&limit=100'));
		my @pages = map { slugs($d->search('sociala företag', "&limit=3&page=$_")) } 1 .. 1 + int($#all / 3);
		"@all" eq "@pages" || "@pages" }],
);

# Prints them all; how many are so.
sub judge {
	my ($d) = @_;
	my $right = 0;
	for my $case (@CASES) {
		my ($name, $what, $check) = @$case;
		my $result = eval { $check->($d) } // "died: $@";
		$right++ if $result eq '1';
		printf "%-4s %-48s %s\n", $name, $what, $result eq '1' ? 'yes' : "NO: $result";
	}
	return $right;
}

1;
