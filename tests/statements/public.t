#!/usr/bin/perl
# What the public asks of the database, by its text: public_* views only, and
# lists with an order and an end. What each statement costs: tests/unit/test_statements.c.
use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use Test::More;

my $root = abs_path(dirname(__FILE__) . '/../..');
my %statement;

for my $path (glob "$root/sql/statements/*.sql") {
	my ($file) = $path =~ m{([^/]+)$};
	open my $f, '<:encoding(UTF-8)', $path or die "$path: $!";
	my $now;
	while (<$f>) {
		if (/^-- :name (\w+)/) {
			ok !$statement{$1}, "$1 is there once";
			$now = $statement{$1} = { file => $file, sql => '' };
		} elsif (/^-- :scan\s*(.*)/) {
			ok length $1 > 10, "$file: :scan says why" if $now;
		} elsif (!/^--/ && $now) {
			$now->{sql} .= $_;
		}
	}
}

# Not tables of the public's records: arrays of the statement itself, and the
# index, which holds published records only (DECISIONS 13).
my %harmless = map { $_ => 1 } qw(json_each search_vocabulary search search_word);

# What the writer alone asks is in these; what it asks of the other files is public, too.
# searches.sql is asked of the other database, which the public never reads; account.sql, edit.sql, file.sql and edited.sql by those who sign in.
my %writers = map { ("$_.sql" => 1) } qw(save account edit edited erase file batch outbox words searches);
ok -e "$root/sql/statements/$_", "$_ is there" for sort keys %writers;

for my $name (sort keys %statement) {
	my $s = $statement{$name};
	next if $writers{ $s->{file} };
	my @tables = $s->{sql} =~ /\b(?:FROM|JOIN)\s+(\w+)/gi;
	my @private = grep { !/^public_/ && !$harmless{$_} } @tables;
	is "@private", '', "$name reads public views only";
	unlike $s->{sql}, qr/\b(?:INSERT|UPDATE|DELETE|REPLACE INTO|DROP|CREATE)\b/i, "$name writes nothing";
	unlike $s->{sql}, qr/\bSELECT\s+(?:\w+\.)?\*/i, "$name names its columns";
	# What comes for an array of records is put in its place by the caller.
	if ($name =~ /^items_/) {
		like $s->{sql}, qr/\bjson_each\(:records\)/, "$name is asked for a page";
	} elsif ($name =~ /^list_/) {
		like $s->{sql}, qr/\bORDER BY\b/, "$name has an order";
		like $s->{sql}, qr/\bLIMIT\b/, "$name has an end" if $name !~ /^list_(?:catalogue_rows|facet_values|places)$/;
	}
}

# The views themselves: each looks at records through public_record, but for tombstones, which say what is not public.
open my $f, '<:encoding(UTF-8)', "$root/sql/schema.sql" or die "schema.sql: $!";
my $schema = do { local $/; <$f> };
my %view = $schema =~ /^CREATE VIEW (\w+) AS\s(.*?);/msg;
cmp_ok scalar keys %view, '>', 10, 'views are found';
for my $name (sort keys %view) {
	if ($name eq 'public_record') {
		like $view{$name}, qr/WHERE state = 'published'/, 'public_record is what is published';
	} elsif ($name =~ /tombstone/) {
		like $view{$name}, qr/state <> 'published'|public_tombstone/, "$name is what is not published any more";
		unlike $view{$name}, qr/\b(?:name|summary)\b|\*/, "$name tells nothing of the record";
	} elsif ($name eq 'search_document') {
		unlike $view{$name}, qr/\brecord\b/, "$name is the index itself, which holds published records only";
	} elsif ($name eq 'public_listing_change') {
		is $view{$name}, 'SELECT * FROM listing_change', "$name is all of a table …";
		my ($columns) = $schema =~ /^CREATE TABLE listing_change \((.*?)\) STRICT/ms;
		is join(' ', $columns =~ /^\s*(\w+)\s+INTEGER/mg), 'seq record', '… which has numbers of rows, and nothing of what is in them';
		unlike $columns, qr/TEXT|BLOB|REAL/, '… nor any text';
	} elsif ($name eq 'public_listing_place') {
		is $view{$name}, 'SELECT * FROM listing_place', "$name is all of a table …";
		my @writes = $schema =~ /INSERT INTO listing_place \(.*?\)\s+SELECT [\w, ]+ FROM (\w+) WHERE/g;
		push @writes, map { $_->{sql} =~ /INSERT INTO listing_place \(.*?\)\s+SELECT [\w, ]+ FROM (\w+) WHERE/ } values %statement;
		is "@writes", 'public_place ' x 2 . 'public_place', '… which is written from what is public only';
		is scalar(() = join('', $schema, map { $_->{sql} } values %statement) =~ /INTO listing_place\b|UPDATE listing_place\b/g), @writes, '… and nowhere else';
	} elsif ($name =~ /^public_(?:lexicon|synonym)$/) {
		unlike $view{$name}, qr/\brecord\b/, "$name knows no records";
	} elsif ($name eq 'public_place') {
		is join(' ', $view{$name} =~ /\bFROM (\w+)/g), 'public_enterprise public_enterprise public_municipality', "$name knows what other views show";
		unlike $view{$name}, qr/\b(?:FROM|JOIN) (?!public_)/, 'and nothing else';
	} else {
		like $view{$name}, qr/\bpublic_record\b/, "$name rests on public_record";
	}
}

# Nothing is put into SQL but what kind.c makes of its own tables.
my %braces = map { $_ => 1 } map { $_->{sql} =~ /\{(\w+)/g } values %statement;
is join(' ', sort keys %braces), 'columns items names stored updates values', 'what stands in braces';
# An alias may end in a question mark (stmt.h); a parameter is never in quotes.
unlike join("\n", map { $_->{sql} =~ s/"[^"]*"//gr } values %statement), qr/\?|\$\w|@\w/, 'parameters have names';

done_testing;
