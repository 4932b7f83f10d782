'use strict';
// What the browser tests share: packages from build/browser, TAP on standard
// output, the whole site behind lighttpd (etc/run) on a free port, a browser
// with a fresh profile, and one address of every kind of page.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { createRequire } = require('node:module');

const root = path.resolve(__dirname, '../..');
const need = createRequire(path.join(root, 'build/browser/package.json'));
const patience = Number(process.env.MEDVERK_TEST_PATIENCE || 1);

// ---------------------------------------------------------------------- TAP

let count = 0;
let failed = 0;

function ok(good, name, diagnosis) {
	count++;
	failed += good ? 0 : 1;
	console.log(`${good ? 'ok' : 'not ok'} ${count} - ${String(name).replace(/[#\n]/g, ' ')}`);
	if (!good && diagnosis !== undefined) {
		const text = typeof diagnosis === 'string' ? diagnosis : JSON.stringify(diagnosis, null, 1);
		console.log(text.slice(0, 3000).replace(/^/gm, '# '));
	}
	return good;
}

function is(got, expected, name) {
	return ok(JSON.stringify(got) === JSON.stringify(expected), name, { got, expected });
}

// The last line of every script.
function plan() {
	console.log(`1..${count}`);
	process.exitCode = failed > 0 ? 1 : 0;
}

// ------------------------------------------------------------------ the site

function freePort() {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

// lighttpd ends before the program behind it, which may still write its last
// counts there: what is not empty is tried again (rmSync's own maxRetries does not).
async function removeFolder(folder) {
	for (let tries = 200 * patience; ; tries--) {
		try {
			fs.rmSync(folder, { recursive: true, force: true });
			return;
		} catch (error) {
			if (error.code !== 'ENOTEMPTY' || tries <= 0) {
				throw error;
			}
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
	}
}

async function startSite() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medverk-'));
	const port = await freePort();
	const child = spawn(path.join(root, 'etc/run'), {
		cwd: root,
		env: { ...process.env, PORT: String(port), DB: path.join(folder, 'medverk.db'), MEDVERK_RELOAD: '0', MEDVERK_LOG_LEVEL: 'warning' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	await new Promise((resolve, reject) => {
		const look = (bytes) => {
			said += bytes;
			if (said.includes('http://localhost:')) {
				resolve();
			}
		};
		child.stdout.on('data', look);
		child.stderr.on('data', look);
		child.on('exit', () => reject(new Error(`etc/run: ${said}`)));
		setTimeout(() => reject(new Error(`etc/run is slow: ${said}`)), 30000 * patience).unref();
	});
	return {
		url: `http://127.0.0.1:${port}`,
		db: path.join(folder, 'medverk.db'),
		said: () => said,
		stop: () => new Promise((resolve, reject) => {
			child.removeAllListeners('exit');
			child.on('exit', () => {
				removeFolder(folder).then(resolve, reject);
			});
			child.kill('SIGTERM');
		}),
	};
}

// [name, address] of every kind of page; `languages` of it.
async function everyPage(site, languages = ['sv', 'en']) {
	const first = {};
	for (const kind of ['projects', 'reports']) {
		const doc = await (await fetch(`${site.url}/api/v1/${kind}?limit=1`)).json();
		first[kind] = doc.items[0].slug;
	}
	const sv = [
		['start', '/'],
		['list', '/foretag'],
		['list, filtered', '/foretag?municipality=0583&municipality=0580&integration_services=arbetstraning'],
		['list, searched', '/foretag?q=kaf%C3%A9&sort=name'],
		['list, page 2', '/foretag?page=2'],
		['list, empty', '/foretag?q=qqqzzz'],
		['list, all values', '/foretag?municipality=0580&all=goods_and_services'],
		['list, nothing with these filters', '/foretag?q=kaf%C3%A9&municipality=0513'],
		['list, near', '/foretag?near=motala&radius_km=20&q=kaf%C3%A9'],
		['list, near nothing', '/foretag?near=58.95,15.9&radius_km=5'],
		['list, near nowhere', '/foretag?near=Atlantis'],
		['enterprise', '/foretag/bjorkens-snickeri'],
		['enterprise, confirmed', '/foretag/bastuflotten-bris'],
		['projects', '/projekt'],
		['project', '/projekt/messe'],
		['project, other', `/projekt/${first.projects}`],
		['reports', '/rapporter'],
		['report', `/rapporter/${first.reports}`],
		['municipalities', '/kommuner'],
		['municipality', '/kommuner/motala'],
		['municipality with few', '/kommuner/ydre'],
		['organisation', '/organisationer/region-ostergotland'],
		['search', '/sok?q=motala'],
		['search, no words', '/sok'],
		['search, near', '/sok?near=Motalla'],
		['search, nothing', '/sok?q=qqqzzz'],
		['search, little, corrected', '/sok?q=snikeri+motla'],
		['search, most words', '/sok?q=kaf%C3%A9+sn%C3%B6r%C3%B6jning+motala'],
		['search, stop words', '/sok?q=och'],
		['search, minus words', '/sok?q=-snickeri'],
		['search, found by labels', '/sok?q=arbetstr%C3%A4ning+ekonomisk+f%C3%B6rening'],
		['search, near nowhere', '/sok?q=kaf%C3%A9&near=Atlantis'],
		['page', '/vad-ar-ett-asf'],
		['page, buying', '/kopa-av-asf'],
		['about', '/om'],
		['contact', '/kontakt'],
		['not found', '/finns-inte'],
		['bad request', '/foretag?page=0'],
	];
	const en = [
		['start', '/en/'],
		['list', '/en/enterprises?q=motala'],
		['enterprise', '/en/enterprises/bjorkens-snickeri'],
		['project', '/en/projects/messe'],
		['report', `/en/reports/${first.reports}`],
		['municipality', '/en/municipalities/motala'],
		['search', '/en/search?q=motala'],
		['page', '/en/what-is-a-wise'],
		['not found', '/en/not-there'],
	];
	return [...(languages.includes('sv') ? sv : []), ...(languages.includes('en') ? en : []).map(([name, uri]) => [`${name}, English`, uri])];
}

// --------------------------------------------------------------- the browser

function startBrowser() {
	return need('playwright-core').chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		headless: true,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
	});
}

// A page that notes what must not happen: errors, requests elsewhere, cookies.
async function openPage(browser, site, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	const seen = { errors: [], elsewhere: [], failed: [] };
	page.on('console', (message) => {
		// A page with status 404 or 422 is reported as such by the browser, rightly.
		if (['error', 'warning'].includes(message.type()) && !/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) {
			seen.errors.push(message.text());
		}
	});
	page.on('pageerror', (error) => seen.errors.push(String(error)));
	page.on('request', (request) => {
		if (!request.url().startsWith(site.url)) {
			seen.elsewhere.push(request.url());
		}
	});
	page.on('response', (response) => {
		if (response.status() >= 400 && response.request().resourceType() !== 'document') {
			seen.failed.push(`${response.status()} ${response.url()}`);
		}
	});
	return { context, page, seen };
}

// What axe finds on a page: WCAG 2.0–2.2 A and AA, best practices, size of targets.
async function axeViolations(page) {
	await page.evaluate(fs.readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8'));
	return page.evaluate(async () => {
		// eslint-disable-next-line no-undef
		const result = await axe.run(document, {
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
			rules: { 'target-size': { enabled: true } },
		});
		return result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.html.slice(0, 120)} ${n.failureSummary ?? ''}`).join(' | ')}`);
	});
}

// What is wider than the window, and makes it scroll sideways.
function tooWide(page) {
	return page.evaluate(() => {
		const limit = document.documentElement.clientWidth;
		return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
			.filter((e) => e.getBoundingClientRect().right > limit + 1).slice(0, 5).map((e) => e.outerHTML.slice(0, 100));
	});
}

// What html-validate says of a page.
async function markupProblems(html) {
	const { HtmlValidate } = need('html-validate');
	const validator = new HtmlValidate({
		root: true,
		extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
		rules: {
			// Integrity is for what others serve; nothing here is.
			'require-sri': ['error', { target: 'crossorigin' }],
		},
	});
	const report = await validator.validateString(html);
	return report.results.flatMap((r) => r.messages).map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
}

// What has the focus now, and whether that can be seen.
function focused(page) {
	return page.evaluate(async () => {
		// The browser scrolls to it in the frame after.
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		const e = document.activeElement;
		if (!e || e === document.body) {
			return null;
		}
		const box = e.getBoundingClientRect();
		const style = getComputedStyle(e);
		const at = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 1), innerHeight - 2));
		e.dataset.visited ??= String(document.querySelectorAll('[data-visited]').length + 1);
		return {
			what: e.outerHTML.slice(0, 120), visit: Number(e.dataset.visited), tag: e.tagName, href: e.getAttribute('href'), text: e.textContent.trim(),
			id: e.id, name: e.getAttribute('name'), value: e.getAttribute('value'),
			ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
			shown: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
			uncovered: at === null || e.contains(at) || at.contains(e) || (e.labels !== undefined && e.labels !== null && [...e.labels].some((l) => l.contains(at))),
			box: [box.left, box.top, box.width, box.height].map(Math.round),
		};
	});
}

// Tab until the focus is on what `there` accepts; with Shift+Tab, from the end.
async function tabTo(page, there, name, most = 150, key = 'Tab') {
	for (let i = 0; i < most; i++) {
		await page.keyboard.press(key);
		const now = await focused(page);
		if (now !== null && there(now)) {
			return ok(now.ring && now.shown && now.uncovered, `the focus comes to ${name}, and is seen`, now);
		}
	}
	return ok(false, `the focus comes to ${name}`);
}

const hasId = (id) => (e) => e.id === id;
const isButton = (value) => (e) => e.tag === 'BUTTON' && e.value === value;

// Runs the test with a site and, if wanted, a browser; prints the plan.
function main(test, { browser: wanted = true } = {}) {
	const watchdog = setTimeout(() => {
		console.log('Bail out! the script has run for too long');
		process.exit(1);
	}, 400000 * patience);
	(async () => {
		const site = await startSite();
		const browser = wanted ? await startBrowser() : undefined;
		try {
			await test({ site, browser });
		} catch (error) {
			ok(false, 'the script ran to its end', String(error.stack));
		}
		await browser?.close();
		await site.stop();
		clearTimeout(watchdog);
		plan();
	})().catch((error) => {
		console.log(`Bail out! ${error}`);
		process.exit(1);
	});
}

module.exports = { axeViolations, everyPage, focused, hasId, is, isButton, main, markupProblems, need, ok, openPage, plan, root, tabTo, tooWide };
