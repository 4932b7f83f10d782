package Medverk::FastCGI;

# A FastCGI client of our own: records made and read byte by byte, so that a
# test can also send what no web server sends. Core Perl only.
# https://fastcgi-archives.github.io/FastCGI_Specification.html

use strict;
use warnings;

use Exporter 'import';
use IO::Socket::UNIX;
use Time::HiRes 'time';

our @EXPORT_OK = qw(record pair params begin_request records_of connect_to exchange read_answer
	BEGIN_REQUEST ABORT_REQUEST END_REQUEST PARAMS STREAM_IN STREAM_OUT STREAM_ERR GET_VALUES);

use constant {
	BEGIN_REQUEST => 1, ABORT_REQUEST => 2, END_REQUEST => 3, PARAMS => 4, STREAM_IN => 5,
	STREAM_OUT => 6, STREAM_ERR => 7, GET_VALUES => 9,
};

# One record. The content is at most 65 535 bytes.
sub record {
	my ($type, $content, %as) = @_;
	return pack('CCnnCC', $as{version} // 1, $type, $as{id} // 1, $as{length} // length $content,
		length($as{padding} // ''), 0) . $content . ($as{padding} // '');
}

sub length_of {
	my ($n) = @_;
	return $n < 128 ? pack 'C', $n : pack 'N', $n | 0x8000_0000;
}

# A name and its value, as they stand in PARAMS.
sub pair {
	my ($name, $value) = @_;
	return length_of(length $name) . length_of(length $value) . $name . $value;
}

# A stream as records of at most 65 535 bytes, and the empty one that ends it.
sub records_of {
	my ($type, $content, %as) = @_;
	my $out = '';
	for (my $at = 0; $at < length $content; $at += 65_528) {
		$out .= record($type, substr($content, $at, 65_528), %as);
	}
	return $out . record($type, '', %as);
}

sub begin_request {
	my (%as) = @_;
	return record(BEGIN_REQUEST, pack('nCx5', $as{role} // 1, $as{keep} ? 1 : 0), %as);
}

sub params {
	my (%variable) = @_;
	return records_of(PARAMS, join '', map { pair($_, $variable{$_}) } sort keys %variable);
}

# A connected socket; undef when nobody listens.
sub connect_to {
	my ($path) = @_;
	return IO::Socket::UNIX->new(Peer => $path);
}

# Reads until the peer closes, the request has ended, or `seconds` are over.
# { out, err, ended (application status), protocol, closed, late }
sub read_answer {
	my ($socket, $seconds) = @_;
	my $answer = { out => '', err => '' };
	my ($in, $until) = ('', time + $seconds);
	while (1) {
		my $ready = '';
		vec($ready, fileno $socket, 1) = 1;
		my $left = $until - time;
		if ($left <= 0 || !select $ready, undef, undef, $left) {
			$answer->{late} = 1;
			return $answer;
		}
		my $n = sysread $socket, $in, 65_536, length $in;
		if (!$n) {
			$answer->{closed} = 1;
			return $answer;
		}
		while (length $in >= 8) {
			my ($version, $type, $id, $length, $padding) = unpack 'CCnnC', $in;
			last if length $in < 8 + $length + $padding;
			my $content = substr $in, 8, $length;
			substr $in, 0, 8 + $length + $padding, '';
			$answer->{out} .= $content if $type == STREAM_OUT;
			$answer->{err} .= $content if $type == STREAM_ERR;
			if ($type == END_REQUEST) {
				@$answer{qw(ended protocol)} = unpack 'NC', $content;
				return $answer;
			}
		}
	}
}

# Sends bytes, not minding a peer that closes early, and reads the answer.
sub exchange {
	my ($path, $bytes, $seconds) = @_;
	my $socket = connect_to($path) or return { refused => 1, out => '', err => '' };
	local $SIG{PIPE} = 'IGNORE';
	my $at = 0;
	while ($at < length $bytes) {
		my $n = syswrite $socket, $bytes, 65_536, $at;
		last if !$n;
		$at += $n;
	}
	return read_answer($socket, $seconds);
}

1;
