// Who may use how much, and how much is used.

import { ask, said } from "./ask.js";
import { h } from "./dom.js";
import { brief, money, number } from "./figures.js";
import { beside, button, empty, heading, meter, table, when } from "./parts.js";
import { route, to } from "./route.js";
import { call, get } from "./session.js";
import { t } from "./words.js";

export const every = 5000;

const LIMITS = ["requestsPerMinute", "tokensPerDay", "microsPerMonth", "concurrentAnswers"];
const write = (name, value) => (value === 0 ? t("noLimit") : name === "microsPerMonth" ? money(value) : name === "tokensPerDay" ? brief(value) : number(value));

const path = (payer) => `/admin/quotas/${encodeURIComponent(payer)}`;

export async function load({ id }) {
  const [all, installation, guests, one] = await Promise.all([
    get("/admin/quotas"), get(path("installation")), get(path("guests")),
    id && get(path(id)).catch((problem) => ({ problem })),
  ]);
  return { items: all.items, used: [installation, guests], one };
}

const name = (payer) => {
  const [kind, ...rest] = payer.split(":");
  return rest.length > 0 ? `${t(`payer_one_${kind}`)} ${rest.join(":")}` : t(`payer_${kind}`);
};

const use = (budget) => h("section", { class: "card", "data-key": budget.payer }, heading(name(budget.payer)),
  budget.use ? h("ul", { class: "lines" }, LIMITS.map((limit) => {
    const { used, limit: most } = budget.use[limit];
    return h("li", { "data-key": limit }, h("span", null, t(limit)), h("span", { class: "num" }, `${write(limit, used) === t("noLimit") ? "0" : write(limit, used)} / ${most ? write(limit, most) : "∞"}`), meter(t(limit), used, most ?? 0));
  })) : empty(t("useUnknown")));

export const view = ({ id }, { items, used }) => [
  h("div", { class: "cards", "data-key": "used" }, used.map(use)),
  h("section", { "data-key": "all" }, heading(t("allBudgets"), button(t("ownBudget"), "ownBudget", {}, "quiet")), table(t("budgets"), [
    { text: t("whose"), look: "main" }, ...LIMITS.map((limit, at) => ({ text: t(limit), look: at > 1 ? "num extra" : "num" })), { text: t("changed") },
  ], items.map((budget) => ({
    key: budget.payer, selected: budget.payer === id,
    cells: [h("a", { class: "row", href: to("budgets", budget.payer) }, name(budget.payer)), ...LIMITS.map((limit) => write(limit, budget[limit])),
      budget.changedAt ? when(budget.changedAt) : h("span", { class: "soft" }, t("asConfigured"))],
  })))),
];

export function aside({ id }, { one }) {
  if (!one) return null;
  if (one.problem) return beside(t("budget"), empty(t("noSuchBudget"), one.problem.message));
  return beside(name(one.payer),
    one.use && h("ul", { class: "lines" }, LIMITS.map((limit) => h("li", { "data-key": limit }, h("span", null, t(limit)), h("span", { class: "num" }, `${number(one.use[limit].used)} / ${one.use[limit].limit ? number(one.use[limit].limit) : "∞"}`), meter(t(limit), one.use[limit].used, one.use[limit].limit ?? 0)))),
    h("form", { class: "stack", "data-act": "setBudget", "data-payer": one.payer, "data-key": `form-${one.payer}` },
      LIMITS.map((limit) => h("label", null, t(limit), h("input", { name: limit, type: "number", min: "0", step: "1", "data-value": String(one[limit]), required: true }))),
      h("p", { class: "soft small" }, t("budgetWhy")),
      h("p", { class: "choices" }, h("button", { class: "act main" }, t("change")), one.changedAt && button(t("resetBudget"), "resetBudget", { payer: one.payer }))));
}

export const acts = {
  async setBudget({ payer }, form) {
    const given = Object.fromEntries([...new FormData(form)].map(([limit, value]) => [limit, Number(value)]));
    if (!(await ask({ text: t("setBudgetWhat", { whose: name(payer) }), more: LIMITS.map((limit) => `${t(limit)}: ${write(limit, given[limit])}`).join(" · "), yes: t("change"), danger: true }))) return;
    await call("PUT", path(payer), given);
    said(t("budgetSet", { whose: name(payer) }));
  },
  async resetBudget({ payer }) {
    if (!(await ask({ text: t("resetBudgetWhat", { whose: name(payer) }), yes: t("resetBudget"), danger: true }))) return;
    await call("DELETE", path(payer));
    said(t("budgetReset", { whose: name(payer) }));
  },
  async ownBudget() {
    const payer = await ask({ text: t("ownBudgetWhat"), more: t("ownBudgetMore"), yes: t("open"), field: { label: t("whose"), value: "account:" } });
    if (payer) location.hash = to("budgets", payer, route().query);
  },
};
