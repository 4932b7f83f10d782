package Bench::Peer;

# peer.php under PHP-FPM: four processes that stay, compiled code kept.

use strict;
use warnings;

use Exporter 'import';

use Bench qw(start spew eventually);

our @EXPORT_OK = qw(start_php);

sub start_php {
	my ($dir, $socket, $db) = @_;
	my ($php) = sort grep { -x } map { glob "$_/php-fpm*" } '/usr/sbin', '/usr/local/sbin';
	die "there is no php-fpm\n" if !defined $php;
	my $user = $> == 0 ? "user = root\ngroup = root\n" : '';
	spew("$dir/php.conf", <<"CONF");
[global]
daemonize = no
error_log = $dir/php.log
log_level = warning
[peer]
${user}listen = $socket
listen.backlog = 512
pm = static
pm.max_children = 4
env[PEER_DB] = $db
php_admin_value[memory_limit] = 256M
php_admin_flag[opcache.enable] = on
php_admin_flag[opcache.validate_timestamps] = off
CONF
	my $pid = start("$dir/php.log", $php, '--fpm-config', "$dir/php.conf", ($> == 0 ? '--allow-to-run-as-root' : ()));
	eventually { -S $socket } or die "PHP-FPM does not start; see $dir/php.log\n";
	return $pid;
}

1;
