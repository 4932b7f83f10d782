#!/usr/bin/perl
# Whole answers, as they are stored beside this script: status, headers, body.
# `make golden` shows each difference and asks which to keep.
#
#     golden.t               compares
#     golden.t --write DIR   writes the answers there
use FindBin;
use lib $FindBin::Bin, "$FindBin::Bin/../http/lib";
use Medverk::Test;
use Golden;
use Encode qw(decode);

my $write = @ARGV == 2 && $ARGV[0] eq '--write' ? $ARGV[1] : undef;
my $m = Medverk::Test->start(env => { MEDVERK_NOW => $Medverk::Test::NOW });
my $answers = Golden::answers($m);

if (defined $write) {
	spew("$write/$_.txt", $answers->{$_}) for keys %$answers;
	exit 0;
}
my $dir = folder();
for my $name (sort keys %$answers) {
	my $stored = "$FindBin::Bin/$name.txt";
	my $same = (slurp($stored) // '') eq $answers->{$name};
	ok $same, $name;
	next if $same;
	spew("$dir/$name.txt", $answers->{$name});
	my @diff = -e $stored ? split /\n/, decode('UTF-8', qx(diff -u '$stored' '$dir/$name.txt')) : "$name.txt is not there";
	diag join "\n", splice(@diff, 0, 30), @diff ? '…' : (), 'If the change is wanted: make golden';
}
my %left = map { (m{([^/]+)\.txt$})[0] => 1 } glob "'$FindBin::Bin'/*.txt";
delete @left{ keys %$answers };
is join(' ', sort keys %left), '', 'no answer is stored that nobody asks for';
done_testing;
