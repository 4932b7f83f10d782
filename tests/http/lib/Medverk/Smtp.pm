package Medverk::Smtp;

# A mail server for tests: what it does with a mail is said by who the mail is to.
#
#     full@        450 at RCPT                later@     451 after the text
#     nobody@      550 at RCPT                spam@      554 after the text, on two lines
#     silent@      no answer to RCPT          mute@      no answer after the text
#     gone@        hangs up at RCPT           all others are taken
#
# Options: auth ("user:password": refuses others), greeting (another first line; '': none),
# sender_refused, tls ({ cert, key }: through openssl, one connection).

use strict;
use warnings;

use IO::Handle;
use IO::Socket::INET;
use IPC::Open2;
use MIME::Base64;
use Time::HiRes ();

use Medverk::Test ();

sub start {
	my ($class, %as) = @_;
	my $self = bless { %as, dir => Medverk::Test::folder() }, $class;
	my $socket;
	if ($as{tls}) {
		$self->{port} = Medverk::Test::free_port();
	} else {
		$socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 50, ReuseAddr => 1) or die "port: $!";
		$self->{port} = $socket->sockport;
	}
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		$SIG{$_} = 'DEFAULT' for qw(INT TERM);
		$SIG{CHLD} = 'IGNORE';
		# Who waits for all that the test says must not wait for this.
		open STDOUT, '>', '/dev/null';
		eval { $as{tls} ? $self->serve_tls : $self->serve($socket) };
		print STDERR "# mail server: $@" if $@;
		POSIX::_exit(0);
	}
	$Medverk::Test::running{$pid} = 1;
	$self->{pid} = $pid;
	if ($as{tls}) {
		# Its one connection is not for trying whether it is there.
		my $listens = sprintf ':%04X 00000000:0000 0A', $self->{port};
		Medverk::Test::eventually { (Medverk::Test::slurp('/proc/net/tcp') // '') =~ /\Q$listens/ } or die "openssl does not listen\n";
	}
	return $self;
}

sub url { ($_[0]{tls} ? 'smtps' : 'smtp') . "://127.0.0.1:$_[0]{port}" }
sub stop { Medverk::Test::end_process($_[0]{pid}) }

# What it has taken, in order: { from, to, text } (bytes, lines ended by LF).
sub mails {
	my ($self) = @_;
	my @mails;
	for my $path (sort glob "$self->{dir}/*.mail") {
		my ($from, $to, $text) = Medverk::Test::slurp($path) =~ /\A([^\n]*)\n([^\n]*)\n(.*)\z/s;
		push @mails, { from => $from, to => $to, text => $text };
	}
	return @mails;
}

# Every line that clients have said, of all connections.
sub heard { Medverk::Test::slurp("$_[0]{dir}/heard") // '' }

sub serve {
	my ($self, $socket) = @_;
	while (my $c = $socket->accept) {
		my $pid = fork // next;
		if ($pid == 0) {
			close $socket;
			eval { $self->talk($c, $c) };
			print STDERR "# mail server: $@" if $@;
			POSIX::_exit(0);
		}
		close $c;
	}
}

# openssl passes on what the two say to each other.
sub serve_tls {
	my ($self) = @_;
	$self->{openssl} = open2(my $in, my $out, 'openssl', 's_server', '-accept', "127.0.0.1:$self->{port}", '-naccept', 1,
		'-quiet', '-cert', $self->{tls}{cert}, '-key', $self->{tls}{key});
	local $SIG{TERM} = sub { kill 'KILL', $self->{openssl}; POSIX::_exit(0) };
	$self->talk($in, $out);
	kill 'KILL', $self->{openssl};
}

# Says nothing until the other hangs up.
sub hang {
	my ($in) = @_;
	1 while defined(my $line = <$in>);
}

# One connection.
sub talk {
	my ($self, $in, $out) = @_;
	my ($from, $to, $in_as) = ('', '', '');
	open my $heard, '>>', "$self->{dir}/heard" or die "heard: $!";
	$heard->autoflush(1);
	$out->autoflush(1);
	my $say = sub { print {$out} map { "$_\r\n" } @_ };
	my $first = $self->{greeting} // '220 test ESMTP';
	$first eq '' ? hang($in) : $say->($first);
	while (defined(my $line = <$in>)) {
		print {$heard} $line;
		$line =~ s/\r\n\z//;
		if ($line =~ /^EHLO/i) {
			$say->('250-test', $self->{auth} ? '250-AUTH PLAIN' : (), '250 8BITMIME');
		} elsif ($line =~ /^AUTH PLAIN ?(.*)/i) {
			my $secret = $1;
			if ($secret eq '') {
				$say->('334 ');
				$secret = <$in> // '';
			}
			my (undef, $user, $password) = split /\0/, decode_base64($secret);
			$in_as = $user . ':' . ($password // '');
			$say->($in_as eq ($self->{auth} // '') ? '235 welcome' : '535 5.7.8 wrong password');
		} elsif ($line =~ /^MAIL FROM:<(.*?)>/i) {
			$from = $1;
			my $refused = $self->{sender_refused} ? '550 5.7.1 not your address' : $self->{auth} && $in_as ne $self->{auth} ? '530 sign in' : undef;
			$say->($refused // '250 ok');
		} elsif ($line =~ /^RCPT TO:<(.*?)>/i) {
			$to = $1;
			return hang($in) if $to =~ /^silent@/;
			return if $to =~ /^gone@/;
			$say->($to =~ /^full@/ ? '450 4.2.2 mailbox full' : $to =~ /^nobody@/ ? "550 5.1.1 <$to> unknown" : '250 ok');
		} elsif ($line =~ /^DATA/i) {
			$say->('354 go on');
			my $text = '';
			while (1) {
				my $part = <$in>;
				return if !defined $part;       # hung up in the middle: nothing was taken
				last if $part eq ".\r\n";
				$part =~ s/^\.//;
				die "a line without CR\n" if $part !~ /\r\n\z/;
				$text .= $part =~ s/\r\n\z/\n/r;
			}
			return hang($in) if $to =~ /^mute@/;
			if ($to =~ /^later@/) {
				$say->('451 4.3.0 not now');
			} elsif ($to =~ /^spam@/) {
				$say->('554-5.7.1 this looks', '554 5.7.1 like advertising');
			} else {
				$self->keep("$from\n$to\n$text");
				$say->('250 taken');
			}
		} elsif ($line =~ /^QUIT/i) {
			$say->('221 bye');
			return;
		} else {
			$say->('502 what?');
		}
	}
}

# Files by the time of their coming; complete when they are seen.
sub keep {
	my ($self, $bytes) = @_;
	my $name = sprintf '%s/%.6f-%d', $self->{dir}, Time::HiRes::time(), $$;
	Medverk::Test::spew($name, $bytes);
	rename $name, "$name.mail" or die "$name: $!";
}

1;
