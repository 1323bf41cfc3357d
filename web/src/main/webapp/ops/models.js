// The language models: may they be asked, do they answer, what have they used.

import { ask, said } from "./ask.js";
import { h } from "./dom.js";
import { brief, money, number, percent } from "./figures.js";
import { button, empty, facts, heading, state, table, when } from "./parts.js";
import { call, get } from "./session.js";
import { t } from "./words.js";

export const every = 3000;

export async function load() {
  const [models, nodes] = await Promise.all([get("/admin/models"), get("/admin/nodes")]);
  return { models, nodes: nodes.items.filter(({ state: how }) => how === "up") };
}

const LOOK = { closed: "calm", halfOpen: "", open: "bad" };

/** What all nodes tell of a model. */
function together(nodes, name) {
  const told = nodes.map((node) => ({ node: node.node, ...node.figures.models.find((each) => each.name === name) })).filter((each) => each.name);
  const sum = (what) => told.reduce((total, each) => total + each[what], 0);
  return { told, calls: sum("calls"), failed: sum("failed"), streams: sum("streams"), input: sum("inputTokens"), output: sum("outputTokens"), cost: sum("costMicros") };
}

function card(model, nodes, allOff, at) {
  const all = together(nodes, model.name);
  const off = model.switchedOff;
  return h("section", { class: `card${off ? " bad" : ""}`, "data-key": model.name },
    heading(model.name, off ? button(t("switchOn"), "modelOn", { name: model.name }, "main") : button(t("switchOff"), "modelOff", { name: model.name }, "danger")),
    h("p", { class: "soft" }, `${model.model} · ${model.host}`, at > 0 ? ` · ${t("askedAfter", { n: at + 1 })}` : ` · ${t("askedFirst")}`),
    off && h("p", { class: "problem" }, t("offSince"), " ", when(off.since), off.reason && `: ${off.reason}`),
    !off && allOff && h("p", { class: "problem" }, t("offWithAll")),
    facts([t("circuits"), all.told.map((each) => h("span", { class: "bit", "data-key": each.node }, `${each.node} `, state(LOOK[each.circuit], t(`circuit_${each.circuit}`))))],
      [t("underWay"), number(all.streams)],
      [t("calls"), number(all.calls), all.calls > 0 ? h("span", { class: all.failed / all.calls > 0.05 ? "problem" : "soft" }, ` · ${t("shareFailed", { share: percent(all.failed / all.calls) })}`) : ""],
      [t("tokens"), t("inAndOut", { input: brief(all.input), output: brief(all.output) })],
      [t("cost"), money(all.cost)]),
    h("p", { class: "soft small" }, t("sinceStart")));
}

export function view(where, { models, nodes }) {
  const allOff = models.switchedOff;
  if (models.items.length === 0) {
    return [empty(t("noModel"), t("noModelWhy"))];
  }
  return [
    h("section", { class: `card full${allOff ? " bad" : ""}`, "data-key": "all" },
      heading(t("allModels"), allOff ? button(t("switchAllOn"), "modelOn", { name: "all" }, "main") : button(t("switchAllOff"), "modelOff", { name: "all" }, "danger")),
      h("p", { class: allOff ? "problem" : "soft" }, allOff ? [t("offSince"), " ", when(allOff.since), allOff.reason && `: ${allOff.reason}`] : t("killSwitch"))),
    h("div", { class: "cards" }, models.items.map((model, at) => card(model, nodes, allOff, at))),
    nodes.length > 1 && h("section", { "data-key": "by-node" }, heading(t("byNode")), table(t("byNode"), [
      { text: t("node"), look: "main" }, { text: t("model") }, { text: t("circuit") }, { text: t("calls"), look: "num" }, { text: t("failed"), look: "num" }, { text: t("tokens"), look: "num extra" }, { text: t("cost"), look: "num extra" },
    ], nodes.flatMap((node) => node.figures.models.map((each) => ({
      key: `${node.node} ${each.name}`,
      cells: [node.node, each.name, state(LOOK[each.circuit], t(`circuit_${each.circuit}`)), number(each.calls), number(each.failed), brief(each.inputTokens + each.outputTokens), money(each.costMicros)],
    }))))),
  ];
}

const named = (name) => (name === "all" ? t("allModels") : name);

export const acts = {
  async modelOff({ name }) {
    const reason = await ask({ text: t("offWhat", { name: named(name) }), more: t("offMore"), yes: t("switchOff"), danger: true, field: { label: t("whyOff") } });
    if (reason === null) return;
    await call("PUT", `/admin/models/${encodeURIComponent(name)}`, { on: false, reason });
    said(t("offNow", { name: named(name) }));
  },
  async modelOn({ name }) {
    await call("PUT", `/admin/models/${encodeURIComponent(name)}`, { on: true });
    said(t("onNow", { name: named(name) }));
  },
};
