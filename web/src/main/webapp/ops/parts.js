// Pieces that more than one place is made of.

import { ago, moment } from "./figures.js";
import { h, icon } from "./dom.js";
import { t } from "./words.js";

export const CLOSE = "M6 6l12 12M18 6 6 18";

/** A time as people say it; the exact one on top of it. */
export const when = (time) => (time ? h("time", { datetime: time, title: moment(time) }, ago(time)) : "–");

/** With a capital letter, where it begins a line. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A heading with what belongs to it at its side. */
export const heading = (text, ...beside) => h("div", { class: "heading" }, h("h2", null, text), ...beside);

export const button = (text, act, data = {}, look = "") => h("button", {
  type: "button", class: `act ${look}`, "data-act": act,
  ...Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value])),
}, text);

/** A word with a dot: live, calm, soft or bad. */
export const state = (look, text) => h("span", { class: `state ${look}` }, text);

/** Nothing is here, and why that may be. */
export const empty = (text, more) => h("div", { class: "empty" }, h("p", null, text), more && h("p", { class: "soft" }, more));

/**
 * A table; on a phone each row is a block of its own, which is why roles are told. A column is {name, text, look}: look "num" for figures, "wide" for what a phone leaves out,
 * "main" for what grows.
 *
 * @param rows each {key, cells, selected, bad}
 */
export function table(label, columns, rows) {
  return h("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": label },
    h("table", { role: "table" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map((column) => h("th", { role: "columnheader", scope: "col", class: column.look },
        column.text ? capital(column.text) : h("span", { class: "unseen" }, t("actions")))))),
      h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row", "data-key": row.key, class: row.selected ? "selected" : undefined },
        row.cells.map((cell, i) => h("td", { role: "cell", class: columns[i].look, "data-label": capital(columns[i].text) }, cell)))))));
}

/** Names and values under each other. */
export const facts = (...pairs) => h("dl", { class: "facts" }, pairs.filter((pair) => pair && pair[1] !== null && pair[1] !== undefined)
  .map(([name, ...values]) => [h("dt", null, capital(name)), h("dd", null, ...values)]));

/** A choice of a few, of which one holds. The address keeps it. */
export const choice = (label, name, value, options) => h("div", { class: "choice", role: "group", "aria-label": label },
  options.map(([code, text]) => h("button", {
    type: "button", "data-act": "narrow", "data-name": name, "data-to": code, "data-key": `${name}-${code}`,
    "aria-pressed": String((value ?? "") === code),
  }, capital(text))));

/** A field that narrows what is shown, as one types. */
export const field = (label, name, value, more = {}) => h("label", { class: "field", "data-key": `field-${name}` }, h("span", null, label),
  h("input", { type: "search", "data-narrow": name, "data-value": value ?? "", autocomplete: "off", ...more }));

export const select = (label, name, value, options) => h("label", { class: "field", "data-key": `field-${name}` }, h("span", null, label),
  h("select", { "data-narrow": name, "data-value": value ?? "" },
    options.map(([code, text]) => h("option", { value: code }, text))));

/** What stands beside the list: a heading that can be closed, and the rest. */
export const beside = (title, ...rest) => [
  h("div", { class: "heading" }, h("h2", { id: "beside-title", tabindex: "-1" }, title),
    h("button", { type: "button", class: "icon", "data-act": "closeBeside", "aria-label": t("close"), title: t("close") }, icon(CLOSE))),
  ...rest,
];

/** On to older ones, and back. */
export const pager = (next, cursor) => (next || cursor) && h("p", { class: "pager" },
  cursor && button(t("newest"), "narrow", { name: "cursor", to: "" }, "quiet"),
  next && button(t("older"), "narrow", { name: "cursor", to: next }, "quiet"));

/** A part of a whole. */
export function meter(label, part, whole) {
  return h("progress", { max: "1", value: String(whole > 0 ? Math.min(1, part / whole) : 0), "aria-label": label,
    class: whole > 0 && part / whole >= 0.8 ? "bad" : undefined });
}

/** A moment so many hours ago, for the interface; nothing (0, also as a text) for all times. */
export const since = (hours) => Number(hours) > 0 ? new Date(Date.now() - hours * 3_600_000).toISOString() : undefined;
