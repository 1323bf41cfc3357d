// Queues, what became of their tasks lately, who works on them, and what comes back by the calendar.

import { ask, said } from "./ask.js";
import { h } from "./dom.js";
import { count, duration, number } from "./figures.js";
import { button, empty, heading, state, table, when } from "./parts.js";
import { to } from "./route.js";
import { call, get, lately } from "./session.js";
import { t } from "./words.js";

export const every = 3000;

export async function load() {
  const types = lately(15_000, "/admin/tasks/types");
  const [queues, workers, schedules] = await Promise.all([get("/admin/queues"), get("/admin/workers"), get("/admin/schedules")]);
  return { queues: queues.items, types: types?.items, workers: workers.items, schedules: schedules.items };
}

const link = (n, queue, states) => n > 0 ? h("a", { href: to("tasks", null, { queue, state: states }) }, count(n)) : h("span", { class: "soft" }, "0");

const queueTable = (queues) => queues.length === 0 ? empty(t("noQueues")) : table(t("queues"), [
  { text: t("queue"), look: "main" }, { text: t("state") }, { text: t("waiting"), look: "num" }, { text: t("state_running"), look: "num" },
  { text: t("state_scheduled"), look: "num extra" }, { text: t("state_retrying"), look: "num extra" }, { text: t("dead"), look: "num" },
  { text: t("atATime"), look: "num" }, { text: "", look: "doing" },
], queues.map((queue) => ({
  key: queue.name,
  cells: [queue.name, state(queue.paused ? "bad" : "calm", t(queue.paused ? "paused" : "active")),
    link(queue.queued, queue.name, "queued"), link(queue.running, queue.name, "running"), link(queue.scheduled, queue.name, "scheduled"),
    link(queue.retrying, queue.name, "retrying"), link(queue.dead, queue.name, "dead"),
    h("button", { type: "button", class: "act quiet", "data-act": "concurrency", "data-name": queue.name, "data-now": queue.concurrency, "aria-label": t("changeAtATime", { queue: queue.name, n: queue.concurrency }) }, number(queue.concurrency)),
    button(t(queue.paused ? "resume" : "pause"), queue.paused ? "resumeQueue" : "pauseQueue", { name: queue.name, running: queue.running }, queue.paused ? "main" : "")],
})));

const typeTable = (types) => !types ? h("p", { class: "soft" }, t("loading")) : types.length === 0 ? empty(t("nothingEnded")) : table(t("lastHour"), [
  { text: t("type"), look: "main" }, { text: t("ended"), look: "num" }, { text: t("dead"), look: "num" }, { text: t("repeated"), look: "num extra" },
  { text: t("ranMedian"), look: "num" }, { text: t("ranP95"), look: "num extra" }, { text: t("waitedP95"), look: "num" },
], types.map((type) => ({
  key: type.type,
  cells: [h("a", { href: to("tasks", null, { type: type.type }) }, type.type), number(type.ended),
    type.dead > 0 ? h("a", { class: "problem", href: to("tasks", null, { type: type.type, state: "dead" }) }, number(type.dead)) : h("span", { class: "soft" }, "0"),
    number(type.repeated), duration(type.runMillis), duration(type.runMillisP95), duration(type.waitMillis)],
})));

const workerTable = (workers) => workers.length === 0 ? empty(t("noWorkers"), t("noWorkersWhy")) : table(t("workers"), [
  { text: t("node"), look: "main" }, { text: t("state") }, { text: t("state_running"), look: "num" }, { text: t("since") }, { text: t("lease"), look: "extra" },
], workers.map((worker) => ({
  key: `${worker.node} ${worker.since}`,
  cells: [worker.node, state({ up: "calm", silent: "bad" }[worker.state] ?? "soft", t(`node_${worker.state}`)), number(worker.running),
    when(worker.since), worker.endedAt ? [t("endedAt"), " ", when(worker.endedAt)] : when(worker.leaseUntil)],
})));

const scheduleTable = (schedules) => schedules.length === 0 ? empty(t("noSchedules")) : table(t("schedules"), [
  { text: t("name"), look: "main" }, { text: t("calendar") }, { text: t("next") }, { text: t("last") }, { text: t("missed"), look: "extra" },
], schedules.map((schedule) => ({
  key: schedule.name,
  cells: [schedule.name, [h("code", null, schedule.cron), h("span", { class: "soft" }, ` ${schedule.zone}`)], when(schedule.nextAt),
    schedule.lastTask ? h("a", { href: to("tasks", schedule.lastTask) }, when(schedule.lastAt)) : when(schedule.lastAt), t(`missed_${schedule.missed}`)],
})));

const part = (key, title, content) => h("section", { "data-key": key }, heading(title), content);

export const view = (where, { queues, types, workers, schedules }) => [
  h("section", { "data-key": "queues" }, queueTable(queues)), part("types", t("lastHour"), typeTable(types)),
  part("workers", t("workers"), workerTable(workers)), part("schedules", t("schedules"), scheduleTable(schedules)),
];

const path = (name, what) => `/admin/queues/${encodeURIComponent(name)}/${what}`;

export const acts = {
  async pauseQueue({ name, running }) {
    if (!(await ask({ text: t("pauseWhat", { queue: name }), more: t("pauseMore", { n: number(Number(running)) }), yes: t("pause"), danger: true }))) return;
    await call("POST", path(name, "pause"));
    said(t("pausedNow", { queue: name }));
  },
  async resumeQueue({ name }) {
    await call("POST", path(name, "resume"));
    said(t("resumedNow", { queue: name }));
  },
  async concurrency({ name, now }) {
    const wanted = await ask({ text: t("atATimeWhat", { queue: name }), more: t("atATimeMore"), yes: t("change"), field: { label: t("atATime"), value: now } });
    if (wanted === null) return;
    await call("PUT", path(name, "concurrency"), { concurrency: Number(wanted) });
    said(t("atATimeNow", { queue: name, n: wanted }));
  },
};
