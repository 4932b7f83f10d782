#!/usr/bin/perl
# Pictures and documents of records: sent, described, approved, shown, and out of reach when their record is.
# routes: /files/:id /admin/:kind/:id/filer /admin/en/:kind/:id/files /admin/:kind/:id/filer/:slug /admin/en/:kind/:id/files/:slug
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Medverk::Media qw(png bomb pdf with_exif size_of);

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
my $m = Medverk::Test->start(db => $db, env => { MEDVERK_PICTURE_BYTES => 2 * 1024 * 1024 });
my ($anna, $kim, $lisa) = map { Medverk::Browser->signed_in($m, $_) } qw(anna kim lisa);

sub uuid_of { chomp(my $id = `sqlite3 '$db' "SELECT uuid FROM record WHERE kind = '$_[0]' AND slug = '$_[1]'"`); return $id }
sub in_db { chomp(my $value = `sqlite3 '$db' "$_[0]"`); return $value }
my $bjorken = uuid_of('enterprise', 'bjorkens-snickeri');
my $FORM = "/admin/foretag/$bjorken/filer";
my $PAGE = '/foretag/bjorkens-snickeri';

# Sends the form of the page of files, as it is shown, with these fields changed.
sub sends {
	my ($b, $uri, $fields, @files) = @_;
	my $html = $b->get($uri)->text;
	my %all;
	for my $tag ($html =~ /<(?:input|select|textarea)[^>]*>(?:[^<]*(?=<\/textarea>))?/g) {
		my ($name) = $tag =~ /\sname="([^"]*)"/ or next;
		next if $tag =~ /type="(?:file|checkbox)"/ && $tag !~ /\schecked/;
		$all{$name} = Medverk::Browser::plain($tag =~ /^<textarea[^>]*>(.*)/s ? $1 : $tag =~ /\svalue="([^"]*)"/ ? $1 : '');
	}
	while ($html =~ /<select[^>]*name="([^"]*)"(.*?)<\/select>/gs) {
		my ($name, $options) = ($1, $2);
		$all{$name} = $options =~ /value="([^"]*)" selected/ ? $1 : '';
	}
	delete $all{secret};
	return $b->send_files($uri, { %all, %$fields }, @files);
}
sub picture { return ['pictures_new', 'bild.png', png(900, 600, seed => 40 * $_[0])] }
sub pictures { return $m->get("/api/v1/enterprises/$bjorken")->json->{pictures} // [] }

# ------------------------------------------------------------------- the page

html_ok($anna->get($FORM), 200, 'the page of files');
unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'has all its words';
like $anna->{last}->text, qr/JPEG, PNG eller WebP, högst 2 MB/, 'and says what it takes';
html_ok($anna->get("/admin/en/enterprises/$bjorken/files"), 200, 'in English, too');
unlike $anna->{last}->text, qr/\{\{|[>"]admin\./, 'with all its words';
like $anna->get("/admin/foretag/$bjorken")->text, qr{href="\Q$FORM\E"}, 'the record leads there';
is $anna->get('/admin/kommuner/' . uuid_of('municipality', 'motala') . '/filer')->status, 404, 'where a kind has files';
is $m->get($FORM)->status, 303, 'for those who are signed in';

# ---------------------------------------------------------------- a picture

html_ok(sends($anna, $FORM, { do => 'publish' }, picture(1)), 422, 'a picture without words');
like $anna->{last}->text, qr/Skriv vad bilden föreställer/, 'is to be described';
my ($kept) = $anna->{last}->text =~ /name="pictures_0_file" value="([0-9a-f]{64})"/;
ok $kept, 'it is kept meanwhile';
my ($preview) = $anna->{last}->text =~ /<img src="([^"]*)"/;
my $shown = $anna->get($preview);
is $shown->status, 200, 'and shown';
is join(' ', size_of($shown->body)), 'webp 400 267', 'small';
like $shown->header('cache-control'), qr/^private/, 'to this visitor';
is $kim->get($preview)->status, 404, 'and to no other';
is $m->get("/files/$kept.jpg")->status, 404, 'it is not public';
is scalar(@{ pictures() }), 0, 'and of no record';
$anna->get($FORM);
is $anna->send_files($FORM, { do => 'publish', seen => $anna->field('seen'), pictures_0_file => $kept, pictures_0_text => 'En stol', pictures_0_focus => 'top_left', note => 'Ny bild' })->status, 303, 'described, it is saved';
my $p = pictures();
is scalar @$p, 1, 'and public';
is_deeply [@{ $p->[0] }{qw(alt width height type focus)}], ['En stol', 900, 600, 'image/jpeg', 'top_left'], 'with what is known of it';
is_deeply [map { [@$_{qw(type width height)}] } @{ $p->[0]{sizes} }], [['image/webp', 400, 267], ['image/webp', 800, 533], ['image/webp', 900, 600]], 'in three sizes';
ok !exists $p->[0]{alt_language}, 'in the language that was asked for';
is $m->get("/api/v1/enterprises/$bjorken?lang=en")->json->{pictures}[0]{alt_language}, 'sv', 'or what it is in is said';
for my $one ($p->[0], @{ $p->[0]{sizes} }) {
	my $r = $m->get($one->{url});
	is $r->status, 200, $one->{url};
	is $r->header('content-type'), $one->{type}, 'of its type';
	is_deeply [(size_of($r->body))[1, 2]], [@$one{qw(width height)}], 'and its size';
	is $r->header('content-length'), length $r->body, 'its length is right';
	is $r->header('cache-control'), 'no-cache', 'browsers ask each time';
	is $r->header('x-content-type-options'), 'nosniff', 'and guess nothing';
	my $again = $m->get($one->{url}, headers => { 'if-none-match' => $r->header('etag') });
	is $again->status, 304, 'they are told when they have it';
	is $again->body, '', 'and sent nothing';
	my $head = $m->head($one->{url});
	is $head->header('content-length'), length $r->body, 'HEAD says its length';
	is $head->body, '', 'and nothing else';
}
html_ok($m->get($PAGE), 200, 'the page of the record');
like $m->get($PAGE)->text, qr{<source type="image/webp" srcset="/files/[0-9a-f]{64}\.webp 400w, /files/[0-9a-f]{64}\.webp 800w, /files/[0-9a-f]{64}\.webp 900w" sizes=}, 'has it in all sizes';
like $m->get($PAGE)->text, qr{<img class="focus-top_left" src="/files/\Q$kept\E\.jpg" width="900" height="600" alt="En stol"}, 'with its words';
like $m->get('/en/enterprises/bjorkens-snickeri')->text, qr{alt="En stol" lang="sv"}, 'whose language is said in English';
is in_db("SELECT count(*) FROM revision AS v JOIN record AS r ON r.id = v.record WHERE r.uuid = '$bjorken'"), 2, 'it is a revision';
like $anna->get("/admin/foretag/$bjorken/historik?revision=2")->text, qr/Bilder/, 'in the history';
my $address = $p->[0]{url};
for my $odd ("/files/$kept", "/files/$kept.webp", "/files/$kept.pdf", "/files/" . uc($kept) . '.jpg', '/files/x.jpg', '/files/../m.db', '/files/', "/files/$kept.jpg/", '/files/' . '0' x 64 . '.jpg') {
	my $status = $m->get($odd)->status;
	ok $status == 404 || $status == 308, "$odd: $status";
}

# -------------------------------------------------- more of them, in another order

is sends($anna, $FORM, { do => 'publish', pictures_new_decorative => 1 }, picture(2))->status, 303, 'a decorative one';
is sends($anna, $FORM, { do => 'publish', pictures_new_text => 'Ett bord', pictures_new_text_en => 'A table' }, picture(3))->status, 303, 'and one in two languages';
$p = pictures();
is_deeply [map { $_->{alt} // 'none' } @$p], ['En stol', 'none', 'Ett bord'], 'in order';
ok $p->[1]{decorative}, 'decoration is said to be that';
like $m->get($PAGE)->text, qr/alt="" /, 'and has no words';
is $m->get("/api/v1/enterprises/$bjorken?lang=en")->json->{pictures}[2]{alt}, 'A table', 'words in English';
is sends($anna, $FORM, { do => 'publish', pictures_2_place => 1 })->status, 303, 'the last goes first';
is_deeply [map { $_->{alt} // 'none' } @{ pictures() }], ['Ett bord', 'En stol', 'none'], 'before the others';
is sends($anna, $FORM, { do => 'publish', pictures_2_remove => 1 })->status, 303, 'one is taken away';
is scalar @{ pictures() }, 2, 'and gone';
is $m->get($p->[1]{url})->status, 404, 'for all';
html_ok(sends($anna, $FORM, { do => 'publish', pictures_new_text => 'x' }, picture(3)), 422, 'the same again');
like $anna->{last}->text, qr/finns redan här/, 'is there already';
html_ok(sends($anna, $FORM, { do => 'publish', pictures_0_text => 'x' x 301 }), 422, 'too many words');
html_ok(sends($anna, $FORM, { do => 'publish', pictures_0_decorative => 1 }), 422, 'words and decoration');
is sends($anna, $FORM, { do => 'explode' })->status, 400, 'another button';

# ------------------------------------------------------- drafts and approval

my $before = $m->get($PAGE)->body;
is sends($anna, $FORM, { do => 'keep', pictures_new_text => 'Utkast' }, picture(4))->status, 303, 'a draft';
is $m->get($PAGE)->body, $before, 'leaves the page as it is, to the letter';
my ($draft) = $anna->get($FORM)->text =~ /name="pictures_2_file" value="([0-9a-f]{64})"/;
ok $draft, 'the form has it';
is $m->get("/files/$draft.jpg")->status, 404, 'the public does not';
is $lisa->get("$FORM/$draft.jpg")->status, 200, 'who may see the record may see it';
like $anna->get("/admin/foretag/$bjorken")->text, qr/<ins>[^<]*Utkast/, 'what would change is shown';
$anna->get("/admin/foretag/$bjorken");
my %hidden = map { $_ => $anna->field($_) } qw(base seen name);
is $anna->post("/admin/foretag/$bjorken", { %hidden, do => 'keep', phone => '013-12 34 56' })->status, 303, 'a draft of other fields';
like $anna->get($FORM)->text, qr/pictures_2_file/, 'keeps the pictures of the draft';
is sends($anna, $FORM, { do => 'publish' })->status, 303, 'accepted';
is scalar @{ pictures() }, 3, 'it is public';
is $m->get("/files/$draft.jpg")->status, 200, 'and within reach';

# A spreadsheet has no pictures, and takes none away.
my $list = $anna->get('/admin/foretag/export')->text;
unlike +($list =~ /\A([^\r\n]*)/)[0], qr/pictures/, 'no column for them';
spew("$dir/list.csv", $list =~ s/013-12 34 56/013-65 43 21/r);
is run('import', 'enterprise', "$dir/list.csv", '--db', $db)->{status}, 0, 'a list with a change';
is scalar @{ pictures() }, 3, 'leaves them';

# Two at once.
$kim->get("/admin/foretag/" . uuid_of('enterprise', 'bastuflotten-bris') . "/filer");
html_ok($anna->get($FORM), 200, 'a form');
my $seen = $anna->field('seen');
my $erik = Medverk::Browser->signed_in($m, 'erik');
is sends($erik, $FORM, { do => 'publish', pictures_1_text => 'En pall' })->status, 303, 'somebody else saves';
html_ok($anna->send_files($FORM, { do => 'publish', seen => $seen, pictures_0_file => $kept, pictures_0_text => 'Min stol' }), 409, 'who saves over it is told');
like $anna->{last}->text, qr/En pall/, 'what it is now';
like $anna->{last}->text, qr/Min stol/, 'and keeps what was written';
is scalar @{ pictures() }, 3, 'nothing was saved';

# ------------------------------------------------------------ what is refused

my %bad = ('text' => ['hello', 'ingen bild'], 'a PDF' => [pdf(1), 'ingen bild'], 'a bomb' => [Medverk::Media::claims(9000, 9000), 'högst 50 miljoner'],
	'half' => [substr(png(900, 600, seed => 9), 0, 900), 'skadad'], 'an SVG' => ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'ingen bild']);
for my $name (sort keys %bad) {
	html_ok(sends($anna, $FORM, { do => 'publish', pictures_new_text => 'Kvar' }, ['pictures_new', 'x.png', $bad{$name}[0]]), 422, "$name is refused");
	like $anna->{last}->text, qr/$bad{$name}[1]/, 'by name';
}
html_ok(sends($anna, $FORM, { do => 'publish' }, ['pictures_new', 'x.png', "\x89PNG" . 'x' x 2_200_000]), 422, 'more than is taken');
like $anna->{last}->text, qr/högst 2 MB/, 'by name';
is scalar @{ pictures() }, 3, 'nothing was saved';

# By whom.
is $lisa->send_files($FORM, { do => 'publish', seen => $seen })->status, 403, 'a reader changes nothing';
is sends($kim, "/admin/foretag/$bjorken/filer", { do => 'publish' })->status, 403, 'nor a municipality\'s editor what is not theirs' if $kim->get($FORM)->status == 403;
my $other = uuid_of('enterprise', 'bastuflotten-bris');
is $kim->get("/admin/foretag/$other/filer")->status, 200, 'its own';
is $kim->send_files("/admin/foretag/$other/filer", { do => 'publish', seen => $kim->field('seen'), pictures_0_file => $draft, pictures_0_text => 'Tagen' })->status, 303, 'a file that others sent';
is in_db("SELECT count(*) FROM attachment AS a JOIN record AS r ON r.id = a.record WHERE r.uuid = '$other'"), 0, 'is not taken';
is $anna->send_files($FORM, { do => 'publish', secret => 'x' })->status, 403, 'no form of others is taken';

# ------------------------------------------------------------------ documents

my $report = uuid_of('report', in_db("SELECT slug FROM record WHERE kind = 'report' AND state = 'published' ORDER BY id LIMIT 1"));
my $slug = in_db("SELECT slug FROM record WHERE uuid = '$report'");
my $RFORM = "/admin/rapporter/$report/filer";
my $pdf = pdf(34, title => 'Om sociala foretag', tagged => 1);
is sends($anna, $RFORM, { do => 'publish' }, ['documents_new', 'rapport.pdf', $pdf])->status, 303, 'a PDF';
my $d = $m->get("/api/v1/reports/$report")->json->{documents};
is_deeply [@{ $d->[0] }{qw(title pages bytes type)}, $d->[0]{tagged} ? 1 : 0], ['Om sociala foretag', 34, length $pdf, 'application/pdf', 1], 'is what it says';
is $m->get($d->[0]{url})->body, $pdf, 'and as it was';
like $m->get($d->[0]{url})->header('content-disposition'), qr/^inline; filename="[0-9a-f]+\.pdf"$/, 'to be read at once';
html_ok($m->get("/rapporter/$slug"), 200, 'the page of the report');
like $m->get("/rapporter/$slug")->text, qr/Om sociala foretag<\/span> \(PDF, 34 sidor, 4\x{a0}kB, kan läsas upp\)/, 'says so';
html_ok($m->get("/en/reports/$slug"), 200, 'in English');
is sends($anna, $RFORM, { do => 'publish' }, ['documents_new', 'C:\\mapp\\namn utan titel.pdf', pdf(1)])->status, 303, 'one without a title';
like $m->get("/api/v1/reports/$report")->json->{documents}[1]{title}, qr/namn utan titel$/, 'has the name of its file';
for my $polyglot (pdf(2) . "PK\5\6" . "\0" x 18, '<script>alert(1)</script>' . pdf(2), pdf(1, encrypted => 1), pdf(1, script => 1), png(9, 9)) {
	html_ok(sends($anna, $RFORM, { do => 'publish', documents_new_text => 'x' }, ['documents_new', 'x.pdf', $polyglot]), 422, 'what is more or less than a PDF is refused');
}

# ---------------------------------------------------------------- out of reach

is $m->get($address)->status, 200, 'a picture of a public record';
$anna->get("/admin/foretag/$bjorken");
is $anna->post("/admin/foretag/$bjorken/ta-bort", { base => $anna->field('base'), seen => $anna->field('seen'), do => 'hide' })->status, 303, 'that is hidden';
is $m->get($address)->status, 404, 'is out of reach at once';
is $m->get($_->{url})->status, 404, 'in every size' for @{ $p->[0]{sizes} };
is $m->get($address, headers => { 'if-none-match' => qq("$kept") })->status, 404, 'also for who has it';
is $anna->get("$FORM/$kept.jpg")->status, 200, 'editors see it';
is $m->get($address, headers => { cookie => "medverk=$anna->{cookie}" })->status, 404, 'but not there';
is $m->get($d->[0]{url})->status, 200, 'those of others stay';

# A file that is gone.
my $path = (glob "$dir/files/" . substr($draft, 0, 2) . "/$draft")[0];
ok $path, 'a file has its place';
is `find '$dir/files' -name 'upload-*' | wc -l` + 0, 0, 'nothing else lies there';
unlink $path;
is $anna->get("$FORM/$draft.jpg")->status, 404, 'when it is gone it is not found';
like $m->log, qr/level=error event=file-missing file=\Q$draft\E/, 'and the log says so';
cmp_ok +(sort { $b <=> $a } map { (slurp("/proc/$_/status") // '') =~ /^VmHWM:\s*(\d+)/m } $m->workers)[0], '<', 64 * 1024, 'no worker has grown beyond 64 MiB' if $Medverk::Test::PATIENCE == 1;
ok $m->is_well(2), 'all is well';
is $m->stop, 0, 'it ends well';
done_testing;
