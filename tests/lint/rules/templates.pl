# The templates' own text is markup only, and the partials they name exist.
# Where a tag may stand is checked by lib/view/template_lint.c, see positions.t.
use Lint qw(files slurp);

return {
	says => 'partials that do not exist, words of the interface in a template',
	find => sub {
		my ($tree) = @_;
		my @found;
		my %used;
		for my $file (files($tree, qr/\.mustache$/, 'www/templates')) {
			my $text = slurp("$tree/$file");
			while ($text =~ /\{\{>\s*([\w-]+)\s*\}\}/g) {
				my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
				$used{$1} = 1;
				push @found, "$file:$line: no partial $1" if $1 ne 'body' && !-e "$tree/www/templates/$1.mustache";
			}
			(my $bare = $text) =~ s/(\{\{.*?\}\}\}?|<!--.*?-->|<!doctype[^>]*>)/$1 =~ tr{\n}{}cdr/gsie;
			# Attributes that people read or hear count as text.
			while ($bare =~ /\b(?:alt|title|placeholder|aria-label)="([^"]*\p{L}{2}[^"]*)"/g) {
				my $line = 1 + (substr($bare, 0, $-[0]) =~ tr/\n//);
				push @found, "$file:$line: words in an attribute: $1";
			}
			$bare =~ s/(<[^>]*>|&\w+;)/$1 =~ tr{\n}{}cdr/gse;
			my $n = 0;
			for (split /\n/, $bare) {
				$n++;
				push @found, "$file:$n: words: $1" if /(\p{L}[\p{L} ]*\p{L})/;
			}
		}
		push @found, map { "$_: no template uses it" } grep { m{/(_\w+)\.mustache$} && !$used{$1} } files($tree, qr{/_\w+\.mustache$}, 'www/templates');
		return @found;
	},
	bad => { 'www/templates/x.mustache' => "<p>{{>_gone}}</p>\n" },
	good => { 'www/templates/x.mustache' => "<p class=\"lead\">{{text.a}}: {{>_y}}</p>\n", 'www/templates/_y.mustache' => "<b>{{z}}</b>\n" },
};
