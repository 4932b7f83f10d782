/*
 * suggest.js: suggestions below a search field: an editable combobox with list
 * autocomplete and manual selection, as the ARIA Authoring Practices describe
 * it. Without the script the form searches as it is.
 *
 * The field says where suggestions come from and how they are told:
 * data-suggest, data-label, data-one, data-some ("{n} förslag"), data-none.
 * The focus stays in the field; an option is chosen by arrow keys and taken by
 * Enter or a click. Tab, and leaving the field, take nothing.
 */
(function () {
	"use strict";

	var WAIT = 150, LETTERS = 2, KEPT = 50, number = 0;

	function element(name, attributes, text) {
		var e = document.createElement(name), key;
		for (key in attributes) e.setAttribute(key, attributes[key]);
		if (text) e.textContent = text;
		return e;
	}

	function enhance(field) {
		var id = "suggest-" + (++number);
		var list = element("ul", { role: "listbox", id: id, "class": "suggest", "aria-label": field.dataset.label, hidden: "" });
		var status = element("div", { role: "status", "class": "vh" });
		var known = new Map();          /* answers by what was typed: going back asks nothing */
		var items = [], active = -1, timer = 0, wanted = "", request = null;

		function isOpen() {
			return !list.hidden;
		}

		/* -1: none, the field itself. */
		function activate(i) {
			if (active >= 0 && list.children[active]) list.children[active].setAttribute("aria-selected", "false");
			active = i;
			if (i < 0) {
				field.removeAttribute("aria-activedescendant");
				return;
			}
			list.children[i].setAttribute("aria-selected", "true");
			list.children[i].scrollIntoView({ block: "nearest" });
			field.setAttribute("aria-activedescendant", id + "-" + i);
		}

		function open() {
			list.hidden = false;
			field.setAttribute("aria-expanded", "true");
		}

		function close() {
			activate(-1);
			list.hidden = true;
			field.setAttribute("aria-expanded", "false");
		}

		/* Nothing that is on its way will be shown. */
		function forget() {
			clearTimeout(timer);
			if (request) request.abort();
			request = null;
			wanted = "";
		}

		function show(found) {
			activate(-1);
			items = found;
			list.replaceChildren.apply(list, found.map(function (item, i) {
				var option = element("li", { role: "option", id: id + "-" + i, "aria-selected": "false" }, item.text);
				if (item.label) option.append(" ", element("span", {}, item.label));
				return option;
			}));
			status.textContent = found.length === 0 ? field.dataset.none
				: found.length === 1 ? field.dataset.one
				: field.dataset.some.replace("{n}", found.length);
			if (found.length) open(); else close();
		}

		function keep(text, found) {
			if (known.size >= KEPT) known.clear();
			known.set(text, found);
		}

		/* The old list stays until the new one is there, so that nothing flickers. */
		function ask() {
			var text = field.value.trim(), mine;
			if (text === wanted) return;
			forget();
			wanted = text;
			if (text.length < LETTERS) {
				status.textContent = "";
				items = [];
				return close();
			}
			if (known.has(text)) return show(known.get(text));
			request = mine = new AbortController();
			fetch(field.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: mine.signal }).then(function (answer) {
				return answer.ok ? answer.json() : { items: [] };
			}).then(function (doc) {
				keep(text, doc.items);
				if (request === mine && document.activeElement === field) show(doc.items);
			}).catch(function () {
				if (request === mine) close();
			});
		}

		function take(i) {
			var url = items[i].url;
			forget();
			close();
			location.assign(url);
		}

		function move(step) {
			var places = items.length + 1;          /* the options, and the field between last and first */
			if (!items.length) return;
			if (!isOpen()) open();
			activate((active + 1 + step + places) % places - 1);
		}

		/* Closes the list; when it is closed, empties the field. */
		function escape() {
			var closed = !isOpen();
			forget();
			close();
			if (closed && !field.value) return false;
			if (closed) {
				field.value = "";
				items = [];
			}
			return true;
		}

		/* True when the key was for the list. */
		function pressed(event) {
			switch (event.key) {
			case "ArrowDown":
				if (event.altKey && items.length) open(); else move(1);
				return items.length > 0;
			case "ArrowUp":
				if (event.altKey) close(); else move(-1);
				return items.length > 0;
			case "Enter":
				if (active >= 0) {
					take(active);
					return true;
				}
				forget();
				close();
				return false;           /* the form searches */
			case "Escape":
				return escape();
			case "Home":
			case "End":
			case "ArrowLeft":
			case "ArrowRight":
				activate(-1);           /* these are for the text */
				return false;
			case "Tab":
				close();
				return false;
			default:
				return false;
			}
		}

		field.setAttribute("role", "combobox");
		field.setAttribute("autocomplete", "off");
		field.setAttribute("aria-autocomplete", "list");
		field.setAttribute("aria-haspopup", "listbox");
		field.setAttribute("aria-controls", id);
		field.setAttribute("aria-expanded", "false");
		field.parentNode.append(list, status);

		field.addEventListener("input", function (event) {
			clearTimeout(timer);
			/* Half a letter of an input method is not asked for. */
			if (!event.isComposing) timer = setTimeout(ask, WAIT);
		});
		field.addEventListener("compositionend", function () {
			clearTimeout(timer);
			timer = setTimeout(ask, WAIT);
		});
		field.addEventListener("keydown", function (event) {
			/* Its keys choose among letters; 229 is what older browsers say of them. */
			if (event.isComposing || event.keyCode === 229) return;
			if (event.ctrlKey || event.metaKey) return;
			if (pressed(event)) event.preventDefault();
		});
		field.addEventListener("blur", function () {
			forget();
			close();
		});
		/* A press on the list does not take the focus from the field; the click then takes the option. */
		list.addEventListener("mousedown", function (event) {
			event.preventDefault();
		});
		list.addEventListener("click", function (event) {
			var option = event.target.closest("[role=option]");
			if (option) take(Array.prototype.indexOf.call(list.children, option));
		});
		window.addEventListener("pagehide", close);
	}

	document.querySelectorAll("input[data-suggest]").forEach(enhance);
})();
