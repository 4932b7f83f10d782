#!/usr/bin/perl
# What visitors mean by their words, kept on the site: who may, what is refused, what it does to searches at once, and how it is taken back.
# routes: /admin/synonymer /admin/en/synonyms /admin/synonymer/export /admin/en/synonyms/export
# routes: /admin/synonymer/ny /admin/en/synonyms/new /admin/synonymer/:id /admin/en/synonyms/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Encode qw(decode);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
my $m = Medverk::Test->start(db => $db, workers => 3);
my ($anna, $erik, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna erik kim lisa);

# How many records every worker finds.
sub hits {
	my ($q) = @_;
	my %seen = map { $m->get('/api/v1/search?limit=1&q=' . Medverk::Browser::encoded($q))->json->{page}{total} => 1 } 1 .. 9;
	return join ' ', sort keys %seen;
}

sub sql {
	my ($text) = @_;
	my $out = `sqlite3 '$db' "$text"`;
	chomp $out;
	return decode('UTF-8', $out);
}

sub save {
	my ($b, $uri, %form) = @_;
	$b->get($uri);
	return $b->post($uri =~ s/\?.*//r, { was => $b->field('was'), way => 'same', words => '', means => '', do => 'save', %form });
}

# ------------------------------------------------------------------ who may

for my $uri ('/admin/synonymer', '/admin/synonymer/ny', '/admin/synonymer/1', '/admin/synonymer/export') {
	is $_->get($uri)->status, 200, "$uri is there for who edits everything" for $anna, $erik;
	is $_->get($uri)->status, 403, "$uri is not for who does not" for $kim, $lisa;
	is $m->get($uri)->status, 303, 'nor for who has not signed in';
}
$kim->get('/admin');
is $kim->post('/admin/synonymer/ny', { way => 'same', words => "a\nb", do => 'save' })->status, 403, 'who may not adds nothing';
is $kim->post('/admin/synonymer/1', { was => '', do => 'remove' })->status, 403, 'removes nothing';
is $kim->post('/admin/synonymer', { undo => 1 })->status, 403, 'and undoes nothing';
like $erik->get('/admin')->text, qr{<a href="/admin/synonymer">Synonymer</a>}, 'the front page leads there';
unlike $kim->get('/admin')->text, qr{/admin/synonymer}, 'whom it concerns';

# ------------------------------------------------------------------ the list

html_ok($erik->get('/admin/synonymer'), 200, 'the list');
like $erik->{last}->text, qr/\d+ rader/, 'says how many there are';
html_ok($erik->get('/admin/synonymer?page=2'), 200, 'has more pages');
html_ok($erik->get('/admin/synonymer?page=99999999999999999999'), 200, 'and no more than that');
html_ok($erik->get('/admin/synonymer?q=CAF%C3%89'), 200, 'it can be searched');
like $erik->{last}->text, qr{<a href="/admin/synonymer/\d+">kafé = café = fik = lunchservering</a>}, 'in whatever case';
html_ok($erik->get('/admin/synonymer?q=%22%25_*'), 200, 'signs are no words');
html_ok($erik->get('/admin/synonymer?q=qzxwvkj'), 200, 'what is not there');
like $erik->{last}->text, qr/har ingen synonym/, 'is not, which is said';
html_ok($erik->get('/admin/en/synonyms?q=fik'), 200, 'in English');
unlike $erik->{last}->text, qr/\{\{|[>"]admin\./, 'with all its words';
is $erik->get("/admin/synonymer/$_")->status, 404, "there is no line $_" for '0', '-1', 'x', '99999999', '9' x 30;

# ---------------------------------------------------------------- a new line

is hits('zzqxwvkj'), 0, 'a word that nothing has';
is hits('snickeri') > 0, 1, 'and one that some have';
my $carpenters = hits('snickeri');
html_ok($erik->get('/admin/synonymer/ny?word=zzqxwvkj'), 200, 'a new line for a word that somebody looked for');
like $erik->{last}->text, qr{<textarea id="words"[^>]*>zzqxwvkj</textarea>}, 'has it';
like $erik->{last}->text, qr{value="one_way" checked}, 'and goes one way';
html_ok($erik->post('/admin/synonymer/ny', { was => '', way => 'one_way', words => 'zzqxwvkj', means => 'snickeri', do => 'try' }), 200, 'it is tried');
like $erik->{last}->text, qr{<th scope="row">zzqxwvkj</th><td>0</td><td>$carpenters</td>}, 'what is found without it and with it';
like $erik->{last}->text, qr{<textarea id="means"[^>]*>snickeri</textarea>}, 'what was typed is kept';
is hits('zzqxwvkj'), 0, 'and nothing is saved';
is sql('SELECT count(*) FROM text_change'), '0', 'nor leaves a trace';
is $erik->post('/admin/synonymer/ny', { was => '', way => 'one_way', words => " Zzqxwvkj \r\n\r\n", means => "snickeri\r\n", do => 'save' })->status, 303, 'it is saved';
is hits('zzqxwvkj'), $carpenters, 'every worker knows it at once';
html_ok($erik->get($erik->{last}->header('location')), 200, 'the list');
like $erik->{last}->text, qr{gäller från nu.*<ins>Zzqxwvkj &gt; snickeri</ins>.*erik\@example\.se}s, 'says so, and who did it';
my $id = sql("SELECT id FROM synonym_line WHERE text = 'Zzqxwvkj > snickeri'");
ok $id, 'the line is as it was written';

# ------------------------------------------------------------ what is refused

my $rows = sql('SELECT count(*) FROM synonym');
my %wrong = (
	'minst ett ord' => { words => " \n " },
	'minst två ord' => { words => 'kastrull' },
	'vad orden betyder' => { way => 'one_way', words => 'kastrull' },
	'inget ord som går att söka' => { words => "kastrull\n–!" },
	'två gånger' => { words => "kastrull\nKASTRULL" },
	'”kastrull” står här två gånger' => { way => 'one_way', words => 'kastrull', means => "gryta\nkastrull" },
	'tecknen' => { words => "kastrull = gryta\nx" },
	'för långt' => { way => 'one_way', words => 'ett två tre fyra fem sex', means => 'gryta' },
	'Högst 32' => { words => join "\n", map { "ord$_" } 1 .. 33 },
	'Det finns redan: kafé = café = fik' => { words => "fik\ncafé" },
	'Det finns redan: Zzqxwvkj' => { way => 'one_way', words => 'zzqxwvkj', means => 'snickeri' },
);
for my $why (sort keys %wrong) {
	html_ok(save($erik, '/admin/synonymer/ny', %{ $wrong{$why} }), 422, "refused: $why");
	like $erik->{last}->text, qr/class="errors".*\Q$why\E.*class="wrong"/s, 'and says why';
	like $erik->{last}->text, qr/kastrull|ord33|qxwvkj|fik|ett två|name="words"/, 'with what was typed';
}
is save($erik, '/admin/synonymer/ny', words => ('å' x 900) . "\n" . ('ä' x 900), do => 'save')->status, 422, 'a line that is too long';
is save($erik, '/admin/synonymer/ny', words => "x\ny", do => 'sing')->status, 400, 'what is no button';
is sql('SELECT count(*) FROM synonym'), $rows, 'nothing of it is saved';

# -------------------------------------------------------- changed and removed

html_ok($anna->get("/admin/synonymer/$id"), 200, 'the line in its form');
my $was = $anna->field('was');
is save($erik, "/admin/synonymer/$id", way => 'one_way', words => "zzqxwvkj\nzzvxqkwj", means => 'snickeri')->status, 303, 'it is changed';
is hits('zzvxqkwj'), $carpenters, 'and means more';
html_ok($anna->post("/admin/synonymer/$id", { was => $was, way => 'one_way', words => 'zzqxwvkj', means => 'kafé', do => 'save' }), 409, 'who saves over it');
like $anna->{last}->text, qr{Raden är nu:</?[^<]*<b>zzqxwvkj = zzvxqkwj &gt; snickeri</b>|zzqxwvkj = zzvxqkwj &gt; snickeri}, 'is shown what it is now';
like $anna->{last}->text, qr{<textarea id="means"[^>]*>kafé</textarea>}, 'beside what was typed';
is $anna->post("/admin/synonymer/$id", { was => $anna->field('was'), way => 'one_way', words => 'zzqxwvkj', means => 'kafé', do => 'save' })->status, 303, 'and may save then';
is hits('zzvxqkwj'), 0, 'what is no longer said holds no longer';
isnt hits('zzqxwvkj'), $carpenters, 'and what is said does';
my $count = sql('SELECT count(*) FROM text_change');
is save($anna, "/admin/synonymer/$id", way => 'one_way', words => 'zzqxwvkj', means => 'kafé')->status, 303, 'saved as it is';
is sql('SELECT count(*) FROM text_change'), $count, 'nothing has changed';
html_ok($erik->get("/admin/synonymer/$id"), 200, 'its form');
like $erik->{last}->text, qr{<del>zzqxwvkj = zzvxqkwj &gt; snickeri</del>\s*<ins>zzqxwvkj &gt; kafé</ins>}, 'has its history';
my $erik_was = $erik->field('was');
$anna->get("/admin/synonymer/$id");
is $anna->post("/admin/synonymer/$id", { was => $anna->field('was'), do => 'remove' })->status, 303, 'it is removed';
is hits('zzqxwvkj'), 0, 'and means nothing';
html_ok($erik->post("/admin/synonymer/$id", { was => $erik_was, way => 'same', words => "zzqxwvkj\nkanna", do => 'save' }), 409, 'who saves it meanwhile');
like $erik->{last}->text, qr/Raden är borttagen.*zzqxwvkj/s, 'is told, and loses nothing';

# ------------------------------------------------------------------- taken back

$anna->get('/admin/synonymer');
my @numbers = $anna->{last}->text =~ /name="undo" value="(\d+)"/g;
cmp_ok scalar @numbers, '>=', 4, 'what was changed last';
html_ok($anna->post('/admin/synonymer', { undo => $numbers[1] }), 409, 'what was changed again since is not taken back');
is $anna->post('/admin/synonymer', { undo => $numbers[0] })->status, 303, 'what was removed comes back';
is sql("SELECT text FROM synonym_line WHERE id = $id"), 'zzqxwvkj > kafé', 'as it was';
isnt hits('zzqxwvkj'), '0', 'and means what it meant';
is $anna->post('/admin/synonymer', { undo => $_ })->status, 409, "there is no change $_" for '0', '99999', $numbers[0];
is $anna->post('/admin/synonymer', {})->status, 400, 'nothing to take back';

# ------------------------------------------------------------ out and in again

my $file = $erik->get('/admin/synonymer/export');
is $file->status, 200, 'all lines as a file';
like $file->header('content-disposition'), qr/^attachment; filename="synonymer-\d{4}-\d\d-\d\d\.txt"$/, 'with a name';
like $file->text, qr/^kafé = café = fik = lunchservering$/m, 'as they are written';
my $pairs = sql('SELECT word, means FROM public_synonym ORDER BY word, means');
spew("$dir/out.txt", $file->body);
is run('import', 'synonyms', "$dir/out.txt", '--db', $db)->{status}, 0, 'which the command takes';
is sql('SELECT word, means FROM public_synonym ORDER BY word, means'), $pairs, 'and nothing is other than it was';
isnt hits('zzqxwvkj'), '0', 'not for visitors either';

# --------------------------------------------------- when a session ends meanwhile

my $again = Medverk::Browser->new($m);
html_ok($again->post('/admin/synonymer/ny', { way => 'general', words => 'zzgryta', means => '', was => '', do => 'save' }), 401, 'who is no longer signed in');
$again->{uri} = '/admin/logga-in';
html_ok($again->submit(email => 'erik@example.se', password => $Medverk::Browser::PASSWORD), 200, 'signs in');
like $again->{last}->text, qr{value="general" checked.*<textarea id="words"[^>]*>zzgryta</textarea>}s, 'and finds it again';
ok $m->is_well, 'and all is well';
done_testing;
