#!/usr/bin/perl
# The command line: exit status, messages that say what to do, settings from
# file, environment and options.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $dir = folder();

sub fails {
	my ($pattern, @command) = @_;
	my $r = run(@command);
	isnt $r->{status}, 0, "'@{[grep { !ref } @command]}' fails" or diag $r->{out};
	cmp_ok $r->{status}, '>', 0, 'by its own decision';
	like $r->{err}, $pattern, 'and says why';
	like $r->{err}, qr/^medverk: /m, 'by name';
	return $r;
}

sub works {
	my (@command) = @_;
	my $r = run(@command);
	is $r->{status}, 0, "'@{[grep { !ref } @command]}' works" or diag $r->{err};
	return $r;
}

like works('version')->{out}, qr/^medverk \d+\.\d+\.\d+$/m, 'the version';
like works('--version')->{out}, qr/^medverk \d/, 'as option';
my $help = works('help')->{out};
like $help, qr/^\s+$_\b/m, "help lists $_" for qw(serve init migrate import export check rebuild backup restore mail user version help);
is works('--help')->{out}, $help, 'as option';
like works('help', $_)->{out}, qr/medverk $_/, "help on $_" for qw(serve init migrate import export check rebuild backup restore);
works($_, '--help') for qw(serve init migrate import export check rebuild backup restore);
fails(qr/nonsense/, 'nonsense');
fails(qr/nonsense/, 'help', 'nonsense');
fails(qr/nonsense/, 'version', '--nonsense', '1');
fails(qr/--db/, 'check', '--db');
fails(qr/usage/, 'import');
fails(qr/usage/, 'import', 'enterprise');
fails(qr/nonsense/, 'import', 'nonsense', '/dev/null', '--db', Medverk::Test::demo_db("$dir/k.db"));
fails(qr/usage/, 'init', 'surplus');
is run()->{status} > 0, 1, 'without a command and without a socket it does not serve';
like run()->{err}, qr/--socket/, 'and says what is wanted';

# Every setting with default and explanation; what it prints can be read.
my $config = works('help', 'config')->{out};
like $config, qr/^# .*\n#?$_\s*=/m, "$_ is explained" for qw(db www base_url socket workers log_level reload strict);
spew("$dir/all.conf", $config =~ s/^#(\w+ = \S.*)/$1/gmr);
my $db = Medverk::Test::demo_db("$dir/c.db");
works('check', '--config', "$dir/all.conf", '--db', $db);
my $shipped = slurp("$Medverk::Test::ROOT/etc/medverk.conf");
my @settings = $config =~ /^#?(\w+)\s*=/mg;
is_deeply [grep { ($shipped // '') !~ /^#?$_\b/m } @settings], [], 'etc/medverk.conf has them all';

# The later wins: file, environment, option.
spew("$dir/x.conf", "# a comment\n\ndb = /nowhere/file.db\n");
like run('check', '--config', "$dir/x.conf")->{err}, qr{/nowhere/file\.db}, 'from the file';
like run('check', '--config', "$dir/x.conf", { env => { MEDVERK_DB => '/nowhere/environment.db' } })->{err}, qr{/nowhere/environment\.db}, 'from the environment';
like run('check', '--config', "$dir/x.conf", '--db', '/nowhere/option.db', { env => { MEDVERK_DB => '/nowhere/environment.db' } })->{err}, qr{/nowhere/option\.db}, 'from the option';
like run('check', '--config', "$dir/x.conf", '--db=/nowhere/equals.db')->{err}, qr{/nowhere/equals\.db}, 'with an equals sign';
fails(qr/none\.conf/, 'check', '--config', "$dir/none.conf");
spew("$dir/bad.conf", "db = x.db\nworkers = many\n");
fails(qr/bad\.conf:2.*workers|workers.*bad\.conf:2|bad\.conf.*2.*workers/s, 'check', '--config', "$dir/bad.conf");
spew("$dir/bad.conf", "db = x.db\nnonsense = 1\n");
fails(qr/nonsense/, 'check', '--config', "$dir/bad.conf");
spew("$dir/bad.conf", "no equals sign\n");
fails(qr/bad\.conf/, 'check', '--config', "$dir/bad.conf");
fails(qr/workers/, 'serve', '--workers', $_, '--db', $db, '--socket', "$dir/s") for '0', '-1', '65', 'x', '1.5', '99999999999999999999';

# init, migrate, check.
like works('init', '--db', "$dir/new.db")->{out}, qr/new\.db/, 'init says what it made';
fails(qr/there already/, 'init', '--db', "$dir/new.db");
like works('migrate', '--db', "$dir/new.db")->{out}, qr/version/, 'migrate has nothing to do';
works('check', '--db', "$dir/new.db");
fails(qr/no database/, 'check', '--db', "$dir/none.db");
fails(qr/no database/, 'migrate', '--db', "$dir/none.db");

# A socket's permissions are three octal digits, perhaps with a 0 before them.
for my $mode ('9z', '', '66', '01777', '0660x') {
	open my $file, '>', "$dir/mode.conf" or die $!;
	print {$file} "socket_mode = $mode\n";
	close $file or die $!;
	fails(qr/socket_mode/, 'serve', '--config', "$dir/mode.conf", '--db', "$dir/new.db", '--socket', "$dir/mode.socket");
}
ok !-e "$dir/none.db", 'looking for a database makes none';
fails(qr{cannot|could not}, 'init', '--db', '/proc/medverk.db');
fails(qr{seed|csv}, 'init', '--db', "$dir/s.db", '--seed', "$dir/nowhere");
ok !-e "$dir/s.db", 'an init that failed leaves nothing';
works('init', '--demo', '--db', "$dir/sub folder/å.db");

# check finds what is wrong.
for (['foreign key', "PRAGMA foreign_keys = OFF; UPDATE slug SET record = 999999 WHERE slug = 'motala'"],
	['index', "DELETE FROM search_data WHERE id = (SELECT max(id) FROM search_data)"],
	['document', "UPDATE record SET summary = 'Annat' WHERE slug = 'motala'"],
	['index', "UPDATE search_data SET block = zeroblob(20) WHERE id > 100"],
	['index', "DELETE FROM search_content WHERE id = (SELECT max(id) FROM search_content)"]) {
	my ($what, $sql) = @$_;
	my $copy = Medverk::Test::demo_db("$dir/harm.db");
	is system("sqlite3 '$copy' \"$sql\" 2>/dev/null"), 0, "harm: $sql";
	my $r = fails(qr/\S/, 'check', '--db', $copy);
	unlink glob "'$copy'*";
}
my $copy = Medverk::Test::demo_db("$dir/torn.db");
truncate $copy, int((-s $copy) / 2);
fails(qr/torn\.db|damaged|malformed/, 'check', '--db', $copy);
done_testing;
