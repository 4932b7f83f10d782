#!/usr/bin/perl
# Signing in and out, sessions, invitations, and who may come where.
# routes: /admin /admin/en /admin/logga-in /admin/en/sign-in /admin/logga-ut /admin/en/sign-out
# routes: /admin/losenord /admin/en/password /admin/min-sida /admin/en/me
# routes: /admin/konton /admin/en/accounts /admin/konton/ny /admin/en/accounts/new /admin/konton/:id /admin/en/accounts/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Browser;

my $dir = folder();
my $db = Medverk::Test::demo_db("$dir/m.db");
my $PASSWORD = "katt hund häst ko";

# ------------------------------------------------------------- the command

sub user {
	my ($in, @words) = @_;
	return run('user', @words, '--db', $db, { in => defined $in ? Encode::encode('UTF-8', $in) : '' });
}
is user($PASSWORD, qw(add --email Anna@Example.se --role administrator --password-stdin))->{status}, 0, 'an administrator is made';
is user($PASSWORD, qw(add --email anna@example.se --role editor --password-stdin))->{status}, 1, 'an address is one account, however it is written';
for (['kort', 'shorter than 12'], ['aaaaaaaaaaaaaaaa', 'easy'], ['vera@example.se', 'easy']) {
	my $r = user($_->[0], qw(add --email vera@example.se --role editor --password-stdin));
	is $r->{status}, 1, "the password '$_->[0]' is refused";
	like $r->{err}, qr/$_->[1]/, 'and why';
}
is user(undef, qw(add --email vera --role editor))->{status}, 1, 'an address is one';
is user(undef, qw(add --email vera@example.se --role king))->{status}, 1, 'a role is one';
is user(undef, qw(add --email vera@example.se --role municipality_editor))->{status}, 1, 'a municipality\'s editor has a municipality';
is user(undef, qw(add --email vera@example.se --role municipality_editor --municipality 9999))->{status}, 1, 'one that there is';
is user(undef, qw(disable --email anna@example.se))->{status}, 1, 'the last administrator stays';
my $invited = user(undef, qw(add --email kim@example.se --role municipality_editor --municipality 0583));
is $invited->{status}, 0, 'one is invited';
my ($link) = $invited->{out} =~ m{(/admin/losenord\?ticket=[\w-]{43})\n};
ok $link, 'by a link';
like user(undef, 'list')->{out}, qr/^anna\@example\.se\tadministrator\t\tactive\t\t$/m, 'the list has who was made';
like user(undef, 'list')->{out}, qr/^kim\@example\.se\tmunicipality_editor\t0583\tinvited\t\t$/m, 'and who was invited';
unlike slurp($db), qr/\Q$PASSWORD\E|@{[ substr $link, -43 ]}/, 'neither passwords nor tickets are kept';

# -------------------------------------------------------------- signing in

my $m = Medverk::Test->start(db => $db);
my $b = Medverk::Browser->new($m);
my $r = $b->get('/admin');
is $r->status, 303, 'who is not signed in';
is $r->header('location'), '/admin/logga-in?to=%2Fadmin', 'is sent to where one signs in';
is $m->get('/admin/en/accounts')->header('location'), '/admin/en/sign-in?to=%2Fadmin%2Fen%2Faccounts', 'in the language that was asked for';
is $m->get('/admin/foretag?q=kaf%C3%A9&state=draft')->header('location'), '/admin/logga-in?to=%2Fadmin%2Fforetag%3Fq%3Dkaf%25C3%25A9%26state%3Ddraft', 'with what was asked for';
html_ok($b->get('/admin/logga-in?to=%2Fadmin%2Fkonton'), 200, 'the page to sign in');
is $b->{last}->header('cache-control'), 'no-store', 'nothing of it is kept';
is $b->{last}->header('set-cookie'), undef, 'and it sets no cookie';
$r = $b->submit(email => 'anna@example.se', password => 'fel fel fel fel');
html_ok($r, 422, 'a wrong password');
like $r->text, qr/hör inte ihop/, 'is said to be wrong';
like $r->text, qr/value="anna\@example\.se"/, 'and the address is kept';
unlike $r->text, qr/fel fel fel/, 'but the password is not';
my $nobody = $b->submit(email => 'ingen@example.se', password => 'fel fel fel fel');
is $nobody->text =~ s/ingen\@/anna\@/gr, $r->text, 'nobody is told which addresses there are';
$r = $b->submit(email => ' ANNA@example.se', password => $PASSWORD);
is $r->status, 303, 'the right one';
is $r->header('location'), '/admin/konton', 'leads to where one was going';
like $r->header('set-cookie'), qr{^medverk=[\w-]{43}; Path=/admin; Secure; HttpOnly; SameSite=Strict$}, 'with a cookie for the administration only';
html_ok($b->get('/admin/konton'), 200, 'who is signed in comes in');
like $b->{last}->text, qr/kim\@example\.se/, 'and sees the accounts';
for my $to ('https://example.org/', '//example.org', '/admin/../foretag', '/foretag', '/admin/logga-in', '/admin/logga-ut', 'javascript:alert(1)', "/admin\r\nX: y") {
	my $c = Medverk::Browser->new($m);
	$c->get('/admin/logga-in');
	$r = $c->submit(email => 'anna@example.se', password => $PASSWORD, to => $to);
	is $r->header('location'), '/admin', 'signing in leads nowhere else: ' . $to =~ s/[\r\n]/ /gr;
	is $r->header('x'), undef, 'nor writes a header';
}

for (['/admin/foretag?q=kaf%C3%A9&state=draft', '/admin/foretag?q=kaf%C3%A9&state=draft'], ['/admin?a=b%0d%0aX:y', '/admin?a=b%0AX%3Ay'], ["/admin?a=\r\n", '/admin?a=%0A'], ['/admin?a=%ff', '/admin'], ['/admin?a=%00', '/admin'], ['/admin?q=/a//b', '/admin?q=%2Fa%2F%2Fb'], ['/admin?', '/admin']) {
	my $c = Medverk::Browser->new($m);
	$c->get('/admin/logga-in');
	is $c->submit(email => 'anna@example.se', password => $PASSWORD, to => $_->[0])->header('location'), $_->[1], 'what was asked for is asked again: ' . $_->[0] =~ s/[\r\n]/ /gr;
}
html_ok($b->get('/admin/logga-in'), 200, 'who is signed in may sign in once more');
is $b->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'which works';
html_ok($b->get('/admin/konton'), 200, 'and goes on');

# ------------------------------------------------------- forms of other sites

my $secret = $b->field('secret');
like $secret, qr/^[0-9a-f]{64}$/, 'forms have a secret';
isnt $secret, $b->{cookie}, 'which is not the cookie';
my %save = (email => 'olle@example.se', role => 'reader', do => 'save');
is $b->post('/admin/konton/ny', {%save}, secret => undef)->status, 403, 'without it nothing is done';
is $b->post('/admin/konton/ny', {%save}, secret => '0' x 64)->status, 403, 'nor with another';
is $b->post('/admin/konton/ny', {%save}, headers => { Origin => 'https://evil.example' })->status, 403, 'nor for a page of another site';
is $b->post('/admin/konton/ny', {%save}, headers => { Origin => 'null' })->status, 403, 'or of nowhere';
is $b->post('/admin/konton/ny', {%save}, headers => { 'Sec-Fetch-Site' => 'cross-site' })->status, 403, 'as browsers say it today';
is(Medverk::Browser->new($m)->post('/admin/logga-in', { email => 'anna@example.se', password => $PASSWORD }, headers => { Origin => 'https://evil.example' })->status, 403, 'nobody is signed in from there');
unlike user(undef, 'list')->{out}, qr/olle/, 'none of that was done';
is $b->post('/admin/konton/ny', {%save}, headers => { Origin => 'http://localhost' })->status, 200, 'our own page does it';
like $b->{last}->text, qr{/admin/losenord\?ticket=[\w-]{43}}, 'and shows the link';
is $m->request(uri => '/foretag', method => 'POST', body => 'a=b')->status, 405, 'public pages take no forms';
is $m->get('/admin/logga-ut')->status, 405, 'nothing is done by GET';

# Who signed in a while ago says once more who they are, before others are let in.
`sqlite3 '$db' "UPDATE session SET proved_at = '2026-01-01T00:00:00Z'"`;
html_ok($b->get('/admin/konton/ny'), 200, 'after a while the form');
like $b->{last}->text, qr/id="proof"/, 'asks for the password';
is $b->post('/admin/konton/ny', { do => 'invite' })->status, 400, 'who is not there yet cannot be invited again';
my %vera = (email => 'vera@example.se', role => 'reader', do => 'save');
is $b->post('/admin/konton/ny', {%vera})->status, 422, 'without it nobody is let in';
is $b->post('/admin/konton/ny', { %vera, proof => 'fel fel fel fel' })->status, 422, 'nor with another';
like $b->{last}->text, qr/value="vera\@example\.se"/, 'what was written is kept';
unlike user(undef, 'list')->{out}, qr/vera/, 'and nothing was done';
is $b->post('/admin/konton/ny', { %vera, proof => $PASSWORD })->status, 200, 'with it, it is done';
unlike $b->get('/admin/konton/ny')->text, qr/id="proof"/, 'and is good for a while';

# --------------------------------------------------------------- invitations

my $kim = Medverk::Browser->new($m);
html_ok($kim->get($link), 200, 'an invitation') for 1 .. 3;
like $kim->{last}->text, qr/value="kim\@example\.se"/, 'says whom it is for';
html_ok($kim->submit(password => 'kort'), 422, 'a short password is refused');
like $kim->{last}->text, qr/minst 12 tecken/, 'and why';
is $kim->submit(password => 'sommar vinter höst vår')->status, 303, 'a good one is taken';
html_ok($kim->get('/admin'), 200, 'and signs in');
html_ok($kim->get($link), 200, 'the link');
like $kim->{last}->text, qr/gäller inte längre/, 'is used up';
is $kim->get('/admin/konton')->status, 403, 'a municipality\'s editor keeps no accounts';
is $kim->get("/admin/konton/1")->status, 403, 'nor sees one';
is $kim->post('/admin/konton/1', { role => 'reader' })->status, 403, 'nor changes one';
is $kim->get('/admin/losenord?ticket=' . 'x' x 43)->status, 200, 'a link that never was';
like $kim->{last}->text, qr/gäller inte längre/, 'is no longer valid either';

# Pressed twice at once, a link works once.
my ($twice) = user(undef, qw(add --email twice@example.se --role reader))->{out} =~ /ticket=([\w-]{43})/;
my @pressing = map {
	my $n = $_;
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		spew("$dir/press$n", Medverk::Browser->new($m)->post('/admin/losenord', { ticket => $twice, password => "sommar $n vinter $n" })->status);
		POSIX::_exit(0);
	}
	$pid;
} 1, 2;
waitpid $_, 0 for @pressing;
is join(' ', sort map { slurp("$dir/press$_") } 1, 2), '303 422', 'a link that is used twice at once';

# ------------------------------------------------------------------ sessions

# A session that is used goes on; what GET notes is written down by the supervisor, at the latest when it ends.
sub sql {
	my ($sql) = @_;
	return `sqlite3 '$db' "$sql"`;
}
sql("UPDATE session SET seen_at = '2026-01-01T00:00:00Z' WHERE id <> (SELECT max(id) FROM session)");
is $b->get('/admin')->status, 303, 'a session that was left alone for long has ended';
$b->get('/admin/logga-in');
is $b->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'one signs in again';
sql("UPDATE session SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-3 hours')");
is $b->get('/admin')->status, 200, 'a session of a quiet afternoon goes on';
$m->stop;
is sql("SELECT count(*) FROM session WHERE account = 1 AND seen_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 hours')") + 0, 1, 'and is known to be in use';
$m = Medverk::Test->start(db => $db);
$_->{program} = $m for $b, $kim;
is $b->get('/admin')->status, 200, 'also after a new start';
$kim->get('/admin/logga-in');
is $kim->submit(email => 'kim@example.se', password => 'sommar vinter höst vår')->status, 303, 'the other signs in again';

my $second = Medverk::Browser->new($m);
$second->get('/admin/logga-in');
$second->submit(email => 'kim@example.se', password => 'sommar vinter höst vår', headers => { 'User-Agent' => 'Firefox <b>' });
html_ok($kim->get('/admin/min-sida'), 200, 'one\'s own page');
like $kim->{last}->text, qr/Firefox &lt;b&gt;/, 'shows where one is signed in';
my $third = Medverk::Browser->new($m);
$third->get('/admin/logga-in');
$third->submit(email => 'kim@example.se', password => 'sommar vinter höst vår', headers => { 'User-Agent' => 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36 Edg/124.0' });
html_ok($third->get('/admin/min-sida'), 200, 'a browser that is known');
like $third->{last}->text, qr/<h3>Edge, Windows</, 'is called by its name';
my ($other) = $kim->{last}->text =~ /name="do" value="(\d+)"/;
is $kim->post('/admin/min-sida', { do => $other })->status, 303, 'and ends it';
is $second->get('/admin')->status, 303, 'there';
$second->get('/admin/logga-in');
$second->submit(email => 'kim@example.se', password => 'sommar vinter höst vår');
is $second->get('/admin')->status, 200, 'signed in again';
$kim->get('/admin/min-sida');
is $kim->post('/admin/min-sida', { do => 'password', present => 'fel', password => 'ett två tre fyra' })->status, 422, 'another password wants the present one';
is $kim->post('/admin/min-sida', { do => 'password', present => 'sommar vinter höst vår', password => 'ett två tre fyra' })->status, 303, 'with it, it is changed';
is $second->get('/admin')->status, 303, 'everywhere else one is signed out';
is $kim->get('/admin')->status, 200, 'here one stays';
is $b->post('/admin/min-sida', { do => $other })->status, 303, 'nobody ends another\'s session';
is $kim->get('/admin')->status, 200, 'which goes on';
is user(undef, qw(disable --email kim@example.se))->{status}, 0, 'an account is closed';
is $kim->get('/admin')->status, 303, 'and its owner is out at once';
$kim->get('/admin/logga-in');
is $kim->submit(email => 'kim@example.se', password => 'ett två tre fyra')->status, 422, 'and stays out';
my $cookie = $b->{cookie};
is $b->post('/admin/logga-ut', {})->status, 303, 'signing out';
like $b->{last}->header('set-cookie'), qr/^medverk=; .*Max-Age=0/, 'takes the cookie back';
$b->{cookie} = $cookie;
is $b->get('/admin')->status, 303, 'and who has kept it gets nowhere';

# ------------------------------------------------------------------- guessing

my $guess = Medverk::Browser->new($m);
$guess->get('/admin/logga-in');
my @status = map { $guess->submit(email => 'olle@example.se', password => "gissning nummer $_")->status } 1 .. 8;
is "@status[0 .. 4]", '422 422 422 422 422', 'five guesses are answered';
is $status[-1], 429, 'then one waits';
cmp_ok $guess->{last}->header('retry-after'), '>', 0, 'and is told how long';
like $guess->{last}->text, qr/Vänta \d+ sekund/, 'in words, too';
is(Medverk::Browser->new($m)->post('/admin/logga-in', { email => 'anna@example.se', password => $PASSWORD })->status, 303, 'others do not');

# Who guesses keeps nobody out who comes from elsewhere; the addresses of one network are one place.
sub try_from {
	my ($address, $password, $email) = @_;
	return Medverk::Browser->new($m)->post('/admin/logga-in', { email => $email // 'anna@example.se', password => $password }, variables => { REMOTE_ADDR => $address })->status;
}
is((map { try_from('198.51.100.7', "fel nummer $_") } 1 .. 8)[-1], 429, 'who guesses somebody\'s password waits');
is try_from('198.51.100.7', $PASSWORD), 429, 'even for the right one';
is try_from('198.51.100.8', $PASSWORD), 303, 'but its owner comes in from elsewhere';
is((map { try_from("2001:db8:1:2::$_", "fel nummer $_") } 1 .. 8)[-1], 429, 'an address of IPv6 is as good as its neighbours');
is try_from('2001:db8:1:3::1', $PASSWORD), 303, 'another network is another place';
is((map { try_from("::ffff:203.0.113.$_", "fel nummer $_") } 1 .. 8)[-1], 422, 'so are addresses of IPv4 in their clothes');
is((map { try_from('203.0.113.99', 'fel', "nr$_\@example.se") } 1 .. 22)[-1], 429, 'whoever tries one account after the other waits');
is try_from('', $PASSWORD), 303, 'who comes from nowhere comes in';

my $thief = Medverk::Browser->new($m);
$thief->get('/admin/logga-in');
is $thief->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'a browser is left open';
$thief->get('/admin/min-sida');
@status = map { $thief->post('/admin/min-sida', { do => 'password', present => "gissning nummer $_", password => 'ett två tre fyra' })->status } 1 .. 8;
is "@status[0 .. 4]", '422 422 422 422 422', 'five guesses at the password to be changed';
is $status[-1], 429, 'are enough there, too';
like $thief->{last}->text, qr/Vänta \d+ sekund/, 'and the page says so';
like $thief->{last}->text, qr/id="present-error"/, 'at the field';

# ------------------------------------------- the same answer, in the same time

# A new start has forgotten who guessed.
$m->stop;
$m = Medverk::Test->start(db => $db);

# Accounts that nobody can sign in to are as unknown as those that are none, also by how much there is to reckon.
user(undef, qw(add --email invited@example.se --role reader));
is user($PASSWORD, qw(add --email closed@example.se --role reader --password-stdin))->{status}, 0, 'one more';
is user(undef, qw(disable --email closed@example.se))->{status}, 0, 'and closed';
sub ticks {
	my $all = 0;
	for my $pid ($m->workers) {
		my @field = split ' ', slurp("/proc/$pid/stat") =~ s/^.*\) //sr;
		$all += $field[11] + $field[12];
	}
	return $all;
}
my (%page, %took);
for my $name (qw(anna nobody invited closed)) {
	my $before = ticks();
	for my $n (1 .. 8) {
		my $one = Medverk::Browser->new($m);
		$one->post('/admin/logga-in', { email => "$name\@example.se", password => $name eq 'closed' && $n == 8 ? $PASSWORD : 'fel fel fel fel' }, variables => { REMOTE_ADDR => "192.0.2.$n" });
		$page{$name} = $one->{last}->status . ' ' . ($one->{last}->text =~ s/\Q$name\E\@/x\@/gr);
	}
	$took{$name} = ticks() - $before;
}
for my $name (qw(nobody invited closed)) {
	is $page{$name}, $page{anna}, "$name has the same answer";
	cmp_ok $took{$name} * 3, '>=', $took{anna}, 'after as much work' or diag join ' ', %took;
}

# ----------------------------------------------- what is kept, and for how long

my $long = Medverk::Browser->new($m);
$long->{uri} = '/admin/logga-in';
$long->{last} = $long->get('/admin/logga-in');
is $long->submit(email => 'anna@example.se', password => $PASSWORD, headers => { 'User-Agent' => 'Firefox/1' })->status, 303, 'signed in';
is index(slurp($db) . (slurp("$db-wal") // ''), $long->{cookie}), -1, 'the token is kept nowhere';
is length sql('SELECT token_hash FROM session ORDER BY id DESC LIMIT 1'), 65, 'but its hash is';
is $m->get('/foretag', headers => { Cookie => "medverk=$long->{cookie}" })->header('set-cookie'), undef, 'public pages set no cookie';
sql("UPDATE session SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-11 hours'), seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')");
is $long->get('/admin')->status, 200, 'a session of a long day goes on';
sql("UPDATE session SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-13 hours')");
is $long->get('/admin')->status, 303, 'but not for ever, however much it is used';
$long->get('/admin/logga-in');
is $long->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'one signs in again';
is user($PASSWORD, qw(reset --email anna@example.se --password-stdin))->{status}, 0, 'the command sets a password';
is $long->get('/admin')->status, 303, 'which ends the sessions';
$long->get('/admin/logga-in');
is $long->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'signed in';
my ($again) = user(undef, qw(reset --email anna@example.se))->{out} =~ /ticket=([\w-]{43})/;
my $chosen = Medverk::Browser->new($m);
$chosen->get("/admin/losenord?ticket=$again");
is $chosen->submit(password => $PASSWORD)->status, 303, 'a password is chosen by a link';
is $long->get('/admin')->status, 303, 'which ends them, too';

# A string of a password that was made with lesser parameters is made anew when its owner comes by.
my $lesser = '\$argon2id\$v=19\$m=8192,t=1,p=1\$RkNjHuDyvtwTlRnCQLdJtw\$umyPAwrQ+zpzzlT3e7RT+zW5bAPV+ohhvMmyF2JsEQA';
sql("UPDATE account SET password = '$lesser' WHERE email = 'anna\@example.se'");
$long->get('/admin/logga-in');
is $long->submit(email => 'anna@example.se', password => 'fel fel fel fel')->status, 422, 'a wrong password';
like sql("SELECT password FROM account WHERE email = 'anna\@example.se'"), qr/m=8192,t=1/, 'changes nothing';
is $long->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'with the right one';
like sql("SELECT password FROM account WHERE email = 'anna\@example.se'"), qr/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/, 'the string is of today';
is $chosen->get('/admin')->status, 200, 'and nobody is signed out by that';
is $long->post('/admin/logga-ut', {})->status, 403, 'a form wants the secret of its own session';
$long->get('/admin');
is $long->post('/admin/logga-ut', {})->status, 303, 'and has it';
$long->get('/admin/logga-in');
is $long->submit(email => 'anna@example.se', password => $PASSWORD)->status, 303, 'and the new string is of the same password';

# Who guesses the password before something dangerous waits, as where one signs in.
$chosen->get('/admin/konton/ny');
sql("UPDATE session SET proved_at = '2026-01-01T00:00:00Z'");
@status = map { $chosen->post('/admin/konton/ny', { %vera, email => 'viktor@example.se', proof => "gissning nummer $_" }, variables => { REMOTE_ADDR => '198.51.100.77' })->status } 1 .. 6;
is "@status", '422 422 422 422 429 429', 'who guesses at it waits from the fifth on';
like $chosen->{last}->text, qr/Vänta \d+ sekund.*id="proof-error"/s, 'and the page says so';
is $chosen->post('/admin/konton/ny', { %vera, email => 'viktor@example.se', proof => $PASSWORD }, variables => { REMOTE_ADDR => '198.51.100.77' })->status, 429, 'even with the right one';

# Cookies as nobody sends them.
for my $bad ('medverk', 'medverk=', 'medverk=x', 'medverk=' . 'é' x 43, 'a=b; medverk=' . 'A' x 43, 'medverk="' . 'A' x 43 . '"', '; ; =;', 'medverk=' . 'A' x 5000) {
	is $m->get('/admin', headers => { Cookie => Encode::encode('UTF-8', $bad) })->status, 303, 'a cookie of nobody: ' . substr $bad, 0, 20;
}
ok $m->is_well, 'and all is well';
done_testing;
