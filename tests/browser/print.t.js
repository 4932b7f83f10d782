#!/usr/bin/env node
'use strict';
// Printed: an enterprise fits on one A4, in ink on paper, with what matters.
const { main, ok, openPage } = require('./lib.js');

// How many pages a PDF has: its page objects, also those in compressed streams' tree count.
function pagesOf(pdf) {
	const text = pdf.toString('latin1');
	const counts = [...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g)].map((m) => Number(m[1]));
	return Math.max(0, ...counts, (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length);
}

main(async ({ site, browser }) => {
	const list = await (await fetch(`${site.url}/api/v1/enterprises?limit=100`)).json();
	const { context, page } = await openPage(browser, site, { viewport: { width: 794, height: 1123 } });
	for (const item of [list.items[0], ...list.items.filter((i) => ['bjorkens-snickeri', 'bastuflotten-bris', 'kafe-strommen', 'digitala-steget'].includes(i.slug))]) {
		await page.goto(site.url + item.url);
		const pdf = await page.pdf({ format: 'A4' });
		ok(pagesOf(pdf) === 1, `${item.url} prints on one page`, `${pagesOf(pdf)} pages`);
	}
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	for (const uri of ['/foretag/bjorkens-snickeri', '/foretag', '/projekt/messe', '/vad-ar-ett-asf', '/sok?q=motala']) {
		await page.goto(site.url + uri);
		const seen = await page.evaluate(() => {
			const shown = (e) => e !== null && e.checkVisibility();
			const light = (colour) => {
				const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
				return a === 0 || (r + g + b) / 3 > 200;
			};
			return {
				heading: shown(document.querySelector('h1')),
				navigation: shown(document.querySelector('header nav')),
				search: shown(document.querySelector('header form')) || shown(document.querySelector('main form')),
				skip: shown(document.querySelector('a.skip')),
				paper: light(getComputedStyle(document.body).backgroundColor) && light(getComputedStyle(document.documentElement).backgroundColor),
				ink: !light(getComputedStyle(document.querySelector('h1')).color),
			};
		});
		ok(seen.heading && seen.paper && seen.ink, `${uri}: dark on light, even for those who read light on dark`, seen);
		ok(!seen.navigation && !seen.search && !seen.skip, `${uri}: without navigation`, seen);
	}
	await context.close();
});
