#!/usr/bin/perl
# Searches are counted: by whom they are made as people make them, five times before
# anything is shown, written by the supervisor, and without a trace of who asked.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Encode qw(encode);

my %now = (MEDVERK_NOW => $Medverk::Test::NOW);

sub start {
	my (%env) = @_;
	return Medverk::Test->start(env => { %now, %env });
}

sub uri {
	my ($text) = @_;
	return join '', map { /[A-Za-z0-9]/ ? $_ : sprintf '%%%02X', ord } split //, encode('UTF-8', $text);
}

sub ask {
	my ($m, $times, $text, %as) = @_;
	my $path = delete $as{path} // '/sok?q=';
	my $more = delete $as{more} // '';
	$m->request(uri => $path . uri($text) . $more, %as) for 1 .. $times;
}

# What the command prints: question → "times, found nothing".
sub counted {
	my ($m, @options) = @_;
	my $r = run('searches', '--db', $m->{db}, @options, { env => \%now });
	is $r->{status}, 0, "searches @options" or diag $r->{err};
	return { map { /^(.*?)\s{2,}(sv|en)\s+(\d+)\s+(\d+|<5)$/ ? ("$1 $2" => "$3, $4") : () } split /\n/, $r->{out} };
}

# Asked five times it is shown, four times it is not; spelling out capitals and blanks is one question.
my $m = start();
ask($m, 4, 'snickeri motala');
ask($m, 1, ' SNICKERI   Motala ');
ask($m, 4, 'kafé');
ask($m, 6, 'qqqzzzqqq');
ask($m, 5, 'joinery', path => '/en/search?q=');
ask($m, 3, 'tvätt', path => '/foretag?q=');
ask($m, 3, 'tvätt', path => '/foretag?municipality=&q=');
is_deeply counted($m), {}, 'nothing is written before it is time';
is $m->stop, 0, 'the end writes it';
is_deeply counted($m), { 'snickeri motala sv' => '5, 0', 'qqqzzzqqq sv' => '6, 6', 'joinery en' => '5, 0', 'tvätt sv' => '6, 0' },
	'five times and more are shown';
is_deeply counted($m, '--none'), { 'qqqzzzqqq sv' => '6, 6' }, 'those that found nothing';
is_deeply counted($m, '--days', '1'), counted($m), 'all of today';
like run('searches', '--db', $m->{db}, '--days', '0')->{err}, qr/--days/, 'days are a number';
is sprintf('%o', (stat "$m->{db}.searches")[2] & 0777), '600', 'nobody else may read the file';

# No trace: every byte of the file is a word that was asked or SQLite's.
my $bytes = slurp("$m->{db}.searches");
unlike $bytes, qr/192\.0\.2|127\.0\.0\.1|Mozilla|localhost/, 'no address, no program';
unlike $bytes, qr/\d\d:\d\d/, 'no time of day';

# What is not a search somebody makes, or could be about a person, is not counted.
$m = start(MEDVERK_DB => undef);
ask($m, 6, 'motala', method => 'HEAD');
ask($m, 6, 'motala', path => '/api/v1/search?q=');
ask($m, 6, 'motala', path => '/api/v1/enterprises?q=');
ask($m, 6, 'motala', path => '/sok/forslag?q=');
ask($m, 6, 'motala', more => "&$_") for 'page=2', 'kind=enterprise', 'as_typed=1', 'page=1';
ask($m, 6, 'motala', path => '/foretag?municipality=0583&q=');
ask($m, 6, 'motala', path => '/finns-inte?q=');
ask($m, 6, $_) for 'anna@example.se', '850101-1236', '19850101-1236', '070-123 45 67', '+46 70 123 45 67', '', '!!!', 'x' x 81;
ask($m, 5, '769900-0019');
$m->stop;
is_deeply counted($m), { '769900-0019 sv' => '5, 0' }, 'only the number of a company is';
unlike slurp("$m->{db}.searches"), qr/example\.se|850101|123/, 'the others are nowhere in the file';

# Answers kept from before and answers the browser has are searches all the same.
$m = start();
my $tag = $m->get('/sok?q=snickeri')->header('etag');
is $m->get('/sok?q=snickeri', headers => { if_none_match => $tag })->status, 304, 'not modified' for 1 .. 2;
ask($m, 2, 'snickeri');
ask($m, 5, 'zzzqqq');
$m->stop;
is_deeply counted($m), { 'snickeri sv' => '5, 0', 'zzzqqq sv' => '5, 5' }, 'all five';

# Written while it runs, added to what is there; a worker that is killed takes nothing with it and stops nobody.
$m = start(MEDVERK_SEARCHES_SECONDS => 1);
ask($m, 3, 'snickeri');
kill 'KILL', $m->workers;
ok $m->is_well(2), 'other workers are there';
ask($m, 2, 'snickeri');
ok eventually { (counted($m)->{'snickeri sv'} // '') eq '5, 0' }, 'written after a second';
ask($m, 1, 'snickeri');
$m->signal('HUP');
ok eventually { $m->log =~ /event=reload result=done/ }, 'a reload';
ask($m, 1, 'snickeri');
ok eventually { (counted($m)->{'snickeri sv'} // '') eq '7, 0' }, 'keeps what was counted';

# Writing changes nothing of what workers keep of the directory.
like $m->log, qr/event=worker-died/, 'only what was killed died';
unlike $m->log, qr/level=error/, 'and nothing was wrong' or diag grep { /level=error/ } split /^/, $m->log;

# A file that cannot be written costs the counts and a line of the log, nothing else.
my $broken = start(MEDVERK_SEARCHES_SECONDS => 1);
spew("$broken->{db}.searches", 'this is no database, whatever else it may be; ' x 100);
ask($broken, 5, 'snickeri');
ok eventually { $broken->log =~ /event=searches result=lost/ }, 'which is said';
is $broken->get('/sok?q=snickeri')->status, 200, 'visitors are answered';
is $broken->stop, 0, 'and the end is orderly';

# Not wanted, and plain CGI: nothing is counted and no file is made.
my $silent = start(MEDVERK_SEARCHES_SECONDS => 0);
ask($silent, 5, 'snickeri');
$silent->stop;
my $db = Medverk::Test::demo_db(folder() . '/medverk.db');
Medverk::Test->cgi(db => $db, uri => '/sok?q=snickeri') for 1 .. 5;
ok !-e "$_.searches", 'no file' for $silent->{db}, $db;
my $none = run('searches', '--db', $db, { env => \%now });
like $none->{out}, qr/^nothing was searched for 5 times or more in the last 30 days$/, 'which the command says';
ok !-e "$db.searches", 'and makes none';
done_testing;
