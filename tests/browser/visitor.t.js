#!/usr/bin/env node
'use strict';
// What people come for works without JavaScript, by clicking, wide and narrow.
const { main, ok, is, openPage } = require('./lib.js');

main(async ({ site, browser }) => {
	for (const width of [1280, 320]) {
		// A page that still scrolls smoothly, after going back, is never still enough to be clicked.
		const { context, page, seen } = await openPage(browser, site, { javaScriptEnabled: false, reducedMotion: 'reduce', viewport: { width, height: 800 } });

		// Somebody looks for work training in Motala.
		await page.goto(`${site.url}/`);
		await page.click('main a[href*="integration_services="]');
		ok(/\/foretag\?integration_services=/.test(page.url()), `at ${width}: from the start page to work training`);
		const filter = page.locator('.filter a[href*="municipality=0583"]').first();
		// On a phone the filters, and each group of them, are folded.
		for (const summary of await filter.locator('xpath=ancestor::details/summary').all()) {
			if (!(await filter.isVisible())) {
				await summary.click();
			}
		}
		await filter.click();
		ok(/municipality=0583/.test(page.url()) && /integration_services=/.test(page.url()), 'a filter is added, the other kept', page.url());
		const sentence = await page.textContent('main');
		ok(/Motala/.test(sentence), 'and said in words');
		ok(/Motala/.test(await page.textContent('.filter [aria-current=true] >> nth=0')), 'and marked among the filters');
		const hits = page.locator('main a[href^="/foretag/"]');
		ok(await hits.count() > 0, 'there is something to choose');
		await hits.first().click();
		ok(/\/foretag\/[a-z0-9-]+$/.test(page.url()), 'to an enterprise');
		ok(await page.locator('a[href^="tel:+46"], a[href^="mailto:"]').count() > 0, 'with somebody to call or write to');
		await page.goBack();
		ok(/municipality=0583/.test(page.url()), 'and back to what was chosen');

		// The filter is taken away by its link.
		await page.locator('main a[href^="/foretag"]:not([href*="municipality=0583"])').first().click();
		ok(!/municipality=0583/.test(page.url()), 'the filter is taken away');

		// Somebody wants to see what is near.
		await page.goto(`${site.url}/foretag?integration_services=arbetstraning`);
		await page.fill('input[name=near]', 'vadstena');
		await page.selectOption('select[name=radius_km]', '20');
		await page.click('.near button');
		ok(/near=vadstena&radius_km=20/.test(page.url()) && /integration_services=/.test(page.url()), 'near a place, the filter kept', page.url());
		ok(/inom 20 km från Vadstena/.test(await page.textContent('.count')), 'which is said');
		is(await page.inputValue('select[name=radius_km]'), '20', 'and what was chosen stands there');
		const far = (await page.locator('.rows .far').allTextContents()).map((text) => Number(text.match(/([0-9,]+) km/)[1].replace(',', '.')));
		ok(far.length > 1 && far.every((km, i) => km <= 20 && (i === 0 || km >= far[i - 1])), 'the nearest come first', far);
		await page.locator('.bar a', { hasText: 'namn' }).click();
		ok(/sort=name/.test(page.url()), 'or by name');
		await page.locator('.on a', { hasText: 'Vadstena' }).click();
		ok(!/near=/.test(page.url()) && /integration_services=/.test(page.url()), 'the place is taken away', page.url());
		await page.fill('input[name=near]', 'Atlantis');
		await page.click('.near button');
		ok(/Atlantis/.test(await page.textContent('#near-problem')), 'a place that is none is said');
		is(await page.inputValue('input[name=near]'), 'Atlantis', 'and can be corrected');

		// The same in the search over everything, by keyboard.
		await page.goto(`${site.url}/sok`);
		await page.fill('input[name=q]', 'kafé');
		await page.press('input[name=q]', 'Tab');
		await page.keyboard.type('591 30');
		await page.keyboard.press('Tab');
		await page.keyboard.type('50');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(/near=/);
		ok(/inom 50 km från/.test(await page.textContent('.count')), 'near a postcode, with the keyboard alone', await page.textContent('main'));
		ok(await page.locator('.rows li').count() > 0 && await page.locator('.rows li:not(:has(mark))').count() === 0, 'every hit shows why it was found');
		await page.fill('input[name=near]', 'Atlantis');
		await page.press('input[name=near]', 'Enter');
		ok(/Atlantis/.test(await page.textContent('#near-problem')), 'a place that is none is said here, too');
		is(await page.inputValue('input[name=q]'), 'kafé', 'and the words stay');

		// The language, on the same page.
		await page.goto(`${site.url}/kommuner/motala`);
		await page.click('a[hreflang=en]');
		is(new URL(page.url()).pathname, '/en/municipalities/motala', 'English of the same page');
		await page.click('a[hreflang=sv]');
		is(new URL(page.url()).pathname, '/kommuner/motala', 'and back');

		// Nothing found, and a way on.
		await page.goto(`${site.url}/`);
		await page.fill('main input[name=q]', 'qqqzzz');
		await page.press('main input[name=q]', 'Enter');
		ok(/q=qqqzzz/.test(page.url()), 'a search without hits');
		ok(await page.locator('main a[href="/foretag"], main a[href="/kommuner"]').count() > 0, 'offers ways on');

		// From a report to its project to a partner and back.
		await page.goto(`${site.url}/rapporter/om-social-franchising`);
		await page.locator('main a[href="/projekt/ostgotamodellen"]').first().click();
		is(new URL(page.url()).pathname, '/projekt/ostgotamodellen', 'from a report to its project');
		await page.locator('main a[href^="/organisationer/"]').first().click();
		ok(await page.locator('main a[href="/projekt/ostgotamodellen"]').count() > 0, 'and a partner leads back');

		// Paging.
		await page.goto(`${site.url}/foretag`);
		await page.locator('main a[href*="page=2"]').first().click();
		ok(/page=2/.test(page.url()), 'page 2');
		ok(await page.locator('[aria-current=page]').count() > 0, 'says where it is');

		ok(seen.errors.length === 0 && seen.failed.length === 0, 'without an error', seen);
		ok((await context.cookies()).length === 0, 'without a cookie');
		await context.close();
	}

	// Everything twice as large (which is half the width), or more space in the
	// text: nothing is lost (WCAG 1.4.4, 1.4.12).
	const wishes = [
		['twice the size', 640, ''],
		['wide spacing', 320, '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'],
	];
	for (const [wish, width, style] of wishes) {
		const { context, page } = await openPage(browser, site, { viewport: { width, height: 900 } });
		for (const uri of ['/', '/foretag', '/foretag/bjorkens-snickeri', '/projekt/messe', '/kommuner', '/sok?q=motala']) {
			await page.goto(site.url + uri);
			await page.evaluate((rules) => {
				const sheet = new CSSStyleSheet();
				sheet.replaceSync(rules);
				document.adoptedStyleSheets = [sheet];
			}, style);
			const over = await page.evaluate(() => {
				const limit = document.documentElement.clientWidth;
				const clipped = [...document.querySelectorAll('main *')].filter((e) => {
					const computed = getComputedStyle(e);
					return e.scrollWidth > e.clientWidth + 2 && ['hidden', 'clip'].includes(computed.overflowX) && e.clientWidth > 1 && computed.position !== 'absolute';
				});
				return {
					scroll: document.documentElement.scrollWidth - limit,
					who: [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > limit + 2).slice(0, 4).map((e) => e.outerHTML.slice(0, 100)),
					clipped: clipped.slice(0, 4).map((e) => e.outerHTML.slice(0, 100)),
				};
			});
			ok(over.scroll <= 0, `${uri}: ${wish} fits`, over.who);
			ok(over.clipped.length === 0, `${uri}: and nothing is cut off`, over.clipped);
		}
		await context.close();
	}
});
