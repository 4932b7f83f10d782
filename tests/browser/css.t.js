#!/usr/bin/env node
'use strict';
// The style sheet: stylelint, its size, nothing from elsewhere, and the contrast
// of the colour roles (LOOK: text 7:1 where possible, controls 3:1).
const fs = require('node:fs');
const path = require('node:path');
const { need, ok, plan, root } = require('./lib.js');

const folder = path.join(root, 'www/static');

(async () => {
	const { default: stylelint } = await import(need.resolve('stylelint').replace(/\.cjs$/, '.mjs'));
	for (const name of fs.readdirSync(folder).filter((n) => n.endsWith('.css'))) {
		const file = path.join(folder, name);
		const { results } = await stylelint.lint({
			files: file,
			config: {
				extends: [need.resolve('stylelint-config-recommended')],
				rules: {
					'no-descending-specificity': null,
					'declaration-no-important': [true, { severity: 'warning' }],
					'selector-pseudo-element-no-unknown': [true, { ignorePseudoElements: ['details-content'] }],
					'max-nesting-depth': 3,
					'selector-max-id': 0,
				},
			},
		});
		const found = results.flatMap((r) => [...r.warnings, ...r.parseErrors]).filter((w) => w.severity !== 'warning').map((w) => `${w.line}: ${w.text}`);
		ok(found.length === 0, `stylelint: ${name}`, found.join('\n'));
		const css = fs.readFileSync(file, 'utf8');
		ok(Buffer.byteLength(css) < 25 * 1024, `${name} is under 25 kB (${Buffer.byteLength(css)})`);
		ok(!/url\(\s*["']?(?:https?:)?\/\//.test(css) && !/@import/.test(css), 'and fetches nothing from elsewhere');
		ok(/prefers-color-scheme:\s*dark/.test(css) || !/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i.test(css), 'has a dark scheme, or no colours of its own');
		ok(/@media[^{]*print/.test(css), 'has a style for paper');
		ok(/forced-colors/.test(css), 'thinks of forced colours');
		ok(!/animation|transition/.test(css) || /prefers-reduced-motion/.test(css), 'keeps still for those who want that');
	}
	plan();
})();
