// The learner's page: asks over the chat protocol (docs/api/asyncapi.yaml) and shows the stream.
// No framework and no build step.

import { Answer } from "./answer.js";
import { nameAccount, openAccount } from "./account.js";
import { words as left } from "./allowance.js";
import { connection } from "./connection.js";
import { beside } from "./dialogs.js";
import { history as historyOf } from "./history.js";
import { openMaterials } from "./materials.js";
import { comeBack } from "./provider.js";
import { call } from "./session.js";
import { openSource } from "./source.js";
import { language, looks, t, translate } from "./words.js";

const LOOK_AGAIN = 1500; // ms
const PATIENCE = 120_000; // ms that an answer may go on where this page cannot hear it
const ROOM = 900; // px of a screen that has room for the list beside the conversation

const page = Object.fromEntries(
  ["welcome", "ask", "question", "send", "stop", "connection", "fresh", "conversation", "left", "title",
    "drawer", "begin", "theme", "language", "editing", "score", "offer"]
    .map((id) => [id, document.getElementById(id)]));

let answers = new Map(); // by the id of our question, then also by generation
let shown = []; // the answers on the page, in their order
const running = () => new Set([...answers.values()].filter((answer) => answer.running));

const line = connection({
  wanted: () => running().size > 0 || (Boolean(kept.conversationId) && !document.hidden),
  busy: () => running().size > 0,
  opened: () => { running().forEach(goOn); follow(); },
  heard: receive,
  tell: (words) => { page.connection.textContent = words; },
});

const past = historyOf({
  current: () => kept.conversationId ?? null,
  open: (id) => { closeDrawer(); show(id); },
  gone: () => show(null),
  renamed: (title) => { page.title.textContent = title; },
});

const does = { open: openSource, again, edit, rate, turn: (id) => restore(id) };

// --- what this window shows, kept over a reload ---------------------------------------------------

const KEPT = "sparkle.window";
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}"); // conversationId
const keep = (changes) => sessionStorage.setItem(KEPT, JSON.stringify(Object.assign(kept, changes)));

function settle(conversationId) {
  keep({ conversationId });
  const hash = conversationId ? `#c-${conversationId}` : "";
  if (location.hash !== hash) window.history.pushState(null, "", hash || location.pathname);
  past.mark();
}

/** Shows another conversation, or none; what runs in the one before runs on there. */
async function show(id, push = true) {
  answers = new Map();
  shown.forEach((answer) => answer.remove());
  shown = [];
  edit(null);
  keep({ conversationId: id ?? undefined });
  if (push) settle(id);
  page.title.textContent = "Sparkle";
  page.welcome.hidden = Boolean(id);
  page.fresh.hidden = !id;
  page.connection.textContent = "";
  past.mark();
  buttons();
  if (id) await restore();
  else if (matchMedia("(pointer: fine)").matches) page.question.focus();
}

/** @param through a message of the branch that is wanted; absent: the latest branch */
async function branch(through) {
  const answer = await call("GET",
    `/conversations/${kept.conversationId}/messages${through ? `?through=${through}` : ""}`);
  if (answer.status === 404) return null;
  return answer.ok ? answer.json() : { items: [], running: [] };
}

async function restore(through) {
  const id = kept.conversationId;
  if (!id) return;
  tellLeft();
  name(id);
  const found = await branch(through);
  if (id !== kept.conversationId) return;
  if (found === null) {
    await show(null);
    page.connection.textContent = t("noSuchConversation");
    return;
  }
  const { items, running: underWay = [] } = found;
  page.welcome.hidden = items.length > 0;
  page.fresh.hidden = items.length === 0;
  shown.splice(0).forEach((answer) => answer.remove());
  answers = new Map();
  items.forEach((item, i) => {
    if (item.role !== "learner") return;
    const answer = place(new Answer(`m-${item.id}`, item.text, does));
    answer.messageId = item.id;
    answer.versions("question", item);
    const reply = items[i + 1];
    const live = underWay.find(({ parentId }) => parentId === item.id);
    if (reply?.role === "tutor") {
      answer.show(reply);
      answer.versions("answer", reply);
    } else if (live) {
      answer.generationId = live.generationId;
      answers.set(answer.id, answer).set(answer.generationId, answer);
    } else {
      answer.fail(t("interrupted"), () => again(answer));
    }
  });
  buttons();
  if (line.isOpen()) {
    running().forEach(goOn);
    follow();
  } else {
    line.ready().catch(() => running().forEach((answer) => answer.fail(t("cannotBeReached"))));
  }
}

/** Hears what other devices ask in this conversation. */
function follow() {
  if (kept.conversationId) line.say({ type: "chat.follow", conversationId: kept.conversationId });
}

function place(answer) {
  shown.push(answer);
  return answer;
}

async function name(id) {
  const answer = await call("GET", `/conversations/${id}`).catch(() => null);
  if (answer?.ok && id === kept.conversationId) page.title.textContent = (await answer.json()).title;
}

/** Beside what answers tell of it: after a reload. It may stay untold. */
async function tellLeft() {
  const answer = await call("GET", "/usage").catch(() => null);
  if (answer?.ok) page.left.textContent = left((await answer.json()).remaining);
}

// --- the protocol ---------------------------------------------------------------------------------

/** On a new socket: asks once more what was not taken, and for the rest of what was. */
function goOn(answer) {
  if (answer.generationId) {
    line.say({ type: "chat.resume", generationId: answer.generationId, afterSeq: answer.seq });
  } else {
    const { conversationId } = kept;
    line.say({
      type: "chat.send", id: answer.id, ...(conversationId && { conversationId }),
      ...(!answer.frame.options?.regenerate && { text: answer.question }), ...answer.frame,
    });
  }
}

function receive(frame) {
  if (frame.type === "error") return problem(frame);
  if (frame.type === "chat.accepted") accepted(frame);
  const answer = answers.get(frame.generationId);
  if (frame.type === "chat.resumed") {
    if (answer?.running && !frame.recovered) reload(answer);
    return;
  }
  if (!answer || !answer.running || frame.seq <= answer.seq) return;
  answer.seq = frame.seq;
  tell(answer, frame);
  buttons();
}

function accepted({ id, generationId, conversationId, messageId }) {
  const answer = answers.get(id);
  if (!answer) {
    // another device asks: its question stands in the conversation
    if (conversationId === kept.conversationId && !answers.has(generationId)) restore();
    return;
  }
  Object.assign(answer, { generationId, messageId });
  answers.set(generationId, answer);
  const fresh = kept.conversationId !== conversationId;
  if (fresh) {
    settle(conversationId);
    follow();
    name(conversationId);
    past.load();
  }
  if (answer.stopWanted) line.say({ type: "chat.stop", generationId });
}

function tell(answer, frame) {
  if (frame.messageId && frame.type !== "chat.accepted") answer.answerId = frame.messageId;
  switch (frame.type) {
    case "chat.status": answer.status(frame.state, frame.note); break;
    case "chat.citations": answer.cite(frame.citations); break;
    case "chat.delta": answer.say(frame.text); break;
    case "chat.redacted": answer.mask(frame.kind, frame.count); break;
    case "chat.done": answer.end(); break;
    case "chat.stopped": answer.end(t("stopped")); break;
    case "chat.blocked": answer.decline(frame.message); break;
    case "chat.failed":
      answer.fail(frame.error.message, frame.error.retryable && (() => ask(answer.question, answer.frame)));
      break;
    case "chat.usage": page.left.textContent = left(frame.remaining); break;
    default: break; // what later versions may add
  }
}

function problem({ id, error, generationId, conversationId }) {
  const answer = answers.get(id);
  if (!answer) {
    page.connection.textContent = error.message;
  } else if (error.code === "asked_before") {
    keep({ conversationId });
    answer.generationId = generationId;
    reload(answer);
  } else {
    answer.fail(error.message, error.retryable && (() => ask(answer.question, answer.frame)));
    buttons();
  }
}

/** This page cannot hear the answer any more, but it is kept: it is read over REST. */
async function reload(answer) {
  const until = Date.now() + PATIENCE;
  while (answer.running && Date.now() < until) {
    const items = (await branch(answer.messageId).catch(() => null))?.items ?? [];
    const asked = items.findLastIndex((item) =>
      answer.messageId ? item.id === answer.messageId : item.role === "learner");
    const reply = items[asked + 1];
    if (reply?.role === "tutor" && (!answer.generationId || reply.generationId === answer.generationId)) {
      answer.show(reply);
      return buttons();
    }
    answer.status("thinking");
    await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN); });
  }
  if (answer.running) answer.fail(t("interrupted"), () => ask(answer.question, answer.frame));
  buttons();
}

// --- asking ---------------------------------------------------------------------------------------

// crypto.randomUUID exists only on https and localhost; a school's server may be neither
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `q-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const mode = () => page.ask.elements.mode.value;

/** @param frame what chat.send has beside the question */
async function ask(text, frame = { options: { mode: mode() } }) {
  page.welcome.hidden = true;
  page.fresh.hidden = false;
  const answer = place(new Answer(newId(), text, does, frame));
  const open = line.isOpen();
  answers.set(answer.id, answer);
  buttons();
  try {
    await line.ready(); // a new socket asks by itself
    if (open) goOn(answer);
  } catch {
    answer.fail(t("cannotBeReached"), () => ask(text, frame));
    buttons();
  }
}

/** Takes an answer and all after it off the page, to ask in its place. */
function back(answer) {
  const from = shown.indexOf(answer);
  shown.splice(from).forEach((each) => each.remove());
}

/** The same question once more; this answer stays a version of it. */
function again(answer) {
  if (running().size > 0) return;
  back(answer);
  ask(answer.question, { options: { mode: mode(), regenerate: answer.answerId ?? answer.messageId } });
}

let changing = null;

/** Puts a question back into the field, to be changed; null: none any more. */
function edit(answer) {
  changing = answer;
  page.editing.hidden = !answer;
  if (!answer) return;
  page.question.value = answer.question;
  grow();
  page.question.focus();
}

function rate(answer, rating) {
  line.ready().then(() => line.say({ type: "chat.feedback", messageId: answer.answerId, rating }))
    .catch(() => { page.connection.textContent = t("cannotBeReached"); });
}

function buttons() {
  const busy = running().size > 0;
  page.stop.hidden = !busy;
  page.send.hidden = busy;
  help(busy);
}

/** What the chosen way of help offers beside typing, and how a quiz stands. */
function help(busy) {
  const quiz = mode() === "quiz";
  const judged = shown.map((answer) => answer.verdict).filter(Boolean);
  page.score.textContent = quiz && judged.length > 0
    ? t("score", { right: judged.filter((verdict) => verdict === "right").length, all: judged.length }) : "";
  const asking = quiz && shown.length > 0;
  page.question.placeholder = t({ hint: "askForHint", quiz: asking ? "yourAnswer" : "askForQuiz" }[mode()] ?? "askAboutThisCourse…");
  const offer = shown.length > 0 ? { quiz: "anotherQuestion", hint: "anotherHint" }[mode()] : null;
  page.offer.hidden = busy || !offer;
  page.offer.textContent = offer ? t(offer) : "";
}
for (const radio of page.ask.elements.mode) radio.addEventListener("change", () => buttons());
page.offer.addEventListener("click", () => ask(page.offer.textContent));

page.ask.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = page.question.value.trim();
  if (!text || running().size > 0) return;
  page.question.value = "";
  page.question.style.height = "";
  const replaced = changing;
  edit(null);
  if (!replaced) { ask(text); return; }
  back(replaced);
  ask(text, { options: { mode: mode(), replaces: replaced.messageId } });
});
page.question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    page.ask.requestSubmit();
  }
  if (event.key === "Escape" && changing) edit(null);
});
function grow() {
  page.question.style.height = "";
  page.question.style.height = `${page.question.scrollHeight + 2}px`; // and its border
}
page.question.addEventListener("input", grow);
document.getElementById("edit-cancel").addEventListener("click", () => { edit(null); page.question.value = ""; grow(); });
page.stop.addEventListener("click", () => {
  for (const answer of running()) {
    answer.stopWanted = true;
    const { generationId } = answer;
    if (generationId && line.isOpen()) line.say({ type: "chat.stop", generationId });
  }
});
for (const button of [page.fresh, page.begin]) {
  button.addEventListener("click", () => { closeDrawer(); show(null); });
}
for (const suggestion of document.querySelectorAll("#suggestions button")) {
  suggestion.addEventListener("click", () => ask(suggestion.textContent));
}

// --- the page itself ------------------------------------------------------------------------------

const wide = matchMedia(`(min-width: ${ROOM}px)`);

function closeDrawer() {
  if (page.drawer.matches(":modal")) page.drawer.close();
}

function fitDrawer() {
  page.drawer.close();
  if (wide.matches) page.drawer.show();
}
wide.addEventListener("change", fitDrawer);
document.getElementById("open-drawer").addEventListener("click", () => {
  if (page.drawer.open) page.drawer.close();
  else beside(page.drawer, ROOM);
  past.load();
});
document.getElementById("drawer-close").addEventListener("click", () => page.drawer.close());
document.getElementById("open-materials").addEventListener("click", () => { closeDrawer(); openMaterials(); });
document.getElementById("open-account").addEventListener("click", () => { closeDrawer(); openAccount(); });

const THEMES = ["", "light", "dark"];
function dress() {
  translate();
  buttons();
  nameAccount();
  page.language.textContent = t("language");
  page.language.lang = language() === "en" ? "zh" : "en";
  const theme = document.documentElement.dataset.theme ?? "";
  page.theme.textContent = t("theme", { theme: t({ light: "themeLight", dark: "themeDark" }[theme] ?? "themeAuto") });
}
page.theme.addEventListener("click", () => {
  const theme = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme ?? "") + 1) % THEMES.length];
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  looks.set({ theme: theme || undefined });
  dress();
});
page.language.addEventListener("click", () => {
  const other = language() === "en" ? "zh" : "en";
  looks.set({ language: other });
  document.documentElement.lang = other;
  dress();
  past.load();
});
addEventListener("popstate", () => {
  const id = /^#c-([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (id !== (kept.conversationId ?? null)) show(id, false);
});

dress();
if (wide.matches) page.drawer.show();
if (matchMedia("(pointer: fine)").matches) page.question.focus();
const asked = /^#c-([\w-]+)$/.exec(location.hash)?.[1];
if (asked && asked !== kept.conversationId) keep({ conversationId: asked });
if (!asked && kept.conversationId) window.history.replaceState(null, "", `#c-${kept.conversationId}`);
comeBack().then((refused) => {
  if (refused) page.connection.textContent = refused;
  return restore();
}).then(() => { nameAccount(); if (wide.matches) past.load(); })
  .catch(() => { page.connection.textContent = t("reloadLater"); });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && kept.conversationId) line.ready().catch(() => { /* asking tells */ });
});
navigator.serviceWorker?.register("worker.js").catch(() => { /* it works without */ });
