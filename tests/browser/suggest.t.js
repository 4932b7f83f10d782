#!/usr/bin/env node
'use strict';
// The search field suggests while somebody types: a combobox for eyes, keys and
// screen readers, as the ARIA Authoring Practices describe an editable one
// with list autocomplete and manual selection.
const { axeViolations, main, ok, is, openPage } = require('./lib.js');

// The field, its list, and what is announced.
function parts(page) {
	return {
		field: page.locator('input[data-suggest]').first(),
		list: page.locator('[role=listbox]').first(),
		options: page.locator('[role=option]'),
		chosen: page.locator('[role=option][aria-selected=true]'),
		status: page.locator('input[data-suggest] ~ [role=status]').first(),
	};
}

async function typed(page, text) {
	const { field, list } = parts(page);
	await field.click();
	await field.fill(text);         // one change, one question
	await list.waitFor({ state: 'visible' });
}

async function keys(page) {
	const { field, list, options, chosen, status } = parts(page);
	const active = () => field.getAttribute('aria-activedescendant');

	is(await field.getAttribute('role'), 'combobox', 'the field is a combobox');
	is(await field.getAttribute('aria-autocomplete'), 'list', 'with a list');
	is(await field.getAttribute('aria-expanded'), 'false', 'closed');
	await typed(page, 'mota');
	is(await field.getAttribute('aria-expanded'), 'true', 'opens');
	is(await field.getAttribute('aria-controls'), await list.getAttribute('id'), 'names its list');
	ok((await list.getAttribute('aria-label'))?.length > 3, 'which has a name');
	const n = await options.count();
	ok(n > 1, 'with options');
	ok((await status.textContent()).startsWith(`${n} `), 'how many there are is announced');
	is(await active(), null, 'none is chosen by itself');
	ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
	ok(await options.evaluateAll((all) => all.every((e) => e.getBoundingClientRect().height >= 44)), 'options are large enough for a finger');
	is(await list.locator('a, button, input, [tabindex]').count(), 0, 'nothing in an option takes the focus');

	// Arrow keys choose, round and round; keys of the text lead back to it.
	await field.press('ArrowDown');
	is(await options.first().getAttribute('aria-selected'), 'true', 'arrow down chooses the first');
	is(await active(), await options.first().getAttribute('id'), 'and says so');
	await field.press('ArrowUp');
	is(await active(), null, 'arrow up leads back to the field');
	await field.press('ArrowUp');
	is(await options.last().getAttribute('aria-selected'), 'true', 'and round to the last');
	is(await chosen.count(), 1, 'one at a time');
	for (const key of ['Home', 'End', 'ArrowLeft', 'ArrowRight']) {
		await field.press('ArrowDown');
		await field.press('ArrowDown');
		await field.press(key);
		is(await active(), null, `${key} is for the text`);
		is(await list.isVisible(), true, 'and leaves the list open');
	}

	// Escape closes and keeps the words, then empties the field.
	await field.press('Escape');
	is(await list.isVisible(), false, 'Escape closes');
	is(await field.inputValue(), 'mota', 'and keeps what was typed');
	await field.press('Alt+ArrowDown');
	is([await list.isVisible(), await active()], [true, null], 'Alt and arrow down open without choosing');
	await field.press('Alt+ArrowUp');
	is(await list.isVisible(), false, 'Alt and arrow up close');
	await field.press('ArrowDown');
	is(await chosen.count(), 1, 'arrow down opens and chooses');
	await field.press('Escape');
	await field.press('Escape');
	is(await field.inputValue(), '', 'Escape in a closed one empties it');

	// Tab goes on and takes nothing.
	await typed(page, 'mota');
	await field.press('ArrowDown');
	await field.press('Tab');
	is([await list.isVisible(), await field.inputValue()], [false, 'mota'], 'Tab closes and takes nothing');
	ok(await page.evaluate(() => document.activeElement.tagName !== 'BODY'), 'and goes on');
}

async function taken(page, url) {
	const { field, options, chosen } = parts(page);
	// The server closes what was idle for some seconds, perhaps just then: whoever asks by GET asks again.
	const listed = await (await page.request.get(`${new URL(url).origin}${await field.getAttribute('data-suggest')}?q=mota`, { maxRetries: 3 })).json();

	await typed(page, 'mota');
	await field.press('ArrowDown');
	await field.press('ArrowDown');
	is(await chosen.getAttribute('id'), await options.nth(1).getAttribute('id'), 'the second');
	await Promise.all([page.waitForNavigation(), field.press('Enter')]);
	is(page.url(), new URL(listed.items[1].url, url).href, 'Enter goes to the chosen one');
	await page.goto(url);
	await typed(page, 'mota');
	await Promise.all([page.waitForNavigation(), options.first().click()]);
	is(page.url(), new URL(listed.items[0].url, url).href, 'a click too');
	await page.goto(url);
	await typed(page, 'mota');
	await Promise.all([page.waitForNavigation(), field.press('Enter')]);
	ok(/[?&]q=mota(?:&near=&radius_km=10)?$/.test(page.url()), 'Enter without a choice searches');
}

// Slow answers: the last one asked for is shown, the old list stays until then, and what was left is not shown.
async function slow(page, url) {
	const { field, list, options } = parts(page);
	const asked = [];
	const waiting = [];
	await page.route('**/forslag?**', async (route) => {
		asked.push(new URL(route.request().url()).searchParams.get('q'));
		await new Promise((resolve) => waiting.push(resolve));
		await route.continue().catch(() => {});
	});
	const until = async (test) => {
		while (!(await test())) {
			await page.waitForTimeout(20);
		}
	};
	await page.goto(url);
	await field.click();
	await field.pressSequentially('mota', { delay: 10 });
	await until(() => asked.length === 1);
	is(asked, ['mota'], 'quick letters are one question');
	waiting.shift()();
	await list.waitFor({ state: 'visible' });
	await field.fill('snic');
	await until(() => asked.length === 2);
	is(await list.isVisible(), true, 'the old list stays until there is a new one');
	await field.fill('snick');
	await until(() => asked.length === 3);
	waiting.splice(0).forEach((go) => go());
	await until(async () => /snick/i.test(await options.first().textContent()));
	ok(true, 'the last answer is shown');
	await field.fill('mota');
	await until(async () => /mota/i.test((await options.allTextContents()).join()));
	is(asked.length, 3, 'what was asked before is not asked again');
	await field.fill('bage');
	await until(() => asked.length === 4);
	await field.press('Escape');
	waiting.splice(0).forEach((go) => go());
	await page.waitForTimeout(300);
	is(await list.isVisible(), false, 'no list comes after Escape');
	await page.unroute('**/forslag?**');
}

// An input method's half letters are not asked for, and its keys choose nothing.
async function composed(page, url) {
	const { field, list } = parts(page);
	const asked = [];
	page.on('request', (request) => {
		if (/forslag/.test(request.url())) {
			asked.push(request.url());
		}
	});
	await page.goto(url);
	await field.click();
	await field.evaluate((e) => {
		e.dispatchEvent(new CompositionEvent('compositionstart'));
		e.value = 'mota';
		e.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
	});
	await page.waitForTimeout(400);
	is(asked.length, 0, 'nothing is asked while letters are composed');
	await field.evaluate((e) => e.dispatchEvent(new CompositionEvent('compositionend')));
	await list.waitFor({ state: 'visible' });
	is(asked.length, 1, 'but then');
	await field.evaluate((e) => e.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', isComposing: true, bubbles: true })));
	is(await field.getAttribute('aria-activedescendant'), null, 'and its keys are its own');
}

main(async ({ site, browser }) => {
	for (const [width, start] of [[1280, '/'], [320, '/'], [1280, '/en/'], [1280, '/om'], [320, '/sok']]) {
		const { context, page, seen } = await openPage(browser, site, { viewport: { width, height: 800 } });
		ok(true, `${start} at ${width}`);
		await page.goto(site.url + start);
		await keys(page);
		await page.goto(site.url + start);
		await taken(page, site.url + start);
		is(seen.errors.join('\n'), '', 'without errors');
		await context.close();
	}
	for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [320, 'light'], [320, 'dark']]) {
		const { context, page } = await openPage(browser, site, { viewport: { width, height: 800 }, colorScheme });
		for (const start of ['/', '/sok?q=motala', ...(width > 1000 ? ['/om'] : [])]) {
			await page.goto(site.url + start);
			await typed(page, 'mo');
			await parts(page).field.press('ArrowDown');
			const found = await axeViolations(page);
			ok(found.length === 0, `axe: ${start} with suggestions, ${width}, ${colorScheme}`, found.join('\n'));
		}
		await context.close();
	}
	const { context, page } = await openPage(browser, site);
	await slow(page, `${site.url}/`);
	await composed(page, `${site.url}/`);
	await context.close();
	const plain = await openPage(browser, site, { javaScriptEnabled: false });
	await plain.page.goto(`${site.url}/`);
	is(await parts(plain.page).field.getAttribute('role'), null, 'without the script the field is a field');
	await plain.context.close();
});
