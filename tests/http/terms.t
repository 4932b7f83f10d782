#!/usr/bin/perl
# Terms of code lists in their forms: made, translated, put in order, used, taken away and brought back.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Encode qw(decode);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna kim));
my $m = Medverk::Test->start(db => $db);
my ($anna, $kim) = map { Medverk::Browser->signed_in($m, $_) } qw(anna kim);

sub sql {
	my ($text) = @_;
	my $out = `sqlite3 '$db' "$text"`;
	chomp $out;
	return decode('UTF-8', $out);
}

# The form of a term, and what it has to send along.
sub form_of {
	my ($name) = @_;
	my ($uri) = $anna->get('/admin/terms?q=' . Medverk::Browser::encoded($name))->text =~ m{<a href="(/admin/terms/[0-9a-f-]{36})">\Q$name\E<};
	html_ok($anna->get($uri), 200, "the form of $name");
	return ($uri, base => $anna->field('base'), seen => $anna->field('seen'));
}


is $kim->get('/admin/terms')->status, 403, 'terms are not a municipality\'s';
my %new = (name => 'Zzglasblåsning', name_en => 'Zzglass blowing', taxonomy => 'goods_and_services', code => 'zzglas', position => '1', summary => 'Skålar och vaser.');
html_ok($anna->get('/admin/terms/ny'), 200, 'a new term');
is $anna->post('/admin/terms/ny', { %new, code => 'Å!', do => 'publish' })->status, 422, 'a code that is none is refused';
is $anna->post('/admin/terms/ny', { %new, taxonomy => 'bananer', do => 'publish' })->status, 422, 'and a list that there is none of';
is $anna->post('/admin/terms/ny', { %new, do => 'publish' })->status, 303, 'it is made' or diag $anna->{last}->text;
is $anna->post('/admin/terms/ny', { %new, name => 'En annan', do => 'publish' })->status, 422, 'its code is taken then';
my ($uri, %sent) = form_of('Zzglasblåsning');
unlike $anna->get("$uri/ta-bort")->text, qr/class="note">[^<]*hänvisar hit/, 'nobody refers to it';
like $anna->get('/admin/foretag/ny')->text, qr{name="goods_and_services"[^>]*> Zzglasblåsning<}, 'the form of an enterprise offers it';
like $anna->get('/admin/en/enterprises/new')->text, qr{Zzglas}, 'in English, too';

# An enterprise uses it.
my ($enterprise) = $anna->get('/admin/foretag?q=oasen')->text =~ m{<a href="(/admin/foretag/[0-9a-f-]{36})">};
my ($term) = $uri =~ m{([^/]+)$};
$anna->get($enterprise);
is $anna->post($enterprise, { base => $anna->field('base'), seen => $anna->field('seen'), goods_and_services => ['', $term], do => 'publish' })->status, 303, 'an enterprise has it';
like $m->get('/foretag/cafe-oasen')->text, qr/Zzglasblåsning/, 'and shows it';
like $m->get('/en/enterprises/cafe-oasen')->text, qr/Zzglass blowing/, 'in English by its English name';
is $m->get('/api/v1/enterprises?goods_and_services=zzglas')->json->{page}{total}, 1, 'the list is filtered by it';
($uri, %sent) = form_of('Zzglasblåsning');
like $anna->get("$uri/ta-bort")->text, qr{<p class="note">En annan post hänvisar hit}, 'who would take it away is told';
is $anna->post($uri, { %sent, name => 'Zzglashytta', do => 'publish' })->status, 303, 'it is called otherwise';
like $m->get('/foretag/cafe-oasen')->text, qr/Zzglashytta/, 'everywhere at once';
is $m->get('/api/v1/search?q=zzglashytta')->json->{page}{total}, 1, 'and found by that';

# Taken away and brought back.
($uri, %sent) = form_of('Zzglashytta');
is $anna->post("$uri/ta-bort", { %sent, do => 'archive', reason => 'Finns inte mer' })->status, 303, 'it is taken away';
unlike $m->get('/foretag/cafe-oasen')->text, qr/Zzglashytta/, 'the enterprise shows it no more';
unlike $anna->get('/admin/foretag/ny')->text, qr/Zzglashytta/, 'and nobody is offered it';
$anna->get($uri);
is $anna->post($uri, { base => $anna->field('base'), seen => $anna->field('seen'), do => 'publish' })->status, 303, 'it is published again';
like $m->get('/foretag/cafe-oasen')->text, qr/Zzglashytta/, 'and shown where it was';
is run('check', '--db', $db)->{status}, 0, 'the database is as it should be';
ok $m->is_well, 'and all is well';
done_testing;
