#!/usr/bin/perl
# One organisation.
# routes: /organisationer/:slug /en/organisations/:slug /api/v1/organisations/:id
use FindBin;
use lib "$FindBin::Bin/lib";
use Medverk::Test;
use Medverk::Lists qw(all_items);

my $m = Medverk::Test->start;
my ($messe) = grep { $_->{slug} eq 'messe' } all_items($m, '/api/v1/projects');
my $lead = $m->get($messe->{api_url})->json->{lead};
my $doc = $m->get("/api/v1/organisations/$lead->{id}")->json;
is $doc->{name}, $lead->{name}, 'by its id';
is $doc->{country}{id}, 'IT', 'with its country';
ok scalar(grep { $_->{name} =~ /MESSE/ } @{ $doc->{leads} }), 'and what it leads';
my $r = $m->get($doc->{url});
html_ok($r, 200, "$doc->{url} is its page");
like $r->text, qr/Veneto/, 'with its name';
html_ok($m->get($doc->{url} =~ s{^/organisationer/}{/en/organisations/}r), 200, 'and in English');
html_ok($m->get('/organisationer/finns-inte'), 404, 'an unknown organisation');
problem_ok($m->get('/api/v1/organisations/x'), 404, undef, 'an unknown id');
done_testing;
