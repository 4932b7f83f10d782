#!/usr/bin/perl
# Suggestions while somebody types: filters, words and names that lead to something.
# routes: /sok/forslag /en/search/suggestions
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Encode qw(encode);

my $m = Medverk::Test->start(workers => 1);

sub suggested {
	my ($text, $path) = @_;
	my $uri = join '', map { /[A-Za-z0-9]/ ? $_ : sprintf '%%%02X', ord } split //, encode('UTF-8', $text);
	my $r = $m->get(($path // '/sok/forslag') . "?q=$uri");
	is $r->status, 200, encode('UTF-8', "suggestions for <$text>");
	like $r->header('content-type'), qr{^application/json}, 'as JSON';
	return @{ $r->json->{items} };
}

sub texts { return map { $_->{text} } suggested(@_) }

my ($motala) = suggested('mot');
is_deeply [@$motala{qw(kind text url label)}], ['municipality', 'Motala', '/foretag?municipality=0583', 'Kommun'], 'a municipality';
is +(texts('mö'))[0], 'Snickeri och möbler', 'an area by a word in it';
is +(texts('mo'))[0], 'Montering, packning och legoarbete', 'but those that begin so come first';
is_deeply [map { $_->{label} } grep { $_->{kind} =~ /^(?:project|report|organisation)$/ } suggested('mot')], [qw(Organisation Projekt Rapport)], 'each says what it is';
ok scalar(grep { $_ eq 'Snickeri och möbler' } texts('snick')), 'an area';
ok scalar(grep { $_ eq 'snickeri' } texts('SNICK')), 'a word';
ok scalar(grep { /^Björkens/ } texts('björk')), 'a name';
ok scalar(grep { $_ eq 'Östgötamodellen' } texts('ostgot')), 'without dots';
is_deeply [texts('snikeri')], ['snickeri'], 'a corrected word';
ok scalar(grep { $_ eq 'kafé motala' } texts('kafé mota')), 'the last of several words';
is scalar(suggested($_)), 0, 'nothing' for '', 'x', ' ', '"', 'zzzzqq', '*', "\x{1F600}";
cmp_ok scalar(suggested('a' . 'r')), '<=', 8, 'eight at most';
is +(suggested('joi', '/en/search/suggestions'))[0]{text}, 'Joinery and furniture', 'in English';
for my $word ('mo', 'kaf', 'tr', 'arb', 'sö', 'li', 'hu') {
	for my $item (suggested($word)) {
		my $r = $m->get($item->{url});
		$r = $m->get($r->header('location')) if $r->status == 308;
		is $r->status, 200, encode('UTF-8', "$item->{url} is there");
		unlike $r->text, qr/Inga (?:träffar|företag)/, 'and gives something' if $item->{url} =~ m{^/(?:sok|foretag)\?};
	}
}
is $m->get('/sok/forslag?q=%ff')->status, 400, 'what cannot be read is refused';
is $m->get('/sok/forslag?q=' . 'a' x 1500)->status, 200, 'long';
like $m->get('/')->text, qr{data-suggest="/sok/forslag"}, 'the field knows where to ask';
like $m->get('/')->header('content-security-policy'), qr/script-src 'self'; connect-src 'self'/, 'and is let to';
$m->stop;

# Of words that stand in many places only names are read that begin so; of rarer ones, names with them anywhere.
my $db = Medverk::Test::demo_db(folder() . '/many.db');
spew("$db.csv", "name,summary\n" . join('', map { "Qvarnen nr $_,qvas qves qvis qvos qvus qvys qvås qväs\n" } 1 .. 300)
	. "Gamla qvarnen,\nQvïsten,\nGamla qvintens,\n");
is run('import', 'enterprise', "$db.csv", '--db', $db)->{status}, 0, 'many records';
my $many = Medverk::Test->start(workers => 1, db => $db);
sub names { return map { $_->{text} } grep { $_->{kind} eq 'enterprise' } @{ $many->get("/sok/forslag?q=$_[0]")->json->{items} } }
is_deeply [names('qv')], ['Qvarnen nr 1', 'Qvarnen nr 10', 'Qvarnen nr 100', 'Qvarnen nr 101'], 'names in their order';
is_deeply [names('QVI')], ['Qvïsten', 'Gamla qvintens'], 'what is rarer, within names, too';
is_deeply [names('qvi%20qv')], [], 'all that is typed';
done_testing;
