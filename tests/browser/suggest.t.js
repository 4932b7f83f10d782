#!/usr/bin/env node
'use strict';
// The search field suggests while somebody types: a combobox for eyes, keys and screen readers.
const { main, ok, is, openPage } = require('./lib.js');

main(async ({ site, browser }) => {
	for (const [width, start] of [[1280, '/'], [320, '/'], [1280, '/en/'], [1280, '/om']]) {
		const { context, page, seen } = await openPage(browser, site, { viewport: { width, height: 800 } });
		await page.goto(`${site.url}${start}`);
		const field = page.locator('input[data-suggest]').first();
		const list = page.locator('[role=listbox]').first();
		is(await field.getAttribute('role'), 'combobox', `${start} at ${width}: the field is a combobox`);
		is(await field.getAttribute('aria-expanded'), 'false', 'closed');
		await field.click();
		await field.fill('mota');       // one change, one question
		await list.waitFor({ state: 'visible' });
		is(await field.getAttribute('aria-expanded'), 'true', 'opens');
		is(await field.getAttribute('aria-controls'), await list.getAttribute('id'), 'names its list');
		ok(await page.locator('[role=option]').count() > 1, 'with options');
		ok(/^\d+ /.test(await page.locator('[role=status].vh').first().textContent()), 'how many there are is announced');
		ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');

		// Arrow keys choose, round and round; Escape closes and keeps the words.
		await field.press('ArrowDown');
		const first = page.locator('[role=option]').first();
		is(await first.getAttribute('aria-selected'), 'true', 'arrow down chooses the first');
		is(await field.getAttribute('aria-activedescendant'), await first.getAttribute('id'), 'and says so');
		await field.press('ArrowUp');
		is(await field.getAttribute('aria-activedescendant'), null, 'arrow up leads back to the field');
		await field.press('ArrowUp');
		is(await page.locator('[role=option]').last().getAttribute('aria-selected'), 'true', 'and round to the last');
		await field.press('Escape');
		is(await list.isVisible(), false, 'Escape closes');
		is(await field.inputValue(), 'mota', 'and keeps what was typed');

		// Enter goes where the chosen one leads, or searches.
		await field.press('ArrowDown');
		await field.press('ArrowDown');
		const wanted = await page.locator('[role=option][aria-selected=true] a').getAttribute('href');
		await Promise.all([page.waitForNavigation(), field.press('Enter')]);
		is(page.url(), new URL(wanted, site.url).href, 'Enter goes to the chosen one');
		await page.goto(`${site.url}${start}`);
		await page.locator('input[data-suggest]').first().fill('kafé');
		await Promise.all([page.waitForNavigation(), page.locator('input[data-suggest]').first().press('Enter')]);
		ok(/q=kaf%C3%A9/.test(page.url()), 'Enter without a choice searches');

		// The mouse.
		await page.goto(`${site.url}${start}`);
		await page.locator('input[data-suggest]').first().fill('snick');
		await page.locator('[role=option] a').first().click();
		ok(/snick|q=|goods_and_services/.test(page.url()), 'a click goes there', page.url());
		if (seen !== undefined && seen.errors !== undefined) {
			is(seen.errors.join('\n'), '', 'without errors');
		}
		await context.close();
	}
});
