/*
 * suggest.js: suggestions below a search field, as a combobox (ARIA 1.2, with
 * list autocomplete and manual selection). Without it the form searches as it
 * is. The field says where suggestions come from and what is announced:
 * data-suggest, data-some ("{n} förslag"), data-none.
 */
(function () {
	"use strict";

	var WAIT = 120, LETTERS = 2, number = 0;

	function enhance(field) {
		var id = "suggest-" + (++number), list, status, items = [], active = -1, timer, asked = "";

		function element(name, attributes) {
			var e = document.createElement(name), key;
			for (key in attributes) e.setAttribute(key, attributes[key]);
			return e;
		}

		function close() {
			active = -1;
			list.hidden = true;
			field.setAttribute("aria-expanded", "false");
			field.removeAttribute("aria-activedescendant");
		}

		function choose(i) {
			active = i;
			items.forEach(function (item, n) {
				list.children[n].setAttribute("aria-selected", n === i ? "true" : "false");
			});
			if (i < 0) field.removeAttribute("aria-activedescendant");
			else field.setAttribute("aria-activedescendant", id + "-" + i);
		}

		function show(found) {
			items = found;
			list.textContent = "";
			items.forEach(function (item, i) {
				var option = element("li", { role: "option", id: id + "-" + i, "aria-selected": "false" });
				var link = element("a", { href: item.url, tabindex: "-1" });
				link.textContent = item.text;
				if (item.label) {
					var label = element("span", {});
					label.textContent = item.label;
					link.appendChild(document.createTextNode(" "));
					link.appendChild(label);
				}
				option.appendChild(link);
				list.appendChild(option);
			});
			status.textContent = items.length ? field.dataset.some.replace("{n}", items.length) : field.dataset.none;
			if (!items.length) return close();
			list.hidden = false;
			field.setAttribute("aria-expanded", "true");
			choose(-1);
		}

		function ask() {
			var text = field.value.trim();
			if (text === asked) return;
			asked = text;
			if (text.length < LETTERS) return close();
			fetch(field.dataset.suggest + "?q=" + encodeURIComponent(text)).then(function (answer) {
				return answer.ok ? answer.json() : { items: [] };
			}).then(function (doc) {
				if (asked === text && document.activeElement === field) show(doc.items);
			}).catch(close);
		}

		list = element("ul", { role: "listbox", id: id, "class": "suggest", "aria-label": field.dataset.label });
		status = element("div", { role: "status", "class": "vh" });
		list.hidden = true;
		field.setAttribute("role", "combobox");
		field.setAttribute("autocomplete", "off");
		field.setAttribute("aria-autocomplete", "list");
		field.setAttribute("aria-controls", id);
		field.setAttribute("aria-expanded", "false");
		field.parentNode.appendChild(list);
		field.parentNode.appendChild(status);

		field.addEventListener("input", function () {
			clearTimeout(timer);
			timer = setTimeout(ask, WAIT);
		});
		field.addEventListener("keydown", function (event) {
			if (event.key === "Escape" && !list.hidden) {
				close();
				event.preventDefault();
			} else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
				if (list.hidden) {
					list.hidden = false;
					field.setAttribute("aria-expanded", "true");
				}
				var step = event.key === "ArrowDown" ? 1 : -1, n = items.length + 1;
				choose((active + 1 + step + n) % n - 1);
				event.preventDefault();
			} else if (event.key === "Enter" && active >= 0 && !list.hidden) {
				event.preventDefault();
				location.href = items[active].url;
			}
		});
		field.addEventListener("blur", function () {
			setTimeout(close, 200);
		});
	}

	document.querySelectorAll("input[data-suggest]").forEach(enhance);
})();
