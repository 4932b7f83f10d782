#!/usr/bin/perl
# Everything that STYLE.md says "make lint refuses", a test for each rule.
use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use Test::More;

use lib dirname(abs_path(__FILE__));
use Lint;

my $tree = abs_path(dirname(__FILE__) . '/../..');
chdir $tree or die "$tree: $!";
my %rule = Lint::rules("$tree/tests/lint/rules");
for my $name (sort keys %rule) {
	my @findings = $rule{$name}{find}->($tree);
	ok !@findings, "$name: $rule{$name}{says}" or diag join "\n", @findings;
}
done_testing;
