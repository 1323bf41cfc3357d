// What a node is set to and from where, and how much it logs.

import { ask, said } from "./ask.js";
import { h } from "./dom.js";
import { button, choice, empty, field, heading, state, table, when } from "./parts.js";
import { call, get } from "./session.js";
import { t } from "./words.js";

export const every = 10_000;

const LEVELS = ["off", "error", "warning", "info", "debug", "trace"];
const COMPONENTS = ["", ".chat", ".safety", ".quota", ".llm", ".knowledge", ".task", ".identity", ".audit", ".operations", ".platform"].map((part) => `dev.sparkle${part}`);

export async function load() {
  const [settings, levels, changes] = await Promise.all([get("/admin/configuration"), get("/admin/log-levels"), get("/admin/configuration/changes?limit=5")]);
  return { settings, levels: levels.items, changes: changes.items };
}

const logs = (levels) => h("section", { "data-key": "logs" }, heading(t("logLevels")),
  h("p", { class: "soft" }, t("logLevelsWhy")),
  levels.length === 0 ? empty(t("noLevels")) : table(t("logLevels"), [
    { text: t("logger"), look: "main" }, { text: t("level") }, { text: t("changed") }, { text: "", look: "doing" },
  ], levels.map((one) => ({ key: one.logger, cells: [h("code", null, one.logger), state(["debug", "trace"].includes(one.level) ? "live" : "", t(`level_${one.level}`)), when(one.changedAt), button(t("resetLevel"), "resetLevel", { logger: one.logger })] }))),
  h("form", { class: "fields", "data-act": "setLevel", "data-key": "set-level" },
    h("label", { class: "field" }, h("span", null, t("logger")), h("input", { name: "logger", type: "text", list: "loggers", required: true, placeholder: "dev.sparkle.llm", autocomplete: "off", pattern: "dev\\.sparkle(\\.[A-Za-z0-9_]+)*" })),
    h("datalist", { id: "loggers" }, COMPONENTS.map((name) => h("option", { value: name }))),
    h("label", { class: "field" }, h("span", null, t("level")), h("select", { name: "level", "data-value": "debug" }, LEVELS.map((level) => h("option", { value: level }, t(`level_${level}`))))),
    h("button", { class: "act" }, t("change"))));

const was = (value) => (value === undefined ? t("asConfigured") : value === "" ? t("nothingSet") : value);

const live = (items, changes) => h("section", { "data-key": "live" }, heading(t("liveSettings")),
  h("p", { class: "soft" }, t("logLevelsWhy")),
  changes.length === 0 ? empty(t("noChanges")) : table(t("liveSettings"), [
    { text: t("setting"), look: "main" }, { text: t("value"), look: "grow" }, { text: t("changed") }, { text: "", look: "doing" },
  ], changes.flatMap((one) => one.items.map((item) => ({ key: `${one.change}-${item.name}`, cells: [h("code", null, item.name),
    h("span", null, h("code", null, was(item.before)), " → ", h("code", null, was(item.value))), when(one.changedAt),
    button(t("resetLevel"), "revert", { change: one.change, text: one.items.map((each) => each.name).join(", ") })] })))),
  h("form", { class: "fields", "data-act": "setLive", "data-key": "set-live" },
    h("label", { class: "field" }, h("span", null, t("setting")), h("input", { name: "name", type: "text", list: "live-names", required: true, placeholder: "sparkle.llm.max-output-tokens", autocomplete: "off" })),
    h("datalist", { id: "live-names" }, items.filter((one) => one.live).map((one) => h("option", { value: one.name }, one.allowed))),
    h("label", { class: "field" }, h("span", null, t("value")), h("input", { name: "value", type: "text", autocomplete: "off" })),
    h("button", { class: "act" }, t("change"))));

function settingTable({ settings }, { q = "", given }) {
  const wanted = q.toLowerCase();
  const items = settings.items.filter((one) => (given !== "true" || one.given) && `${one.name} ${one.value} ${one.reason ?? ""}`.toLowerCase().includes(wanted));
  if (items.length === 0) return empty(t("noSettings"), t("widen"));
  return table(t("configuration"), [
    { text: t("setting"), look: "main" }, { text: t("value"), look: "grow" }, { text: t("source") }, { text: t("whyDefault"), look: "grow extra" },
  ], items.map((one) => ({
    key: one.name,
    cells: [h("code", null, one.name), one.value === "" ? h("span", { class: "soft" }, t("nothingSet")) : h("code", null, one.value),
      one.given ? state("live", word(one.source)) : h("span", { class: "soft" }, word(one.source)),
      [one.given && one.shipped !== undefined && h("small", { class: "soft" }, t("shipped", { value: one.shipped || t("nothingSet") })), one.reason && h("small", { class: "soft" }, one.reason)]],
  })));
}

const word = (source) => (t(`source_${source}`) === `source_${source}` ? source : t(`source_${source}`));

export const view = (where, data) => [
  live(data.settings.items, data.changes),
  logs(data.levels),
  h("section", { "data-key": "configuration" }, heading(t("configuration"), h("span", { class: "soft" }, t("ofNode", { node: data.settings.node }))),
    h("div", { class: "filters" }, choice(t("configuration"), "given", where.query.given, [["", t("all")], ["true", t("onlyGiven")]]),
      h("div", { class: "fields" }, field(t("search"), "q", where.query.q))),
    settingTable(data, where.query)),
];

export const acts = {
  async setLive(data, form) {
    const { name, value } = Object.fromEntries(new FormData(form));
    if (!(await ask({ text: t("liveWhat", { name, value: value || t("nothingSet") }), yes: t("change"), danger: true }))) return;
    await call("POST", "/admin/configuration/changes", { set: { [name]: value } });
    form.reset();
    said(t("levelSet", { logger: name, level: value || t("nothingSet") }));
  },
  async revert({ change, text }) {
    await call("POST", `/admin/configuration/changes/${encodeURIComponent(change)}/revert`);
    said(t("reverted", { text }));
  },
  async setLevel(data, form) {
    const { logger, level } = Object.fromEntries(new FormData(form));
    if (["off", "error"].includes(level) && !(await ask({ text: t("quietWhat", { logger }), yes: t("change"), danger: true }))) return;
    await call("PUT", `/admin/log-levels/${encodeURIComponent(logger)}`, { level });
    form.reset();
    said(t("levelSet", { logger, level: t(`level_${level}`) }));
  },
  async resetLevel({ logger }) {
    await call("DELETE", `/admin/log-levels/${encodeURIComponent(logger)}`);
    said(t("levelReset", { logger }));
  },
};
