// The learner's page, first form: asks over the chat protocol and shows the stream.
// No framework and no build step. Whatever comes from outside is set as text, never as markup.

const api = "/api/v1";
const page = {
  conversation: document.getElementById("conversation"),
  welcome: document.getElementById("welcome"),
  form: document.getElementById("ask"),
  question: document.getElementById("question"),
  send: document.getElementById("send"),
  stop: document.getElementById("stop"),
  connection: document.getElementById("connection"),
};

const states = {
  checking: "checking…",
  retrieving: "looking in the material…",
  thinking: "thinking…",
  generating: "",
};

// --- signing in ---------------------------------------------------------------------------------

const session = {
  get refreshToken() { return localStorage.getItem("sparkle.refreshToken"); },
  set refreshToken(value) { localStorage.setItem("sparkle.refreshToken", value); },
  accessToken: null,
  goodUntil: 0,
};

async function post(path, body, token) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  return fetch(api + path, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
}

/** A good access token. Tabs take turns, since a refresh token is good for one exchange. */
function accessToken() {
  return navigator.locks ? navigator.locks.request("sparkle.session", signedIn) : signedIn();
}

/** The token we have, a refreshed one, or a new guest's. */
async function signedIn() {
  if (session.accessToken && Date.now() < session.goodUntil) return session.accessToken;
  let answer = null;
  if (session.refreshToken) {
    answer = await post("/auth/refresh", { refreshToken: session.refreshToken });
  }
  if (!answer || answer.status === 401) answer = await post("/auth/guest");
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  const granted = await answer.json();
  session.accessToken = granted.accessToken;
  session.goodUntil = Date.now() + (granted.expiresIn - 30) * 1000;
  session.refreshToken = granted.refreshToken;
  return session.accessToken;
}

// --- the socket ---------------------------------------------------------------------------------

const pauses = { first: 500, most: 8000 }; // between attempts to reconnect, in milliseconds
const silence = { ask: 8000, giveUp: 16000 }; // without a frame while an answer runs

let socket = null;
let opening = null;
let pause = pauses.first;
let lastFrame = 0;
let conversationId = null;
const answers = new Map(); // by the id of our question, then also by generation

/** An open socket; opens one if there is none. */
function connected() {
  if (socket?.readyState === WebSocket.OPEN) return Promise.resolve(socket);
  opening ??= open().finally(() => { opening = null; });
  return opening;
}

async function open() {
  const answer = await post("/chat/tickets", {}, await accessToken());
  if (!answer.ok) throw new Error(`ticket: ${answer.status}`);
  const { ticket } = await answer.json();
  const address = new URL(`/ws/chat?ticket=${encodeURIComponent(ticket)}`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const fresh = new WebSocket(address, "sparkle.v1");
  await new Promise((resolve, reject) => {
    fresh.onopen = resolve;
    fresh.onerror = () => reject(new Error("the connection could not be opened"));
  });
  fresh.onmessage = (message) => {
    lastFrame = Date.now();
    pause = pauses.first;
    receive(JSON.parse(message.data));
  };
  fresh.onclose = (event) => { if (socket === fresh) lost(event.code); };
  socket = fresh;
  lastFrame = Date.now();
  page.connection.textContent = "";
  for (const { generationId, seq, frame } of running()) {
    // a question that nobody confirmed is asked again under its id, which is answered once
    if (generationId) say({ type: "chat.resume", generationId, afterSeq: seq });
    else if (frame) say(frame);
  }
  return fresh;
}

const say = (frame) => socket?.send(JSON.stringify(frame));
const running = () => new Set([...answers.values()].filter((answer) => answer.running));

/** The network went away: an answer that was under way is resumed on a new socket. */
function lost(code) {
  socket = null;
  if (code === 4009) {
    page.connection.textContent = "Too many windows are open. Close one, then reload this page.";
    return;
  }
  if (running().size === 0) return;
  page.connection.textContent = "reconnecting…";
  setTimeout(() => connected().catch(() => lost()), pause);
  pause = Math.min(pause * 2, pauses.most);
}

/** A phone that changed its network is not told that its connection is dead: it has to ask. */
setInterval(() => {
  if (!socket || running().size === 0) return;
  const quiet = Date.now() - lastFrame;
  if (quiet > silence.giveUp) {
    const dead = socket;
    lost();
    dead.close();
  } else if (quiet > silence.ask) {
    say({ type: "ping", id: "alive" });
  }
}, 2000);

function receive(frame) {
  if (frame.type === "error") {
    const answer = answers.get(frame.id);
    if (answer) fail(answer, frame.error.message);
    else page.connection.textContent = frame.error.message;
    return;
  }
  if (frame.type === "chat.resumed") {
    const answer = answers.get(frame.generationId);
    if (answer && !frame.recovered) {
      reload(answer).catch(() => fail(answer, "The answer was interrupted. Please ask again."));
    }
    return;
  }
  if (frame.type === "chat.accepted") {
    const answer = answers.get(frame.id);
    if (!answer) return;
    answer.generationId = frame.generationId;
    answers.set(frame.generationId, answer);
    conversationId = frame.conversationId;
  }
  const answer = answers.get(frame.generationId);
  if (!answer || frame.seq <= answer.seq) return;
  answer.seq = frame.seq;
  show(answer, frame);
}

/** The events are gone, the answer is not: what was kept is read over REST. */
async function reload(answer) {
  const response = await fetch(`${api}/conversations/${conversationId}/messages`,
    { headers: { Authorization: `Bearer ${await accessToken()}` } });
  const last = response.ok ? (await response.json()).items.at(-1) : null;
  if (last?.role === "tutor" && last.outcome === "done") {
    answer.words = last.text;
    cite(answer, last.citations);
    write(answer);
    end(answer);
  } else {
    fail(answer, "The answer was interrupted. Please ask again.");
  }
}

// --- showing ------------------------------------------------------------------------------------

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function show(answer, frame) {
  switch (frame.type) {
    case "chat.status": answer.state.textContent = states[frame.state] ?? ""; break;
    case "chat.citations": cite(answer, frame.citations); break;
    case "chat.delta": answer.words += frame.text; write(answer); break;
    case "chat.done": end(answer); break;
    case "chat.stopped": end(answer, "stopped"); break;
    case "chat.blocked": fail(answer, frame.message); break;
    case "chat.failed": fail(answer, frame.error.message); break;
    default: break; // usage, and what later versions may add
  }
}

function cite(answer, citations) {
  answer.citations.replaceChildren(...citations.map((citation) => {
    const details = element("details");
    details.id = `${answer.id}-${citation.ref}`;
    const place = citation.page ? `, p. ${citation.page}` : "";
    details.append(
      element("summary", "", `[${citation.ref}] ${citation.title}${place}`),
      element("p", "", `“${citation.excerpt}”`));
    const item = element("li");
    item.dataset.ref = citation.ref;
    item.hidden = true; // shown once the answer refers to it
    item.append(details);
    return item;
  }));
}

/** Writes the words anew, each [n] as a link to its citation. */
function write(answer) {
  const stay = page.conversation;
  const atEnd = stay.scrollHeight - stay.scrollTop - stay.clientHeight < 60;
  const parts = answer.words.split(/\[(\d{1,2})\]/);
  answer.text.replaceChildren(...parts.map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const item = answer.citations.querySelector(`[data-ref="${part}"]`);
    if (!item) return document.createTextNode(`[${part}]`);
    item.hidden = false;
    const link = element("a", "ref", part);
    link.href = `#${answer.id}-${part}`;
    link.onclick = () => { item.firstElementChild.open = true; };
    return link;
  }));
  if (atEnd) stay.scrollTop = stay.scrollHeight;
}

function end(answer, note) {
  answer.running = false;
  answer.section.classList.remove("running");
  answer.state.textContent = note ?? "";
  answer.text.setAttribute("aria-busy", "false");
  page.stop.hidden = running().size > 0 ? false : true;
  page.send.hidden = !page.stop.hidden;
  page.conversation.scrollTop = page.conversation.scrollHeight;
}

function fail(answer, message) {
  end(answer, message);
  answer.state.classList.add("problem");
}

// --- asking -------------------------------------------------------------------------------------

// crypto.randomUUID exists only on https and localhost; a school's server may be neither
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(text) {
  const id = `q-${newId()}`;
  const section = element("section", "answer running");
  const answer = {
    id, section, words: "", seq: 0, running: true, generationId: null,
    state: element("p", "state", "checking…"),
    text: element("div", "text"),
    citations: element("ul", "citations"),
  };
  answer.text.setAttribute("aria-live", "polite");
  answer.text.setAttribute("aria-busy", "true");
  section.append(answer.text, answer.state, answer.citations);
  answers.set(id, answer);
  page.welcome.hidden = true;
  page.conversation.append(element("div", "question", text), section);
  page.conversation.scrollTop = page.conversation.scrollHeight;
  page.send.hidden = true;
  page.stop.hidden = false;
  try {
    await connected();
    answer.frame = { type: "chat.send", id, text, ...(conversationId && { conversationId }) };
    say(answer.frame);
  } catch {
    fail(answer, "Sparkle cannot be reached. Check the network and ask again.");
  }
}

page.form.addEventListener("submit", (event) => {
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
    page.form.requestSubmit();
  }
});
page.question.addEventListener("input", () => {
  page.question.style.height = "";
  page.question.style.height = `${page.question.scrollHeight}px`;
});
page.stop.addEventListener("click", () => {
  for (const { generationId } of running()) {
    if (generationId && socket) say({ type: "chat.stop", generationId });
  }
});
for (const suggestion of document.querySelectorAll("#suggestions button")) {
  suggestion.addEventListener("click", () => ask(suggestion.textContent));
}
