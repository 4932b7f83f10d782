#!/usr/bin/env node
'use strict';
// Everything by keyboard: the skip link first, focus always visible and never
// hidden, in the order of the page, nothing that traps.
const { focused, main, ok, is, openPage } = require('./lib.js');

main(async ({ site, browser }) => {
	for (const [uri, width] of [['/', 1280], ['/', 320], ['/foretag?municipality=0583', 1280], ['/foretag', 320], ['/foretag/bjorkens-snickeri', 1280], ['/sok?q=motala', 1280], ['/kommuner', 1280], ['/finns-inte', 320]]) {
		const { context, page } = await openPage(browser, site, { viewport: { width, height: 800 }, reducedMotion: 'reduce' });
		await page.goto(site.url + uri);
		await page.keyboard.press('Tab');
		const skip = await focused(page);
		ok(skip && /^#/.test(skip.href ?? ''), `${uri} at ${width}: the skip link is first`, skip);
		ok(skip?.shown, 'and shows itself', skip);

		const expected = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
			.filter((e) => e.checkVisibility({ checkVisibilityCSS: true })).length);
		const problems = [];
		let steps = 1;
		for (; steps < expected + 20; steps++) {
			await page.keyboard.press('Tab');
			const now = await focused(page);
			if (now === null || now.visit === 1) {
				break;
			}
			if (!now.ring || !now.shown || !now.uncovered) {
				problems.push(now);
			}
		}
		ok(problems.length === 0, 'the focus is always seen', problems.slice(0, 4));
		// Radio buttons are one step together.
		ok(steps >= expected * 0.9 && steps <= expected + 2, `everything is reached, and nothing traps (${steps} of ${expected})`);

		await page.goto(site.url + uri);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		const inside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement) || document.querySelector('footer').contains(document.activeElement));
		ok(inside, 'the skip link leads past the head', await focused(page));
		await context.close();
	}

	// A search, from the start page to an enterprise, with keys only.
	const { context, page } = await openPage(browser, site);
	await page.goto(`${site.url}/`);
	for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement.tagName === 'INPUT')); i++) {
		await page.keyboard.press('Tab');
	}
	await page.keyboard.type('snickeri');
	await page.keyboard.press('Enter');
	await page.waitForURL(/q=snickeri/);
	ok(true, 'Enter in the field searches');
	is(await page.inputValue('main input[name=q], form input[name=q]'), 'snickeri', 'the word stands in the field');
	for (let i = 0; i < 80 && !(await page.evaluate(() => /snickeri/i.test(document.activeElement.textContent) && document.activeElement.tagName === 'A')); i++) {
		await page.keyboard.press('Tab');
	}
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/foretag\//);
	ok(/snickeri/i.test(await page.textContent('h1')), 'and leads to the enterprise');
	await context.close();
});
