#!/usr/bin/env node
'use strict';
// Accessible, as far as a program can see: axe (WCAG 2.0–2.2 A and AA and best
// practices, target size on) finds nothing on any kind of page, wide and
// narrow, light and dark; nothing scrolls sideways; no error on the console,
// no request to anybody else, no cookie.
const { axeViolations, everyPage, main, ok, openPage, tooWide } = require('./lib.js');

main(async ({ site, browser }) => {
	for (const width of [1280, 320]) {
		for (const colorScheme of ['light', 'dark']) {
			// English differs in its words only; once is enough for its colours.
			const languages = colorScheme === 'light' ? ['sv', 'en'] : ['sv'];
			const { context, page, seen } = await openPage(browser, site, { viewport: { width, height: 800 }, colorScheme });
			for (const [name, uri] of await everyPage(site, languages)) {
				const where = `${name} (${uri}), ${width}, ${colorScheme}`;
				await page.goto(site.url + uri, { waitUntil: 'load' });
				const found = await axeViolations(page);
				ok(found.length === 0, `axe: ${where}`, found.join('\n'));
				const wide = await tooWide(page);
				ok(wide.length === 0, `no sideways scroll: ${where}`, wide);
			}
			ok(seen.errors.length === 0, `no errors on the console at ${width}, ${colorScheme}`, seen.errors);
			ok(seen.elsewhere.length === 0, 'no request to anybody else', seen.elsewhere);
			ok(seen.failed.length === 0, 'nothing that a page needs is missing', seen.failed);
			ok((await context.cookies()).length === 0, 'no cookie');
			await context.close();
		}
	}
});
