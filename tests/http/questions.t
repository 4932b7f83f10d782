#!/usr/bin/perl
# Everything that can be typed into the search field: the page, the API and the
# suggestions answer it, soon, and say what they could not do; nothing comes back as
# markup, what was typed stands in the field again, and no worker dies of it.
# routes: /sok /foretag /api/v1/search /api/v1/enterprises /sok/forslag
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Encode qw(encode);
use Time::HiRes qw(time);
use Unicode::Normalize ();

my $SOON = 3;           # seconds, on a machine that does much else
my $LETTERS = 200;      # query_letters

my $m = Medverk::Test->start;
my @workers = $m->workers;

sub uri {
	my ($bytes) = @_;
	return join '', map { /[A-Za-z0-9]/ ? $_ : $_ eq ' ' ? '+' : sprintf '%%%02X', ord } split //, $bytes;
}

sub words { return join ' ', @_ }

# Name, text, and of a text that is looked for: `cut` where not all of it is.
my @texts = (
	['nothing', ''],
	['blanks', " \t  "],
	['2 000 letters', 'a' x 2000, 'cut'],
	['2 000 Swedish letters', 'å' x 1200, 'cut'],
	['a text', words(('Vi', 'söker', 'någon', 'som', 'kan', 'snickra', 'möbler', 'i', 'Motala') x 25), 'cut'],
	['200 words', words(('ord') x 200), 'cut'],
	['100 words of one letter', words(map { chr(97 + $_ % 26) } 0 .. 99), 'cut'],
	['200 letters, one word', 'x' x 200],
	['300 letters, one word', 'ö' x 300, 'cut'],
	['a word of 50 members', 'snickeri' x 25],
	['quotation marks', '"' x 199],
	['deep quotation', '"' x 60 . 'snickeri' . '"' x 60],
	['quotation opened often', words(map { "\"$_" } ('a' .. 'z') x 2), 'cut'],
	['quotation of all sorts', '“snickeri” ”snickeri” „snickeri“ «snickeri» ‘snickeri’ "snickeri'],
	['100 phrases', words(map { "\"ord $_\"" } 1 .. 100), 'cut'],
	['20 phrases', words(map { '"i en"' } 1 .. 20), 'cut'],
	['100 minus words', words(map { "-ord$_" } 1 .. 100), 'cut'],
	['minus words only', '-snickeri -kafé -motala'],
	['minus a phrase', 'snickeri -"i motala"'],
	['minus signs', '-' x 199],
	['100 stars', words(('a*') x 60), 'cut'],
	['stars', '*' x 199],
	['a star inside', 'sni*eri *eri s*'],
	['punctuation', '!?.,;:()[]{}<>/\\|@#$%^&*_+=~`'],
	['one dot', '.'],
	['FTS5: operators', 'AND OR NOT NEAR'],
	['FTS5: an expression', 'name:snickeri AND (labels:kafé OR NOT text:x)'],
	['FTS5: NEAR', 'NEAR("a" "b", 5) ^snickeri'],
	['FTS5: columns', '{name labels} : "x" - text : y + z'],
	['FTS5: commands', "'integrity-check' 'delete-all' rebuild optimize"],
	['SQL', "'; DROP TABLE record; -- x' OR '1'='1"],
	['markup', '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>&amp;{{q}}{{{q}}}', 'cut'],
	['emoji', "\x{1F600}" x 150],
	['emoji of several signs', "\x{1F468}\x{200D}\x{1F469}\x{200D}\x{1F467} \x{1F1F8}\x{1F1EA} 1\x{FE0F}\x{20E3}" x 10],
	['Arabic and Hebrew', 'مرحبا بالعالم שלום עולם'],
	['direction marks', "\x{202E}snickeri\x{202C} \x{2066}motala\x{2069} \x{200F}"],
	['Chinese and Thai', '日本語の検索 สวัสดีชาวโลก' x 5],
	['zero width alone', "\x{200B}\x{200C}\x{200D}\x{2060}\x{FEFF}"],
	['zero width in a word', "snick\x{200B}eri mota\x{AD}la"],
	['letters taken apart', "mo\x{308}belsnickeri a\x{30A}tervinning"],
	['marks that may be', "e" . "\x{301}" x 25 . " \x{301}"],
	['marks alone', "\x{301}\x{308} " x 30],
	['a ligature of 18 letters', "\x{FDFA}" x 100],
	['letters outside the first plane', "\x{1D56C}\x{1D586} \x{20000} \x{10FFFD}"],
	['private and unassigned', "\x{E000} \x{378} \x{FFFD} \x{FFFC}"],
	['digits of all sorts', '½ ² Ⅷ ٣ ३ 零 ⑳'],
	['numbers', words(1 .. 60), 'cut'],
	['one long number', '9' x 199],
	['organisation numbers', words(('769900-0019') x 15), 'cut'],
	['a URL', 'https://www.example.se/sok?q=snickeri&page=2#x', 'cut'],
	['an e-mail address', 'anna@example.se'],
	['lines', "snickeri\nmotala\r\nkafé\tx"],
	['stop words', words(('och', 'i', 'att', 'det') x 12), 'cut'],
	['separators', "snickeri\x{2028}motala\x{2029}kafé\x{3000}x\x{85}" =~ s/\x{85}//r],
);

# What no text is: refused, by name, by all of them.
my @no_texts = (
	['NUL', "\0"], ['NUL inside', "snick\0eri"], ['a control sign', "snick\x01eri"], ['escape', "\e[31mred"], ['DEL', "\x7f"],
	['half a letter', "sn\xc3"], ['a wrong byte', "\xff"], ['an overlong form', "\xc0\xaf"], ['a surrogate', "\xed\xa0\x80"],
	['above Unicode', "\xf4\x90\x80\x80"], ['Latin-1', "sm\xf6rg\xe5s"], ['a flood of marks', encode('UTF-8', 'e' . "\x{301}" x 150)],
	['floods of marks', encode('UTF-8', ('e' . "\x{301}" x 40) x 5)],
);

sub soon {
	my ($name, $uri) = @_;
	my $began = time;
	my $r = $m->get($uri);
	my $took = time - $began;
	cmp_ok $took, '<', $SOON * $Medverk::Test::PATIENCE, "$name: soon";
	return $r;
}

# The value of the field with this name, entities resolved.
sub field {
	my ($r) = @_;
	my ($tag) = $r->text =~ /(<input[^>]* name="q"[^>]*>)/ or return undef;
	my ($value) = $tag =~ / value="([^"]*)"/ or return '';
	$value =~ s/&quot;/"/g, $value =~ s/&#39;/'/g, $value =~ s/&lt;/</g, $value =~ s/&gt;/>/g, $value =~ s/&amp;/&/g;
	return $value;
}

sub squeezed {
	my ($text) = @_;
	return $text =~ s/\s+/ /gr =~ s/^ | $//gr;
}

for (@texts) {
	my ($name, $text, $cut) = @$_;
	my $q = uri(encode('UTF-8', $text));
	my $long = length $text > $LETTERS;
	for my $path ('/sok', '/foretag', '/en/search', '/projekt') {
		my $r = soon("$path, $name", "$path?q=$q");
		html_ok($r, 200, 'a page');
		unlike $r->body, qr/<script>alert|<img src=x/, 'without its markup';
		is squeezed(field($r)), squeezed(Unicode::Normalize::NFC($text)), 'what was typed stands in the field';
		my $said = $r->text =~ /kunde inte söka på allt|could not search for everything/ ? 'cut' : '';
		is $said, $cut // '', $cut ? 'says that not all was looked for' : 'all of it was looked for' if $path =~ /s/;
	}
	for my $path ('/api/v1/search', '/api/v1/enterprises') {
		my $r = soon("$path, $name", "$path?q=$q");
		if ($long) {
			problem_ok($r, 400, 'q', 'refused by name');
			is $r->json->{errors}[0]{code}, 'too_long', 'as too long';
			like $r->json->{detail}, qr/$LETTERS/, 'and how long it may be';
			next;
		}
		is $r->status, 200, 'answered';
		is !!$r->json->{query}{cut}, !!$cut, $cut ? 'cut' : 'not cut';
	}
	for my $path ('/sok/forslag', '/en/search/suggestions') {
		my $r = soon("$path, $name", "$path?q=$q");
		is $r->status, 200, 'suggestions';
		cmp_ok scalar @{ $r->json->{items} }, '<=', 8, 'eight at most';
	}
}

for (@no_texts) {
	my ($name, $bytes) = @$_;
	my $q = uri($bytes);
	html_ok(soon("page, $name", "/sok?q=$q"), 400, 'a page that says so');
	problem_ok(soon("API, $name", "/api/v1/search?q=$q"), 400, undef, 'a problem');
	is soon("suggestions, $name", "/sok/forslag?q=$q")->status, 400, 'no suggestions';
	is soon("name, $name", "/sok?$q=1")->status, 400, 'nor as a name';
}

# Longer than any address may be: said, in the language of the page.
html_ok($m->get('/sok?q=' . 'a' x 9000), 414, 'an address of 9 kB');
problem_ok($m->get('/api/v1/search?q=' . 'a' x 9000), 414, undef, 'for programs, too');

is_deeply [$m->workers], \@workers, 'no worker has died';
unlike $m->log, qr/level=(?:error|warning)/, 'nothing was wrong' or diag grep { /level=(?:error|warning)/ } split /^/, $m->log;
done_testing;
