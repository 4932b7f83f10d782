#!/usr/bin/env node
'use strict';
// Words that editors keep, and the forms of what is made of words: accessible (axe), valid and no wider
// than a phone; a synonym by the keyboard alone and without JavaScript.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { axeViolations, focused, is, main, markupProblems, ok, openPage, root, tooWide } = require('./lib.js');

const PASSWORD = 'katt hund hast ko';

async function signIn(page, site) {
	await page.goto(`${site.url}/admin/logga-in`);
	await page.fill('#email', 'anna@example.se');
	await page.fill('#password', PASSWORD);
	await page.press('#password', 'Enter');
	await page.waitForURL(`${site.url}/admin`);
}

// The form of the first record of a list.
async function openFirst(page, site, list) {
	await page.goto(site.url + list);
	await page.click('main tbody a');
	await page.waitForSelector('#note');
}

// [name, what leads there] of every page and state of it.
function everyState(site) {
	const go = (uri) => async (page) => page.goto(site.url + uri);
	return [
		['project', (page) => openFirst(page, site, '/admin/projekt')],
		['term', (page) => openFirst(page, site, '/admin/terms')],
		['page, its texts looked at', async (page) => {
			await openFirst(page, site, '/admin/pages');
			await page.fill('#description', '# Rubrik\n\n- ett\n- två\n\n[en länk](https://example.se)');
			await page.click('button[value=look]');
			await page.waitForSelector('.looked li');
		}],
		['project with easy-to-read texts, on the site', async (page) => {
			await openFirst(page, site, '/admin/projekt');
			await page.fill('#summary_easy', 'Kort och lätt.');
			await page.fill('#description_easy', '# Så gick det\n\nBra.');
			await page.click('.bar-below button[value=publish]');
			await page.click('.stands a');
			await page.click('a[href="#lattlast"]');
		}],
		['synonym, wrong', async (page) => {
			await page.goto(`${site.url}/admin/synonymer/ny`);
			await page.fill('#words', 'fik\ncafé');
			await page.click('.acts button[value=save]');
			await page.waitForSelector('.errors a');
		}],
		['synonym, tried', async (page) => {
			await page.fill('#words', 'bagarstuga\nbagarbod');
			await page.click('.acts button[value=try]');
			await page.waitForSelector('.looked td');
		}],
		['synonyms, after a change', async (page) => {
			await page.click('.acts button[value=save]');
			await page.waitForSelector('.done');
		}],
		['mails', go('/admin/brev')],
		['mail, looked at', async (page) => {
			await page.goto(`${site.url}/admin/brev/invitation`);
			await page.fill('#text_sv', 'Hej!\n\n{by} bjuder in dig:\n{url}');
			await page.click('.acts button[value=look]');
			await page.waitForSelector('.letter');
		}],
		['mail, wrong', async (page) => {
			await page.fill('#text_sv', 'Hej {namn}!');
			await page.click('.acts button[value=save]');
			await page.waitForSelector('.errors a');
		}],
		['mail, saved by another', async (page) => {
			const other = await page.context().newPage();
			await other.goto(`${site.url}/admin/brev/invitation`);
			await other.fill('#subject_en', 'Their subject');
			await other.click('.acts button[value=save]');
			await other.waitForSelector('.done');
			await other.close();
			await page.fill('#text_sv', 'Hej! {url}');
			await page.click('.acts button[value=save]');
			await page.waitForSelector('.errors .changes');
		}],
		['mail, saved', async (page) => {
			await page.click('.acts button[value=save]');
			await page.waitForSelector('.done');
		}],
		['help texts, in English', go('/admin/en/help-texts')],
		['help of projects, saved', async (page) => {
			await page.goto(`${site.url}/admin/hjalptexter/project`);
			await page.fill('#acronym_sv', 'Det som alla säger.');
			await page.click('.acts button[value=save]');
			await page.waitForSelector('.done');
		}],
		['synonym, in English', go('/admin/en/synonyms/new')],
		['synonyms, none, in English', go('/admin/en/synonyms?q=qqqzzz')],
	];
}

async function lookAtAll(browser, site) {
	const { context, page, seen } = await openPage(browser, site, { reducedMotion: 'reduce' });
	let html = '';
	page.on('response', async (response) => {
		if (response.request().isNavigationRequest() && response.request().frame() === page.mainFrame() && response.status() !== 303) {
			html = response.text().catch(() => '');
		}
	});
	await signIn(page, site);
	for (const [name, lead] of everyState(site)) {
		await page.setViewportSize({ width: 1280, height: 800 });
		await lead(page);
		await page.waitForLoadState('load');
		const found = await markupProblems(await html);
		ok(found.length === 0, `valid: ${name}`, found.join('\n'));
		for (const [width, colorScheme] of [[1280, 'light'], [320, 'dark']]) {
			await page.setViewportSize({ width, height: 800 });
			await page.emulateMedia({ colorScheme });
			const violations = await axeViolations(page);
			ok(violations.length === 0, `axe: ${name}, ${width}, ${colorScheme}`, violations.join('\n'));
			const wide = await tooWide(page);
			ok(wide.length === 0, `no sideways scroll: ${name}, ${width}`, wide);
		}
		if (await page.locator('.errors, .looked').count() > 0) {
			ok(await page.evaluate(() => document.activeElement.matches('.errors, .looked')), `what is new has the focus: ${name}`, await focused(page));
		}
	}
	ok(seen.errors.length === 0, 'no errors on the console', seen.errors);
	ok(seen.failed.length === 0, 'nothing that a page needs is missing', seen.failed);
	await context.close();
}

// Tab until the focus is on what `there` accepts.
async function tabTo(page, there, name, most = 150) {
	for (let i = 0; i < most; i++) {
		await page.keyboard.press('Tab');
		const now = await focused(page);
		if (now !== null && there(now)) {
			return ok(now.ring && now.shown && now.uncovered, `the focus comes to ${name}, and is seen`, now);
		}
	}
	return ok(false, `the focus comes to ${name}`);
}

async function byKeyboard(browser, site) {
	const { context, page } = await openPage(browser, site, { reducedMotion: 'reduce' });
	const { keyboard } = page;
	await signIn(page, site);
	await tabTo(page, (e) => e.href === '/admin/synonymer', 'the synonyms');
	await keyboard.press('Enter');
	await page.waitForURL(/\/admin\/synonymer$/);
	await tabTo(page, (e) => e.href === '/admin/synonymer/ny', 'a new one');
	await keyboard.press('Enter');
	await page.waitForURL(/\/ny$/);
	await tabTo(page, (e) => e.name === 'way', 'the direction');
	await keyboard.press('ArrowDown');
	await tabTo(page, (e) => e.id === 'words', 'the words');
	await keyboard.type('zzkanna');
	await tabTo(page, (e) => e.id === 'means', 'what they mean');
	await keyboard.type('kafé');
	await tabTo(page, (e) => e.tag === 'BUTTON' && e.value === 'try', 'the button that tries it');
	await keyboard.press('Enter');
	await page.waitForSelector('.looked td');
	await tabTo(page, (e) => e.tag === 'BUTTON' && e.value === 'save', 'the button that saves it');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	await tabTo(page, (e) => e.tag === 'BUTTON' && e.name === 'undo', 'the button that takes it back');
	await keyboard.press('Enter');
	await page.waitForURL(/saved=undo/);
	ok(/ångrad/.test(await page.textContent('.done')), 'it is taken back');

	await page.goto(`${site.url}/admin/brev`);
	await tabTo(page, (e) => e.href === '/admin/brev/password', 'a mail');
	await keyboard.press('Enter');
	await page.waitForURL(/brev\/password$/);
	await tabTo(page, (e) => e.id === 'subject_sv', 'its subject');
	await keyboard.press('Control+A');
	await keyboard.type('Ett nytt lösenord till katalogen');
	await tabTo(page, (e) => e.tag === 'BUTTON' && e.value === 'save', 'the button that saves it');
	await keyboard.press('Enter');
	await page.waitForSelector('.done');
	is(await page.inputValue('#subject_sv'), 'Ett nytt lösenord till katalogen', 'it is saved');
	await context.close();
}

async function withoutScript(browser, site) {
	const { context, page } = await openPage(browser, site, { javaScriptEnabled: false, reducedMotion: 'reduce' });
	await signIn(page, site);
	await page.goto(`${site.url}/admin/synonymer/ny`);
	await page.fill('#words', 'zzkittel\nsnickeri');
	await page.click('.acts button[value=try]');
	is(await page.inputValue('#words'), 'zzkittel\nsnickeri', 'what is tried is kept');
	await page.click('.acts button[value=save]');
	ok(/sparad/.test(await page.textContent('.done')), 'a synonym is saved without JavaScript');
	await page.click('main .lines a');
	await page.click('.acts button[value=remove]');
	ok(/borttagen/.test(await page.textContent('.done')), 'and one is removed');
	await page.goto(`${site.url}/admin/brev/try`);
	await page.fill('#subject_sv', 'Prov utan skript');
	await page.click('.acts button[value=save]');
	is(await page.inputValue('#subject_sv'), 'Prov utan skript', 'so is a mail');
	await page.click('.acts button[value=standard]');
	ok(/Standardtexterna/.test(await page.textContent('.done')), 'and put back to the standard');
	await context.close();
}

main(async ({ site, browser }) => {
	is(spawnSync(path.join(root, 'build/medverk'), ['user', 'add', '--email', 'anna@example.se', '--role', 'administrator', '--password-stdin', '--db', site.db], { input: PASSWORD }).status, 0, 'an account is made');
	await lookAtAll(browser, site);
	await byKeyboard(browser, site);
	await withoutScript(browser, site);
});
