#!/usr/bin/perl
# What a record was: who changed it, when and why; two versions compared; an old one restored; taken away, and what visitors are told.
# routes: /admin/:kind/:id/historik /admin/en/:kind/:id/history /admin/:kind/:id/ta-bort /admin/en/:kind/:id/remove
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_NOW => '2026-03-05T23:07:00Z' });
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);

sub address_of {
	my ($b, $name, $list) = @_;
	my ($address) = $b->get(($list // '/admin/foretag') . '?q=' . Medverk::Browser::encoded($name))->text =~ m{<a href="(/admin/[^"]*)">\Q$name\E};
	return $address;
}

my $bris = address_of($anna, 'Bastuflotten Bris');
# The page without when it was changed; boxes that are ticked come in the order of the form.
sub page { return join "\n", sort grep { !/Senast ändrad/ } split /\n/, $m->get('/foretag/bastuflotten-bris')->text }
my $page = page();
ok $bris, 'a record';

# Saves the form with a change and says why.
sub change {
	my ($b, $why, %change) = @_;
	$b->get($bris);
	is $b->press('publish', %change, note => $why)->status, 303, $why;
}
change($anna, 'Kortare', summary => 'Bastu på sjön för alla som vill.', phone => '010-000 00 01');
change($erik, 'Rättat', summary => 'Bastu på sjön för alla som törs.', phone => '010-000 00 02');

# ------------------------------------------------------------------- who, when, why

html_ok($lisa->get("$bris/historik"), 200, 'the history');
my $text = $lisa->{last}->text;
like $text, qr/Version 3<.*6 mars 2026 kl\.\x{a0}00\.07 · erik\@example\.se.*Rättat.*Version 2<.*anna\@example\.se.*Kortare/s, 'says who, when by the clocks of Sweden, and why';
like $text, qr/från kommandoraden · <b>publicerad<\/b>/, 'and how it came to be public';
unlike $text, qr/Återställ/, 'who only reads restores nothing';
html_ok($lisa->get($bris =~ s{/admin/foretag}{/admin/en/enterprises}r . '/history'), 200, 'in English');
like $lisa->{last}->text, qr/6 March 2026, 00:07/, 'with English times';

# ------------------------------------------------------------------------ comparing

unlike $anna->get(address_of($anna, 'Kafé Gruvlyktan') . '/historik')->text, qr/<select/, 'one version alone is compared with nothing';
html_ok($anna->get("$bris/historik?revision=3"), 200, 'one version');
like $anna->{last}->text, qr/Version 3 jämförd med version 2.*Bastu på sjön för alla som .*<del>vill<\/del>.*<ins>törs<\/ins>\./s, 'by words';
like $anna->{last}->text, qr/<dd>.*<del>010-000 00 01<\/del><\/dd>\s*<dd>.*<ins>010-000 00 02<\/ins>/, 'a number as a whole';
html_ok($anna->get("$bris/historik?from=1&to=3"), 200, 'any two versions');
like $anna->{last}->text, qr/Version 3 jämförd med version 1/, 'are compared';
like $anna->{last}->text, qr/<select id="from".*?<option value="1" selected>Version 1, [^<]*<\/option>\s*<\/select>.*<select id="to".*?<option value="3" selected>/s, 'and chosen still';
html_ok($anna->get("$bris/historik?from=3&to=1"), 200, 'the other way round');
like $anna->{last}->text, qr/<del>törs<\/del>|<del>[^<]*törs[^<]*<\/del>/, 'is the other way round';
html_ok($anna->get("$bris/historik?from=2&to=2"), 200, 'one with itself');
like $anna->{last}->text, qr/Inga skillnader/, 'is the same';
html_ok($anna->get("$bris/historik?$_"), 200, "no such version: $_") for 'revision=99', 'revision=-1', 'revision=x', 'to=' . '9' x 40, 'from=1', 'from=9&to=2', 'before=1', 'before=x';

# ------------------------------------------------------------------------ restoring

my $revisions = () = $anna->get("$bris/historik")->text =~ /<h3>/g;
is $revisions, 3, 'three versions';
is $anna->press('keep', revision => 1)->status, 303, 'an old one is restored by one click';
html_ok($anna->get($anna->{last}->header('location')), 200, 'as a draft');
like $anna->{last}->text, qr/återställd som utkast.*Version 1 återställd\./s, 'which says so';
unlike $m->get('/foretag/bastuflotten-bris')->text, qr/010-000 00 01/, 'nothing is public yet';
html_ok($anna->get("$bris/historik?revision=2"), 200, 'while a change waits');
like $anna->{last}->text, qr/Publicera eller släng den innan/, 'no other is restored';
unlike $anna->{last}->text, qr/value="publish"|name="revision" value="1"/, 'there is no button';
html_ok($anna->post("$bris/historik", { revision => 2, base => 3, seen => $anna->field('seen'), do => 'keep' }), 409, 'whoever asks for it');
$anna->get($bris);
is $anna->press('publish')->status, 303, 'it is published';
is page(), $page, 'and the page is what it was';

$erik->get("$bris/historik?revision=3");
is $erik->press('publish', note => 'Annas var bättre')->status, 303, 'at once';
like $erik->get("$bris/historik")->text, qr/Version 5<.*Version 3 återställd\. Annas var bättre/s, 'with why';
like $m->get('/foretag/bastuflotten-bris')->text, qr/som törs/, 'it is public';

# Somebody else was there before.
$erik->get("$bris/historik?revision=2");
change($anna, 'Emellan', phone => '010-000 00 03');
html_ok($erik->press('publish', note => 'Mitt skäl'), 409, 'who did not see a change restores nothing');
like $erik->{last}->text, qr/Någon annan hann ändra.*value="Mitt skäl".*Emellan/s, 'is told, and what was typed is kept';
is $erik->press('publish')->status, 303, 'before deciding again';
like $m->get('/foretag/bastuflotten-bris')->text, qr/010-000 00 01/, 'and it is done';

# What an old version belonged with may be gone.
$anna->get('/admin/projekt/ny');
is $anna->press('keep', name => 'Ett projekt som tar slut')->status, 303, 'a draft of a project';
change($anna, 'Med projekt', projects => 'Ett projekt som tar slut', phone => '010-000 00 04');
change($anna, 'Utan', projects => '', phone => '010-000 00 05');
is system('sqlite3', $db, "UPDATE record SET state = 'erased' WHERE name = 'Ett projekt som tar slut'"), 0, 'is erased';
my ($with) = $anna->get("$bris/historik")->text =~ /Version (\d+)<(?:(?!<h3>).)*Med projekt/s;
$anna->get("$bris/historik?revision=$with");
html_ok($anna->press('publish'), 422, 'a version that belonged with it');
like $anna->{last}->text, qr/Allt kan inte återställas.*Något som den hörde ihop med finns inte kvar/s, 'cannot be restored whole, which is said';
unlike $m->get('/foretag/bastuflotten-bris')->text, qr/010-000 00 04/, 'nothing is saved';
is $anna->field('anyway'), '1', 'the form says that the rest will do';
is $anna->press('publish', anyway => 1)->status, 303, 'the rest is restored then';
like $m->get('/foretag/bastuflotten-bris')->text, qr/010-000 00 04/, 'and public';

# Rights, and nonsense.
$anna->get("$bris/historik?revision=2");
my %form = (revision => 2, base => $anna->field('base'), seen => '');
is $lisa->post("$bris/historik", { %form, do => $_ })->status, 403, "a reader: $_" for qw(keep publish);
is $anna->post("$bris/historik", { %form, secret => 'x', do => 'publish' }, secret => 'x')->status, 403, 'a forged form';
is $anna->post("$bris/historik", { %form, do => 'publish', revision => $_ })->status, 404, "no such version: $_" for 99, 'x', -1;
html_ok($anna->post("$bris/historik", { revision => 2, do => 'publish' }), 409, 'a form that knows nothing');
is $anna->post('/admin/foretag/nope/historik', \%form)->status, 404, 'no such record';
my $oasen = address_of($anna, 'Café Oasen i Vadstena');
is $kim->post("$oasen/historik", { revision => 1, base => 1, seen => '' })->status, 403, 'another municipality\'s';

# Who proposed and who published are both remembered, and why.
$kim->get($bris);
is $kim->press('send', locality => 'Motala hamn', note => 'Ny brygga')->status, 303, 'a proposal';
$erik->get($bris);
is $erik->press('publish')->status, 303, 'published by another';
like $erik->get("$bris/historik")->text, qr/erik\@example\.se · förslag från kim\@example\.se<\/p>\s*<p>Varför: Ny brygga/, 'both are in the history';

# -------------------------------------------------------------------- taken away

html_ok($anna->get("$oasen/ta-bort"), 200, 'the page to take away');
html_ok($anna->press('archive', into => 'Finns inte', reason => 'Har stängt', note => 'Ringde dem'), 422, 'replaced by what is not there');
like $anna->{last}->text, qr/<a href="#into">/, 'is refused';
is_deeply [map { $anna->field($_) } qw(into reason note)], ['Finns inte', 'Har stängt', 'Ringde dem'], 'what was typed is kept';
html_ok($anna->press('archive', into => 'Café Oasen i Vadstena'), 422, 'by itself');
html_ok($anna->press('archive', into => '', reason => 'a' x 301), 422, 'with a book of reasons');
$anna->get("$oasen/ta-bort");
$erik->get($oasen);
is $erik->press('publish', phone => '010-000 00 06', note => 'Ny telefon')->status, 303, 'somebody changes it';
html_ok($anna->press('archive', into => 'Bastuflotten Bris', reason => 'Har stängt <b>', note => 'Ringde dem'), 409, 'who did not see that is told');
like $anna->{last}->text, qr/<ins>010-000 00 06<\/ins>/, 'what it was';
is $anna->field('into'), 'Bastuflotten Bris', 'and asked again';
is $m->get('/foretag/cafe-oasen')->status, 200, 'it is public still';
my ($uuid) = $oasen =~ m{([0-9a-f-]{36})};
$erik->get($oasen);
is $anna->press('archive')->status, 303, 'archived';
html_ok($m->get('/foretag/cafe-oasen'), 410, 'its address is gone');
like $m->get('/foretag/cafe-oasen')->text, qr/Skäl:<\/b> Har stängt &lt;b&gt;.*Se i stället <a href="\/foretag\/bastuflotten-bris">Bastuflotten Bris<\/a>/s, 'says why, and where to go instead';
my $gone = $m->get("/api/v1/enterprises/$uuid");
problem_ok($gone, 410);
is $gone->json->{reason}, 'Har stängt <b>', 'programs are told, too';
like $gone->json->{merged_into_url}, qr{/api/v1/enterprises/[0-9a-f-]{36}$}, 'with an address';
like $anna->get("$oasen/historik")->text, qr/anna\@example\.se · <b>arkiverad<\/b><\/p>\s*<p>Varför: Ringde dem<\/p>\s*<p>Besökare får veta: Har stängt &lt;b&gt;<\/p>\s*<p>Ersatt av Bastuflotten Bris/, 'the history has who, when, why, and what visitors are told';
html_ok($erik->press('publish', phone => '010-000 00 07'), 409, 'who had the form open is told that it changed');
is $erik->press('publish', note => 'Öppnar igen')->status, 303, 'and may publish it again';
is $m->get('/foretag/cafe-oasen')->status, 200, 'it is there again';
like $erik->get("$oasen/historik")->text, qr/erik\@example\.se · <b>publicerad<\/b><\/p>\s*<p>Varför: Öppnar igen/, 'which is in the history';
is $m->get('/api/v1/enterprises/' . $uuid)->json->{phone}, '010-000 00 07', 'with what was changed';

$anna->get('/admin/foretag/ny');
is $anna->press('keep', name => 'Ett misstag')->status, 303, 'a draft that came to nothing';
my $mistake = $anna->{last}->header('location') =~ s/\?.*//r;
html_ok($anna->get("$mistake/ta-bort"), 200, 'can be taken away');
unlike $anna->{last}->text, qr/value="hide"|name="reason"/, 'of which the public is not told';
is $anna->press('archive')->status, 303, 'too';
is $m->get('/foretag/ett-misstag')->status, 404, 'nobody ever knew of it';
is $anna->get("$mistake/ta-bort")->status, 404, 'once is enough';
is $lisa->get("$bris/ta-bort")->status, 403, 'a reader takes nothing away';
is $kim->get("$oasen/ta-bort")->status, 403, 'nor an editor what is others\'';
is $lisa->post("$bris/ta-bort", { do => 'hide', base => 1, seen => '' })->status, 403, 'by any road';
is $anna->post("$bris/ta-bort", { do => 'explode' })->status, 400, 'what is no act is none';
is run('check', '--db', $db)->{status}, 0, 'everything agrees';
ok $m->is_well, 'and all is well';
done_testing;
