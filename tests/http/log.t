#!/usr/bin/perl
# The log: one line per request and event, key=value, and nothing about anybody.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $m = Medverk::Test->start;
$m->get('/sok?q=hemlighet', headers => { user_agent => 'Spionen/1.0', cookie => 'id=spar', referer => 'https://example.org/hemlig' });
$m->get('/foretag/bjorkens-snickeri?municipality=0583');
$m->get('/finns-inte-hemlighet');
$m->get('/%ffhemlighet');
$m->get("/sok?q=rad%0Alevel=error");
$m->get('/api/v1/enterprises?hemlighet=1');
$m->request(uri => '/foretag', method => 'POST', body => 'namn=hemlighet');
my $log;
ok eventually { $log = $m->log; (() = $log =~ /event=request/g) >= 7 }, 'seven requests are logged';
my @lines = split /\n/, $log;
is_deeply [grep { !/^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=(?:error|warning|info|debug) event=[a-z-]+(?: [a-z_]+=(?:"[^"]*"|[^ "]*))*$/ } @lines], [], 'each line is key=value';
my ($request) = grep { /event=request/ } @lines;
like $request, qr/method=GET route=\S+ status=200 bytes=[1-9]\d* ms=[0-9.]+/, 'method, route, status, bytes and milliseconds';
unlike $log, qr/hemlighet|hemlig/, 'no word that was searched for';
unlike $log, qr/192\.0\.2\.1/, 'no address of a visitor';
unlike $log, qr/Spionen|spar|example\.org/, 'nothing of who they are';
unlike $log, qr/bjorkens|0583/, 'not what they looked at';
like $log, qr{route=/foretag/:slug}, 'the route only';
is scalar(grep { /^level=error/ } @lines), 0, 'nothing from outside starts a line';

# Errors that are ours are logged with facts; how much is logged can be set.
my $quiet = Medverk::Test->start(env => { MEDVERK_LOG_LEVEL => 'error' });
$quiet->get('/');
unlike $quiet->log, qr/event=request/, 'log_level=error leaves out requests';
my $bad = run('serve', '--db', $m->{db}, '--log-level', 'shout');
isnt $bad->{status}, 0, 'an unknown level is refused';
like $bad->{err}, qr/log_level/, 'by name';
done_testing;
