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
  const [settings, levels] = await Promise.all([get("/admin/configuration"), get("/admin/log-levels")]);
  return { settings, levels: levels.items };
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
  logs(data.levels),
  h("section", { "data-key": "configuration" }, heading(t("configuration"), h("span", { class: "soft" }, t("ofNode", { node: data.settings.node }))),
    h("div", { class: "filters" }, choice(t("configuration"), "given", where.query.given, [["", t("all")], ["true", t("onlyGiven")]]),
      h("div", { class: "fields" }, field(t("search"), "q", where.query.q))),
    settingTable(data, where.query)),
];

export const acts = {
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
