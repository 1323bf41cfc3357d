// Is it well? And if not, where to look.

import { draw } from "./charts.js";
import { h, sparkline } from "./dom.js";
import { brief, count, duration, money, number, percent } from "./figures.js";
import { choice, empty, heading, meter, state, when } from "./parts.js";
import { to } from "./route.js";
import { get, query } from "./session.js";
import { t } from "./words.js";

export const every = 3000;

export async function load({ query: { range } }) {
  const [overview, running, nodes, models, events] = await Promise.all([
    get(query("/admin/overview", { range })),
    get("/admin/tasks?state=running&limit=8"),
    get("/admin/nodes"),
    get("/admin/models"),
    get("/guardian/events?state=open&limit=20"),
  ]);
  return { overview, running: running.items, nodes: nodes.items, models, events: events.items };
}

// Near the alerts' thresholds, but told at once, without their "for", and simpler: shares are of all
// types of tasks and of few as well as many, and slow is the first word instead of the whole answer.
const WAITING = 100;
const DEAD_SHARE = 0.05;
const FAILED_SHARE = 0.05;
const FIRST_WORDS = 60_000;
const BUDGET = 0.8;

/** What needs somebody: {text, href, runbook}. */
function problems({ overview: { now, tasks, spending, foundation }, models, nodes, events }) {
  const found = [];
  const add = (bad, text, href, runbook) => { if (bad) found.push({ text, href, runbook }); };
  add(!foundation.database, t("databaseDown"), to("nodes"), "DatabaseDown");
  add(foundation.redisDownSince, t("redisDown"), to("nodes"), "RedisDown");
  add(foundation.silent > 0, t("nodesSilent", { n: foundation.silent }), to("nodes"), "WorkerDown");
  add(events.length > 0, t("guardianOpen", { n: events.length }), to("safety"));
  const open = new Set(nodes.flatMap((node) => node.figures.models).filter(({ circuit }) => circuit === "open").map(({ name }) => name));
  add(open.size > 0, t("circuitsOpen", { names: [...open].join(", ") }), to("models"), "LlmCircuitOpen");
  add(models.switchedOff || models.items.some(({ switchedOff }) => switchedOff), t("modelsOff"), to("models"));
  add(now.failedShare > FAILED_SHARE, t("answersFail", { share: percent(now.failedShare) }), to("models"), "ModelUnreachable");
  add(now.firstWordsMillis > FIRST_WORDS, t("answersSlow", { time: duration(now.firstWordsMillis) }), to("models"), "LatencyP95");
  add(tasks.waiting > WAITING, t("tasksWait", { n: count(tasks.waiting) }), to("queues"), "QueueBacklog");
  add(now.deadShare > DEAD_SHARE, t("tasksFail", { share: percent(now.deadShare) }), to("tasks", null, { state: "dead" }), "TaskFailureRate");
  add(tasks.dead > 0, t("tasksDead", { n: count(tasks.dead) }), to("tasks", null, { state: "dead" }), "DeadLetters");
  add(tasks.paused > 0, t("queuesPaused", { n: tasks.paused }), to("queues"));
  for (const [used, text] of [[spending?.tokensToday, "tokensShort"], [spending?.microsThisMonth, "moneyShort"]]) {
    add(used?.limit && used.used / used.limit >= BUDGET, t(text, { share: percent(used?.used / used?.limit) }), to("budgets"), "CostSpike");
  }
  return found;
}

function verdict(found) {
  if (found.length === 0) return h("section", { class: "verdict", "data-key": "verdict" }, h("p", { class: "big" }, t("allIsWell")));
  return h("section", { class: "verdict bad", "data-key": "verdict" },
    h("p", { class: "big" }, t(found.length === 1 ? "oneNeedsYou" : "someNeedYou", { n: found.length })),
    h("ul", null, found.map(({ text, href, runbook }) => h("li", { "data-key": text.replace(/\d+/g, "") },
      h("a", { href }, text), runbook && h("span", { class: "soft" }, ` · ${t("runbook")}: docs/runbooks/${runbook}.md`)))));
}

const tile = (label, value, note, { values, bad, href, part, whole } = {}) => h("a", { class: `tile${bad ? " bad" : ""}`, href, "data-key": label },
  h("span", { class: "label" }, label), h("span", { class: "value" }, value), h("span", { class: "note" }, note ?? " "),
  values ? sparkline(values) : whole ? meter(label, part, whole) : h("span", { class: "spark" }));

function tiles({ overview: { now, tasks, spending, foundation, points, stepSeconds }, nodes }) {
  const minutes = stepSeconds / 60;
  const each = (name) => points.slice(0, -1).map((point) => point[name] ?? null);
  const sum = (name) => points.reduce((total, point) => total + point[name], 0);
  const sockets = nodes.reduce((total, node) => total + (node.state === "up" ? node.figures.sockets : 0), 0);
  return h("section", { class: "tiles", "aria-label": t("figures") },
    tile(t("answersAMinute"), number(now.answersPerMinute, 1), now.failedShare > 0 ? t("shareFailed", { share: percent(now.failedShare) }) : t("noneFailed"),
      { values: each("answers"), bad: now.failedShare > FAILED_SHARE, href: to("models") }),
    tile(t("firstWords"), duration(now.firstWordsMillis), t("p95"), { values: each("firstWordsMillis"), bad: now.firstWordsMillis > FIRST_WORDS, href: to("models") }),
    tile(t("underWay"), number(now.running), t("openSockets", { n: number(sockets) }), { href: to("nodes") }),
    tile(t("refused"), number(sum("blocked")), t("ofQuestions", { n: number(sum("answers")) }), { values: each("blocked"), href: to("safety") }),
    tile(t("tasksAMinute"), number(now.tasksPerMinute, 1), now.deadShare > 0 ? t("shareDead", { share: percent(now.deadShare) }) : t("noneDead"),
      { values: each("tasks").map((value) => value / minutes), bad: now.deadShare > DEAD_SHARE, href: to("tasks") }),
    tile(t("waiting"), count(tasks.waiting), t("runningNow", { n: number(tasks.running) }), { values: each("waitMillis"), bad: tasks.waiting > WAITING, href: to("queues") }),
    tile(t("dead"), count(tasks.dead), t("deadLetters"), { bad: tasks.dead > 0, href: to("tasks", null, { state: "dead" }) }),
    tile(t("nodes"), number(foundation.nodes), foundation.silent > 0 ? t("nSilent", { n: foundation.silent }) : t("allUp"), { bad: foundation.silent > 0, href: to("nodes") }),
    tile(t("tokensToday"), brief(spending?.tokensToday.used), spending?.tokensToday.limit ? t("ofLimit", { limit: brief(spending.tokensToday.limit) }) : t("noLimit"),
      { part: spending?.tokensToday.used, whole: spending?.tokensToday.limit, href: to("budgets") }),
    tile(t("spentThisMonth"), money(spending?.microsThisMonth.used), spending?.microsThisMonth.limit ? t("ofLimit", { limit: money(spending.microsThisMonth.limit) }) : t("noLimit"),
      { part: spending?.microsThisMonth.used, whole: spending?.microsThisMonth.limit, href: to("budgets") }));
}

const CHARTS = {
  answers: { title: "answersByOutcome", write: (value) => number(value, 1), lines: [["answers", "answers", "--leaf"], ["blocked", "refused", "--soft"], ["failed", "failed", "--warn"]] },
  latency: { title: "howLong", least: 1000, write: duration, lines: [["firstWordsMillis", "firstWords", "--leaf"], ["answerMillis", "wholeAnswer", "--soft"]] },
  tasks: { title: "tasksEnded", write: (value) => number(value, 1), lines: [["tasks", "ended", "--leaf"], ["dead", "dead", "--warn"]] },
  tokens: { title: "tokensUsed", write: brief, lines: [["tokens", "tokens", "--leaf"]] },
};

const charts = (range) => [
  heading(t("history"), choice(t("range"), "range", range ?? "", [["", t("hour")], ["day", t("day")], ["week", t("week")]])),
  h("section", { class: "charts" }, Object.entries(CHARTS).map(([name, { title }]) => h("figure", { "data-key": name },
    h("figcaption", null, t(title)), h("div", { class: "chart", "data-keep": "", "data-chart": name })))),
];

const runningTasks = (tasks) => h("section", { "data-key": "running" }, heading(t("runningTasks"), h("a", { href: to("tasks", null, { state: "running" }) }, t("all"))),
  tasks.length === 0 ? empty(t("nothingRuns")) : h("ul", { class: "lines" }, tasks.map((task) => h("li", { "data-key": task.id },
    h("a", { href: to("tasks", task.id) }, task.type), h("span", { class: "soft" }, `${task.node ?? ""} · `, when(task.startedAt)),
    h("progress", { max: "1", value: task.progress > 0 ? String(task.progress) : undefined, "aria-label": task.type })))));

const nodesNow = (nodes) => h("section", { "data-key": "nodes" }, heading(t("nodes"), h("a", { href: to("nodes") }, t("all"))),
  nodes.length === 0 ? empty(t("noNodes")) : h("ul", { class: "lines" }, nodes.slice(0, 8).map((node) => h("li", { "data-key": node.node },
    h("a", { href: to("nodes") }, node.node),
    h("span", { class: "soft" }, t("socketsAndAnswers", { sockets: number(node.figures.sockets), answers: number(node.figures.answers) })),
    state(node.state === "up" ? "calm" : "bad", t(`node_${node.state}`))))));

export function view({ query: { range } }, data) {
  return [verdict(problems(data)), tiles(data), ...charts(range),
    h("div", { class: "two" }, runningTasks(data.running), nodesNow(data.nodes))];
}

/** After the view stands: charts need room to be drawn in. */
export function after(root, { overview: { points: all } }) {
  const points = all.slice(0, -1); // the last one is not over yet
  for (const element of root.querySelectorAll("[data-chart]")) {
    const { write, least, lines } = CHARTS[element.dataset.chart];
    // no red line where nothing is wrong
    const value = (point, name, look) => (look === "--warn" && point[name] === 0 ? null : point[name] ?? null);
    draw(element, { write, least, lines: lines.map(([, label, look]) => ({ label: t(label).toLowerCase(), look })) },
      [points.map((point) => Date.parse(point.at) / 1000), ...lines.map(([name, , look]) => points.map((point) => value(point, name, look)))]);
  }
}
