package Golden;

# Whole answers of the program, made comparable: what differs between two
# databases of the same content (ids are random) or between two versions of the
# style sheet is replaced, the same by the same.

use FindBin;
use lib "$FindBin::Bin/../http/lib";
use Medverk::Test;

# name, address or how to find it, and what else the request has. `json` is the
# address that the page of this address names as its JSON; `known` sends the
# validator of the answer of that name.
my @requests = (
	['start-sv', '/'],
	['start-en', '/en/'],
	['enterprises-sv', '/foretag?integration_services=arbetstraning&municipality=0584&municipality=0512'],
	['enterprises-en', '/en/enterprises?q=motala&sort=name'],
	['enterprises-paged-sv', '/foretag?page=3'],
	['enterprises-none-sv', '/foretag?q=finnsinte&municipality=0583'],
	['enterprises-near-sv', '/foretag?near=Vadstena&radius_km=20&goods_and_services=kafe'],
	['api-enterprises-near', '/api/v1/enterprises?near=58,41,%2015,62&limit=2'],
	['api-unknown-place', '/api/v1/enterprises?near=Atlantis'],
	['search-near-en', '/en/search?near=58.95,15.9'],
	['enterprise-sv', '/foretag/bjorkens-snickeri'],
	['enterprise-en', '/en/enterprises/bastuflotten-bris'],
	['projects-sv', '/projekt'],
	['project-sv', '/projekt/ostgotamodellen'],
	['project-en', '/en/projects/messe'],
	['reports-en', '/en/reports'],
	['report-sv', '/rapporter/om-socialt-foretagande'],
	['municipalities-en', '/en/municipalities'],
	['municipality-sv', '/kommuner/ydre'],
	['organisation-sv', '/organisationer/region-ostergotland'],
	['search-sv', '/sok?q=snickeri'],
	['search-empty-en', '/en/search'],
	['search-none-en', '/en/search?q=doesnotexist'],
	['page-sv', '/vad-ar-ett-asf'],
	['page-en', '/en/what-is-a-wise'],
	['contact-sv', '/kontakt'],
	['problem-en', '/en/problems/not_found'],
	['moved-sv', '/foretag/'],
	['not-found-sv', '/finns/inte'],
	['not-found-en', '/en/enterprises/does-not-exist'],
	['bad-request-sv', '/foretag?municipality=9999'],
	['method-sv', '/foretag', method => 'POST', body => 'a=b'],
	['uri-length-en', '/en/' . 'x' x 9000],
	['too-large-sv', '/', method => 'POST', variables => { CONTENT_LENGTH => 5000000 }],

	['api-enterprises', '/api/v1/enterprises?municipality=0584&limit=2&page=2'],
	['api-enterprises-cursor', '/api/v1/enterprises?limit=1&lang=en', cursor => '/foretag/bjorkens-snickeri'],
	['api-enterprise', undef, json => '/foretag/bjorkens-snickeri', query => 'lang=en'],
	['api-projects', '/api/v1/projects?limit=1'],
	['api-project', undef, json => '/projekt/messe'],
	['api-report', undef, json => '/rapporter/om-socialt-foretagande'],
	['api-municipality', '/api/v1/municipalities/0512'],
	['api-organisation', undef, json => '/organisationer/region-ostergotland'],
	['api-page', undef, json => '/kontakt', query => 'lang=en'],
	['api-search', '/api/v1/search?q=snickeri&limit=3'],
	['health', '/health'],
	['api-unknown-parameter', '/api/v1/enterprises?colour=red&lang=en'],
	['api-bad-value', '/api/v1/projects?limit=1000'],
	['api-not-found', '/api/v1/projects/does-not-exist?lang=en'],
	['api-gone', '/api/v1/enterprises?cursor=does-not-exist'],
	['api-method', '/api/v1/reports', method => 'DELETE'],

	['not-modified', '/foretag/bjorkens-snickeri', known => 'enterprise-sv'],
	['api-not-modified', '/api/v1/search?q=snickeri&limit=3', known => 'api-search'],
	['head', '/foretag/bjorkens-snickeri', method => 'HEAD'],
	['options', '/foretag', method => 'OPTIONS'],
	['api-options', '/api/v1/enterprises', method => 'OPTIONS', headers => { origin => 'https://example.org' }],
);

# The address of the JSON that a page names.
sub json_of {
	my ($m, $uri) = @_;
	my ($address) = $m->get($uri)->body =~ m{<link rel="alternate" type="application/json" href="([^"]+)"};
	return $address // die "$uri names no JSON\n";
}

# Every request in turn: { name => answer as it is stored }.
sub answers {
	my ($m) = @_;
	my (%stored, %etag);
	for (@requests) {
		my ($name, $uri, %as) = @$_;
		my ($known, $cursor) = (delete $as{known}, delete $as{cursor});
		$uri = json_of($m, delete $as{json}) if $as{json};
		$uri .= '?' . delete $as{query} if $as{query};
		$uri .= '&cursor=' . (json_of($m, $cursor) =~ m{([^/]+)$})[0] if $cursor;
		$as{headers}{if_none_match} = $etag{$known} if $known;
		my $r = $m->request(uri => $uri, %as);
		$etag{$name} = $r->header('etag');
		my $asked = join "\n", ($as{method} // 'GET') . " $uri",
			map { "$_: $as{headers}{$_}" } sort keys %{ $as{headers} // {} };
		$stored{$name} = stable("$asked\n\n" . ($r->{head} // 'no answer') . "\n\n" . readable($r));
	}
	return \%stored;
}

# JSON is one line; here it has one for each member, or a change could not be seen.
sub readable {
	my ($r) = @_;
	my $body = $r->body;
	$body =~ s/(?<=,)(?=["{])|(?<=[\[{])(?=["{])/\n/g if ($r->header('content-type') // '') =~ /json/;
	return $body =~ /[^\n]\z/ ? "$body\n" : $body;
}

sub stable {
	my ($text) = @_;
	my (%id, %tag);
	my ($ids, $tags) = (0, 0);
	$text =~ s/\r\n/\n/g;
	$text =~ s{\b([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\b}
		{sprintf '00000000-0000-4000-8000-%012d', $id{$1} //= ++$ids}ge;
	$text =~ s{"([0-9a-f]{32})"}{sprintf '"etag-%d"', $tag{$1} //= ++$tags}ge;
	$text =~ s{\?v=[0-9a-f]{8}\b}{?v=00000000}g;
	$text =~ s{^Content-Length: \d+$}{Content-Length: n}m if $text =~ s{"version":"[^"]+"}{"version":"0"};
	$text =~ s/x{100,}/xx(and so on)/g;
	return $text;
}

1;
