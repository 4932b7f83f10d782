#!/usr/bin/env node
'use strict';
// Pictures in a browser: chosen, described, published and seen; the pages are accessible, valid and no wider than a phone.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { axeViolations, is, main, markupProblems, ok, openPage, root, tooWide } = require('./lib.js');

const PASSWORD = 'katt hund hast ko';

// What the HTTP tests make, too.
function makePicture(file, seed) {
	const made = spawnSync('perl', ['-I', path.join(root, 'tests/http/lib'), '-MMedverk::Media', '-e', `binmode STDOUT; print Medverk::Media::png(1200, 900, seed => ${seed})`], { maxBuffer: 1 << 24 });
	fs.writeFileSync(file, made.stdout);
}

async function good(page, name) {
	is(await axeViolations(page), [], `${name}: axe finds nothing`);
	// What the script that suggests words adds is another matter.
	if (page.url().includes('/admin/')) {
		is(await markupProblems(await page.content()), [], `${name}: valid`);
	}
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: 900 });
		is(await tooWide(page), [], `${name}: fits ${width} pixels`);
		if (process.env.MEDVERK_SHOTS) {
			await page.screenshot({ path: path.join(process.env.MEDVERK_SHOTS, `${name.replace(/\W+/g, '-')}-${width}.png`), fullPage: true });
		}
	}
}

main(async ({ site, browser }) => {
	is(spawnSync(path.join(root, 'build/medverk'), ['user', 'add', '--email', 'anna@example.se', '--role', 'administrator', '--password-stdin', '--db', site.db], { input: PASSWORD }).status, 0, 'an account');
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medverk-'));
	const files = [1, 2].map((n) => path.join(folder, `${n}.png`));
	files.forEach((file, i) => makePicture(file, 60 * i));
	const { context, page, seen } = await openPage(browser, site, { javaScriptEnabled: true });
	await page.goto(`${site.url}/admin/logga-in`);
	await page.fill('#email', 'anna@example.se');
	await page.fill('#password', PASSWORD);
	await page.press('#password', 'Enter');
	await page.waitForURL(`${site.url}/admin`);
	await page.goto(`${site.url}/admin/foretag?q=bj%C3%B6rken`);
	await page.click('main tbody a');
	await page.click('.stands a[href$="/filer"]');
	await page.waitForSelector('#pictures_new');
	await good(page, 'no pictures');
	await page.setInputFiles('#pictures_new', files[0]);
	await page.click('.bar-below button[value=publish]');
	await page.waitForSelector('.errors a');
	await good(page, 'a picture without words');
	await page.click('.errors a');
	is(await page.evaluate(() => document.activeElement.id), 'pictures_0_text', 'the summary leads to the field');
	await page.keyboard.type('En stol som är röd till vänster och blå till höger');
	await page.selectOption('#pictures_0_focus', 'left');
	await page.click('.bar-below button[value=publish]');
	await page.waitForSelector('.done');
	await page.setInputFiles('#pictures_new', files[1]);
	await page.check('input[name=pictures_new_decorative]');
	await page.click('.bar-below button[value=publish]');
	await page.waitForSelector('#pictures_1_text');
	await good(page, 'two pictures');
	await page.emulateMedia({ colorScheme: 'dark' });
	await good(page, 'two pictures in the dark');
	await page.goto(`${site.url}/foretag/bjorkens-snickeri`);
	const loaded = await page.evaluate(async () => {
		const images = [...document.querySelectorAll('.pictures img')];
		for (const image of images) {
			image.loading = 'eager';
			await image.decode();
		}
		return images.map((image) => {
			const canvas = Object.assign(document.createElement('canvas'), { width: 2, height: 1 });
			canvas.getContext('2d').drawImage(image, 0, 0, 2, 1);
			const [red, , blue] = canvas.getContext('2d').getImageData(0, 0, 1, 1).data;
			return [red > 150 && blue < 50, image.currentSrc.endsWith('.webp'), getComputedStyle(image).objectPosition];
		});
	});
	is(loaded, [[true, true, '0% 50%'], [true, true, '50% 50%']], 'both are seen in their colours, as WebP, where they matter');
	await good(page, 'enterprise in the dark');
	await page.emulateMedia({ colorScheme: 'light' });
	await good(page, 'enterprise');
	is(seen.errors, [], 'no errors');
	is(seen.failed, [], 'nothing is missing');
	ok(seen.elsewhere.length === 0, 'nothing is asked elsewhere');
	await context.close();
	fs.rmSync(folder, { recursive: true });
});
