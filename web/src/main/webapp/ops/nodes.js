// The nodes: their sockets and answers, and how they are.

import { h } from "./dom.js";
import { bytes, number } from "./figures.js";
import { empty, heading, meter, state, table, when } from "./parts.js";
import { to } from "./route.js";
import { get, lately } from "./session.js";
import { t } from "./words.js";

export const every = 3000;

export async function load() {
  const overview = lately(5000, "/admin/overview");
  const [nodes, answers] = await Promise.all([get("/admin/nodes"), get("/admin/generations")]);
  return { nodes: nodes.items, foundation: overview?.foundation, node: overview?.node, answers: answers.items };
}

const sum = (nodes, name) => nodes.filter((node) => node.state === "up").reduce((total, node) => total + node.figures[name], 0);

const big = (label, value, note, bad) => h("div", { class: `tile${bad ? " bad" : ""}`, "data-key": label },
  h("span", { class: "label" }, label), h("span", { class: "value" }, value), h("span", { class: "note" }, note));

export const view = (where, { nodes, foundation, node, answers }) => [
  h("section", { class: "tiles", "data-key": "tiles", "aria-label": t("figures") },
    big(t("sockets"), number(sum(nodes, "sockets")), t("learnersConnected")),
    big(t("underWay"), number(sum(nodes, "answers")), t("answersNow")),
    foundation && big("PostgreSQL", foundation.database ? t("up") : t("down"), foundation.database ? `${number(foundation.databaseMicros / 1000, 1)} ${t("unit_ms")}` : "docs/runbooks/DatabaseDown.md", !foundation.database),
    foundation && big("Redis", foundation.redisDownSince ? t("away") : t("up"), foundation.redisDownSince ? [t("since"), " ", when(foundation.redisDownSince)] : t("seenBy", { node }), foundation.redisDownSince)),
  h("section", { "data-key": "nodes" }, heading(t("allNodes")),
    nodes.length === 0 ? empty(t("noNodes")) : table(t("nodes"), [
      { text: t("node"), look: "main" }, { text: t("state") }, { text: t("sockets"), look: "num" }, { text: t("answers"), look: "num" },
      { text: t("memory") }, { text: t("load"), look: "num extra" }, { text: t("threads"), look: "num extra" }, { text: "Redis", look: "extra" }, { text: t("since") },
    ], nodes.map(({ node: name, state: how, roles, figures, startedAt, seenAt }) => ({
      key: name,
      cells: [[name, h("small", { class: "soft" }, roles.map((role) => t(`role_${role}`)).join(", "))],
        how === "up" ? state("calm", t("node_up")) : [state("bad", t("node_silent")), " ", when(seenAt)],
        number(figures.sockets), number(figures.answers),
        h("span", { class: "measure" }, meter(t("memory"), figures.heapUsed, figures.heapMost), h("span", null, bytes(figures.heapUsed))),
        figures.load < 0 ? "–" : `${number(figures.load, 1)} / ${figures.processors}`, number(figures.threads),
        figures.redisDownSince ? state("bad", t("away")) : state("calm", t("up")), when(startedAt)],
    })))),
  h("section", { "data-key": "answers" }, heading(t("underWay")),
    answers.length === 0 ? empty(t("noAnswers")) : table(t("underWay"), [
      { text: t("answer"), look: "main" }, { text: t("node") }, { text: t("account"), look: "extra" }, { text: t("started") }, { text: t("state"), look: "extra" },
    ], answers.map((answer) => ({
      key: answer.generation,
      cells: [h("a", { href: to("audit", null, { generation: answer.generation }) }, h("code", null, answer.generation)), answer.node,
        answer.account ? h("code", null, answer.account) : "–", when(answer.startedAt), answer.stopping ? t("cancelAsked") : state("live", t("state_running"))],
    })))),
];
