// The learner's page: asks over the chat protocol (docs/api/asyncapi.yaml) and shows the stream.
// No framework and no build step.

import { Answer } from "./answer.js";
import { words as left } from "./allowance.js";
import { connection } from "./connection.js";
import { call } from "./session.js";

const LOOK_AGAIN = 1500; // ms
const PATIENCE = 120_000; // ms that an answer may go on where this page cannot hear it

const page = Object.fromEntries(
  ["welcome", "ask", "question", "send", "stop", "connection", "fresh", "conversation", "left"]
    .map((id) => [id, document.getElementById(id)]));

const answers = new Map(); // by the id of our question, then also by generation
const running = () => new Set([...answers.values()].filter((answer) => answer.running));

const line = connection({
  wanted: () => running().size > 0,
  opened: () => running().forEach(goOn),
  heard: receive,
  tell: (words) => { page.connection.textContent = words; },
});

// --- what this window shows, kept over a reload ---------------------------------------------------

const KEPT = "sparkle.window";
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}"); // conversationId; asked: the last
const keep = (changes) => sessionStorage.setItem(KEPT, JSON.stringify(Object.assign(kept, changes)));

async function messages() {
  const answer = await call("GET", `/conversations/${kept.conversationId}/messages`);
  return answer.ok ? (await answer.json()).items : [];
}

async function restore() {
  if (!kept.conversationId) return;
  tellLeft();
  const items = await messages();
  page.welcome.hidden = items.length > 0;
  page.fresh.hidden = items.length === 0;
  items.forEach((item, i) => {
    if (item.role !== "learner") return;
    const answer = new Answer(`m-${item.id}`, item.text);
    const reply = items[i + 1];
    if (reply?.role === "tutor") {
      answer.show(reply);
    } else if (kept.asked?.messageId === item.id) {
      Object.assign(answer, kept.asked);
      answers.set(answer.id, answer).set(answer.generationId, answer);
      line.ready().catch(() => answer.fail("Sparkle cannot be reached."));
    } else {
      answer.fail("The answer was interrupted.", () => ask(item.text));
    }
  });
  buttons();
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
      type: "chat.send", id: answer.id, text: answer.question, ...(conversationId && { conversationId }),
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
  show(answer, frame);
  buttons();
}

function accepted({ id, generationId, conversationId, messageId }) {
  const answer = answers.get(id);
  if (!answer) return;
  Object.assign(answer, { generationId, messageId });
  answers.set(generationId, answer);
  keep({ conversationId, asked: { id, generationId, messageId } });
  if (answer.stopWanted) line.say({ type: "chat.stop", generationId });
}

function show(answer, frame) {
  switch (frame.type) {
    case "chat.status": answer.status(frame.state, frame.note); break;
    case "chat.citations": answer.cite(frame.citations); break;
    case "chat.delta": answer.say(frame.text); break;
    case "chat.redacted": answer.mask(frame.kind, frame.count); break;
    case "chat.done": answer.end(); break;
    case "chat.stopped": answer.end("stopped"); break;
    case "chat.blocked": answer.decline(frame.message); break;
    case "chat.failed":
      answer.fail(frame.error.message, frame.error.retryable && (() => ask(answer.question)));
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
    answer.fail(error.message, error.retryable && (() => ask(answer.question)));
    buttons();
  }
}

/** This page cannot hear the answer any more, but it is kept: it is read over REST. */
async function reload(answer) {
  const until = Date.now() + PATIENCE;
  while (answer.running && Date.now() < until) {
    const items = await messages().catch(() => []);
    const asked = items.findLastIndex((item) =>
      answer.messageId ? item.id === answer.messageId : item.role === "learner");
    const reply = items[asked + 1];
    if (reply?.role === "tutor") {
      answer.show(reply);
      return buttons();
    }
    answer.status("thinking");
    await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN); });
  }
  if (answer.running) answer.fail("The answer was interrupted.", () => ask(answer.question));
  buttons();
}

// --- asking ---------------------------------------------------------------------------------------

// crypto.randomUUID exists only on https and localhost; a school's server may be neither
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `q-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

async function ask(text) {
  page.welcome.hidden = true;
  page.fresh.hidden = false;
  const answer = new Answer(newId(), text);
  const open = line.isOpen();
  answers.set(answer.id, answer);
  buttons();
  try {
    await line.ready(); // a new socket asks by itself
    if (open) goOn(answer);
  } catch {
    answer.fail("Sparkle cannot be reached. Check the network.", () => ask(text));
    buttons();
  }
}

function buttons() {
  const busy = running().size > 0;
  page.stop.hidden = !busy;
  page.send.hidden = busy;
}

page.ask.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = page.question.value.trim();
  if (!text || running().size > 0) return;
  page.question.value = "";
  page.question.style.height = "";
  ask(text);
});
page.question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    page.ask.requestSubmit();
  }
});
page.question.addEventListener("input", () => {
  page.question.style.height = "";
  page.question.style.height = `${page.question.scrollHeight + 2}px`; // and its border
});
page.stop.addEventListener("click", () => {
  for (const answer of running()) {
    answer.stopWanted = true;
    const { generationId } = answer;
    if (generationId && line.isOpen()) line.say({ type: "chat.stop", generationId });
  }
});
page.fresh.addEventListener("click", () => {
  sessionStorage.removeItem(KEPT);
  location.reload();
});
for (const suggestion of document.querySelectorAll("#suggestions button")) {
  suggestion.addEventListener("click", () => ask(suggestion.textContent));
}
if (matchMedia("(pointer: fine)").matches) page.question.focus();
restore().catch(() => { page.connection.textContent = "Sparkle cannot be reached. Reload this page later."; });
