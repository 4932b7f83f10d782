#!/usr/bin/perl
# The n-th allocation fails, for growing n, during an import and during
# requests: the program ends with a line that says so, what was committed is
# there and nothing else, the database is whole, and the same thing succeeds
# when there is memory (DECISIONS 32). Wants a build with MEDVERK_FAULTS: make san.
use lib 'tests/http/lib';
use Medverk::Test;

alarm 900 * $Medverk::Test::PATIENCE;

my $dir = folder();
my $csv = spew("$dir/new.csv", join "\n",
	'slug,name,summary,summary_en,description,municipality,goods_and_services,legal_form,latitude,longitude',
	(map { "ny-$_,Nya snickeriet $_,Kort.,Short.,\"# R\n\n*Text*\",Motala|0580,Plantering|Catering $_,Aktiebolag,58.2,15.1" } 1 .. 3), '');
my @import = ('import', 'enterprise', $csv, '--create-terms');

# Every n at first, then further and further apart, until it succeeds; and
# from the last one backwards in the same way, since most come before the work
# itself begins (templates, words).
sub steps {
	my ($code) = @_;
	my ($n, $failed, $last) = (1, 0, 0);
	while ($n < 1_000_000 && !$code->($n)) {
		$failed++;
		$last = $n;
		$n += 1 + int $n / 3;
	}
	while ($n - $last > 1) {
		my $middle = int(($n + $last) / 2);
		if ($code->($middle)) { $n = $middle } else { $last = $middle; $failed++ }
	}
	for (my $back = 1; $back < $n; $back += 1 + int $back / 3) {
		$failed++ if !$code->($n - $back);
	}
	return ($n, $failed);
}

# ------------------------------------------------------------------ import

{
	my $db = Medverk::Test::demo_db("$dir/import.db");
	my @odd;
	my ($n, $failed) = steps(sub {
		my ($after) = @_;
		my $r = run(@import, '--db', $db, { env => { MEDVERK_FAIL_AFTER => $after } });
		return 1 if $r->{status} eq '0';
		push @odd, "$after: status $r->{status}: $r->{err}"
			if $r->{status} ne '1' || $r->{err} !~ /event=out-of-memory/ || $r->{err} =~ /Sanitizer|runtime error/;
		my $check = run('check', '--db', $db);
		push @odd, "$after: check: $check->{err}" if $check->{status} ne '0';
		return 0;
	});
	cmp_ok $failed, '>', 25, "the import failed for want of memory in $failed places, and succeeds after $n allocations";
	is "@odd[0 .. ($#odd < 2 ? $#odd : 2)]", '', 'each time with a line that says so, and a whole database';
	my $again = run(@import, '--db', $db);
	like $again->{out}, qr/^3 rows: 0 new, 0 changed, 3 the same/, 'what was imported is there, once';
	is run('check', '--db', $db)->{status}, '0', 'and the database is whole';
}

# The last allocations are those after the commit: it is all there, or nothing of it.
{
	my $db = Medverk::Test::demo_db("$dir/whole.db");
	my %found;
	steps(sub {
		my ($after) = @_;
		my $fresh = Medverk::Test::demo_db("$dir/fresh.db");
		my $r = run(@import, '--db', $fresh, { env => { MEDVERK_FAIL_AFTER => $after * 40 } });
		my $answer = Medverk::Test->cgi(db => $fresh, uri => '/api/v1/enterprises?q=%22nya+snickeriet%22');
		$found{ $answer->json->{page}{total} }++;
		unlink glob "'$fresh'*";
		return $r->{status} eq '0';
	});
	is join(' ', sort keys %found), '0 3', 'all of the file or nothing of it';
}

# ------------------------------------------------------- backup and restore

{
	my $db = Medverk::Test::demo_db("$dir/kept.db");
	mkdir "$dir/files";
	is run('backup', "$dir/whole.tar", '--db', $db)->{status}, '0', 'a backup';
	for (['backup', "$dir/kept.tar", '--force', '--db', $db], ['restore', "$dir/whole.tar", '--force', '--db', "$dir/back.db"]) {
		my @command = @$_;
		my @odd;
		my ($n, $failed) = steps(sub {
			my ($after) = @_;
			my $r = run(@command, { env => { MEDVERK_FAIL_AFTER => $after } });
			return 1 if $r->{status} eq '0';
			push @odd, "$after: status $r->{status}: $r->{err}"
				if $r->{status} ne '1' || $r->{err} !~ /event=out-of-memory/ || $r->{err} =~ /Sanitizer|runtime error/;
			for ($db, grep { -e } "$dir/back.db") {
				my $check = run('check', '--db', $_);
				push @odd, "$after: check: $check->{err}" if $check->{status} ne '0';
			}
			return 0;
		});
		cmp_ok $failed, '>', 3, "$command[0] failed for want of memory in $failed places, and succeeds after $n allocations";
		is "@odd[0 .. ($#odd < 2 ? $#odd : 2)]", '', 'each time with a line that says so, and a whole database';
	}
	is run('restore', "$dir/kept.tar", '--db', "$dir/again.db")->{status}, '0', 'what was written is whole';
	unlink glob "'$dir'/back.db*";
}

# ---------------------------------------------------------------- requests

for my $uri ('/', '/foretag?q=snickeri&municipality=0583', '/projekt/ostgotamodellen', '/api/v1/search?q=arbete', '/finns-inte') {
	my $db = Medverk::Test::demo_db("$dir/request.db");
	my $whole = Medverk::Test->cgi(db => $db, uri => $uri);
	my @odd;
	my ($n, $failed) = steps(sub {
		my ($after) = @_;
		my $r = Medverk::Test->cgi(db => $db, uri => $uri, env => { MEDVERK_FAIL_AFTER => $after });
		return 1 if $r->{out} eq $whole->{out};
		push @odd, "$after: " . ($r->{ended} // 'still running') . " $r->{err}"
			if ($r->{ended} // -1) != 256 || $r->{err} !~ /event=out-of-memory/ || $r->{err} =~ /Sanitizer|runtime error/;
		push @odd, "$after: half an answer" if $r->{out} ne '';
		return 0;
	});
	cmp_ok $failed, '>', 20, "$uri failed in $failed places, and succeeds after $n allocations";
	is "@odd[0 .. ($#odd < 2 ? $#odd : 2)]", '', 'each time with a line that says so, and nothing sent';
	is run('check', '--db', $db)->{status}, '0', 'the database is whole';
	unlink glob "'$db'*";
}

# A worker that ends so is replaced, and the site goes on.
{
	my $m = Medverk::Test->start(workers => 1, env => { MEDVERK_FAIL_AFTER => 40_000, MEDVERK_ANSWERS_KIB => 0 });
	my %status;
	$status{ $m->get('/foretag')->status }++ for 1 .. 60;
	like $m->log, qr/event=out-of-memory/, 'a worker ran out of memory';
	ok $status{200}, 'others answered';
	ok eventually { $m->get('/health')->status == 200 }, 'and go on';
	is $m->stop, 0, 'until told to stop';
}

done_testing;
