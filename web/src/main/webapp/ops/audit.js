// Who did what: the record that is only ever added to.

import { h } from "./dom.js";
import { moment, number } from "./figures.js";
import { beside, choice, empty, facts, field, pager, select, since, state, table, when } from "./parts.js";
import { to } from "./route.js";
import { get, query } from "./session.js";
import { t } from "./words.js";

export const every = 5000;

const KINDS = ["operator", "verdict", "end", "sign_in", "anchor", "start", "stop", "gap", "head_changed"];
const idOf = (record) => `${record.chain}/${record.seq}`;
const LOOK = { warning: "bad", severe: "bad" };

export async function load({ id, query: given }) {
  const page = await get(query("/admin/audit", {
    q: given.q, kind: given.kind, severity: given.severity, account: given.account, generation: given.generation,
    since: since(given.since ?? "168"), cursor: given.cursor, limit: 50,
  }));
  return { page, record: id && (page.items.find((one) => idOf(one) === id) ?? { gone: true }) };
}

const filters = (given) => h("section", { class: "filters", "data-key": "filters" },
  choice(t("kind"), "kind", given.kind, [["", t("all")], ...KINDS.slice(0, 4).map((kind) => [kind, t(`kind_${kind}`)])]),
  h("div", { class: "fields" },
    field(t("search"), "q", given.q),
    select(t("severity"), "severity", given.severity, [["", t("all")], ...["info", "warning", "severe"].map((one) => [one, t(`severity_${one}`)])]),
    select(t("since"), "since", given.since ?? "168", [["1", t("hour")], ["24", t("day")], ["168", t("week")], ["0", t("anyTime")]]),
    given.account && field(t("account"), "account", given.account), given.generation && field(t("answer"), "generation", given.generation)));

const kind = (record) => t(`kind_${record.kind}`);

function list({ id, query: given }, { page }) {
  if (page.items.length === 0) return empty(t("noRecords"), t("widen"));
  return table(t("audit"), [
    { text: t("what"), look: "main" }, { text: t("kind"), look: "extra" }, { text: t("object"), look: "grow" }, { text: t("account"), look: "extra" }, { text: t("at") },
  ], page.items.map((record) => ({
    key: idOf(record), selected: idOf(record) === id,
    cells: [h("a", { class: "row", href: to("audit", idOf(record), given) }, LOOK[record.severity] ? state(LOOK[record.severity], record.decision) : record.decision),
      kind(record), h("span", { class: "soft" }, record.object ?? [record.layer, record.reason].filter(Boolean).join(" · ")),
      record.account ? h("code", null, record.account) : "–", when(record.at)],
  })));
}

export const view = (where, data) => [filters(where.query), list(where, data), pager(data.page.nextCursor, where.query.cursor)];

export function aside(where, { record }) {
  if (!record) return null;
  if (record.gone) return beside(t("record"), empty(t("notInList"), t("widen")));
  return beside(record.decision,
    facts([t("kind"), kind(record)], [t("severity"), t(`severity_${record.severity}`)], [t("at"), moment(record.at)],
      [t("account"), record.account && h("a", { href: to("audit", null, { account: record.account }) }, h("code", null, record.account))],
      [t("object"), record.object && h("code", null, record.object)], [t("layer"), record.layer], [t("reason"), record.reason],
      [t("score"), record.score === undefined ? null : number(record.score, 3)], [t("rules"), record.rules.length > 0 ? record.rules.join(", ") : null],
      [t("answer"), record.generation && h("a", { href: to("audit", null, { generation: record.generation }) }, h("code", null, record.generation))],
      [t("record"), h("code", null, `${record.chain}:${record.seq}`)], [t("anchor"), record.anchor && h("code", null, record.anchor)], [t("hash"), h("code", null, record.hash)]),
    h("p", { class: "soft small" }, t("auditWhy")));
}
