#!/usr/bin/perl
# What docs/ and etc/medverk.conf say is so: settings, columns, the example of
# import.md, and every request of api.md.
use FindBin;
use lib "$FindBin::Bin/../http/lib";
use Medverk::Test;

use Encode qw(decode encode);

my $root = $Medverk::Test::ROOT;
my $dir = folder();

sub text_of { return decode('UTF-8', slurp("$root/$_[0]")) }

# The prefix is the builder's.
my ($conf, $help) = map { s{= \S+/share/medverk}{= PREFIX}gr =~ s/ +$//gmr }
	text_of('etc/medverk.conf'), run('help', 'config')->{out};
is $conf, $help, 'etc/medverk.conf is what medverk help config prints';

my $db = Medverk::Test::demo_db("$dir/medverk.db");
my $import = text_of('docs/import.md');

sub import_text {
	my ($kind, $text) = @_;
	return run('import', $kind, spew("$dir/file.csv", encode('UTF-8', $text)), '--db', $db);
}

# The columns of a kind as the program names them when it meets another.
sub columns {
	my ($kind) = @_;
	my ($list) = import_text($kind, "no_such_column\n")->{err} =~ /there are: (.*)/;
	return split /, /, $list;
}

# { column => true when it has one for English } by the table below a heading.
sub told {
	my ($heading) = @_;
	my ($section) = $import =~ /^##+ \Q$heading\E\n(.*?)(?=^##|\z)/ms or return {};
	return { map { my ($name, $en) = /^\| `(\w+)` \|(?: `(\w+)`)? \|/; $name ? ($name => $en ? 1 : 0) : () } split /\n/, $section };
}

my $shared = told('Columns');
for my $kind (qw(enterprise project report page organisation municipality country term)) {
	my %told = (%$shared, %{ told($kind) });
	is join(' ', sort keys %told), join(' ', grep { $_ ne 'id' } sort(columns($kind))), "docs/import.md has the columns of $kind";
	my $refused = import_text($kind, join(',', map { "${_}_en" } sort keys %told) . "\n")->{err};
	my @translatable = grep { $refused !~ /: ${_}_en: is no column/ } sort keys %told;
	is join(' ', grep { $told{$_} } sort keys %told), "@translatable", 'and says which have English';
}

my ($example) = $import =~ /```csv\n(.*?)```/s;
my $r = import_text('enterprise', $example);
is $r->{err}, '', 'the example has no problem';
my ($answer) = $import =~ /It answers `([^`]+)`/;
is $r->{out}, "$answer\n", 'and is imported';

my $m = Medverk::Test->start(db => $db);
my $api = text_of('docs/api.md');
my @asked = $api =~ /^    ([A-Z]+ \/\S+(?: → \d+)?)$/mg;
cmp_ok scalar @asked, '>=', 20, 'docs/api.md has requests';
for (@asked) {
	my ($method, $uri, $status) = /^(\S+) (\S+)(?: → (\d+))?$/;
	$uri = encode('UTF-8', $uri) =~ s/([^\x21-\x7e])/sprintf '%%%02X', ord $1/ger;
	my $r = $m->request(method => $method, uri => $uri);
	is $r->status, $status // 200, $_;
	ok eval { $r->json }, 'in JSON';
}
my $list = $m->get('/api/v1/enterprises')->json;
is_deeply [sort keys %$list], [qw(facets items links page query)], 'a list has the members that are told';
for ([enterprises => 'Enterprises are'], [projects => 'projects by'], [reports => 'reports by']) {
	my ($resource, $words) = @$_;
	my ($told) = $api =~ /\Q$words\E(.*?)(?:\.\s|, (?:projects|reports) by)/s;
	my %facets = map { $_ => 1 } keys %{ $m->get("/api/v1/$resource")->json->{facets} };
	is join(' ', sort $told =~ /`(\w+)`/g), join(' ', sort keys %facets), "the filters of $resource";
}

# Links between the pages of the documentation lead somewhere.
for my $file ('README.md', map { s{^\Q$root\E/}{}r } glob "$root/docs/*.md") {
	my ($folder) = $file =~ m{^(.*/)?};
	for my $link (text_of($file) =~ /\]\(([^)#:]+)(?:#[^)]*)?\)/g) {
		ok -e "$root/" . ($folder // '') . $link, "$file: $link is there";
	}
}
done_testing;
