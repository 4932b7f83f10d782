package Medverk::Code;

# The app on somebody's phone: RFC 6238 by what Perl has, so that it is not the library under test.
#
#     my $code = Medverk::Code::at('JBSW Y3DP …', 1772712000);
use strict;
use warnings;

use Digest::SHA qw(hmac_sha1);

our $STEP = 30;

# The six digits of a secret in base32 at a time, in seconds since 1970.
sub at {
	my ($secret, $time) = @_;
	my %value = map { ('A' .. 'Z', 2 .. 7)[$_] => $_ } 0 .. 31;
	my $bits = join '', map { sprintf '%05b', $value{$_} } grep { /[A-Z2-7]/ } split //, $secret;
	my $key = pack 'B*', substr $bits, 0, length($bits) - length($bits) % 8;
	my $hash = hmac_sha1(pack('N2', 0, int($time / $STEP)), $key);
	my $from = ord(substr $hash, -1) & 15;
	return sprintf '%06d', (unpack('N', substr $hash, $from, 4) & 0x7fffffff) % 1_000_000;
}

1;
