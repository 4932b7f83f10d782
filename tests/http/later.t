#!/usr/bin/perl
# What is published on a certain day: said in the form, shown, changed, cancelled; done when its time comes, by the clock that the test sets.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim));
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_NOW => '2026-03-05T12:00:00Z' });
my ($anna, $erik, $kim) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim);
my ($bris) = $anna->get('/admin/foretag?q=bastuflotten')->text =~ m{<a href="(/admin/foretag/[0-9a-f-]{36})"};

# The clock of a moment.
sub tick {
	my ($now, $name) = @_;
	return is run('tick', '--db', $db, { env => { MEDVERK_NOW => $now } })->{status}, 0, $name // "it is $now";
}
sub public { return $m->get('/foretag/bastuflotten-bris')->text }

# ------------------------------------------------------------------- saying when

my $before = public();
$anna->get($bris);
for (['', '', 'Välj dagen'], ['2026-02-31', '', 'Skriv dagen som'], ['2026-04-01', '8 i kväll', 'Skriv dagen som'], ['2026-03-05', '12:59', 'inte har varit'], ['2025-04-01', '', 'inte har varit']) {
	my ($day, $time, $says) = @$_;
	html_ok($anna->press('later', summary => 'Våren är här.', publish_on => $day, publish_time => $time), 422, "no time to publish: $day $time");
	like $anna->{last}->text, qr/<a href="#publish_on">[^<]*\Q$says\E/, 'is refused';
	is $anna->filled_in->{$_->[0]}[0], $_->[1], "what was typed is kept: $_->[0]" for [summary => 'Våren är här.'], [publish_on => $day], [publish_time => $time];
}
is $anna->press('later', publish_on => '2026-04-01', publish_time => '')->status, 303, 'a day';
html_ok($anna->get($anna->{last}->header('location')), 200, 'is saved');
like $anna->{last}->text, qr/Det publiceras av sig självt när tiden kommer.*Publiceras av sig självt:<\/b> 1 april 2026 kl\.\x{a0}08\.00/s, 'which is said, by the clocks of Sweden';
is_deeply [map { $anna->filled_in->{$_}[0] } qw(publish_on publish_time)], ['2026-04-01', '08:00'], 'and stands in the form';
like $erik->get('/admin')->text, qr/Publiceras av sig självt<\/h2>.*Bastuflotten Bris.*1 april 2026 kl\.\x{a0}08\.00 · anna\@example\.se/s, 'and on the front page';
is public(), $before, 'the website waits';
$anna->get($bris);
is $anna->press('keep', publish_time => '9.30')->status, 303, 'a draft with another time';
like $anna->get($bris)->text, qr/1 april 2026 kl\.\x{a0}09\.30/, 'is published then instead';
is $anna->press('keep', publish_on => '')->status, 303, 'without a day';
unlike $anna->get($bris)->text, qr/Publiceras av sig självt:/, 'it is not';
tick('2026-05-01T00:00:00Z', 'time goes by');
is public(), $before, 'without it';

# ------------------------------------------------------------------- its time comes

is $anna->press('later', publish_on => '2026-04-01')->status, 303, 'a day again';
tick('2026-04-01T05:59:59Z', 'a second before eight in summer time');
is public(), $before, 'is too early';
tick('2026-04-01T06:00:00Z', 'eight');
like public(), qr/Våren är här\./, 'it is public';
like $anna->get("$bris/historik")->text, qr/anna\@example\.se<\/p>/, 'by whom who said so';
like $m->get('/api/v1/search?q=v%C3%A5ren')->body, qr/Bastuflotten/, 'and found';
unlike $erik->get('/admin')->text, qr/Publiceras av sig självt<\/h2>/, 'and no longer on the front page';
tick('2026-04-02T00:00:00Z', 'once is enough');
my $revisions = () = $anna->get("$bris/historik")->text =~ /<h3>/g;
is $revisions, 2, 'there is one version more';

# A new one, that nobody has seen; and the server itself, when it starts.
$kim->get('/admin/foretag/ny');
my ($motala) = $kim->{last}->text =~ /value="([0-9a-f-]{36})"> Motala/;
is $kim->press('later', name => 'Aprilbruket', municipality => ['', $motala], publish_on => '2026-04-03', publish_time => '12:00')->status, 303, 'a new record with a day';
is $m->get('/foretag/aprilbruket')->status, 404, 'is a draft';
my $later = Medverk::Test->start(db => $db, env => { MEDVERK_NOW => '2026-04-03T10:00:00Z' });
ok eventually(sub { $m->get('/foretag/aprilbruket')->status == 200 }), 'which a server publishes by itself';
$later->stop;

# ------------------------------------------------------- what happened meanwhile

# Something else was changed: both are published.
$anna->get($bris);
is $anna->press('later', summary => 'Sommaren är här.', publish_on => '2026-06-01')->status, 303, 'a day in summer';
my $form = $anna->get($bris) && $anna->filled_in;
run('import', 'enterprise', spew("$dir/one.csv", "id,name,phone\n" . ($bris =~ s{.*/}{}r) . ",Bastuflotten Bris,010-000 00 10\n"), '--db', $db);
tick('2026-06-01T10:00:00Z', 'the day');
like public(), qr/Sommaren är här\.(?=.*010-000 00 10)/s, 'both changes are public';

# The same was changed, or it was taken away: it goes to those who approve.
$kim->get($bris);
is $kim->press('later', summary => 'Hösten är här.', publish_on => '2026-09-01', note => 'Ny årstid')->status, 303, 'a day in autumn';
run('import', 'enterprise', spew("$dir/one.csv", "id,name,summary\n" . ($bris =~ s{.*/}{}r) . ",Bastuflotten Bris,Vintern är här.\n"), '--db', $db);
tick('2026-09-01T10:00:00Z', 'the day');
like public(), qr/Vintern är här\./, 'what was published since stays';
like $erik->get('/admin')->text, qr/Väntar på ditt godkännande.*Bastuflotten Bris.*kim\@example\.se.*publicerades inte av sig självt/s, 'the other waits to be approved';
html_ok($erik->get($bris), 200, 'with why');
like $erik->{last}->text, qr/Det publicerades inte när tiden kom: posten har ändrats.*Hösten/s, 'in words';
is $erik->press('publish')->status, 303, 'it is published by hand';
like public(), qr/Hösten är här\./, 'in the end';

$anna->get($bris);
is $anna->press('later', summary => 'Nästa vår.', publish_on => '2027-04-01')->status, 303, 'a day next year';
$erik->get("$bris/ta-bort");
is $erik->press('hide', reason => 'Renoveras')->status, 303, 'it is hidden before';
tick('2027-04-01T10:00:00Z', 'the day');
is $m->get('/foretag/bastuflotten-bris')->status, 410, 'does not bring it back';
like $erik->get('/admin')->text, qr/Bastuflotten Bris.*publicerades inte av sig självt/s, 'but asks';
$erik->get($bris);
is $erik->press('later', publish_on => '2027-05-01')->status, 303, 'what is hidden gets a day, too';
tick('2027-05-01T10:00:00Z', 'the day');
like public(), qr/Nästa vår\./, 'brings it back then';

# Who may not any more, and an address that another has by then.
$kim->get($bris);
is $kim->press('later', summary => 'Kims mening.', publish_on => '2027-06-01')->status, 303, 'somebody chooses a day';
is run('user', 'change', '--email', 'kim@example.se', '--role', 'reader', '--db', $db)->{status}, 0, 'and becomes a reader';
tick('2027-06-01T10:00:00Z', 'the day');
unlike public(), qr/Kims mening/, 'nothing is published';
like $erik->get($bris)->text, qr/får inte publicera posten längre/, 'somebody who may is asked';
is $erik->press('later', slug => 'ny-adress', publish_on => '2027-07-01')->status, 303, 'with another address';
$anna->get('/admin/foretag/ny');
is $anna->press('publish', name => 'Ny adress')->status, 303, 'which another gets before';
tick('2027-07-01T10:00:00Z', 'the day');
like $erik->get($bris)->text, qr/något i formuläret går inte att spara längre/, 'is told';
is run('check', '--db', $db)->{status}, 0, 'everything agrees';
ok $m->is_well, 'and all is well';
done_testing;
