#!/usr/bin/perl
# Signing in in two steps: set up, used, turned off, lost, demanded.
# routes: /admin/logga-in/kod /admin/en/sign-in/code /admin/min-sida/tva-steg /admin/en/me/two-steps
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;
use Medverk::Code;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
my $NOW = 1772712000;
my %env = (MEDVERK_NOW => '2026-03-05T12:00:00Z');
my $PASSWORD = $Medverk::Browser::PASSWORD;
my $PAGE = '/admin/min-sida/tva-steg';
Medverk::Browser::accounts($db, qw(anna erik kim lisa));
my $m = Medverk::Test->start(db => $db, env => \%env, workers => 2);

sub sql { my ($sql) = @_; my $out = `sqlite3 '$db' "$sql"`; chomp $out; return $out }
sub user { return run('user', @_, '--db', $db) }
# The clock stands still, and no step is taken twice: the steps before are forgotten.
sub forget { sql('UPDATE factor SET last_step = 0') }
sub mails { return sql("SELECT purpose || ' ' || address FROM outbox ORDER BY id") }

# The first step, from some address.
sub password {
	my ($name, %as) = @_;
	my $b = Medverk::Browser->new($m);
	$b->{from} = $as{from} // '192.0.2.1';
	$b->get('/admin/logga-in' . (defined $as{to} ? "?to=$as{to}" : ''));
	$b->post('/admin/logga-in', { email => "$name\@example.se", password => $as{password} // $PASSWORD, to => $as{to}, unsaved => $as{unsaved} }, variables => { REMOTE_ADDR => $b->{from} });
	return $b;
}
# The second, with what the page has hidden.
sub code {
	my ($b, %fields) = @_;
	my %hidden = map { $_ => $b->field($_) } qw(half to unsaved lost);
	return $b->post('/admin/logga-in/kod', { %hidden, %fields }, variables => { REMOTE_ADDR => $b->{from} });
}
sub codes_of { return $_[0]->text =~ m{<li>([0-9a-z]{4}(?:-[0-9a-z]{4}){3})</li>}g }
sub forget_proof { sql("UPDATE session SET proved_at = '2026-01-01T00:00:00Z'") }

# --------------------------------------------------------------- setting it up

my $anna = Medverk::Browser->signed_in($m, 'anna');
like $anna->get('/admin/min-sida')->text, qr{bara lösenord\.[^<]*<a href="$PAGE"}, 'one\'s own page leads there';
html_ok($anna->get($PAGE), 200, 'the page');
forget_proof();
like $anna->get($PAGE)->text, qr/id="proof"/, 'asks for the password of who signed in a while ago';
html_ok($anna->post($PAGE, { do => 'begin' }), 422, 'without it nothing is begun');
html_ok($anna->post($PAGE, { do => 'begin', proof => 'fel fel fel fel' }), 422, 'nor with another');
is sql('SELECT count(*) FROM factor'), 0, 'nothing is kept';
ok !-e "$db.key", 'and there is no key yet';
is $anna->post($PAGE, { do => 'begin', proof => $PASSWORD })->header('location'), $PAGE, 'with it, it is begun';
html_ok($anna->get($PAGE), 200, 'what a phone reads is shown');
is $anna->{last}->header('cache-control'), 'no-store', 'and kept by nobody';
my ($secret) = $anna->{last}->text =~ m{<p class="key">([A-Z2-7 ]+)</p>};
(my $plain = $secret) =~ s/ //g;
is length $plain, 32, 'a secret of 160 bits';
my ($link) = $anna->{last}->text =~ m{href="(otpauth:[^"]+)"};
is Medverk::Browser::plain($link), "otpauth://totp/Medverk:anna%40example.se?secret=$plain&issuer=Medverk&algorithm=SHA1&digits=6&period=30", 'as an address for the app';
like $anna->{last}->text, qr{<svg class="qr" viewBox="0 0 (\d+) \1" role="img" aria-label="[^"]+"><path d="M4 4h7v1h-7z}, 'and as a picture';
unlike $anna->{last}->header('content-security-policy'), qr/unsafe|data:/, 'which needs no exception';
is password('anna')->{last}->status, 303, 'what is only begun is not asked for';
my $first = $plain;
$anna->post($PAGE, { do => 'begin' });
($secret) = $anna->get($PAGE)->text =~ m{<p class="key">([A-Z2-7 ]+)</p>};
isnt $secret =~ s/ //gr, $first, 'begun again, it is another';
html_ok($anna->post($PAGE, { do => 'confirm', code => Medverk::Code::at($first, $NOW) }), 422, 'whose codes are others');
like $anna->{last}->text, qr/telefonens klocka/, 'which is said';
like $anna->{last}->text, qr{<p class="key">\Q$secret\E</p>}, 'with the secret still there';
html_ok($anna->post($PAGE, { do => 'confirm', code => $_ }), 422, "no code: '$_'") for '', '12345', '1234567', 'abcdef', '      ', 'é' x 6, '0' x 1000;
is sql('SELECT count(*) FROM factor WHERE on_since IS NOT NULL'), 0, 'it is not on';
my $elsewhere = Medverk::Browser->signed_in($m, 'anna');
html_ok($anna->post($PAGE, { do => 'confirm', code => ' ' . Medverk::Code::at($secret, $NOW) =~ s/(...)/$1 /r }), 200, 'a right code turns it on');
my @paper = codes_of($anna->{last});
is scalar @paper, 10, 'and ten codes for paper are shown';
is scalar(keys %{ { map { $_ => 1 } @paper } }), 10, 'each another';
is $elsewhere->get('/admin')->status, 303, 'who is signed in elsewhere by the password alone is so no longer';
is $anna->get('/admin')->status, 200, 'here one stays';
is mails(), 'two_steps_on anna@example.se', 'a mail says so';
is_deeply [codes_of($anna->get($PAGE))], [], 'the codes are shown once';
unlike $anna->{last}->text, qr/\Q$secret\E/, 'the secret is not shown any more';
like $anna->{last}->text, qr/sedan 5 mars 2026/, 'but since when';
like $anna->{last}->text, qr/10 återställningskoder kvar/, 'and how many codes there are';
is $anna->post($PAGE, { do => 'begin' })->status, 303, 'it is not begun anew over one that is on';
html_ok($anna->post($PAGE, { do => 'confirm', code => Medverk::Code::at($secret, $NOW + 30) }), 422, 'nor confirmed twice');
is sql('SELECT count(*) FROM factor WHERE on_since IS NOT NULL'), 1, 'it is as it was';
like $anna->get('/admin/min-sida')->text, qr/lösenord och en kod/, 'one\'s own page knows';

# What is kept is of no use to who steals it.
is sprintf('%o', (stat "$db.key")[2] & 07777), '600', 'the key is its owner\'s';
is run('backup', "$dir/b", '--db', $db)->{status}, 0, 'a backup';
my ($key) = slurp("$db.key") =~ /^([0-9a-f]{64})$/;
my @bits = (map { sprintf '%05b', index 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', $_ } split //, $secret =~ s/ //gr);
my $raw = pack 'B*', join '', @bits;
for my $file ("$dir/b", $db, "$db-wal") {
	my $content = slurp($file) // '';
	my @known = ($key, pack('H*', $key), $secret, $secret =~ s/ //gr, $raw, unpack('H*', $raw), @paper, map { s/-//gr } @paper);
	is_deeply [grep { index($content, $_) >= 0 } @known], [], 'neither key nor secret nor code is in ' . $file =~ s{.*/}{}r;
}

# ---------------------------------------------------------------- signing in

forget();
my $b = password('anna', to => '/admin/konton');
html_ok($b->{last}, 200, 'the password leads to the second step');
is $b->{last}->header('set-cookie'), undef, 'and sets no cookie';
my $half = $b->field('half');
like $half, qr/^[\w-]{43}$/, 'only something for that step';
is index(slurp($db) . (slurp("$db-wal") // ''), $half), -1, 'of which the hash is kept';
for my $uri ('/admin', '/admin/konton', '/admin/min-sida', $PAGE, '/admin/foretag', '/admin/foretag/export') {
	is $m->get($uri, headers => { Cookie => "medverk=$half" })->status, 303, "it does not open $uri";
}
html_ok(code($b, code => '000000'), 422, 'a wrong code');
# The page without what was typed, and what is hidden.
sub page_of { return $_[0]->text =~ s/value="(?:[\w-]{43}|\d{6})"//gr }
my $said = page_of($b->{last});
like $said, qr/Koden stämmer inte/, 'is said to be wrong';
is $b->field('half'), $half, 'and one tries again';
for (['a step too old', code => Medverk::Code::at($secret, $NOW - 60)], ['one too new', code => Medverk::Code::at($secret, $NOW + 60)]) {
	my ($name, %fields) = @$_;
	html_ok(code(password('anna', from => '192.0.2.2'), %fields), 422, "a code of $name");
}
is code($b, code => Medverk::Code::at($secret, $NOW - 30))->status, 303, 'that of the step before is right';
is $b->{last}->header('location'), '/admin/konton', 'and leads to where one was going';
like $b->{last}->header('set-cookie'), qr{^medverk=[\w-]{43}; Path=/admin; Secure; HttpOnly; SameSite=Strict$}, 'signed in';
is $b->get('/admin/konton')->status, 200, 'one is in';
html_ok($b->post('/admin/logga-in/kod', { half => $half, code => Medverk::Code::at($secret, $NOW) }), 422, 'the first step was for one time');
like $b->{last}->text, qr/tog för lång tid.*id="password"/s, 'one begins anew';
$b = password('anna');
html_ok(code($b, code => Medverk::Code::at($secret, $NOW - 30)), 422, 'a code that was used');
is page_of($b->{last}), $said =~ s{value="/admin/konton"}{value="/admin"}r, 'is wrong like any other';
is code($b, code => Medverk::Code::at($secret, $NOW + 30))->status, 303, 'the next is right';
$b = password('anna');
html_ok(code($b, code => Medverk::Code::at($secret, $NOW)), 422, 'one before that is not');
is $m->get('/admin/logga-in/kod')->header('location'), '/admin/logga-in', 'there is no second step without the first';
is $m->get('/admin/en/sign-in/code')->header('location'), '/admin/en/sign-in', 'in no language';
html_ok($b->post('/admin/logga-in/kod', { half => $_, code => '000000' }), 422, 'nor with a made-up first') for '', 'x', 'A' x 43, 'å' x 43;
is $b->post('/admin/logga-in/kod', { half => $half, code => '1' }, headers => { Origin => 'https://evil.example' })->status, 403, 'nor from another site';

# Two at once with one code: one is in.
forget();
my @pressing = map {
	my $n = $_;
	my $one = password('anna', from => "192.0.2.1$n");
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		spew("$dir/press$n", code($one, code => Medverk::Code::at($secret, $NOW))->status);
		POSIX::_exit(0);
	}
	$pid;
} 1, 2;
waitpid $_, 0 for @pressing;
like join(' ', sort map { slurp("$dir/press$_") } 1, 2), qr/^303 422$/, 'a code that is used twice at once';

# Without the phone.
$b = password('anna');
html_ok(code($b, recovery => 'k7pq-m3xd-29ab-c4ef'), 422, 'a code that is not on the paper');
like $b->{last}->text, qr/<details open>.*id="recovery-error"/s, 'is said so where it was written';
is code($b, recovery => ' ' . uc($paper[0]) =~ s/-/ /gr =~ s/0/O/gr =~ s/1/l/gr)->status, 303, 'one that is, however it is read';
html_ok(code(password('anna', from => '192.0.2.4'), recovery => $paper[0]), 422, 'is good once');
is code(password('anna', from => '192.0.2.4'), code => $paper[1] =~ s/-//gr)->status, 303, 'another, in the other field';
like $b->get($PAGE)->text, qr/8 återställningskoder kvar/, 'eight are left';

# What ends the first step.
for (
	['the time', sub { sql("UPDATE half_session SET ends_at = '2026-03-05T12:00:00Z'") }],
	['a new password', sub { run('user', 'reset', '--email', 'anna@example.se', '--password-stdin', '--db', $db, { in => $PASSWORD }) }],
) {
	my ($name, $ends) = @$_;
	forget();
	$b = password('anna', from => '192.0.2.5');
	$ends->();
	html_ok(code($b, code => Medverk::Code::at($secret, $NOW)), 422, "$name ends the first step");
	is $b->{cookie}, undef, 'nobody is in';
}
user('disable', '--email', 'lisa@example.se');

# A link for a new password leads to the second step, too.
my ($ticket) = user('reset', '--email', 'anna@example.se')->{out} =~ /ticket=([\w-]{43})/;
$b = Medverk::Browser->new($m);
$b->get("/admin/losenord?ticket=$ticket");
html_ok($b->submit(password => $PASSWORD), 200, 'a new password by a link');
is $b->{last}->header('set-cookie'), undef, 'is not enough';
$b->{from} = '192.0.2.6';
is code($b, code => Medverk::Code::at($secret, $NOW))->header('location'), '/admin', 'with the code it is';
$anna = $b;

# A form that was kept goes through both steps.
forget();
$b = password('anna', to => '/admin/pages/import', unsaved => 'do=look&text=name%3Bsummary%0AKvar%3Bja');
like $b->{last}->text, qr/finns kvar i formuläret/, 'a form comes along';
html_ok(code($b, code => '000000'), 422, 'also after a wrong code');
html_ok(code($b, code => Medverk::Code::at($secret, $NOW)), 200, 'and after the right one');
like $b->{last}->text, qr{<textarea id="text"[^>]*>name;summary\s+Kvar;ja</textarea>}, 'it is there';

# --------------------------------------------------------------------- guessing

# The password is right each time, and forgives nothing.
sub guesses_from {
	my ($from, $n) = @_;
	return map { code(password('anna', from => $from), code => sprintf '%06d', $_)->status } 1 .. $n;
}
$m->stop;
$m = Medverk::Test->start(db => $db, env => \%env, workers => 2);
forget();
my @status = guesses_from('198.51.100.1', 5);
is "@status", '422 422 422 422 422', 'five guesses at the code are answered';
is password('anna', from => '198.51.100.1')->{last}->status, 429, 'then one waits, as with passwords';
$b = password('anna', from => '198.51.100.2');
is code($b, code => Medverk::Code::at($secret, $NOW))->status, 303, 'its owner comes in from elsewhere';
forget();
guesses_from("198.51.100.$_", 2) for 3 .. 7;
$b = password('anna', from => '198.51.100.9');
html_ok($b->{last}, 200, 'ten guesses from everywhere: a password is still looked at');
is code($b, code => Medverk::Code::at($secret, $NOW))->status, 429, 'but no code is, not even the right one';
cmp_ok $b->{last}->header('retry-after'), '>', 0, 'for a while';
like $b->{last}->text, qr/Vänta \d+ sekund.*id="code-error"/s, 'and the page says so';

# Who does not know the password learns nothing of who has a second step.
my @wrong = map { password($_, password => 'fel fel fel fel', from => '203.0.113.1') } qw(erik nobody);
my $annas = password('anna', password => 'fel fel fel fel', from => '203.0.113.2');
is $_->{last}->text =~ s/(erik|nobody)\@/anna\@/gr, $annas->{last}->text, 'the same answer for a wrong password' for @wrong;

# ------------------------------------------------- new codes, and turning it off

$m->stop;
$m = Medverk::Test->start(db => $db, env => \%env, workers => 2);
$anna->{program} = $m;
forget();
$anna->get($PAGE);
forget_proof();
html_ok($anna->post($PAGE, { do => $_, code => Medverk::Code::at($secret, $NOW) }), 422, "$_ wants the password again") for qw(codes end);
html_ok($anna->post($PAGE, { do => 'codes', code => '000000', proof => $PASSWORD }), 422, 'and a code');
html_ok($anna->post($PAGE, { do => 'end', code => '' }), 422, 'whatever is wanted');
is sql('SELECT count(*) FROM recovery_code') . mails(), "8two_steps_on anna\@example.se", 'nothing was done';
html_ok($anna->post($PAGE, { do => 'codes', code => Medverk::Code::at($secret, $NOW) }), 200, 'new codes for paper');
my @new = codes_of($anna->{last});
is scalar @new, 10, 'ten of them';
html_ok($anna->post($PAGE, { do => 'codes', code => $paper[2] }), 422, 'the old are no codes any more');
is $anna->post($PAGE, { do => 'end', code => $new[0] })->header('location'), $PAGE, 'with one of the new, for who lost the phone, it is turned off';
like $anna->get($PAGE)->text, qr/value="begin"/, 'and could be set up again';
is mails(), "two_steps_on anna\@example.se\ntwo_steps_off anna\@example.se", 'a mail says so';
is password('anna')->{last}->status, 303, 'the password is enough';
is sql('SELECT count(*) FROM recovery_code') . sql('SELECT count(*) FROM factor'), '00', 'nothing of it is left';
$anna->post($PAGE, { do => 'begin' });
is $anna->post($PAGE, { do => 'cancel' })->header('location'), '/admin/min-sida', 'what is begun can be left';
is sql('SELECT count(*) FROM factor'), 0, 'without a trace';
is $anna->post($PAGE, { do => 'explode' })->status, 400, 'there is no such button';

# --------------------------------------------------------- turned off by others

# Sets it up; its secret.
sub set_up {
	my ($b) = @_;
	$b->get($PAGE);
	$b->post($PAGE, { do => 'begin' });
	my ($own) = $b->get($PAGE)->text =~ m{<p class="key">([A-Z2-7 ]+)</p>};
	html_ok($b->post($PAGE, { do => 'confirm', code => Medverk::Code::at($own, $NOW) }), 200, 'set up');
	return ($own, codes_of($b->{last}));
}
my $kim = Medverk::Browser->signed_in($m, 'kim');
my ($kims) = set_up($kim);
my $id = sql("SELECT id FROM account WHERE email = 'kim\@example.se'");
like $anna->get('/admin/konton')->text, qr{kim\@example\.se</a>[^\n]*Loggar in i två steg}, 'administrators see who signs in so';
like $anna->get("/admin/konton/$id")->text, qr/value="end_two_steps"/, 'and can turn it off';
unlike $anna->get('/admin/konton/1')->text, qr/value="end_two_steps"/, 'not where there is none';
forget_proof();
html_ok($anna->post("/admin/konton/$id", { do => 'end_two_steps' }), 422, 'with their own password');
is sql('SELECT count(*) FROM factor'), 1, 'without it nothing is done';
is $kim->post("/admin/konton/$id", { do => 'end_two_steps' })->status, 403, 'editors cannot';
is $anna->post('/admin/konton/99', { do => 'end_two_steps', proof => $PASSWORD })->status, 404, 'there is no such account';
is $anna->post('/admin/konton/ny', { do => 'end_two_steps' })->status, 404, 'nor a new one';
is $anna->post("/admin/konton/$id", { do => 'end_two_steps' })->status, 303, 'it is turned off';
is sql('SELECT count(*) FROM factor'), 0, 'and gone';
like mails(), qr/two_steps_off kim\@example\.se$/, 'its owner has a mail';
is password('kim')->{last}->status, 303, 'and comes in by the password';
my ($annas_secret) = set_up($anna);
$anna->post('/admin/konton/1', { do => 'end_two_steps' });
is sql('SELECT count(*) FROM factor'), 1, 'one\'s own is not turned off there: that wants a code';

like user('list')->{out}, qr/^anna\@example\.se\tadministrator\t\tactive\t[\d-]*\ttwo steps$/m, 'the command lists it';
like user('list')->{out}, qr/^erik\@example\.se\teditor\t\tactive\t[\d-]*\t$/m, 'where there is one';
is user('reset', '--two-steps', '--email', 'anna@example.se')->{status}, 0, 'and turns it off';
is sql('SELECT count(*) FROM factor'), 0, 'it is gone';
like mails(), qr/two_steps_off anna\@example\.se$/, 'with a mail';
like user('reset', '--two-steps', '--email', 'anna@example.se')->{err}, qr/one step already/, 'where there is none it says so';
isnt user('reset', '--two-steps', '--email', 'x@example.se')->{status}, 0, 'and where there is nobody';
isnt user('add', '--two-steps', '--email', 'x@example.se', '--role', 'reader')->{status}, 0, 'and what it is not for';
is password('anna')->{last}->status, 303, 'the password stays';

# ---------------------------------------------------------------- without the key

my ($lost, @lost_paper) = set_up($anna);
is run('check', '--db', $db)->{status}, 0, 'all secrets open';
rename "$db.key", "$dir/key" or die;
forget();
html_ok(code(password('anna', from => '192.0.2.7'), code => Medverk::Code::at($lost, $NOW)), 422, 'without the key no code is right');
like $m->log, qr/event=key file="[^"]*\.key" error=/, 'and the log says why';
isnt run('check', '--db', $db)->{status}, 0, 'the command says so, too';
is code(password('anna', from => '192.0.2.7'), recovery => $lost_paper[0])->status, 303, 'what is on paper needs none';
spew("$db.key", "no key\n");
like run('check', '--db', $db)->{err}, qr/two steps/, 'a file that is none';
spew("$db.key", 'ab' x 32);
like run('check', '--db', $db)->{err}, qr/do not open/, 'another key';
html_ok(code(password('anna', from => '192.0.2.7'), code => Medverk::Code::at($lost, $NOW)), 422, 'opens nothing');
rename "$dir/key", "$db.key" or die;
is code(password('anna', from => '192.0.2.8'), code => Medverk::Code::at($lost, $NOW))->status, 303, 'with its own all is well';
# A secret that is put into another's row is locked to its owner.
sql("UPDATE factor SET account = (SELECT id FROM account WHERE email = 'erik\@example.se')") if sql("DELETE FROM recovery_code; SELECT 1");
forget();
html_ok(code(password('erik', from => '192.0.2.9'), code => Medverk::Code::at($lost, $NOW)), 422, 'moved to another account it does not open');
sql('DELETE FROM factor');
$m->stop;

# ------------------------------------------------------- demanded, and left alone

$m = Medverk::Test->start(db => $db, env => { %env, MEDVERK_TWO_STEPS_FOR_ADMINISTRATORS => 1, MEDVERK_REMOTE_USER => 1 }, workers => 2);
$b = password('anna', to => '/admin/konton');
is $b->{last}->status, 303, 'administrators without a second step sign in';
for my $uri ('/admin', '/admin/konton', '/admin/min-sida', '/admin/foretag', '/admin/foretag/export', '/admin/foretag/ny') {
	is $b->get($uri)->header('location'), $PAGE, "and $uri leads to where it is set up";
}
is $b->get('/admin/en/accounts')->header('location'), '/admin/en/me/two-steps', 'in their language';
html_ok($b->get($PAGE), 200, 'which is open');
like $b->{last}->text, qr/Administratörer loggar in i två steg/, 'and says why';
is $b->post('/admin/konton/ny', { email => 'ny@example.se', role => 'administrator', do => 'save' })->header('location'), $PAGE, 'nobody is let in by them';
is sql("SELECT count(*) FROM account WHERE email = 'ny\@example.se'"), 0, 'before';
html_ok($b->post('/admin/pages/ny', { name => 'Inte borta', do => 'publish' }), 403, 'a form that they had open');
like $b->{last}->text, qr/value="Inte borta"/, 'is shown again';
like $b->{last}->text, qr{<a href="$PAGE"}, 'with the way to set it up';
my ($own) = set_up($b);
is $b->get('/admin/konton')->status, 200, 'after that all is open';
is $b->post('/admin/logga-ut', {})->status, 303, 'one can sign out';
is password('erik')->get('/admin')->status, 200, 'editors are not asked for it';
my $sso = Medverk::Browser->new($m);
is $sso->get('/admin/konton', variables => { REMOTE_USER => 'anna@example.se' })->status, 200, 'nor is whom the web server signs in';
is $sso->get($PAGE, variables => { REMOTE_USER => 'anna@example.se' })->status, 404, 'who has nothing to set up';
unlike $sso->get('/admin/min-sida', variables => { REMOTE_USER => 'anna@example.se' })->text, qr/\Q$PAGE\E/, 'nor is led there';
ok $m->is_well, 'and all is well';
done_testing;
