#!/usr/bin/perl
# medverk-media: what pictures and PDFs are, and what is made of them.
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Media qw(png png_head bomb pdf with_exif size_of);
use POSIX ();

my $dir = folder();
(my $media = $Medverk::Test::BIN) =~ s{[^/]*$}{medverk-media};

# What it says of the bytes; pictures that it makes are $made[0] and following.
my @made;
sub look {
	my ($sort, $bytes) = @_;
	spew("$dir/in", $bytes);
	unlink glob "$dir/out*";
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		open STDIN, '<', "$dir/in";
		open STDOUT, '>', "$dir/said";
		open STDERR, '>', "$dir/complaints";
		for my $i (3 .. 6) {
			open my $f, '+>', "$dir/out$i" or POSIX::_exit(1);
			# Out of the way of the others.
			my $high = POSIX::dup2(fileno $f, 20 + $i);
			POSIX::close(fileno $f);
		}
		POSIX::dup2(20 + $_, $_) for 3 .. 6;
		exec { $media } $media, $sort or POSIX::_exit(127);
	}
	waitpid $pid, 0;
	is $?, 0, 'it ends well' if $?;
	@made = map { slurp("$dir/out$_") } 3 .. 6;
	return slurp("$dir/said");
}

# Pictures come out as JPEG and as WebP, none larger than it was.
is look('picture', png(1800, 1200)), "image/jpeg 1800 1200\nimage/webp 400 267\nimage/webp 800 533\nimage/webp 1600 1067\ndone\n", 'a PNG';
is_deeply [map { join ' ', size_of($_) } @made], ['jpeg 1800 1200', 'webp 400 267', 'webp 800 533', 'webp 1600 1067'], 'they are what was said';
my $jpeg = $made[0];
my $webp = $made[3];
is look('picture', png(300, 200, alpha => 1)), "image/jpeg 300 200\nimage/webp 300 200\ndone\n", 'a small one, transparent';
like look('picture', png(801, 10)), qr{^image/jpeg 801 10\nimage/webp 400 5\nimage/webp 800 10\nimage/webp 801 10\ndone$}, 'a flat one';
like look('picture', png(10, 3000)), qr{^image/jpeg 7 2048\n}, 'a tall one';
like look('picture', png(1, 1)), qr{^image/jpeg 1 1\nimage/webp 1 1\ndone$}, 'the smallest';
is look('picture', $webp), "image/jpeg 1600 1067\nimage/webp 400 267\nimage/webp 800 534\nimage/webp 1600 1067\ndone\n", 'a WebP';

# Upright, and nothing told of where it was taken.
my $lying = with_exif($jpeg);
like $lying, qr/HEMLIG-PLATS/, 'a picture that says where it was taken, and lies on its side';
like look('picture', $lying), qr{^image/jpeg 1200 1800\nimage/webp 400 600\n}, 'stands up';
is scalar(grep { /HEMLIG/ } @made), 0, 'and says nothing';
look('picture', png(20, 20, chunk => Medverk::Media::chunk('tEXt', "Comment\0HEMLIGT")));
is scalar(grep { /HEMLIGT/ } @made), 0, 'comments are gone, too';

# What is no picture, or too much of one.
my %not = (
	'nothing' => ['', 'not_a_picture'], 'a word' => ['hello', 'not_a_picture'], 'a PDF' => [pdf(1), 'not_a_picture'],
	'a page' => ["<!doctype html><script>alert(1)</script>" . ' ' x 100, 'not_a_picture'],
	'a drawing' => ['<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', 'not_a_picture'],
	'a GIF' => ["GIF89a" . "\0" x 100, 'not_a_picture'], 'a TIFF' => ["II*\0" . "\0" x 100, 'not_a_picture'],
	'an HEIC' => ["\0\0\0\x18ftypheic" . "\0" x 100, 'heic'],
	'a JPEG that is none' => ["\xff\xd8\xff\xe0" . 'x' x 1000, 'damaged'], 'half a JPEG' => [substr($jpeg, 0, length($jpeg) / 2), 'damaged'],
	'half a PNG' => [substr(png(900, 900), 0, 500), 'damaged'], 'half a WebP' => [substr($webp, 0, length($webp) / 2), 'damaged'],
	'a head without a body' => [png_head(100, 100) . "IEND", 'damaged'],
);
is look('picture', $not{$_}[0]), "problem $not{$_}[1]\n", $_ for sort keys %not;
my $bomb = bomb(8000, 8000);
cmp_ok length $bomb, '<', 300_000, '64 megapixels in little room';
is look('picture', $bomb), "problem too_many_pixels\n", 'are too many';
like look('picture', png_head(2_000_000_000, 2_000_000_000) . 'IEND'), qr/^problem (?:damaged|too_many_pixels)$/, 'a picture of any size';
like look('picture', bomb(60_000, 800)), qr{^image/jpeg 2048 27\n}, 'one that is just not';

# PDFs.
is look('pdf', pdf(34, title => 'Om sociala foretag')), "pages 34\ntitle Om sociala foretag\ndone\n", 'a PDF';
is look('pdf', pdf(1, tagged => 1)), "pages 1\ntagged\ndone\n", 'one that can be read aloud';
is look('pdf', pdf(1) . "\n\n"), "pages 1\ndone\n", 'with lines behind it';
is look('pdf', pdf(1, title => 'x' x 400)), "pages 1\ndone\n", 'a title that is none';
my $archive = "PK\5\6" . "\0" x 18;
%not = (
	'nothing' => ['', 'not_a_pdf'], 'a picture' => [$jpeg, 'not_a_pdf'], 'a page before it' => ['<script>alert(1)</script>' . pdf(1), 'not_a_pdf'],
	'a picture before it' => ["GIF89a" . pdf(1), 'not_a_pdf'], 'an archive behind it' => [pdf(1) . $archive, 'two_things'],
	'an archive that ends like it' => [pdf(1) . "$archive\n%%EOF\n", 'two_things'], 'a page behind it' => [pdf(1) . '<script>alert(1)</script>' x 10, 'two_things'],
	'its beginning' => ["%PDF-1.7\n", 'damaged_pdf'], 'its ends' => ["%PDF-1.7\nhello\n%%EOF\n", 'damaged_pdf'],
	'half of it' => [substr(pdf(9), 0, 400), 'damaged_pdf'], 'none at all' => [pdf(0), 'damaged_pdf'],
	'a program' => [pdf(1, script => 1), 'scripts'], 'one that wants a password' => [pdf(1, encrypted => 1), 'locked'],
);
is look('pdf', $not{$_}[0]), "problem $not{$_}[1]\n", "$_: no PDF" for sort keys %not;

my $r = `$media 2>&1 </dev/null`;
like $r, qr/is started by medverk/, 'it is no program for people';
isnt $?, 0, 'and says so';
done_testing;
