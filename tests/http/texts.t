#!/usr/bin/perl
# The longer texts of records, looked at before they are saved.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna kim lisa));
my $m = Medverk::Test->start(db => $db);
my ($anna, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna kim lisa);

my ($page) = $anna->get('/admin/pages')->text =~ m{<a href="(/admin/pages/[0-9a-f-]{36})">};
ok $page, 'there is a page to edit';
html_ok($anna->get($page), 200, 'its form');
my $base = $anna->field('base');
my $before = $m->get('/om')->body;
my %typed = (name => 'Provsidan', description => "Hej **du**\n\n- ett\n- två\n\n# Rubrik\n\n[ut](https://example.se) och [in](/om)",
	description_en => 'Hello *you*', base => $base, seen => $anna->field('seen'), note => 'Därför');
html_ok($anna->post($page, { %typed, do => 'look' }), 200, 'the texts are shown');
my ($shown) = $anna->{last}->text =~ m{(<section class="looked".*?</section>)}s;
like $shown, qr{Hej <strong>du</strong>.*<li>ett</li>.*<h2>Rubrik</h2>.*<a href="https://example\.se"[^>]*>ut</a>.*<a href="/om">in</a>}s, 'as visitors will see them';
like $shown, qr{<div class="prose" lang="en"><p>Hello <em>you</em></p>}, 'in every language';
like $anna->{last}->text, qr{<textarea[^>]*name="description"[^>]*>Hej \*\*du\*\*}, 'what was written is kept';
like $anna->{last}->text, qr{name="name" value="Provsidan".*name="note" value="Därför"}s, 'all of it';
is $anna->field('base'), $base, 'and it is still made from the same version';
is $m->get('/om')->body, $before, 'nothing is saved';
unlike $anna->get($page)->text, qr/Provsidan|class="looked"/, 'not as a draft either';
is $anna->post($page, { %typed, do => 'publish' })->status, 303, 'and then it is';

# What is no text of ours does nothing, whatever it is hidden in.
my @hostile = ('<script>alert(1)</script>', '<img src=x onerror=alert(1)>', "<iframe src=//example.se></iframe>\n", '[a](javascript:alert(1))', '[a](JaVaScRiPt:alert(1))',
	'[a](&#106;avascript:alert(1))', "[a](java\tscript:alert(1))", '[a](data:text/html,<script>alert(1)</script>)', '[a](vbscript:x)', '<javascript:alert(1)>', '![a](javascript:alert(1))',
	"[a]\n\n[a]: javascript:alert(1)", '[a](https://example.se "onmouseover=alert(1)")', '<a href="javascript:alert(1)">x</a>', '<style>body{display:none}</style>', '</textarea><script>alert(1)</script>', '<svg/onload=alert(1)>');
$anna->get($page);
html_ok($anna->post($page, { %typed, description => join("\n\n", @hostile), do => 'look' }), 200, 'hostile text is shown');
($shown) = $anna->{last}->text =~ m{(<section class="looked".*?</section>)}s;
unlike $shown, qr/<(?:script|img|iframe|style|svg)|href="\s*(?:javascript|data|vbscript)|\son[a-z]+=|<a[^>]* title=/i, 'and does nothing';
unlike $anna->{last}->text, qr{</textarea><script>}, 'nor in its field';

# Wrong fields elsewhere do not stand in the way, nor are they forgotten.
html_ok($anna->post('/admin/projekt/ny', { name => '', start_date => 'i fjol', results => 'Bra **resultat**', do => 'look' }), 200, 'a form that is not right yet');
like $anna->{last}->text, qr{<strong>resultat</strong>.*value="i fjol"}s, 'is shown as it is';
html_ok($anna->post('/admin/projekt/ny', { name => 'x', do => 'look' }), 200, 'a form without longer texts');
like $anna->{last}->text, qr/ingen längre text/, 'says so';
unlike $anna->get('/admin/terms/ny')->text, qr/value="look"/, 'a kind without such texts does not offer it';
html_ok($anna->post('/admin/en/projects/new', { name => 'x', results => 'Fine', do => 'look' }), 200, 'in English');
like $anna->{last}->text, qr/This is how the texts look/, 'too';

is $lisa->post('/admin/projekt/ny', { name => 'x', do => 'look' })->status, 403, 'who may not edit looks at nothing';
$kim->get('/admin/projekt/ny');
is $kim->post($page, { %typed, do => 'look' })->status, 403, 'nor who may not edit this';
ok $m->is_well, 'and all is well';
done_testing;
