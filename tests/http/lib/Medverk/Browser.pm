package Medverk::Browser;

# Somebody with a browser: keeps the cookie, fills in the form of the page that was shown last.
#
#     Medverk::Browser::accounts($db, qw(anna kim));           # who they are: %ACCOUNT
#     my $b = Medverk::Browser->signed_in($m, 'anna');
#     $b->post('/admin/konton/ny', { email => '…' });          # with the secret of the last page
#
# The answer is returned, and kept as $b->{last}.
use strict;
use warnings;
use utf8;

use Encode qw(encode);
use Test::More;

# One of each role; Kim edits the enterprises of Motala.
our $PASSWORD = 'katt hund hast ko';
our %ACCOUNT = (
	anna => ['administrator'],
	erik => ['editor'],
	kim => ['municipality_editor', '--municipality', '0583'],
	lisa => ['reader'],
);

sub accounts {
	my ($db, @names) = @_;
	for my $name (@names) {
		my ($role, @more) = @{ $ACCOUNT{$name} };
		is Medverk::Test::run('user', 'add', '--email', "$name\@example.se", '--role', $role, @more, '--password-stdin', '--db', $db, { in => $PASSWORD })->{status}, 0, "$name is $role";
	}
}

sub signed_in {
	my ($class, $program, $name) = @_;
	my $b = $class->new($program);
	$b->get('/admin/logga-in');
	is $b->submit(email => "$name\@example.se", password => $PASSWORD)->status, 303, "$name signs in";
	return $b;
}

sub new {
	my ($class, $program) = @_;
	return bless { program => $program, secret => '' }, $class;
}

sub encoded {
	my ($value) = @_;
	return join '', map { /[A-Za-z0-9._-]/ ? $_ : sprintf '%%%02X', ord } split //, encode('UTF-8', $value);
}

# Fields of a form: a hash of names to values, or to arrays of them.
sub body_of {
	my ($fields) = @_;
	return join '&', map { my $name = $_; map { encoded($name) . '=' . encoded($_) } ref $fields->{$name} ? @{ $fields->{$name} } : $fields->{$name} } sort keys %$fields;
}

sub ask {
	my ($self, %as) = @_;
	my %headers = %{ $as{headers} // {} };
	$headers{Cookie} = "medverk=$self->{cookie}" if $self->{cookie};
	my $r = $self->{last} = $self->{program}->request(%as, headers => \%headers);
	if (($r->header('set-cookie') // '') =~ /^medverk=([^;]*)/) {
		$self->{cookie} = $1;
	}
	my $secret = $self->field('secret');
	$self->{secret} = $secret if defined $secret && length $secret;
	return $r;
}

sub get {
	my ($self, $uri, %as) = @_;
	$self->{uri} = $uri;
	return $self->ask(uri => $uri, %as);
}

# A value of an attribute as the browser reads it.
sub plain {
	my ($value) = @_;
	my %signs = (quot => '"', '#39' => "'", lt => '<', gt => '>', amp => '&');
	return defined $value ? $value =~ s/&(quot|#39|lt|gt|amp);/$signs{$1}/gr : undef;
}

# The value of a field that the last page has; undef when there is none.
sub field {
	my ($self, $name) = @_;
	my ($tag) = ($self->{last} ? $self->{last}->text : '') =~ /(<input[^>]*\sname="\Q$name\E"[^>]*>)/ or return undef;
	return $tag =~ /\svalue="([^"]*)"/ ? plain($1) : '';
}

# secret => undef leaves it out.
sub post {
	my ($self, $uri, $fields, %as) = @_;
	my %all = (secret => exists $as{secret} ? $as{secret} : $self->{secret}, %$fields);
	delete @all{ grep { !defined $all{$_} } keys %all };
	delete $as{secret};
	return $self->ask(uri => $uri, method => 'POST', body => body_of(\%all), %as);
}

# A form with files, as browsers send one: files are [name of the field, name of the file, bytes].
sub send_files {
	my ($self, $uri, $fields, @files) = @_;
	my %all = (secret => $self->{secret}, %$fields);
	my $boundary = '----medverk0123456789';
	my $body = '';
	for my $name (sort grep { defined $all{$_} } keys %all) {
		$body .= qq(--$boundary\r\nContent-Disposition: form-data; name="$name"\r\n\r\n) . encode('UTF-8', $all{$name} =~ s/\r?\n/\r\n/gr) . "\r\n";
	}
	for my $file (@files) {
		my ($name, $filename, $bytes) = @$file;
		$body .= qq(--$boundary\r\nContent-Disposition: form-data; name="$name"; filename="$filename"\r\nContent-Type: text/csv\r\n\r\n$bytes\r\n);
	}
	$body .= "--$boundary--\r\n";
	return $self->ask(uri => $uri, method => 'POST', body => $body,
		variables => { CONTENT_TYPE => "multipart/form-data; boundary=$boundary" });
}

# Sends the form of the last page with these fields filled in, to the page itself.
sub submit {
	my ($self, %fields) = @_;
	my $headers = delete $fields{headers};
	my %hidden;
	for my $tag ($self->{last}->text =~ /<input[^>]*type="hidden"[^>]*>/g) {
		my ($name) = $tag =~ /\sname="([^"]*)"/ or next;
		$hidden{$name} = plain($tag =~ /\svalue="([^"]*)"/);
	}
	return $self->post($self->{uri} =~ s/\?.*//r, { %hidden, %fields }, headers => $headers);
}

# Everything that the form of the last page has, as a browser would send it.
sub filled_in {
	my ($b) = @_;
	my (%form, $select);
	my $text = $b->{last}->text =~ s/.*<main//sr;
	my $plain = sub { plain($_[0] // '') };
	while ($text =~ m{<input([^>]*)>|<textarea([^>]*)>(.*?)</textarea>|<select([^>]*)>|<option([^>]*)>}gs) {
		my ($input, $area, $inside, $list, $option) = ($1, $2, $3, $4, $5);
		my ($name) = ($input // $area // $list // '') =~ /\sname="([^"]*)"/;
		if (defined $input && defined $name) {
			next if $input =~ /type="(?:checkbox|radio)"/ && $input !~ /\schecked/;
			my ($value) = $input =~ /\svalue="([^"]*)"/;
			push @{ $form{$name} }, $plain->($value);
		} elsif (defined $area) {
			$form{$name} = [$plain->($inside)];
		} elsif (defined $list) {
			$select = $name;
		} elsif (defined $option && $option =~ /\sselected/) {
			my ($value) = $option =~ /\svalue="([^"]*)"/;
			$form{$select} = [$plain->($value)];
		}
	}
	delete $form{anyway};
	return \%form;
}

# Fills some fields of the form otherwise and presses a button.
sub press {
	my ($b, $button, %change) = @_;
	my ($action) = $b->{last}->text =~ m{<main.*?<form [^>]*method="post" action="([^"]*)"}s;
	return $b->post($action, { %{ filled_in($b) }, %change, do => $button });
}

1;
