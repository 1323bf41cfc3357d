// Everything that takes longer than a request: what waits, what runs, and what became of it.

import { ask, said } from "./ask.js";
import { h } from "./dom.js";
import { ago, duration, moment, number, percent, short } from "./figures.js";
import { beside, button, choice, empty, facts, field, pager, select, since, state, table, when } from "./parts.js";
import { route, to } from "./route.js";
import { call, get, lately, query } from "./session.js";
import { t } from "./words.js";

export const every = 3000;

const LIVING = ["scheduled", "queued", "running", "retrying"];
const LOOK = { running: "live", dead: "bad", succeeded: "soft", cancelled: "soft" };

const filter = ({ state: states, type, queue, since: hours, error, account, batch }) => ({
  state: states, type, queue, since: since(hours), error, account, batch,
});

export async function load({ id, query: given }) {
  const types = lately(120_000, "/admin/tasks/types?minutes=1440");
  const [page, queues, task] = await Promise.all([
    get(query("/admin/tasks", { ...filter(given), cursor: given.cursor, limit: 50 })),
    get("/admin/queues"),
    id && get(`/admin/tasks/${encodeURIComponent(id)}`).catch((problem) => ({ problem })),
  ]);
  return { page, queues: queues.items, types: types?.items ?? [], task };
}

export const taskState = (task) => state(LOOK[task.state] ?? "", t(`state_${task.state}`));

function filters(given, { queues, types }) {
  return h("section", { class: "filters", "data-key": "filters" },
    choice(t("state"), "state", given.state, [["", t("all")], ["queued,scheduled", t("waiting")], ...["running", "retrying", "dead", "succeeded", "cancelled"].map((one) => [one, t(`state_${one}`)])]),
    h("div", { class: "fields" },
      field(t("type"), "type", given.type, { list: "types" }),
      h("datalist", { id: "types" }, types.map(({ type }) => h("option", { value: type }))),
      select(t("queue"), "queue", given.queue, [["", t("all")], ...[...new Set([...queues.map(({ name }) => name), given.queue].filter(Boolean))].map((name) => [name, name])]),
      select(t("submitted"), "since", given.since, [["", t("anyTime")], ["1", t("hour")], ["24", t("day")], ["168", t("week")]]),
      field(t("errorHas"), "error", given.error),
      (given.account || given.batch) && field(t(given.account ? "account" : "batch"), given.account ? "account" : "batch", given.account ?? given.batch)));
}

function bulk(given, items) {
  const states = given.state?.split(",") ?? [];
  if (items.length === 0) return null;
  if (states.length === 1 && states[0] === "dead") return h("p", { class: "bulk", "data-key": "bulk" }, button(t("retryAll"), "retryAll"));
  return states.length > 0 && states.every((one) => LIVING.includes(one)) && !given.error
    ? h("p", { class: "bulk", "data-key": "bulk" }, button(t("cancelAll"), "cancelAll", {}, "danger")) : null;
}

/** What one wants to know of it at a glance, by what it is doing. */
function sight(task) {
  if (task.state === "running") return h("progress", { max: "1", value: task.progress > 0 ? String(task.progress) : undefined, "aria-label": t("progress") });
  if (task.error) return h("span", { class: "error", title: task.error }, task.error.split("\n")[0]);
  if (task.endedAt && task.startedAt) return h("span", { class: "soft" }, t("took", { time: duration(Date.parse(task.endedAt) - Date.parse(task.startedAt)) }));
  if (task.runAt && !task.endedAt && Date.parse(task.runAt) > Date.now()) return h("span", { class: "soft" }, ago(task.runAt));
  return "";
}

function list({ id, query: given }, { page }) {
  if (page.items.length === 0) return empty(t("noTasks"), Object.keys(given).length > 0 ? t("widen") : t("noTasksYet"));
  return table(t("tasks"), [
    { text: t("type"), look: "main" }, { text: t("state") }, { text: t("queue"), look: "extra" }, { text: t("attempt"), look: "num extra" },
    { text: t("submitted") }, { text: t("sight"), look: "grow" },
  ], page.items.map((task) => ({
    key: task.id, selected: task.id === id,
    cells: [h("a", { class: "row", href: to("tasks", task.id, given), "aria-current": task.id === id ? "true" : undefined }, task.type, h("small", { class: "soft" }, short(task.id))),
      taskState(task), task.queue, `${task.attempt}/${task.maxAttempts}`, when(task.submittedAt), sight(task)],
  })));
}

export const view = (where, data) => [filters(where.query, data), bulk(where.query, data.page.items), list(where, data), pager(data.page.nextCursor, where.query.cursor)];

const code = (text) => h("pre", { tabindex: "0" }, text);

const pretty = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

export function aside(where, { task }) {
  if (!task) return null;
  if (task.problem) return beside(t("task"), empty(t("noSuchTask"), task.problem.message));
  const retryable = task.state === "dead" || task.state === "cancelled";
  return beside(task.type,
    h("p", { class: "choices" }, taskState(task),
      retryable && button(t("retry"), "retryTask", { id: task.id }, "main"),
      LIVING.includes(task.state) && (task.cancelRequested ? h("span", { class: "soft" }, t("cancelAsked")) : button(t("cancelTask"), "cancelTask", { id: task.id }, "danger"))),
    task.state === "running" && h("p", { class: "measure" }, h("progress", { max: "1", value: task.progress > 0 ? String(task.progress) : undefined, "aria-label": t("progress") }), h("span", null, task.progress > 0 ? percent(task.progress) : "")),
    task.error && [h("h3", null, t("error")), code(task.error)],
    facts([t("id"), h("code", null, task.id)],
      [t("queue"), h("a", { href: to("tasks", null, { queue: task.queue }) }, task.queue), ` · ${t(`priority_${task.priority}`)}`],
      [t("attempt"), t("ofAttempts", { n: task.attempt, all: task.maxAttempts })],
      [t("node"), task.node], [t("submitted"), moment(task.submittedAt)], [t("mayStart"), moment(task.runAt)],
      [t("started"), task.startedAt && moment(task.startedAt)], [t("endedAt"), task.endedAt && moment(task.endedAt)],
      [t("account"), task.account && h("a", { href: to("tasks", null, { account: task.account }) }, h("code", null, task.account))],
      [t("batch"), task.batch && h("a", { href: to("tasks", null, { batch: task.batch }) }, h("code", null, task.batch))]),
    h("h3", null, t("attempts")),
    task.attempts.length === 0 ? h("p", { class: "soft" }, t("noAttempts")) : h("ol", { class: "attempts" }, task.attempts.map((one) => h("li", { "data-key": `a${one.number}` },
      h("p", null, h("strong", null, number(one.number)), " ", state({ running: "live", succeeded: "soft" }[one.outcome] ?? "bad", t(`outcome_${one.outcome}`)),
        h("span", { class: "soft" }, ` ${[one.node, one.durationMs !== undefined && duration(one.durationMs)].filter(Boolean).join(" · ")} · `, when(one.startedAt))),
      one.error && code(one.error)))),
    task.payload !== undefined && [h("h3", null, t("payload")), code(pretty(task.payload))],
    task.result !== undefined && [h("h3", null, t("result")), code(pretty(task.result))]);
}

/** What a filter says, in words, for a question that names what it will touch. */
const inWords = ({ type, queue, error, since: hours }) => [
  type && t("ofType", { type }), queue && t("ofQueue", { queue }), error && t("withError", { error }), hours && t("sinceHours", { n: hours }),
].filter(Boolean).join(" ");

async function many(path, body, question, yes, done) {
  const { matched } = await call("POST", path, { ...body, dryRun: true });
  if (matched === 0) { said(t("nothingMatches")); return; }
  const n = matched >= 10_000 ? `${number(10_000)}+` : number(matched);
  if (!(await ask({ text: t(matched === 1 ? `${question}One` : question, { n, which: inWords(route().query) }), yes, danger: true }))) return;
  said(t(done, { n: number(Object.values(await call("POST", path, body)).slice(1).reduce((sum, one) => sum + one, 0)) }));
}

export const acts = {
  async retryTask({ id }) {
    await call("POST", `/admin/tasks/${id}/retry`);
    said(t("retried"));
  },
  async cancelTask({ id }) {
    if (!(await ask({ text: t("cancelOne", { id: short(id) }), yes: t("cancelTask"), danger: true }))) return;
    await call("POST", `/admin/tasks/${id}/cancel`);
    said(t("cancelled"));
  },
  retryAll() {
    const { state: states, ...which } = filter(route().query);
    return many("/admin/tasks/retry", which, "retryMany", t("retry"), "retriedMany");
  },
  cancelAll() {
    const { error, ...which } = filter(route().query);
    return many("/admin/tasks/cancel", which, "cancelMany", t("cancelTasks"), "cancelledMany");
  },
};
