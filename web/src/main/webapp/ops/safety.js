// What the five layers refused or changed, whether that was right, and what shadow mode would have done.

import { ask, said } from "./ask.js";
import { h } from "./dom.js";
import { moment, number } from "./figures.js";
import { beside, button, choice, empty, facts, field, heading, pager, select, since, state, table, when } from "./parts.js";
import { route, to } from "./route.js";
import { call, get, query, send } from "./session.js";
import { language, t } from "./words.js";

export const every = 5000;

const MOST = 8; // of reasons and rules; the list below can be narrowed to any

const idOf = (event) => `${event.chain}/${event.seq}`;

export async function load({ id, query: given }) {
  const hours = given.since ?? "168";
  const [counts, page, guardian] = await Promise.all([
    get(query("/admin/safety/counts", { since: since(hours) })),
    get(query("/admin/safety/events", { layer: given.layer, reason: given.reason, rule: given.rule, shadow: given.shadow, marked: given.marked, since: since(hours), cursor: given.cursor, limit: 50 })),
    get("/guardian/events?state=open&limit=20"),
  ]);
  return { counts, page, guardian: guardian.items, event: id && (page.items.find((one) => idOf(one) === id) ?? { gone: true }) };
}

const shadowed = (event) => event.decision.startsWith("shadow_");
const word = (prefix, code) => t(`${prefix}_${code}`) === `${prefix}_${code}` ? code.replaceAll("_", " ") : t(`${prefix}_${code}`);
const decision = (event) => state(shadowed(event) ? "" : event.severity === "info" ? "soft" : "bad", word("decision", event.decision));

function guardianPart(events) {
  if (events.length === 0) return null;
  return h("section", { class: "card bad full", "data-key": "guardian" }, heading(t("severe")), h("ul", { class: "lines" }, events.map((event) => h("li", { "data-key": event.id },
    h("strong", null, word("reason", event.kind)), h("span", { class: "soft" }, `${event.account.displayName} · ${event.times > 1 ? `${t("times", { n: event.times })} · ` : ""}`, when(event.lastAt)),
    button(t("lookedAt"), "acknowledge", { id: event.id })))));
}

const modes = ({ modes: { input, output, concern } }) => h("p", { class: "soft", "data-key": "modes" },
  [["layer_input", input], ["layer_output", output], ["concern", concern]].map(([what, mode]) => h("span", { class: "bit", "data-key": what }, `${t(what)} `, state({ enforce: "calm", shadow: "", off: "bad" }[mode] ?? "", t(`mode_${mode}`)))));

/** Shadow mode beside what was done: by reason, with how much of what was looked at was wrong. */
function comparison({ questions, reasons, rules }, given) {
  const columns = (first) => [{ text: first, look: "main" }, { text: t("done"), look: "num" }, { text: t("wouldHave"), look: "num" }, { text: t("falseAlarms"), look: "num" }];
  const cells = (one) => [number(one.done), number(one.shadow), one.marked > 0 ? t("ofMarked", { n: number(one.falseAlarms), all: number(one.marked) }) : "–"];
  return h("div", { class: "two", "data-key": "comparison" },
    h("section", null, heading(t("byReason"), h("span", { class: "soft" }, t("ofQuestions", { n: number(questions) }))),
      reasons.length === 0 ? empty(t("nothingRefused")) : table(t("byReason"), columns(t("reason")), reasons.slice(0, MOST).map((one) => ({
        key: `${one.layer} ${one.reason}`,
        cells: [[h("a", { href: to("safety", null, { since: given.since, layer: one.layer, reason: one.reason }) }, word("reason", one.reason)), h("small", { class: "soft" }, word("layer", one.layer))], ...cells(one)],
      })))),
    h("section", null, heading(t("byRule"), rules.length > MOST && h("span", { class: "soft" }, t("mostFrequent", { n: MOST, all: rules.length }))),
      rules.length === 0 ? empty(t("noRules")) : table(t("byRule"), columns(t("rule")), rules.slice(0, MOST).map((one) => ({
        key: one.rule, cells: [h("a", { href: to("safety", null, { since: given.since, rule: one.rule }) }, one.rule), ...cells(one)],
      })))));
}

const filters = (given, counts) => h("section", { class: "filters", "data-key": "filters" },
  choice(t("marks"), "marked", given.marked, [["", t("all")], ["false", t("notLookedAt")], ["true", t("lookedAtBefore")]]),
  h("div", { class: "fields" },
    select(t("since"), "since", given.since ?? "168", [["1", t("hour")], ["24", t("day")], ["168", t("week")], ["720", t("month")]]),
    select(t("layer"), "layer", given.layer, [["", t("all")], ...["input", "quota", "call", "output", "monitor"].map((one) => [one, word("layer", one)])]),
    select(t("reason"), "reason", given.reason, [["", t("all")], ...[...new Set([...counts.reasons.map(({ reason }) => reason), given.reason].filter(Boolean))].map((one) => [one, word("reason", one)])]),
    select(t("howDecided"), "shadow", given.shadow, [["", t("all")], ["false", t("reallyDone")], ["true", t("onlyShadow")]]),
    field(t("rule"), "rule", given.rule)));

function list({ id, query: given }, { page }) {
  if (page.items.length === 0) return empty(t("noEvents"), t("noEventsWhy"));
  return table(t("events"), [
    { text: t("reason"), look: "main" }, { text: t("decision") }, { text: t("layer"), look: "extra" }, { text: t("score"), look: "num" }, { text: t("rules"), look: "grow extra" }, { text: t("at") }, { text: t("mark") },
  ], page.items.map((event) => ({
    key: idOf(event), selected: idOf(event) === id,
    cells: [h("a", { class: "row", href: to("safety", idOf(event), given) }, word("reason", event.reason)), decision(event), word("layer", event.layer),
      event.score === undefined ? "–" : number(event.score, 2), h("span", { class: "soft" }, event.rules.join(", ")), when(event.at),
      event.mark ? state(event.mark.falseAlarm ? "bad" : "soft", t(event.mark.falseAlarm ? "falseAlarm" : "right")) : h("span", { class: "soft" }, "–")],
  })));
}

export const view = (where, { counts, page, guardian }) => [
  guardianPart(guardian), modes(counts), comparison(counts, where.query),
  heading(t("events"), button(t("exportExamples"), "exportExamples", {}, "quiet")),
  filters(where.query, counts), list(where, { page }), pager(page.nextCursor, where.query.cursor),
];

function form(event) {
  return h("form", { class: "stack", "data-act": "markFalse", "data-id": idOf(event), "data-key": `mark-${idOf(event)}` },
    event.layer === "input" && [
      h("label", null, t("example"), h("textarea", { name: "example", rows: "3", maxlength: "4000", "aria-describedby": "example-why" })),
      h("p", { class: "soft small", id: "example-why" }, t("exampleWhy")),
      h("label", { class: "field" }, h("span", null, t("exampleLanguage")), h("select", { name: "language", "data-value": language() }, h("option", { value: "en" }, "English"), h("option", { value: "zh" }, "中文"))),
    ],
    h("p", { class: "choices" }, h("button", { class: "act danger" }, t("markFalseAlarm")), button(t("markRight"), "markRight", { id: idOf(event) }),
      event.mark && button(t("unmark"), "unmark", { id: idOf(event) }, "quiet")));
}

export function aside(where, { event }) {
  if (!event) return null;
  if (event.gone) return beside(t("event"), empty(t("notInList"), t("widen")));
  return beside(word("reason", event.reason),
    h("p", { class: "choices" }, decision(event), event.mark && state(event.mark.falseAlarm ? "bad" : "soft", t(event.mark.falseAlarm ? "falseAlarm" : "right"))),
    facts([t("layer"), word("layer", event.layer)], [t("score"), event.score === undefined ? null : number(event.score, 3)],
      [t("rules"), event.rules.length > 0 ? event.rules.map((rule) => h("a", { class: "bit", href: to("safety", null, { rule }) }, rule)) : "–"],
      [t("at"), moment(event.at)], [t("account"), event.account ? h("a", { href: to("audit", null, { account: event.account }) }, h("code", null, event.account)) : t("ofMaterial")],
      [t("answer"), event.generation && h("a", { href: to("audit", null, { generation: event.generation }) }, h("code", null, event.generation))],
      [t("record"), h("code", null, idOf(event))],
      [t("mark"), event.mark && [when(event.mark.markedAt), event.mark.hasExample ? ` · ${t("withExample")}` : ""]]),
    h("p", { class: "soft small" }, t("noWords")),
    h("h3", null, t("wasItRight")), form(event));
}

const marking = (id) => `/admin/safety/events/${id.split("/").map(encodeURIComponent).join("/")}/mark`;

function tell({ today }, done) {
  if (!today) { said(done); return; }
  said(`${done} ${t(today.blocked ? "exampleBlocked" : "examplePasses", { score: number(today.score, 2) })}`);
}

export const acts = {
  async markFalse({ id }, form) {
    const given = new FormData(form);
    const example = given.get("example")?.trim();
    tell(await call("PUT", marking(id), { falseAlarm: true, ...(example && { example, language: given.get("language") }) }), t("markedFalse"));
    form.reset();
  },
  async markRight({ id }, element) {
    const given = new FormData(element.closest("form"));
    const example = given.get("example")?.trim();
    tell(await call("PUT", marking(id), { falseAlarm: false, ...(example && { example, language: given.get("language") }) }), t("markedRight"));
    element.closest("form").reset();
  },
  async unmark({ id }) {
    if (!(await ask({ text: t("unmarkWhat"), yes: t("unmark"), danger: true }))) return;
    await call("DELETE", marking(id));
    said(t("unmarked"));
  },
  async acknowledge({ id }) {
    await call("POST", `/guardian/events/${id}/acknowledge`);
    said(t("acknowledged"));
  },
  async exportExamples() {
    const answer = await send("GET", "/admin/safety/examples");
    const text = await answer.text();
    if (text === "") { said(t("noExamples")); return; }
    const address = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
    Object.assign(document.createElement("a"), { href: address, download: "console.jsonl" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    said(t("examplesSaved", { n: text.trim().split("\n").length }));
  },
};
