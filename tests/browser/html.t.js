#!/usr/bin/env node
'use strict';
// Valid HTML on every kind of page.
const { everyPage, main, markupProblems, ok } = require('./lib.js');

main(async ({ site }) => {
	const titles = new Map();
	for (const [name, uri] of await everyPage(site)) {
		const html = await (await fetch(site.url + uri)).text();
		const found = await markupProblems(html);
		ok(found.length === 0, `valid: ${name} (${uri})`, found.join('\n'));

		const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
		ok(/ – Medverk$|^Medverk/.test(title), `the title says where you are: ${title}`);
		const key = `${/<html lang="([^"]*)"/.exec(html)?.[1]} ${title}`;
		const before = titles.get(key);
		ok(before === undefined || before.split('?')[0] === uri.split('?')[0], `no other page is called so (${before ?? ''})`);
		titles.set(key, uri);
		ok((html.match(/<h1[\s>]/g) ?? []).length === 1, 'one main heading');
		const levels = [...html.matchAll(/<h([1-6])[\s>]/g)].map((m) => Number(m[1]));
		ok(levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1), 'no level of headings is left out', levels);
		ok(/<main[\s>]/.test(html) && /<header[\s>]/.test(html) && /<footer[\s>]/.test(html), 'header, main and footer');
	}
}, { browser: false });
