#!/usr/bin/env node
'use strict';
// The administration in a browser: every page, also with what is wrong, in both
// languages, is accessible (axe), valid, no wider than a phone, in light and dark; whole
// tasks with the keyboard alone, and once without JavaScript.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { axeViolations, focused, hasId, is, isButton, main, markupProblems, ok, openPage, root, tabTo, tooWide } = require('./lib.js');

const PASSWORD = 'katt hund hast ko';

function makeAccounts(site) {
	const add = (name, role, ...more) => spawnSync(path.join(root, 'build/medverk'),
		['user', 'add', '--email', `${name}@example.se`, '--role', role, ...more, '--password-stdin', '--db', site.db], { input: PASSWORD }).status;
	is([add('anna', 'administrator'), add('kim', 'municipality_editor', '--municipality', '0583'), add('lisa', 'reader')], [0, 0, 0], 'accounts are made');
}

// Two languages of the same administration.
const tongues = {
	sv: { at: '/admin', signIn: '/admin/logga-in', enterprises: '/admin/foretag', add: '/admin/foretag/ny', me: '/admin/min-sida', accounts: '/admin/konton', invite: '/admin/konton/ny', history: 'historik', many: 'flera', remove: 'ta-bort', erase: 'radera', password: '/admin/losenord' },
	en: { at: '/admin/en', signIn: '/admin/en/sign-in', enterprises: '/admin/en/enterprises', add: '/admin/en/enterprises/new', me: '/admin/en/me', accounts: '/admin/en/accounts', invite: '/admin/en/accounts/new', history: 'history', many: 'bulk', remove: 'remove', erase: 'erase', password: '/admin/en/password' },
};

async function signIn(page, site, name = 'anna', t = tongues.sv) {
	await page.context().clearCookies();
	await page.goto(site.url + t.signIn);
	await page.fill('#email', `${name}@example.se`);
	await page.fill('#password', PASSWORD);
	await page.press('#password', 'Enter');
	await page.waitForURL(site.url + t.at);
}

// The form of an enterprise.
async function openRecord(page, site, t, words) {
	await page.goto(`${site.url}${t.enterprises}?q=${encodeURIComponent(words)}`);
	await page.click('main tbody a');
	await page.waitForSelector('#note, .note');
}

const press = (page, what) => page.click(`.bar-below button[value=${what}]`);

// [name, what leads there] of every page and state of it; each begins signed in as anna.
function everyState(site, t) {
	const go = (uri) => async (page) => page.goto(site.url + uri);
	return [
		['front page', go(t.at)],
		['list', go(t.enterprises)],
		['list, nothing found', go(`${t.enterprises}?q=qqqzzz&state=draft`)],
		['list, with all choices', async (page) => {
			await page.goto(`${site.url}${t.enterprises}?sort=-lacks&column=state&column=municipality&column=verified_on&column=updated_on&column=by&column=lacks`);
			await page.click('.choices summary');
		}],
		['many, none chosen', go(`${t.enterprises}/${t.many}`)],
		['many, wrong', async (page) => {
			await page.goto(site.url + t.enterprises);
			await page.check('tbody tr:nth-child(1) input');
			await page.check('tbody tr:nth-child(2) input');
			await page.click('button[value=choose]');
			await page.check('input[value=confirm]');
			await page.click('button[value=look]');
			await page.waitForSelector('#verified_on-error');
		}],
		['many, looked at', async (page) => {
			await page.check('input[type=radio][value=archive]');
			await page.fill('#note', 'Har upphört');
			await page.click('button[value=look]');
			await page.waitForSelector('#rows-changed');
		}],
		['many, changed', async (page) => {
			await page.click('button[value=apply]');
			await page.waitForSelector('.done');
		}],
		['many, taken back', async (page) => {
			await page.click('button[value=undo]');
			await page.waitForSelector('.done');
		}],
		['new enterprise', go(t.add)],
		['new enterprise, wrong', async (page) => {
			await page.goto(site.url + t.add);
			for (const [field, value] of Object.entries({ postcode: '12', latitude: '58,5', employed: 'x', organisation_number: '1', email: 'x', projects: 'Atlantis', summary: 'a'.repeat(500), slug: 'Å' })) {
				await page.fill(`#${field}`, value);
			}
			await press(page, 'publish');
			await page.waitForSelector('.errors a');
		}],
		['new enterprise, perhaps there', async (page) => {
			await page.goto(site.url + t.add);
			await page.fill('#name', 'Bastuflotten Bris');
			await press(page, 'keep');
			await page.waitForSelector('input[name=anyway]');
		}],
		['enterprise', (page) => openRecord(page, site, t, 'oasen')],
		['enterprise, with a draft', async (page) => {
			await openRecord(page, site, t, 'bastuflotten');
			await page.fill('#summary', 'En ny mening om bastu på sjön.');
			await page.fill('#note', 'Den gamla var för lång');
			await press(page, 'keep');
			await page.waitForSelector('.proposal ins');
		}],
		['enterprise, on a certain day', async (page) => {
			await openRecord(page, site, t, 'bastuflotten');
			if (await page.locator('#publish_on').isHidden()) {
				await page.click('main summary');
			}
			await page.fill('#publish_on', '2031-03-05');
			await page.fill('#publish_time', '08:30');
			await page.click('button[value=later]');
			await page.waitForSelector('.done');
		}],
		['enterprise, on a day that was', async (page) => {
			await page.fill('#publish_on', '2021-03-05');
			await page.click('button[value=later]');
			await page.waitForSelector('.errors a');
		}],
		['front page, with what comes', go(t.at)],
		['enterprise, saved by another', async (page) => {
			await openRecord(page, site, t, 'oasen');
			const other = await page.context().newPage();
			await other.goto(page.url());
			await other.fill('#summary', `Deras mening ${t.at}.`);
			await other.click('.bar-below button[value=publish]');
			await other.waitForSelector('.done');
			await other.close();
			await page.fill('#summary', 'Min mening.');
			await press(page, 'publish');
			await page.waitForSelector('.errors .clash');
		}],
		['history, with a comparison', async (page) => {
			await openRecord(page, site, t, 'oasen');
			await page.goto(`${page.url().replace(/\?.*/, '')}/${t.history}?revision=2`);
			await page.waitForSelector('ins');
		}],
		['history, nothing but itself', (page) => page.goto(page.url().replace(/\?.*/, '?from=2&to=2'))],
		['history, changed by another', async (page) => {
			await page.goto(page.url().replace(/\?.*/, '?revision=1'));
			await page.evaluate(() => { document.querySelector('main form input[name=base]').value = 1; });
			await page.click('main form button[value=publish]');
			await page.waitForSelector('.errors');
		}],
		['taking away', async (page) => page.goto(page.url().replace(new RegExp(`${t.history}.*`), t.remove))],
		['taking away, wrong', async (page) => {
			await page.fill('#into', 'Atlantis');
			await page.click('button[value=archive]');
			await page.waitForSelector('.errors a');
		}],
		['taking away, changed by another', async (page) => {
			await page.fill('#into', '');
			await page.evaluate(() => { document.querySelector('main form input[name=base]').value = 1; });
			await page.click('button[value=archive]');
			await page.waitForSelector('.errors .changes');
		}],
		['erasing, looked at', async (page) => {
			await openRecord(page, site, t, 'oasen');
			await page.click(`main a[href$="/${t.erase}"]`);
			await page.check('input[value=phone]');
			await page.fill('#words', 'Oasen');
			await page.fill('#reason', 'Begäran');
			await page.click('button[value=look]');
			await page.waitForSelector('#preview');
		}],
		['erasing, nothing chosen', async (page) => {
			await page.goto(page.url());
			await page.click('button[value=look]');
			await page.waitForSelector('.errors');
		}],
		['my page', go(t.me)],
		['my page, wrong password', async (page) => {
			await page.goto(site.url + t.me);
			await page.fill('#present', 'fel');
			await page.fill('#password', 'ett två tre fyra');
			await page.press('#password', 'Enter');
			await page.waitForSelector('.errors');
		}],
		['accounts', go(t.accounts)],
		['invitation', go(t.invite)],
		['invitation, wrong', async (page) => {
			await page.goto(site.url + t.invite);
			await page.fill('#email', 'anna@example.se');
			await page.click('main form button[type=submit]');
			await page.waitForSelector('.errors');
		}],
		['account', async (page) => {
			await page.goto(site.url + t.accounts);
			await page.click('main tbody a');
			await page.waitForSelector('input[name=disabled]');
		}],
		['session ended while writing', async (page) => {
			await openRecord(page, site, t, 'bygdens');
			await page.context().clearCookies();
			await press(page, 'publish');
			await page.waitForSelector('#password');
		}],
		['and the form again', async (page) => {
			await page.fill('#email', 'anna@example.se');
			await page.fill('#password', PASSWORD);
			await page.press('#password', 'Enter');
			await page.waitForSelector('.errors');
		}],
		['link for a password', async (page) => {
			await page.goto(site.url + t.invite);
			await page.fill('#email', `ny${t.at.length}@example.se`);
			await page.check('input[value=reader]');
			await page.click('main form button[type=submit]');
			await page.waitForSelector('.key');
		}],
		['choose a password', async (page) => {
			const ticket = /ticket=.*/.exec(await page.textContent('.key'))[0].trim();
			await page.context().clearCookies();
			await page.goto(`${site.url}${t.password}?${ticket}`);
		}],
		['choose a password, too easy', async (page) => {
			await page.fill('#password', 'aaaaaaaaaaaaaaaa');
			await page.press('#password', 'Enter');
			await page.waitForSelector('.errors');
		}],
		['link that has ended', go(`${t.password}?ticket=x`)],
		['signing in', go(t.signIn)],
		['signing in, wrong', async (page) => {
			await page.fill('#email', 'nobody@example.se');
			await page.fill('#password', 'fel');
			await page.press('#password', 'Enter');
			await page.waitForSelector('.errors');
		}],
		['reader\'s form', async (page) => {
			await signIn(page, site, 'lisa', t);
			await openRecord(page, site, t, 'oasen');
		}],
		['not for a reader', go(t.accounts)],
	];
}

async function lookAtAll(browser, site, lang) {
	const t = tongues[lang];
	const { context, page, seen } = await openPage(browser, site, { reducedMotion: 'reduce' });
	let html = '';
	page.on('response', async (response) => {
		if (response.request().isNavigationRequest() && response.request().frame() === page.mainFrame() && response.status() !== 303) {
			html = response.text().catch(() => '');
		}
	});
	await signIn(page, site, 'anna', t);
	for (const [name, lead] of everyState(site, t)) {
		const where = `${name}, ${lang}`;
		await page.setViewportSize({ width: 1280, height: 800 });
		await lead(page);
		await page.waitForLoadState('load');
		const found = await markupProblems(await html);
		ok(found.length === 0, `valid: ${where}`, found.join('\n'));
		is(await page.evaluate(() => document.documentElement.lang), lang, 'in its language');
		is(await page.evaluate(() => document.querySelectorAll('h1').length), 1, 'with one main heading');
		// English differs in its words only; once is enough for its colours.
		for (const [width, colorScheme] of lang === 'sv' ? [[1280, 'light'], [320, 'light'], [320, 'dark']] : [[320, 'light']]) {
			await page.setViewportSize({ width, height: 800 });
			await page.emulateMedia({ colorScheme });
			const violations = await axeViolations(page);
			ok(violations.length === 0, `axe: ${where}, ${width}, ${colorScheme}`, violations.join('\n'));
			const wide = await tooWide(page);
			ok(wide.length === 0, `no sideways scroll: ${where}, ${width}`, wide);
		}
		if (await page.locator('.errors').count() > 0) {
			ok(await page.evaluate(() => document.activeElement.matches('.errors')), `what is wrong has the focus: ${where}`, await focused(page));
			const targets = await page.evaluate(() => [...document.querySelectorAll('.errors li a')].filter((a) => document.getElementById(a.hash.slice(1)) === null).map((a) => a.hash));
			ok(targets.length === 0, 'and leads to fields that there are', targets);
			const described = await page.evaluate(() => [...document.querySelectorAll('main [aria-describedby]')].flatMap((e) => e.getAttribute('aria-describedby').split(' ')).filter((id) => document.getElementById(id) === null));
			ok(described.length === 0, 'and what describes a field is there', described);
		}
	}
	ok(seen.errors.length === 0, `no errors on the console, ${lang}`, seen.errors);
	ok(seen.elsewhere.length === 0, 'no request to anybody else', seen.elsewhere);
	ok(seen.failed.length === 0, 'nothing that a page needs is missing', seen.failed);
	await context.close();
}

// ------------------------------------------------------------- by keyboard

async function byKeyboard(browser, site) {
	const { context, page } = await openPage(browser, site, { reducedMotion: 'reduce' });
	const { keyboard } = page;
	await page.goto(site.url + tongues.sv.at);
	await tabTo(page, hasId('email'), 'the address');
	await keyboard.type('anna@example.se');
	await tabTo(page, hasId('password'), 'the password');
	await keyboard.type(PASSWORD);
	await keyboard.press('Enter');
	await page.waitForURL(site.url + tongues.sv.at);
	await tabTo(page, hasId('q'), 'the search for an enterprise');
	await keyboard.type('kafé gruv');
	await keyboard.press('Enter');
	await page.waitForURL(/\/admin\/foretag\?q=/);
	await tabTo(page, (e) => e.text === 'Kafé Gruvlyktan', 'the enterprise');
	await keyboard.press('Enter');
	await page.waitForSelector('#note');
	await tabTo(page, hasId('postcode'), 'a field');
	await keyboard.type('x');
	await tabTo(page, isButton('publish'), 'the button that publishes');
	await keyboard.press('Enter');
	await page.waitForSelector('.errors');
	await tabTo(page, (e) => e.href === '#postcode', 'what is wrong');
	await keyboard.press('Enter');
	const field = await focused(page);
	ok(field?.id === 'postcode' && field.ring && field.shown && field.uncovered, 'which leads to the field', field);
	ok(await page.evaluate(() => document.getElementById('postcode-error').getBoundingClientRect().bottom < document.querySelector('.bar-below').getBoundingClientRect().top), 'with what is wrong in sight');
	await keyboard.press('Control+A');
	await keyboard.type('61230');
	await tabTo(page, isButton('publish'), 'the button again');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	is(await page.inputValue('#postcode'), '612 30', 'it is saved');

	// Enter in a field must not publish, nor throw away.
	await page.fill('#locality', 'Finspång prov');
	await page.press('#locality', 'Enter');
	await page.waitForSelector('.proposal ins');
	ok(/Utkastet är sparat/.test(await page.textContent('.done')), 'Enter in a field keeps a draft');

	for (const [width, height] of [[1280, 700], [320, 640], [320, 400]]) {
		await page.setViewportSize({ width, height });
		await page.reload();
		const hidden = [];
		for (let i = 0; i < 160; i++) {
			await keyboard.press('Tab');
			const now = await focused(page);
			if (now === null || now.visit === 1 && i > 5) {
				break;
			}
			if (!now.ring || !now.shown || !now.uncovered) {
				hidden.push(now);
			}
		}
		ok(hidden.length === 0, `nothing hides the focus at ${width} × ${height}`, hidden.slice(0, 3));
	}
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(site.url + tongues.sv.at);
	await tabTo(page, (e) => e.tag === 'BUTTON' && e.text === 'Logga ut', 'the button that signs out');
	await keyboard.press('Enter');
	await page.waitForURL(/logga-in/);
	await context.close();
}

// Approving what another sent, restoring what it was, and choosing where two wrote the same.
async function decideByKeyboard(browser, site) {
	const { context: others, page: other } = await openPage(browser, site, { reducedMotion: 'reduce' });
	await signIn(other, site, 'kim');
	await openRecord(other, site, tongues.sv, 'bastuflotten');
	const before = await other.inputValue('#summary');
	await other.fill('#summary', 'Kims förslag.');
	await other.evaluate(() => { document.querySelector('.bar-below button[value=keep]').value = 'send'; });
	await press(other, 'send');
	await other.waitForSelector('.proposal');

	const { context, page } = await openPage(browser, site, { reducedMotion: 'reduce' });
	const { keyboard } = page;
	await signIn(page, site);
	await tabTo(page, (e) => e.text === 'Bastuflotten Bris', 'what waits');
	await keyboard.press('Enter');
	await page.waitForSelector('.proposal ins');
	await tabTo(page, isButton('publish'), 'the button that approves', 30, 'Shift+Tab');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	is(await page.inputValue('#summary'), 'Kims förslag.', 'it is approved');
	await tabTo(page, (e) => e.text === 'Historik', 'the history');
	await keyboard.press('Enter');
	await page.waitForSelector('ol.rows');
	await tabTo(page, (e) => e.text === 'Återställ version 1', 'the version before');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	is(await page.inputValue('#summary'), before, 'which is restored, as a draft');

	await other.goto(page.url().replace(/\?.*/, ''));
	await other.fill('#summary', 'Kims mening.');
	await press(other, 'publish');
	await other.waitForSelector('.done');
	await tabTo(page, isButton('publish'), 'the button that publishes', 30, 'Shift+Tab');
	await keyboard.press('Enter');
	await page.waitForSelector('.errors .clash');
	ok(await page.evaluate(() => document.activeElement.matches('.errors')), 'who was second is told', await focused(page));
	await tabTo(page, (e) => e.name === 'take_summary', 'the choice', 5);
	await keyboard.press('ArrowDown');
	await tabTo(page, isButton('publish'), 'the button again');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	is(await page.inputValue('#summary'), 'Kims mening.', 'theirs is taken');
	await context.close();
	await others.close();
}

async function inviteByKeyboard(browser, site) {
	const { context, page } = await openPage(browser, site, { reducedMotion: 'reduce' });
	const { keyboard } = page;
	await signIn(page, site);
	await page.goto(site.url + tongues.sv.accounts);
	await tabTo(page, (e) => e.href === tongues.sv.invite, 'the invitation');
	await keyboard.press('Enter');
	await page.waitForURL(site.url + tongues.sv.invite);
	await tabTo(page, hasId('email'), 'the address');
	await keyboard.type('nils@example.se');
	await tabTo(page, (e) => e.name === 'role', 'the roles');
	await keyboard.press('ArrowUp');
	await tabTo(page, isButton('save'), 'the button');
	await keyboard.press('Enter');
	await page.waitForSelector('.key');
	const ticket = /ticket=.*/.exec(await page.textContent('.key'))[0].trim();
	await context.clearCookies();
	await page.goto(`${site.url}${tongues.sv.password}?${ticket}`);
	await tabTo(page, hasId('password'), 'the new password');
	await keyboard.type('fyra vanliga ord här');
	await keyboard.press('Enter');
	await page.waitForURL(site.url + tongues.sv.at);
	is(await page.textContent('h1'), 'Att göra', 'who was invited is in');
	await context.close();
}

// Two enterprises confirmed at once, and taken back.
async function manyByKeyboard(browser, site) {
	const { context, page } = await openPage(browser, site, { reducedMotion: 'reduce' });
	const { keyboard } = page;
	await signIn(page, site);
	await page.goto(site.url + tongues.sv.enterprises);
	for (const which of ['the first row', 'the second row']) {
		await tabTo(page, (e) => e.name === 'record', which);
		await keyboard.press('Space');
	}
	await tabTo(page, isButton('choose'), 'the button for what is marked');
	await keyboard.press('Enter');
	await page.waitForSelector('#what');
	ok(/2 poster är valda/.test(await page.textContent('#what')), 'two are chosen');
	await tabTo(page, (e) => e.name === 'action', 'the actions');
	await keyboard.press('Space');
	for (let i = 0; i < 3; i++) {
		await keyboard.press('ArrowDown');
	}
	ok(await page.isChecked('input[value=confirm]'), 'an arrow chooses');
	await tabTo(page, hasId('verified_on'), 'the day');
	await page.fill('#verified_on', '2026-11-01');
	await tabTo(page, hasId('verified_by_kind'), 'who');
	await keyboard.press('ArrowDown');
	await tabTo(page, hasId('note'), 'the reason');
	await keyboard.type('Ringde båda');
	await keyboard.press('Enter');
	await page.waitForSelector('#preview');
	await tabTo(page, isButton('apply'), 'the button that does it');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	ok(/Ringde båda/.test(await page.textContent('.rows')), 'it is done');
	await tabTo(page, isButton('undo'), 'the button that takes it back');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	ok(/ångrad/.test(await page.textContent('.done')), 'it is taken back');
	await context.close();
}

// --------------------------------------------------------- without JavaScript

async function manyWithoutScript(page, site) {
	await page.goto(`${site.url}${tongues.sv.enterprises}?state=published`);
	await page.check('tbody tr:nth-child(1) input');
	await page.click('button[value=choose]');
	await page.check('input[value=add]');
	await page.click('button[value=look]');
	await page.click('.errors a[href="#part"]');
	await page.selectOption('#part', { index: 1 });
	await page.click('button[value=look]');
	ok(await page.locator('#preview').count() === 1 && await page.isChecked('input[type=radio][value=add]'), 'what would happen, and what was filled in');
	await page.check('input[type=radio][value=hide]');
	await page.click('button[value=look]');
	await page.click('button[value=apply]');
	ok(/gjord/.test(await page.textContent('.done')), 'many are changed without JavaScript');
	await page.click('button[value=undo]');
	ok(/ångrad/.test(await page.textContent('.done')), 'and it is taken back');
}

async function withoutScript(browser, site) {
	const { context, page } = await openPage(browser, site, { javaScriptEnabled: false, reducedMotion: 'reduce' });
	await signIn(page, site, 'kim');
	await page.goto(site.url + tongues.sv.add);
	await page.fill('#name', 'Provbruket i Motala');
	await page.fill('#postcode', '12');
	await page.locator('label', { hasText: /^\s*Motala\s*$/ }).locator('input').check();
	await press(page, 'publish');
	await page.click('.errors a[href="#postcode"]');
	is(await page.inputValue('#name'), 'Provbruket i Motala', 'what was written is kept');
	await page.fill('#postcode', '591 30');
	await press(page, 'publish');
	ok(/publicerat/i.test(await page.textContent('.done')), 'a record is made without JavaScript');
	await page.click('main a[href$="/ta-bort"]');
	await page.fill('#reason', 'Flyttar');
	await page.click('button[value=hide]');
	ok(/dold/i.test(await page.textContent('.done')), 'and taken away');
	await page.click('main a[href$="/historik"]');
	await page.click('button[value="1"]');
	ok(/återställd som utkast/.test(await page.textContent('.done')), 'an old version is restored');
	const other = await context.newPage();
	await other.goto(page.url());
	await other.fill('#summary', 'Från ett annat fönster.');
	await press(other, 'keep');
	await other.close();
	await page.fill('#summary', 'Från det här fönstret.');
	await press(page, 'keep');
	await page.check('input[name=take_summary][value=theirs]');
	await press(page, 'keep');
	is(await page.inputValue('#summary'), 'Från ett annat fönster.', 'theirs is taken');
	await page.fill('#summary', 'Skrivet efter att sessionen tog slut.');
	await context.clearCookies();
	await press(page, 'publish');
	await page.fill('#email', 'kim@example.se');
	await page.fill('#password', PASSWORD);
	await page.press('#password', 'Enter');
	is(await page.inputValue('#summary'), 'Skrivet efter att sessionen tog slut.', 'what was typed outlives the session');
	await press(page, 'publish');
	ok(/publicerat/i.test(await page.textContent('.done')), 'and is saved then');
	await manyWithoutScript(page, site);
	await page.click('.top .out button');
	is(new URL(page.url()).pathname, tongues.sv.signIn, 'signed out');
	await context.close();
}

main(async ({ site, browser }) => {
	makeAccounts(site);
	await byKeyboard(browser, site);
	await decideByKeyboard(browser, site);
	await inviteByKeyboard(browser, site);
	await manyByKeyboard(browser, site);
	await withoutScript(browser, site);
	await lookAtAll(browser, site, 'sv');
	await lookAtAll(browser, site, 'en');
});
