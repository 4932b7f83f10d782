# Functions that have no safe use here, or a better one in lib/base.
use Lint qw(files code matches);

my @banned = qw(strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets strtok strtok_r atoi atol atoll atof
	localtime gmtime ctime asctime ctime_r asctime_r scanf sscanf fscanf vsscanf rand srand random srandom tmpnam
	tempnam mktemp alloca system popen setjmp longjmp signal sleep usleep getlogin inet_ntoa inet_addr
	readdir_r strftime_l putenv vfork);
my $pattern = do { my $any = join '|', @banned; qr/(?<![\w.>])($any)\s*\(/ };

return {
	says => 'strcpy strcat sprintf strtok gets atoi localtime and friends',
	find => sub {
		my ($tree) = @_;
		return map { matches($_, code("$tree/$_"), $pattern, 'banned: ') } files($tree, qr/\.[ch]$/, 'lib', 'cgi');
	},
	bad => { 'lib/base/x.c' => "void f(char *p) { strcpy(p, \"x\"); }\n" },
	good => { 'lib/base/x.c' => "/* not strcpy(p, q) */\nvoid f(char *p) { my_strcpy(p); x.system(p); puts(\"gets(x)\"); }\n" },
};
