<?php
/*
 * peer.php: the search page as a good PHP developer would write it over SQLite
 * and FTS5: what Medverk is measured beside. Answers /peer?q=WORDS&municipality=CODE
 * with the exact number of hits, the first 20 by bm25 with snippets, and three facets.
 * The database is that of peer.sql; its path is in PEER_DB.
 */
declare(strict_types=1);

const PER_PAGE = 20;

function h(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

function database(): PDO
{
    $db = new PDO('sqlite:' . getenv('PEER_DB'), null, null, [
        PDO::ATTR_PERSISTENT => true,
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
        PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READONLY,
    ]);
    $db->exec('PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY');
    return $db;
}

/* What a visitor types as one FTS5 expression: all the words, each quoted. */
function expression(string $q): string
{
    preg_match_all('/[\p{L}\p{N}]+/u', $q, $found);
    return implode(' ', array_map(fn (string $word): string => '"' . $word . '"', array_slice($found[0], 0, 8)));
}

function ask(PDO $db, string $sql, array $values): array
{
    $statement = $db->prepare($sql);
    $statement->execute($values);
    return $statement->fetchAll();
}

/*
 * Each facet counts under the words and the filters of the other facets, as a visitor expects. Of the ways
 * to write these in SQL the fastest, measured: `rowid IN (…)` instead of EXISTS asks FTS5 anew for each
 * record of the municipality (25 to 150 times as slow), and snippets are made for 20 rows, not for all that match.
 */
function search(PDO $db, string $match, ?int $municipality, int $page): array
{
    $filter = '';
    $values = ['match' => $match];
    $filtered = $values;
    if ($municipality !== null) {
        $filter = ' AND EXISTS (SELECT 1 FROM enterprise_municipality WHERE municipality = :municipality AND enterprise = search.rowid)';
        $filtered['municipality'] = $municipality;
    }
    $terms = fn (string $facet): array => ask($db, "SELECT t.code, t.name, n FROM term t JOIN
        (SELECT et.term AS id, count(*) AS n
            FROM search CROSS JOIN enterprise_term et ON et.enterprise = search.rowid AND et.facet = :facet
            WHERE search MATCH :match$filter GROUP BY et.term) USING (id) ORDER BY t.id", $filtered + ['facet' => $facet]);
    return [
        'total' => ask($db, "SELECT count(*) AS n FROM search WHERE search MATCH :match$filter", $filtered)[0]['n'],
        'facets' => [
            'municipality' => ask($db, 'SELECT m.code, m.name, n FROM municipality m JOIN
                (SELECT em.municipality AS id, count(*) AS n
                    FROM search CROSS JOIN enterprise_municipality em ON em.enterprise = search.rowid
                    WHERE search MATCH :match GROUP BY em.municipality) USING (id) ORDER BY m.name', $values),
            'goods_and_services' => $terms('goods_and_services'),
            'target_groups' => $terms('target_groups'),
        ],
        'hits' => ask($db, "SELECT e.slug, e.name, e.summary, e.locality, e.labels, e.verified_on,
                snippet(search, 3, char(1), char(2), '…', 24) AS snippet
            FROM search JOIN enterprise e ON e.id = search.rowid
            WHERE search MATCH :match AND search.rowid IN (SELECT rowid FROM search WHERE search MATCH :match$filter
                ORDER BY bm25(search, 10, 4, 2, 1) LIMIT :limit OFFSET :offset)
            ORDER BY bm25(search, 10, 4, 2, 1)",
            $filtered + ['limit' => PER_PAGE, 'offset' => PER_PAGE * ($page - 1)]),
    ];
}

function show_facet(string $field, string $label, array $values, string $chosen): void
{ ?>
<details open><summary><?= h($label) ?></summary><fieldset><legend><?= h($label) ?></legend>
<?php foreach ($values as $value) { ?>
<label><input type="checkbox" name="<?= h($field) ?>" value="<?= h($value['code']) ?>"<?= $value['code'] === $chosen ? ' checked' : '' ?>><?= h($value['name']) ?><i><?= (int) $value['n'] ?></i></label>
<?php } ?>
</fieldset></details>
<?php }

function show_hit(array $hit): void
{
    $snippet = strtr(h($hit['snippet'] ?? ''), ["\x01" => '<mark>', "\x02" => '</mark>']); ?>
<li>
<h2><a href="/foretag/<?= h($hit['slug']) ?>"><?= h($hit['name']) ?></a></h2>
<p><?= h($hit['summary']) ?></p>
<p class="hit"><?= $snippet ?></p>
<p class="labels"><?= h($hit['locality']) ?> · <?= h($hit['labels']) ?></p>
<?php if ($hit['verified_on'] !== null) { ?>
<p class="verified">Bekräftat <time datetime="<?= h($hit['verified_on']) ?>"><?= h($hit['verified_on']) ?></time></p>
<?php } ?>
</li>
<?php }

$q = trim((string) ($_GET['q'] ?? ''));
$code = (string) ($_GET['municipality'] ?? '');
$page = max(1, min(50, (int) ($_GET['page'] ?? 1)));
$db = database();
$place = $code === '' ? null : ask($db, 'SELECT id, name FROM municipality WHERE code = ?', [$code])[0] ?? null;
$match = expression($q);
$db->beginTransaction();
$found = $match === '' ? ['total' => 0, 'facets' => [], 'hits' => []] : search($db, $match, $place === null ? null : (int) $place['id'], $page);
$db->commit();
$labels = ['municipality' => 'Kommun', 'goods_and_services' => 'Varor och tjänster', 'target_groups' => 'För vem'];
$heading = $found['total'] . ' företag' . ($place === null ? '' : ' i ' . $place['name']) . ' som matchar ”' . $q . '”';
$pages = (int) ceil($found['total'] / PER_PAGE);

header('Content-Type: text/html; charset=utf-8');
header("Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'");
?>
<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<title><?= h($heading) ?></title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/style.css">
</head>
<body>
<header><nav aria-label="Huvudmeny"><ul>
<li><a href="/foretag" aria-current="true">Företag</a></li>
<li><a href="/projekt">Projekt</a></li>
<li><a href="/rapporter">Rapporter</a></li>
<li><a href="/kommuner">Kommuner</a></li>
<li><a href="/om">Om</a></li>
</ul></nav></header>
<main>
<h1>Företag</h1>
<p class="count" role="status"><?= h($heading) ?></p>
<form role="search" action="/peer">
<label for="q">Sök bland företagen</label>
<input type="search" id="q" name="q" value="<?= h($q) ?>">
<button type="submit">Sök</button>
<?php foreach ($found['facets'] as $field => $values) {
    show_facet($field, $labels[$field], $values, $code);
} ?>
</form>
<ol>
<?php foreach ($found['hits'] as $hit) {
    show_hit($hit);
} ?>
</ol>
<?php if ($pages > 1) { ?>
<nav aria-label="Sidor">Sida <?= $page ?> av <?= $pages ?>
<?php if ($page < $pages) { ?>
<a rel="next" href="/peer?<?= h(http_build_query(['q' => $q, 'municipality' => $code, 'page' => $page + 1])) ?>">Nästa</a>
<?php } ?>
</nav>
<?php } ?>
</main>
<footer><p>Katalogen över arbetsintegrerande sociala företag</p></footer>
</body>
</html>
