package Medverk::Media;

# Pictures and PDFs for tests, made byte by byte; and what a picture's bytes say of it.
use strict;
use warnings;

use Compress::Zlib qw(compress crc32 deflateInit Z_OK);
use Exporter 'import';

our @EXPORT_OK = qw(png png_head bomb pdf with_exif size_of);

sub chunk { return pack('N', length $_[1]) . $_[0] . $_[1] . pack 'N', crc32($_[0] . $_[1]) }

sub png_head {
	my ($width, $height, $type) = @_;
	return "\x89PNG\r\n\x1a\n" . chunk('IHDR', pack 'NNCCCCC', $width, $height, 8, $type // 2, 0, 0, 0);
}

# A picture that is red to the left, blue to the right; alpha: without colour below its middle. seed: another one.
sub png {
	my ($width, $height, %as) = @_;
	my $a = $as{alpha} ? 1 : 0;
	my $half = int($width / 2);
	my $seed = $as{seed} // 0;
	my $rows = '';
	for my $y (0 .. $height - 1) {
		my $opaque = $a ? pack 'C', $y < $height / 2 ? 255 : 0 : '';
		$rows .= "\0" . (pack('CCC', 200, $seed, 0) . $opaque) x $half . (pack('CCC', 0, $seed, 200) . $opaque) x ($width - $half);
	}
	return png_head($width, $height, $a ? 6 : 2) . ($as{chunk} // '') . chunk('IDAT', compress($rows)) . chunk('IEND', '');
}

# One that only says to be of that size.
sub claims { return png_head(@_) . chunk('IDAT', compress("\0" x 100)) . chunk('IEND', '') }

# All black, of any size, in few bytes.
sub bomb {
	my ($width, $height) = @_;
	my ($d, $status) = deflateInit();
	my $row = "\0" x (3 * $width + 1);
	my $data = '';
	$data .= ($d->deflate($row))[0] for 1 .. $height;
	$data .= ($d->flush)[0];
	return png_head($width, $height) . chunk('IDAT', $data) . chunk('IEND', '');
}

# A JPEG with where it was taken, and lying on its side (orientation 6).
sub with_exif {
	my ($jpeg) = @_;
	my $entry = sub { pack 'nnN', @_[0 .. 2] };
	my $tiff = "MM\0*" . pack('N', 8) . pack('n', 2)
		. pack('nnNnn', 0x0112, 3, 1, 6, 0)
		. pack('nnNN', 0x010e, 2, 18, 38)
		. pack('N', 0) . "HEMLIG-PLATS-58,4\0";
	my $app = "Exif\0\0$tiff";
	return substr($jpeg, 0, 2) . "\xff\xe1" . pack('n', 2 + length $app) . $app . substr $jpeg, 2;
}

# A PDF of so many pages. title, tagged, script, encrypted: what it has besides.
sub pdf {
	my ($pages, %as) = @_;
	my @object = (
		'<< /Type /Catalog /Pages 2 0 R' . ($as{tagged} ? ' /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R' : '')
			. ($as{script} ? ' /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.beep) >>] >> >>' : '') . ' >>',
		'<< /Type /Pages /Count ' . $pages . ' /Kids [' . join(' ', map { 4 + $_ . ' 0 R' } 1 .. $pages) . '] >>',
		'<< /Title (' . ($as{title} // '') . ') >>',
		'<< /Type /StructTreeRoot /K [<< /Type /StructElem /S /Document /P 4 0 R >>] >>',
		map { '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>' } 1 .. $pages,
	);
	my ($out, @at) = "%PDF-1.7\n";
	for my $i (0 .. $#object) {
		push @at, length $out;
		$out .= $i + 1 . " 0 obj\n$object[$i]\nendobj\n";
	}
	my $xref = length $out;
	return $out . 'xref' . "\n0 " . (@object + 1) . "\n0000000000 65535 f \n" . join('', map { sprintf "%010d 00000 n \n", $_ } @at)
		. 'trailer << /Size ' . (@object + 1) . ' /Root 1 0 R /Info 3 0 R'
		. ($as{encrypted} ? ' /Encrypt << /Filter /Standard /V 1 /R 2 /O (' . 'o' x 32 . ') /U (' . 'u' x 32 . ') /P -4 >> /ID [<00><00>]' : '') . " >>\nstartxref\n$xref\n%%EOF\n";
}

# (type, width, height) of a JPEG, PNG or WebP.
sub size_of {
	my ($bytes) = @_;
	return ('png', unpack 'NN', substr $bytes, 16, 8) if $bytes =~ /^\x89PNG/;
	if ($bytes =~ /^\xff\xd8/) {
		my $at = 2;
		while ($at + 9 < length $bytes) {
			my ($mark, $code, $length) = unpack 'CCn', substr $bytes, $at, 4;
			return ('jpeg', reverse unpack 'nn', substr $bytes, $at + 5, 4) if $code >= 0xc0 && $code <= 0xc2;
			$at += 2 + $length;
		}
	}
	if ($bytes =~ /^RIFF....WEBP(VP8.)/s) {
		return ('webp', map { $_ & 0x3fff } unpack 'vv', substr $bytes, 26, 4) if $1 eq 'VP8 ';
		if ($1 eq 'VP8X') {
			my ($w0, $w1, $h0, $h1) = unpack 'vCvC', substr $bytes, 24, 6;
			return ('webp', $w0 + ($w1 << 16) + 1, $h0 + ($h1 << 16) + 1);
		}
	}
	return ('unknown');
}

1;
