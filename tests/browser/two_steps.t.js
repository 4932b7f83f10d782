#!/usr/bin/env node
'use strict';
// Signing in in two steps, in a browser: set up and used with the keyboard alone, also without the phone
// and without JavaScript; each page of it accessible (axe), valid and no wider than a phone.
const { spawnSync } = require('node:child_process');
const { createHmac } = require('node:crypto');
const path = require('node:path');

// The clock of the site stands still: a code is right however slow the machine is.
process.env.MEDVERK_NOW = '2026-03-05T12:00:00Z';
const NOW = 1772712000;
const STEP = 30;
const { axeViolations, hasId, is, isButton, main, markupProblems, ok, openPage, root, tabTo, tooWide } = require('./lib.js');

const PASSWORD = 'katt hund hast ko';
const tongues = {
	sv: { at: '/admin', signIn: '/admin/logga-in', me: '/admin/min-sida', steps: '/admin/min-sida/tva-steg', accounts: '/admin/konton' },
	en: { at: '/admin/en', signIn: '/admin/en/sign-in', me: '/admin/en/me', steps: '/admin/en/me/two-steps', accounts: '/admin/en/accounts' },
};

// What the app would show for a secret in base32 (RFC 6238).
function codeOf(secret, time) {
	const bits = [...secret.replace(/[^A-Z2-7]/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const counter = Buffer.alloc(8);
	counter.writeUInt32BE(Math.floor(time / STEP), 4);
	const hash = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(counter).digest();
	return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

function makeAccounts(site) {
	const add = (name, role) => spawnSync(path.join(root, 'build/medverk'),
		['user', 'add', '--email', `${name}@example.se`, '--role', role, '--password-stdin', '--db', site.db], { input: PASSWORD }).status;
	is([add('anna', 'administrator'), add('erik', 'editor')], [0, 0], 'accounts are made');
}

// English differs in its words only; once is enough for its colours.
const looks = { sv: [[1280, 'light'], [320, 'dark']], en: [[320, 'light']] };

// A page whose last document, as it was sent, is at hand.
async function open(browser, site, options) {
	const opened = await openPage(browser, site, { reducedMotion: 'reduce', ...options });
	opened.page.on('response', (response) => {
		if (response.request().isNavigationRequest() && response.status() !== 303) {
			opened.page.sent = response.text().catch(() => '');
		}
	});
	return opened;
}

async function examine(page, name, lang) {
	const where = `${name}, ${lang}`;
	await page.waitForLoadState('load');
	const found = await markupProblems(await page.sent);
	ok(found.length === 0, `valid: ${where}`, found.join('\n'));
	for (const [width, colorScheme] of looks[lang]) {
		await page.setViewportSize({ width, height: 800 });
		await page.emulateMedia({ colorScheme });
		const violations = await axeViolations(page);
		ok(violations.length === 0, `axe: ${where}, ${width}, ${colorScheme}`, violations.join('\n'));
		const wide = await tooWide(page);
		ok(wide.length === 0, `no sideways scroll: ${where}, ${width}`, wide);
	}
	await page.setViewportSize({ width: 1280, height: 800 });
}

// The first step, by keyboard.
async function givePassword(page, site, name, t) {
	await page.goto(site.url + t.signIn);
	await tabTo(page, hasId('email'), 'the address');
	await page.keyboard.type(`${name}@example.se`);
	await tabTo(page, hasId('password'), 'the password');
	await page.keyboard.type(PASSWORD);
	await page.keyboard.press('Enter');
}

async function signOut(page, t) {
	await page.context().clearCookies();
	await page.goto(new URL(t.signIn, page.url()).href);
}

// Sets it up, and examines each page of that; the secret and the codes on paper.
async function setUp(page, site, lang) {
	const t = tongues[lang];
	const { keyboard } = page;
	await page.goto(site.url + t.me);
	await examine(page, 'my page, without', lang);
	await tabTo(page, (e) => e.href === t.steps, 'the way to set it up');
	await keyboard.press('Enter');
	await page.waitForURL(site.url + t.steps);
	await examine(page, 'not set up', lang);
	await tabTo(page, isButton('begin'), 'the button that begins');
	await keyboard.press('Enter');
	await page.waitForSelector('.qr');
	await examine(page, 'being set up', lang);
	const secret = await page.textContent('.key');
	await tabTo(page, hasId('code'), 'the code');
	await keyboard.type('12');
	await keyboard.press('Enter');
	await page.waitForSelector('.errors');
	ok(await page.evaluate(() => document.activeElement.matches('.errors')), 'a wrong code: what is wrong has the focus');
	is(await page.textContent('.key'), secret, 'with the same secret');
	await examine(page, 'being set up, wrong', lang);
	await tabTo(page, (e) => e.href === '#code', 'what is wrong');
	await keyboard.press('Enter');
	is(await page.evaluate(() => document.activeElement.id), 'code', 'which leads to the field');
	await keyboard.press('Control+A');
	await keyboard.type(codeOf(secret, NOW - STEP));
	await keyboard.press('Enter');
	await page.waitForSelector('.codes');
	await examine(page, 'just set up', lang);
	const codes = await page.locator('.codes li').allTextContents();
	is(codes.length, 10, 'ten codes for paper');
	await tabTo(page, (e) => e.tag === 'A' && e.href === t.at, 'the way on');
	await keyboard.press('Enter');
	await page.waitForURL(site.url + t.at);
	return { secret, codes };
}

async function byKeyboard(browser, site, name, lang) {
	const t = tongues[lang];
	const { context, page, seen } = await open(browser, site);
	const { keyboard } = page;
	await givePassword(page, site, name, t);
	await page.waitForURL(site.url + t.at);
	const { secret, codes } = await setUp(page, site, lang);
	await page.goto(site.url + t.me);
	await examine(page, 'my page, with', lang);
	await page.goto(site.url + t.steps);
	await examine(page, 'set up', lang);

	await signOut(page, t);
	await givePassword(page, site, name, t);
	await page.waitForSelector('#code');
	is(await page.evaluate(() => document.activeElement.id), 'code', 'after the password the focus is on the code');
	await examine(page, 'the second step', lang);
	await keyboard.type('000000');
	await keyboard.press('Enter');
	await page.waitForSelector('.errors');
	await examine(page, 'the second step, wrong', lang);
	await tabTo(page, hasId('code'), 'the code again');
	await keyboard.press('Control+A');
	await keyboard.type(codeOf(secret, NOW));
	await keyboard.press('Enter');
	await page.waitForURL(site.url + t.at);
	ok(true, 'signed in by keyboard');

	await signOut(page, t);
	await givePassword(page, site, name, t);
	await page.waitForSelector('#code');
	await tabTo(page, (e) => e.tag === 'SUMMARY', 'help for who has no phone');
	await keyboard.press('Enter');
	await tabTo(page, hasId('recovery'), 'the field for a code from paper');
	await keyboard.type(codes[0].slice(0, 9));
	await keyboard.press('Enter');
	await page.waitForSelector('.errors');
	is(await page.inputValue('#recovery'), codes[0].slice(0, 9), 'what was written of it is kept');
	await examine(page, 'the second step, a wrong code from paper', lang);
	await tabTo(page, hasId('recovery'), 'that field again');
	await keyboard.press('Control+A');
	await keyboard.type(codes[0]);
	await keyboard.press('Enter');
	await page.waitForURL(site.url + t.at);
	ok(true, 'signed in without the phone');
	ok(seen.errors.length === 0, 'no errors on the console', seen.errors);
	ok(seen.elsewhere.length === 0, 'no request to anybody else', seen.elsewhere);
	ok(seen.failed.length === 0, 'nothing that a page needs is missing', seen.failed);
	return { context, page, secret, codes };
}

async function turnOff(page, site, code, t) {
	await page.goto(site.url + t.steps);
	await page.fill('#code', '000000');
	await page.click('button[value=end]');
	await page.waitForSelector('.errors');
	await examine(page, 'turning it off, wrong', 'sv');
	await page.fill('#code', code);
	await page.click('button[value=end]');
	await page.waitForSelector('button[value=begin]');
	ok(true, 'turned off');
}

// Who keeps the accounts sees it of others, and turns it off for them.
async function byAdministrator(browser, site) {
	const { context, page } = await open(browser, site, { javaScriptEnabled: false });
	await page.goto(site.url + tongues.sv.signIn);
	await page.fill('#email', 'anna@example.se');
	await page.fill('#password', PASSWORD);
	await page.press('#password', 'Enter');
	await page.waitForURL(site.url + tongues.sv.at);
	await page.goto(site.url + tongues.sv.accounts);
	ok(/Loggar in i två steg/.test(await page.locator('tr', { hasText: 'erik@example.se' }).textContent()), 'administrators see it, without JavaScript');
	await page.click('text=erik@example.se');
	await page.click('button[value=end_two_steps]');
	await page.waitForURL(site.url + tongues.sv.accounts);
	ok(!/Loggar in i två steg/.test(await page.textContent('main')), 'and turn it off');
	await context.close();
}

main(async ({ site, browser }) => {
	makeAccounts(site);
	const anna = await byKeyboard(browser, site, 'anna', 'sv');
	const erik = await byKeyboard(browser, site, 'erik', 'en');
	await erik.context.close();
	const { page } = anna;
	await page.goto(site.url + tongues.sv.accounts);
	await examine(page, 'accounts', 'sv');
	await page.click('text=erik@example.se');
	await page.waitForSelector('button[value=end_two_steps]');
	await examine(page, 'an account that has it', 'sv');
	await turnOff(page, site, anna.codes[1], tongues.sv);
	await anna.context.close();
	await byAdministrator(browser, site);
});
