package Directory;

# A directory of the records of a judged set, and the program that serves it, asked over FastCGI.
#
#     my $d = Directory->new($set, without => 'synonyms');
#     my $doc = $d->get('/api/v1/search?q=kaf%C3%A9');
#
# A set is { corpus => PATH, queries => PATH }. corpus.json is a list of records: id, type (foretag, projekt,
# rapport, sida, kontakt), name, kommun, form, area, text; perhaps summary, text_en, summary_en. Beside it may
# stand 03_municipality.csv, where the municipalities are not those of sql/seed.
use strict;
use warnings;
use utf8;

use Cwd ();
use Encode qw(encode);
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use JSON::PP;
use Time::HiRes qw(sleep);

our $ROOT = Cwd::abs_path(dirname(__FILE__) . '/../../..');
my $PROGRAM = $ENV{MEDVERK_BIN} // "$ROOT/build/medverk";

use lib Cwd::abs_path(dirname(__FILE__) . '/../../http/lib');
use Medverk::FastCGI ();

delete @ENV{grep { /^MEDVERK_/ } keys %ENV};

sub slurp {
	my ($path) = @_;
	open my $f, '<:encoding(UTF-8)', $path or die "$path: $!\n";
	local $/;
	return scalar <$f>;
}

sub records {
	my ($set) = @_;
	return @{ JSON::PP->new->decode(slurp($set->{corpus})) };
}

# Queries with what must be found: [number, words, [ids]].
sub queries {
	my ($set) = @_;
	return map { my ($n, $words, $ids) = split /\t/; [$n, $words, [split /,\s*/, $ids // '']] }
		grep { /^\d/ } split /\r?\n/, slurp($set->{queries});
}

# ---------------------------------------------------------------- database

sub code {
	my ($name) = @_;
	my $code = lc $name;
	$code =~ tr/åäöé/aaoe/;
	$code =~ s/[^a-z0-9]+/-/g;
	$code =~ s/^-|-$//g;
	return $code;
}

sub cell {
	my ($text) = @_;
	$text //= '';
	$text =~ s/"/""/g;
	return qq("$text");
}

sub table {
	my ($self, $name, $columns, @rows) = @_;
	open my $f, '>:encoding(UTF-8)', "$self->{dir}/sql/$name" or die "$name: $!\n";
	print {$f} join(',', @$columns), "\n";
	print {$f} join(',', map { cell($_) } @$_), "\n" for @rows;
	close $f or die "$name: $!\n";
}

sub make_database {
	my ($self, $set) = @_;
	my @corpus = records($set);
	mkdir "$self->{dir}/$_" for qw(sql sql/seed sql/demo);
	copy("$ROOT/sql/seed/$_", "$self->{dir}/sql/seed/$_") or die "$_: $!\n" for qw(lexicon.txt synonyms.txt);
	my ($municipalities) = grep { -e } map { "$_/03_municipality.csv" } dirname($set->{corpus}), "$ROOT/sql/seed";
	copy($municipalities, "$self->{dir}/sql/seed/") or die "$municipalities: $!\n";
	my (%area, %form);
	$area{ $_->{area} } = $form{ $_->{form} } = 1 for grep { $_->{type} eq 'foretag' } @corpus;
	$self->table('seed/01_country.csv', ['code', 'name'], ['SE', 'Sverige']);
	$self->table('seed/02_term.csv', ['taxonomy', 'code', 'name'],
		(map { ['goods_and_services', code($_), $_] } sort grep { length } keys %area),
		map { ['legal_form', code($_), $_] } sort grep { length } keys %form);
	$self->table('seed/04_organisation.csv', ['slug', 'name']);
	my @texts = qw(summary description description_en summary_en);
	my $rows = sub {
		my ($types, @more) = @_;
		return map { my $r = $_; [lc $r->{id}, $r->{name}, @$r{qw(summary text text_en summary_en)}, map { $_->($r) } @more] }
			grep { $types->{ $_->{type} } } @corpus;
	};
	$self->table('seed/05_project.csv', ['slug', 'name', @texts, 'municipality'], $rows->({ projekt => 1 }, sub { $_[0]{kommun} }));
	$self->table('seed/06_report.csv', ['slug', 'name', @texts], $rows->({ rapport => 1 }));
	$self->table('seed/07_page.csv', ['slug', 'name', @texts], $rows->({ sida => 1, kontakt => 1 }));
	# The first of our own set has what the cases of behaviour ask for.
	my %number = (E01 => ['769900-0019', '59130', 'Motala']);
	$self->table('demo/01_enterprise.csv', ['slug', 'name', @texts, 'municipality', 'legal_form', 'goods_and_services',
			'organisation_number', 'postcode', 'locality'],
		$rows->({ foretag => 1 }, sub { $_[0]{kommun} }, sub { code($_[0]{form}) }, sub { code($_[0]{area}) },
			map { my $i = $_; sub { ($number{ $_[0]{id} } // [])->[$i] } } 0 .. 2));
	system("'$PROGRAM' init --demo --db '$self->{dir}/judge.db' --www '$ROOT/www' --seed '$self->{dir}/sql' --log_level error" .
		" --search_without '$self->{without}' >/dev/null") == 0 or die "medverk init failed\n";
}

# ------------------------------------------------------------------- asking

sub new {
	my ($class, $set, %as) = @_;
	my $self = bless { dir => tempdir('medverk-judge-XXXXXX', TMPDIR => 1, CLEANUP => 1), without => $as{without} // '' }, $class;
	$self->make_database($set);
	my $pid = fork // die "fork: $!\n";
	if ($pid == 0) {
		open STDOUT, '>&', \*STDERR;
		exec $PROGRAM, 'serve', '--db', "$self->{dir}/judge.db", '--www', "$ROOT/www", '--socket', "$self->{dir}/s",
			'--workers', 1, '--log_level', 'error', '--search_without', $self->{without};
		exit 127;
	}
	$self->{pid} = $pid;
	$self->{owner} = $$;
	for (1 .. 600) {
		return $self if Medverk::FastCGI::connect_to("$self->{dir}/s");
		sleep 0.05;
	}
	die "the program does not serve\n";
}

sub DESTROY {
	my ($self) = @_;
	return if !$self->{pid} || $self->{owner} != $$;
	local ($?, $!);
	kill 'TERM', $self->{pid};
	waitpid $self->{pid}, 0;
}

# Status and body.
sub fetch {
	my ($self, $uri) = @_;
	my ($path, $query) = split /\?/, $uri, 2;
	my $answer = Medverk::FastCGI::exchange("$self->{dir}/s", Medverk::FastCGI::begin_request() .
		Medverk::FastCGI::params(GATEWAY_INTERFACE => 'CGI/1.1', REQUEST_METHOD => 'GET', REQUEST_URI => $uri, SCRIPT_NAME => $path,
			QUERY_STRING => $query // '', SERVER_PROTOCOL => 'HTTP/1.1') .
		Medverk::FastCGI::records_of(Medverk::FastCGI::STREAM_IN, ''), 30);
	my ($head, $body) = split /\r\n\r\n/, $answer->{out}, 2;
	return (($head // '') =~ /^Status: (\d+)/m ? $1 : 200, $body);
}

sub get {
	my ($self, $uri) = @_;
	my (undef, $body) = $self->fetch($uri);
	return JSON::PP->new->utf8->decode($body);
}

sub escape {
	return join '', map { /[A-Za-z0-9]/ ? $_ : sprintf '%%%02X', ord } split //, encode('UTF-8', $_[0]);
}

sub search {
	my ($self, $words, $more) = @_;
	return $self->get('/api/v1/search?q=' . escape($words) . ($more // ''));
}

1;
