#!/usr/bin/perl
# SIGHUP rereads words, templates and configuration; a mistake in them leaves
# the old ones in place.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;

my $dir = folder();
is system('cp', '-r', "$Medverk::Test::ROOT/www", "$dir/www"), 0, 'a copy of www';
spew("$dir/medverk.conf", "www = $dir/www\nbase_url = https://one.example\n");
my $m = Medverk::Test->start(args => ['--config', "$dir/medverk.conf"], env => { MEDVERK_WWW => undef });

sub change {
	my ($file, $from, $to) = @_;
	my $text = slurp($file);
	$text =~ s/\Q$from\E/$to/ or die "$file: no $from";
	spew($file, $text);
}

sub reloaded {
	my ($expected) = @_;
	my $count = () = $m->log =~ /event=reload/g;
	$m->signal('HUP');
	return eventually { my $now = () = $m->log =~ /event=reload/g; $now > $count && $m->log =~ /event=reload result=$expected[^\n]*\n(?!.*event=reload)/s };
}

unlike $m->get('/')->text, qr/Medan vi provar/, 'not yet';
change("$dir/www/words/sv.json", '"lead": "', '"lead": "Medan vi provar. ');
change("$dir/medverk.conf", 'one.example', 'two.example');
unlike $m->get('/')->text, qr/Medan vi provar/, 'not before it is told';
ok reloaded('done'), 'SIGHUP';
ok eventually { $m->get('/')->text =~ /Medan vi provar/ }, 'new words are shown';
ok eventually { $m->get('/foretag')->text =~ m{https://two\.example/foretag} }, 'and the new configuration is used';
ok $m->is_well(2), 'by as many workers';

change("$dir/www/templates/start.mustache", '{{', '{{#never}}{{');
change("$dir/medverk.conf", 'two.example', 'three.example');
ok reloaded('refused'), 'a broken template is refused';
is $m->get('/')->status, 200, 'and the old one stays';
kill 'KILL', $m->workers;
ok $m->is_well(2), 'workers are replaced';
ok eventually { ($m->get('/foretag')->text // '') =~ m{https://two\.example/foretag} }, 'with the settings it came with, for new workers too';
change("$dir/www/templates/start.mustache", '{{#never}}', '');
change("$dir/www/words/sv.json", '{', '{,');
ok reloaded('refused'), 'broken words are refused';
is $m->get('/')->status, 200, 'and the old ones stay';
change("$dir/www/words/sv.json", '{,', '{');
spew("$dir/medverk.conf", "www = $dir/www\nnonsense = 1\n");
ok reloaded('refused'), 'a broken configuration is refused';
is $m->get('/')->status, 200, 'and the old one stays';
for my $wrong ("workers = 0", "workers = 65", "base_url = example") {
	spew("$dir/medverk.conf", "www = $dir/www\n$wrong\n");
	ok reloaded('refused'), "$wrong is refused";
	ok $m->is_well(2), 'and changes nothing';
}
spew("$dir/medverk.conf", "www = $dir/www\n");
my $words = slurp("$dir/www/words/sv.json");
change("$dir/www/words/sv.json", '"search_button":', '"search_knob":');
ok reloaded('refused'), 'words that one language lacks are refused';
ok $m->is_well(2), 'and change nothing';
spew("$dir/www/words/sv.json", $words);
ok reloaded('done'), 'mended';
ok $m->is_well(2), 'well';

# The log's level as well.
spew("$dir/quiet.conf", "log_level = error\n");
my $quiet = Medverk::Test->start(args => ['--config', "$dir/quiet.conf"]);
is $quiet->get('/health')->status, 200, 'a quiet one';
unlike $quiet->log, qr/event=request/, 'says nothing of requests';
spew("$dir/quiet.conf", "log_level = loud\n");
$quiet->signal('HUP');
ok eventually { $quiet->log =~ /log_level must be/ }, 'a level that there is not is refused';
spew("$dir/quiet.conf", "log_level = info\n");
$quiet->signal('HUP');
ok eventually { $quiet->get('/health'); $quiet->log =~ /event=request/ }, 'the new level is used';

# With reload set, each request sees the files as they are.
my $live = Medverk::Test->start(env => { MEDVERK_WWW => "$dir/www", MEDVERK_RELOAD => 1 });
is $live->get('/')->status, 200, 'as it is';
change("$dir/www/words/sv.json", 'Medan vi provar', 'Medan vi redigerar');
like $live->get('/')->text, qr/Medan vi redigerar/, 'as it is now';
done_testing;
