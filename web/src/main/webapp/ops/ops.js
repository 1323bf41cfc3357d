// The operations console: what the address names is loaded, shown, and looked at again and again.

import { said } from "./ask.js";
import * as audit from "./audit.js";
import * as budgets from "./budgets.js";
import { h, icon, lay } from "./dom.js";
import { door } from "./door.js";
import { clock } from "./figures.js";
import * as models from "./models.js";
import * as nodes from "./nodes.js";
import * as overview from "./overview.js";
import { empty } from "./parts.js";
import * as queues from "./queues.js";
import { change, route, to } from "./route.js";
import * as safety from "./safety.js";
import { account, get, isSignedIn, leave, Refused, SignedOut } from "./session.js";
import * as settings from "./settings.js";
import * as tasks from "./tasks.js";
import { language, looks, t } from "./words.js";

const PLACES = {
  overview: [overview, "M4 13h6V4H4zM14 20h6v-9h-6zM14 7h6V4h-6zM4 20h6v-3H4z"],
  tasks: [tasks, "M9 6h11M9 12h11M9 18h11M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2"],
  queues: [queues, "M4 5h16v4H4zM4 10.500h16v4H4zM4 16h16v4H4z"],
  nodes: [nodes, "M5 4h14v6H5zM5 14h14v6H5zM8 7h.01M8 17h.01M12 10v4"],
  models: [models, "M12 3v3M12 18v3M3 12h3M18 12h3M7 7h10v10H7z"],
  safety: [safety, "M12 3l8 3v6c0 4.500-3.200 7.500-8 9-4.800-1.500-8-4.500-8-9V6z"],
  budgets: [budgets, "M4 7h16v12H4zM4 11h16M8 15h3"],
  audit: [audit, "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7"],
  settings: [settings, "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"],
};
const WAIT = 250; // ms after the last key in a filter

const part = (id) => document.getElementById(id);
const page = part("page");
const side = part("beside");
let shown = null; // {place, data, at}
let timer;
let turn = 0;
let cameFrom = null; // where the focus was before something was opened beside the list
let adminCenter = null;
let failing = null; // since when, if nothing can be loaded

function places(now) {
  const known = account();
  const theme = looks.get().theme;
  return [
    h("a", { class: "brand", href: to("overview") }, "Sparkle", h("small", null, t("operations"))),
    h("ul", null, Object.entries(PLACES).map(([name, [, path]]) => h("li", null,
      h("a", { href: to(name), "aria-current": name === now ? "page" : undefined, "data-key": name }, icon(path), h("span", null, t(name)))))),
    h("div", { class: "foot" },
      h("a", { href: "../", class: "quiet" }, t("learnersPage")),
      adminCenter && h("a", { href: adminCenter, class: "quiet", title: t("adminCenterWhat"), rel: "noreferrer" }, "Admin Center"),
      h("button", { type: "button", class: "quiet", "data-act": "language", lang: language() === "zh" ? "en" : "zh" }, t("otherLanguage")),
      h("button", { type: "button", class: "quiet", "data-act": "theme" }, t("theme", { theme: t(theme ? `theme_${theme}` : "theme_auto") })),
      h("button", { type: "button", class: "quiet", "data-act": "signOut", title: known?.displayName }, t("signOut"))),
  ];
}

/** Liberty's own console, over TLS only, if this node has it. */
async function findAdminCenter() {
  const { items } = await get("/admin/configuration").catch(() => ({ items: [] }));
  const value = (name) => items.find((one) => one.name === name)?.value;
  adminCenter = value("SPARKLE_ADMIN_CENTER") === "on" && value("SPARKLE_HTTPS_PORT")
    ? `https://${location.hostname}:${value("SPARKLE_HTTPS_PORT")}/adminCenter` : null;
}

function title(place) {
  return h("header", { "data-key": "title" }, h("h1", null, t(place)),
    failing ? h("p", { class: "live bad" }, t("notReached", { time: clock(failing) }))
      : shown?.at ? h("p", { class: "live" }, t("asOf", { time: clock(shown.at) })) : null);
}

function show() {
  const where = route();
  const place = PLACES[where.place] ? where.place : "overview";
  const [module] = PLACES[place];
  document.title = `${t(place)} · Sparkle`;
  lay(part("places"), ...places(place));
  if (page.dataset.place !== place) part("places").querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  const data = shown?.place === place ? shown.data : null;
  page.dataset.place = place;
  if (!data) {
    lay(page, title(place), failing ? empty(t("cannotBeReached"), t("triesAgain")) : h("p", { class: "soft", "data-key": "loading" }, t("loading")));
    showBeside(null);
    return;
  }
  if (data.refused) {
    lay(page, title(place), empty(data.refused.message, h("a", { href: to(place) }, t("startOver"))));
    showBeside(null);
    return;
  }
  lay(page, title(place), ...module.view(where, data));
  module.after?.(page, data);
  showBeside(module.aside?.(where, data), where);
}

function showBeside(content, where) {
  const opened = content && (side.hidden || side.dataset.of !== where.id);
  if (opened && side.hidden) cameFrom = document.activeElement;
  const closed = !content && !side.hidden;
  side.dataset.had = side.contains(document.activeElement) || document.activeElement === document.body ? "focus" : "";
  side.hidden = !content;
  document.body.classList.toggle("with-beside", Boolean(content));
  side.dataset.of = content ? where.id : "";
  lay(side, ...(content ?? []));
  if (closed && side.dataset.had === "focus" && cameFrom?.isConnected) cameFrom.focus();
  if (opened) {
    side.scrollTop = 0;
    if (matchMedia("(max-width: 1099px)").matches) side.querySelector("h2")?.focus();
  }
}

async function look() {
  clearTimeout(timer);
  const mine = ++turn;
  const where = route();
  const place = PLACES[where.place] ? where.place : "overview";
  const [module] = PLACES[place];
  try {
    const data = await module.load(where).catch((problem) => {
      if (problem instanceof Refused && problem.status < 500) return { refused: problem };
      throw problem;
    });
    if (mine !== turn) return;
    failing = null;
    shown = { place, data, at: Date.now() };
  } catch (problem) {
    if (mine !== turn) return;
    if (problem instanceof SignedOut) { begin(t("signedOut")); return; }
    if (!(problem instanceof TypeError || problem instanceof Refused)) throw problem; // no network's doing
    failing ??= Date.now();
  }
  show();
  timer = setTimeout(() => { if (!document.hidden) look(); }, module.every);
}

function come() {
  page.hidden = false;
  part("places").hidden = false;
  findAdminCenter();
  look();
}

function begin(note) {
  turn++;
  clearTimeout(timer);
  said("");
  shown = null;
  page.hidden = true;
  part("places").hidden = true;
  side.hidden = true;
  document.body.classList.remove("with-beside");
  document.title = `${t("operations")} · Sparkle`;
  door(part("door"), come, note);
}

const acts = {
  language() {
    const next = language() === "zh" ? "en" : "zh";
    document.documentElement.lang = next;
    looks.set({ language: next });
    part("skip").textContent = t("skip");
    show();
  },
  theme() {
    const themes = [undefined, "light", "dark"];
    const next = themes[(themes.indexOf(looks.get().theme) + 1) % themes.length];
    looks.set({ theme: next });
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    show();
  },
  async signOut() {
    await leave();
    begin("");
  },
  narrow({ name, to: value }) { change({ cursor: "", [name]: value }, { id: null }); },
  closeBeside() { change({}, { id: null }); },
  ...tasks.acts, ...queues.acts, ...models.acts, ...safety.acts, ...budgets.acts, ...settings.acts,
};

/** Does what a button or a form asks for, tells what went wrong, and looks again. */
async function act(element) {
  element.disabled = true;
  try {
    await acts[element.dataset.act](element.dataset, element);
  } catch (problem) {
    if (problem instanceof SignedOut) { begin(t("signedOut")); return; }
    said(problem instanceof Refused ? problem.message : t("cannotBeReached"), true);
  } finally {
    element.disabled = false;
  }
  if (!page.hidden) look();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(button);
});
document.addEventListener("submit", (event) => {
  if (!event.target.dataset.act) return;
  event.preventDefault();
  act(event.target);
});
let typing;
document.addEventListener("input", ({ target }) => {
  if (!target.dataset.narrow) return;
  clearTimeout(typing);
  typing = setTimeout(() => change({ cursor: "", [target.dataset.narrow]: target.value.trim() }, { replace: true, id: null }), target.matches("select") ? 0 : WAIT);
});
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && !side.hidden) acts.closeBeside();
  if (event.key === "/" && !event.target.matches("input, textarea, select")) {
    const field = page.querySelector("input[type=search]");
    if (field) { event.preventDefault(); field.focus(); }
  }
});
addEventListener("hashchange", () => {
  if (page.hidden) return;
  const { place } = route();
  if (shown && shown.place !== place) { shown = null; page.scrollTop = 0; }
  show();
  look();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden && !page.hidden) look(); });

part("skip").textContent = t("skip");
part("skip").addEventListener("click", (event) => { event.preventDefault(); page.focus(); });
if (isSignedIn()) come();
else begin("");
