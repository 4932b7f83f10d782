#!/usr/bin/perl
# mail: what lies in the outbox is delivered, by a server or by a command; what cannot be is kept, tried again or
# given up; and whatever is killed when, nothing is lost and nothing sent twice that need not be.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Smtp;
use Encode qw(decode encode);
use MIME::QuotedPrint qw(decode_qp);
use POSIX qw(WNOHANG);
use Time::HiRes qw(time);

my $dir = folder();
my ($db, $id) = ('', 0);

sub sql {
	my ($text) = @_;
	spew("$dir/sql", $text);
	my $said = `sqlite3 -cmd '.timeout 5000' '$db' < '$dir/sql' 2>&1`;
	chomp $said;
	return decode('UTF-8', $said);
}

# An outbox without anything in it.
sub fresh {
	$id++;
	$db = Medverk::Test::demo_db("$dir/mail$id.db");
}

# Puts a mail into the outbox: bulk, unless told.
sub waits {
	my ($address, %as) = @_;
	my $number = ++$id;
	my $body = ($as{body} // "Hej!\n") =~ s/'/''/gr;
	is sql(sprintf "INSERT INTO outbox (uuid, priority, purpose, lang, address, subject, body, next_at, created_at)"
		. " VALUES ('%08d-0000-4000-8000-000000000000', %d, 'check', 'sv', '%s', '%s', '%s', '2026-03-05T12:00:00Z', '2026-03-05T12:00:00Z')",
		$number, $as{first} ? 0 : 1, $address, $as{subject} // 'Stämmer det?', $body), '', "a mail to $address waits";
}

# Runs the command at a time of this day.
sub mail {
	my ($options, @more) = @_;
	my $time = ref $more[-1] ? pop(@more)->[0] : '12:00:00';
	return run('mail', '--db', $db, '--mail-from', 'Medverk Östergötland <medverk@example.se>', (map { ("--$_", $options->{$_}) } sort keys %$options),
		@more, { env => { MEDVERK_NOW => "2026-03-05T${time}Z" } });
}

sub rows { sql("SELECT address || ' ' || state || ' ' || attempts FROM outbox ORDER BY id") }
sub outbox { sql("SELECT state || ' ' || attempts || ' ' || coalesce(error, '-') FROM outbox WHERE address LIKE '$_[0]%'") }

# ------------------------------------------------------------- without a server

fresh();
my $r = run('mail', '--db', $db);
isnt $r->{status}, 0, 'without a server nothing can be done';
like $r->{err}, qr/^medverk: there is no mail server: set mail_server or mail_command\. 0 waiting$/m, 'which it says';
$r = run('mail', '--db', $db, '--try', 'anna@example.se', { env => { MEDVERK_NOW => '2026-03-05T12:00:00Z' } });
like $r->{err}, qr/1 waiting/, 'what is added waits';
is outbox('anna'), 'waiting 0 -', 'untouched';
$r = run('mail', '--db', $db, '--list');
is $r->{status}, 0, 'it can be looked at';
like $r->{out}, qr/^1 .* waiting .* try .* anna\@example\.se$/mx, 'with the whole address';
for (['mail_from', '--mail-server' => 'smtp://x', '--mail-from' => 'Medverk'], ['mail_server', '--mail-server' => 'x.se', '--mail-from' => 'a@b.se'],
	['mail_server', '--mail-server' => 'http://x.se', '--mail-from' => 'a@b.se'], ['both', '--mail-server' => 'smtp://x', '--mail-command' => 'true'],
	['mail_user', '--mail-server' => 'smtp://x', '--mail-from' => 'a@b.se', '--mail-user' => 'x', '--mail-tls' => 0],
	['--try', '--try' => "anna\@example.se\nBcc: x\@y.se"], ['--try', '--try' => 'anna']) {
	my ($what, @options) = @$_;
	my $r = run('mail', '--db', $db, @options);
	isnt $r->{status}, 0, "wrong: @options";
	like $r->{err}, qr/\Q$what/, 'and it says what';
}
is outbox('anna'), 'waiting 0 -', 'still untouched';

# ------------------------------------------------------------- delivery

my $server = Medverk::Smtp->start;
my %plain = ('mail-server' => $server->url, 'mail-tls' => 0);
my $body = ".\n..\nFrom here on:\n.x\n" . ('långt ' x 60) . "\n\nslut\n.\n";
waits('bulk@example.se', body => $body, subject => 'En rätt lång rubrik som inte får plats på en enda rad, hur man än gör med åäö');
waits('first@example.se', first => 1);
$r = mail(\%plain);
is $r->{status}, 0, 'mail is delivered' or diag $r->{err};
like $r->{out}, qr/^3 sent, 0 to be tried again, 0 failed; 0 waiting$/m, 'and it says so';
unlike $r->{out} . $r->{err}, qr/\@/, 'without addresses: that is read in journals';
my @mails = $server->mails;
is join(' ', map { $_->{to} } @mails), 'anna@example.se first@example.se bulk@example.se', 'what somebody waits for comes first';
is $mails[$_]{from}, 'medverk@example.se', 'from us' for 0 .. 2;
like $server->heard, qr/^EHLO example\.se\r$/m, 'who we are';
my ($head, $text) = $mails[2]{text} =~ /\A(.*?)\n\n(.*)\z/s;
is decode('UTF-8', decode_qp($text)), $body, 'the text arrives as it was';
is decode('MIME-Header', ($head =~ /^Subject: (.*(?:\n .*)*)/m)[0] =~ s/\n//gr), 'En rätt lång rubrik som inte får plats på en enda rad, hur man än gör med åäö', 'and the subject';
like $head, qr/^From: =\?UTF-8\?Q\?Medverk_=C3=96sterg=C3=B6tland\?=\n <medverk\@example\.se>$/m, 'from whom';
like $head, qr/^Message-ID: <[0-9a-f-]{36}\@example\.se>$/m, 'an id of our own domain';
like $head, qr/^Date: Thu, 5 Mar 2026 12:00:00 \+0000$/m, 'when it was written';
is((grep { length > 76 } split /\n/, $mails[2]{text}) + 0, 0, 'no long lines');
like decode('UTF-8', decode_qp($mails[0]{text})), qr/^Subject: .*fungerar.*katalogen skicka e-post/ms, 'the trial is what the words say';
is sql("SELECT count(*) FROM outbox WHERE state = 'sent' AND body IS NULL"), 3, 'their texts are gone';
like mail(\%plain)->{out}, qr/^0 sent, 0 to be tried again, 0 failed; 0 waiting$/, 'a second time nothing is sent';
is scalar($server->mails), 3, 'nothing at all';

# ------------------------------------------------------------- refusals

fresh();
waits("$_\@example.se") for qw(full later nobody spam gone good);
$r = mail(\%plain);
is $r->{status}, 0, 'refusals are no failure of the command';
like $r->{out}, qr/^1 sent, 3 to be tried again, 2 failed; 3 waiting$/m, 'one does not stop the others' or diag $r->{out}, $r->{err};
is outbox('full'), 'waiting 1 450 4.2.2 mailbox full', '4xx to the address: again';
is outbox('later'), 'waiting 1 451 4.3.0 not now', '4xx to the text: again';
is outbox('nobody'), 'failed 1 550 5.1.1 <nobody@example.se> unknown', '5xx to the address: never';
is outbox('spam'), 'failed 1 554-5.7.1 this looks 554 5.7.1 like advertising', '5xx to the text: never, and all of what was said';
like outbox('gone'), qr/^waiting 1 \S/, 'hung up: again';
unlike $r->{out} . $r->{err}, qr/\@/, 'no addresses';
like run('mail', '--db', $db, '--list')->{out}, qr/nobody\@example\.se\n +550 5\.1\.1/, 'which the list has, with the reason';
is mail(\%plain, ['12:00:59'])->{out}, "0 sent, 0 to be tried again, 0 failed; 3 waiting\n", 'not before a minute';
like mail(\%plain, ['12:01:00'])->{out}, qr/^0 sent, 3 to be tried again, 0 failed/m, 'after a minute';
is mail(\%plain, ['12:05:59'])->{out}, "0 sent, 0 to be tried again, 0 failed; 3 waiting\n", 'then after five';
like mail(\%plain, '--retry', ['12:05:59'])->{out}, qr/^2 that had failed wait again\n.*2 failed; 3 waiting$/ms, 'what failed may be tried again';
is scalar($server->mails), 4, 'one more was taken';

# ------------------------------------------------------------- a server that does not answer

fresh();
waits("$_\@example.se") for qw(silent mute good);
my $began = time;
$r = mail({ %plain, 'mail-seconds' => 1 });
like $r->{out}, qr/^1 sent, 2 to be tried again/m, 'who does not answer is left' or diag $r->{out}, $r->{err};
cmp_ok time - $began, '<', 8 * $Medverk::Test::PATIENCE, 'soon';
like outbox($_), qr/^waiting 1 .*time/i, "$_: why" for qw(silent mute);

# Whose fault is no mail's: none of them is held against it.
my $closed = Medverk::Test::free_port();
my %bad = (
	'that is not there' => { 'mail-server' => "smtp://127.0.0.1:$closed", 'mail-tls' => 0 },
	'that says nothing' => { 'mail-server' => Medverk::Smtp->start(greeting => '')->url, 'mail-tls' => 0, 'mail-seconds' => 1 },
	'that is closed' => { 'mail-server' => Medverk::Smtp->start(greeting => '421 closed')->url, 'mail-tls' => 0 },
	'that wants another sender' => { 'mail-server' => Medverk::Smtp->start(sender_refused => 1)->url, 'mail-tls' => 0 },
	'without encryption' => { 'mail-server' => $server->url },
);
fresh();
waits('one@example.se');
waits('two@example.se', first => 1);
for my $what (sort keys %bad) {
	$r = mail($bad{$what});
	isnt $r->{status}, 0, "a server $what is a failure";
	like $r->{err}, qr/^medverk: no mail can be sent: \S/m, 'which is said';
	is rows(), "one\@example.se waiting 0\ntwo\@example.se waiting 0", 'and leaves everything as it was';
}
is mail(\%plain)->{status}, 0, 'when the server is back';
is sql("SELECT count(*) FROM outbox WHERE state = 'sent' AND attempts = 1"), 2, 'all of it goes';

# ------------------------------------------------------------- TLS and passwords

my %tls = (cert => "$dir/cert.pem", key => "$dir/key.pem");
system "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
	. " -addext 'subjectAltName=IP:127.0.0.1' -keyout $tls{key} -out $tls{cert} 2>/dev/null";
spew("$dir/password", "hemligt ö\n");
spew("$dir/wrong", "fel\n");
my %secure = ('mail-user' => 'medverk', 'mail-password-file' => "$dir/password", 'mail-ca-file' => $tls{cert});
my $auth = encode('UTF-8', 'medverk:hemligt ö');
fresh();
waits('safe@example.se');
for (['a wrong password' => 'mail-password-file', "$dir/wrong"], ['no password' => 'mail-password-file', "$dir/none"],
	['an unknown certificate' => 'mail-ca-file', '/etc/ssl/certs/ca-certificates.crt']) {
	my ($what, %other) = ($_->[0], $_->[1] => $_->[2]);
	my $s = Medverk::Smtp->start(tls => \%tls, auth => $auth);
	$r = mail({ %secure, %other, 'mail-server' => $s->url });
	isnt $r->{status}, 0, "$what: nothing is sent";
	like $r->{err}, qr/no mail can be sent: \S/, 'and why';
	unlike $r->{out} . $r->{err} . outbox('safe'), qr/hemligt/, 'without the password';
	is scalar($s->mails), 0, 'nothing arrived';
	$s->stop;
}
is rows(), 'safe@example.se waiting 0', 'it waits';
my $s = Medverk::Smtp->start(tls => \%tls, auth => $auth);
$r = mail({ %secure, 'mail-server' => $s->url });
is $r->{status}, 0, 'with the right ones it is sent' or diag $r->{err};
is scalar($s->mails), 1, 'and arrives';
$s->stop;

# ------------------------------------------------------------- a command

# Does as the address says, and keeps what it is given.
sub command {
	my ($text) = @_;
	my $path = "$dir/command" . ++$id;
	spew($path, "#!/bin/sh\nkept='$path.kept'\n$text");
	chmod 0755, $path;
	return $path;
}
sub kept { my @ids = (slurp("$_[0].kept") // '') =~ /^Message-ID: <(\S+)@/mg; return @ids }

my $command = command(<<'SH');
printf '%s|' "$0" "$@" >>"$kept.arguments"
message=$(cat)
case $message in
*"To: later@"*) echo "not now, $message" >&2; exit 75 ;;
*"To: nobody@"*) echo "nobody" >&2; exit 67 ;;
*"To: odd@"*) exit 3 ;;
*"To: killed@"*) kill -KILL $$ ;;
*"To: slow@"*) sleep 60 & wait ;;
*) printf '%s\n' "$message" >>"$kept" ;;
esac
SH
fresh();
waits("$_\@example.se") for qw(later nobody odd killed slow good);
$r = mail({ 'mail-command' => " $command  -t -i *  \$HOME ", 'mail-seconds' => 2 });
is $r->{status}, 0, 'a command delivers' or diag $r->{err};
like $r->{out}, qr/^1 sent, 4 to be tried again, 1 failed; 4 waiting$/m, 'and its status is understood';
like slurp("$command.kept.arguments"), qr/^\Q$command|-t|-i|*|\E\$HOME\|/, 'it is given its words, no shell looks at them';
like slurp("$command.kept"), qr/^To: good\@example\.se$/m, 'and the message';
unlike slurp("$command.kept"), qr/\r/, 'with the line ends of this system';
like outbox('later'), qr/^waiting 1 not now, Date: /, 'what it says is kept';
cmp_ok length outbox('later'), '<', 600, 'in part';
is outbox('nobody'), 'failed 1 nobody', 'nobody there';
is outbox('odd'), "waiting 1 $command ended with status 3", 'an odd status';
is outbox('killed'), "waiting 1 $command was killed by signal 9", 'a signal';
is outbox('slow'), 'waiting 1 no answer within 2 s', 'too slow';
fresh();
waits('one@example.se');
for my $bad ("$dir/nowhere", $dir, command('exit 78'), command('exit 64')) {
	$r = mail({ 'mail-command' => $bad });
	isnt $r->{status}, 0, "$bad is no way to send";
	like $r->{err}, qr/no mail can be sent: .*\Q$bad/, 'which is said';
	is rows(), 'one@example.se waiting 0', 'and held against nobody';
}

# ------------------------------------------------------------- the cap

fresh();
waits("bulk$_\@example.se") for 1 .. 4;
waits("first$_\@example.se", first => 1) for 1 .. 3;
$command = command('cat >>"$kept"');
like mail({ 'mail-command' => $command, 'mail-daily' => 3 })->{out}, qr/^6 sent, .* 1 waiting$/m, 'as many of bulk as the day may have';
like mail({ 'mail-command' => $command, 'mail-daily' => 3 }, ['23:59:59'])->{out}, qr/^0 sent, .* 1 waiting$/m, 'not more';
like mail({ 'mail-command' => $command, 'mail-daily' => 4 }, ['23:59:59'])->{out}, qr/^1 sent, .* 0 waiting$/m, 'unless it may';

# ------------------------------------------------------------- two at once

sub begin {
	my ($command, %as) = @_;
	return Medverk::Test::spawn([$as{program} // $Medverk::Test::BIN, 'mail', '--db', $db, '--mail-from', 'medverk@example.se',
		@{ $as{options} // ['--mail-command', $command] }],
		env => Medverk::Test::environment({ MEDVERK_NOW => '2026-03-05T' . ($as{time} // '12:00:00') . 'Z' }), out => "$dir/out", err => "$dir/err");
}
sub ended {
	my ($pid) = @_;
	my $status;
	eventually { waitpid($pid, WNOHANG) == $pid and defined($status = $?) } 30;
	delete $Medverk::Test::running{$pid};
	return $status;
}

# So many mails that have a number of their own.
sub many {
	my ($n) = @_;
	is sql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $n)"
		. " INSERT INTO outbox (uuid, priority, purpose, lang, address, subject, body, next_at, created_at)"
		. " SELECT printf('%036d', i), 1, 'check', 'sv', 'a\@b.se', 'x', 'y', '2026-03-05T12:00:00Z', '2026-03-05T12:00:00Z' FROM n"), '', "$n wait";
}

fresh();
many(60);
my @pids = map { begin('', options => ['--mail-server', $server->url, '--mail-tls', 0]) } 1 .. 3;
is ended($_), 0, 'one of three' for @pids;
my %times;
$times{$_}++ for map { $_->{text} =~ /^Message-ID: <(\S+)@/m } $server->mails;
is scalar(grep { /^0{10}/ } keys %times), 60, 'all of it was sent';
is join(' ', grep { $times{$_} > 1 } keys %times), '', 'and nothing twice';
cmp_ok scalar(grep { /^([1-9]\d*) sent/ } split /\n/, slurp("$dir/out")), '>', 1, 'by several';

# ------------------------------------------------------------- killed

# While it is being sent: what sends it dies too, and it is sent once, when the claim has run out.
fresh();
waits('one@example.se');
$command = command('echo $$ >>"$kept.began"; cat >/dev/null; sleep 50 & wait; echo "Message-ID: <late@" >>"$kept"');
my $pid = begin($command);
ok eventually { -s "$command.kept.began" }, 'it is being sent';
like run('mail', '--db', $db, '--list', { env => { MEDVERK_NOW => '2026-03-05T12:00:00Z' } })->{out}, qr/ sending /, 'which the list says';
is mail({ 'mail-command' => command('cat >>"$kept"') })->{out}, "0 sent, 0 to be tried again, 0 failed; 1 waiting\n", 'nobody else touches it';
kill 'KILL', $pid;
ended($pid);
my ($sender) = slurp("$command.kept.began") =~ /(\d+)/;
ok eventually { !-e "/proc/$sender" || slurp("/proc/$sender/stat") =~ /\) Z/ }, 'who sends dies with it';
my $other = command('cat >>"$kept"');
is mail({ 'mail-command' => $other }, ['12:07:09'])->{out}, "0 sent, 0 to be tried again, 0 failed; 1 waiting\n", 'the claim holds for some minutes';
like mail({ 'mail-command' => $other }, ['12:07:10'])->{out}, qr/^1 sent/m, 'and then it is sent';
is scalar(kept($command)) + kept($other), 1, 'once';
is outbox('one'), 'sent 2 -', 'at the second attempt';

# Between the moment it was taken and the note of it: the one window in which it is sent twice, under the same id.
fresh();
waits('two@example.se');
$command = command('cat >>"$kept"; kill -KILL $PPID');
is ended(begin($command)), 9, 'killed after it was taken';
like mail({ 'mail-command' => $other }, ['13:00:00'])->{out}, qr/^1 sent/m, 'it is not lost';
my @ids = (kept($command), (kept($other))[-1]);
is scalar(@ids), 2, 'it comes twice';
is $ids[0], $ids[1], 'under one Message-ID';

# Nobody reads what it prints any more: it ends, but not between sending and noting.
fresh();
waits("$_\@example.se") for 1 .. 4;
$command = command('cat >>"$kept"; sleep 0.05');
{
	local %ENV = (%{ Medverk::Test::environment({ MEDVERK_NOW => '2026-03-05T12:00:00Z' }) });
	system "'$Medverk::Test::BIN' mail --db '$db' --mail-from a\@b.se --mail-command '$command' | true";
}
is sql("SELECT count(*) FROM outbox WHERE state = 'sent'"), scalar(kept($command)), 'what was sent is noted';
is sql("SELECT count(*) FROM outbox WHERE claim IS NOT NULL"), 0, 'and nothing is claimed';

# Killed at any moment, many times: nothing is lost, and at most one a time comes twice.
fresh();
many(30);
my $before = $server->mails;
for my $kill (1 .. 15) {
	$pid = begin('', options => ['--mail-server', $server->url, '--mail-tls', 0], time => sprintf '%02d:%02d:00', 13 + int($kill / 6), $kill % 6 * 10);
	Time::HiRes::sleep(rand 0.25 * $Medverk::Test::PATIENCE);
	kill 'KILL', $pid;
	ended($pid);
}
like mail(\%plain, ['20:00:00'])->{out}, qr/ 0 failed; 0 waiting$/m, 'killed 15 times, it goes on to the end';
@mails = $server->mails;
%times = ();
$times{$_}++ for map { $_->{text} =~ /^Message-ID: <(\S+)@/m } @mails[$before .. $#mails];
is scalar(keys %times), 30, 'nothing is lost';
cmp_ok @mails - $before, '<=', 30 + 15, 'and little comes twice';

# Asked to end, it ends between two mails.
fresh();
waits("$_\@example.se") for 1 .. 3;
$command = command('cat >>"$kept"; echo >>"$kept.began"; while ! test -e "$kept.go"; do sleep 0.02; done');
$pid = begin($command);
ok eventually { -s "$command.kept.began" }, 'it is sending the first';
kill 'TERM', $pid;
spew("$command.kept.go", '');
is ended($pid), 15, 'it ends as told';
is rows(), "1\@example.se sent 1\n2\@example.se waiting 0\n3\@example.se waiting 0", 'after the first was noted';
is scalar(kept($command)), 1, 'which alone was sent';

# ------------------------------------------------------------- where medverk-smtp is

symlink $Medverk::Test::BIN, "$dir/linked";
is ended(begin('', program => "$dir/linked", options => ['--mail-server', $server->url, '--mail-tls', 0])), 0, 'started by a link it is found';
is sql("SELECT count(*) FROM outbox WHERE state = 'sent'"), 3, 'and sends';
waits('four@example.se');
File::Copy::copy($Medverk::Test::BIN, "$dir/alone");
chmod 0755, "$dir/alone";
isnt ended(begin('', program => "$dir/alone", options => ['--mail-server', $server->url])), 0, 'without it nothing is sent';
like slurp("$dir/err"), qr/no mail can be sent: .*medverk-smtp cannot be run/, 'which is said';
is outbox('four'), 'waiting 0 ' . (outbox('four') =~ s/^waiting 0 //r), 'and held against nobody';
is run('check', '--db', $db)->{status}, 0, 'the database is whole';
done_testing;
