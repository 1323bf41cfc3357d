// The socket: opened when it is wanted, opened again when it was lost while an answer was under way.

import { call } from "./session.js";
import { t } from "./words.js";

const TOO_MANY_SOCKETS = 4009;
const MAINTENANCE = 4010;
const SILENCE = 10_000; // ms without a word after which we ask whether anybody is there,
const IDLE = 25_000; // and while no answer is under way
const PAUSES = { first: 500, longest: 8000 };

/**
 * @param wanted tells whether a socket should be open
 * @param busy tells whether somebody waits for words
 * @param opened called with each new socket open, before anything is said on it
 * @param heard called with each frame
 * @param tell called with what the learner should know of the connection; empty: all is well
 */
export function connection({ wanted, busy, opened, heard, tell }) {
  let socket = null;
  let opening = null;
  let retry = null;
  let pause = PAUSES.first;
  let lastWord = 0;

  const say = (frame) => socket.send(JSON.stringify(frame));

  /** Resolves once frames can be said; opens a socket if there is none. */
  function ready() {
    if (socket?.readyState === WebSocket.OPEN) return Promise.resolve();
    opening ??= open().finally(() => { opening = null; });
    return opening;
  }

  async function open() {
    const answer = await call("POST", "/chat/tickets");
    if (answer.status === 503) tell((await answer.json()).detail ?? "");
    if (!answer.ok) throw new Error(`ticket: ${answer.status}`);
    const { ticket } = await answer.json();
    const address = new URL(`/ws/chat?ticket=${encodeURIComponent(ticket)}`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const fresh = new WebSocket(address, "sparkle.v1");
    await new Promise((resolve, reject) => {
      fresh.onopen = resolve;
      fresh.onclose = () => reject(new Error("the connection could not be opened"));
    });
    fresh.onmessage = (message) => {
      lastWord = Date.now();
      pause = PAUSES.first;
      heard(JSON.parse(message.data));
    };
    fresh.onclose = (event) => lost(event.code);
    socket = fresh;
    lastWord = Date.now();
    tell("");
    opened();
  }

  function lost(code) {
    socket = null;
    if (code === MAINTENANCE) {
      if (wanted()) again(); // what there is to say was said before
    } else if (code === TOO_MANY_SOCKETS) {
      tell(t("tooManyWindows"));
    } else if (wanted()) {
      tell(t("reconnecting"));
      again();
    }
  }

  /** Tries until it works; a socket that says nothing is no success, and the pause grows. */
  function again() {
    clearTimeout(retry);
    retry = setTimeout(() => ready().catch(again), pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, PAUSES.longest);
  }

  /** A network that went away may never say so to the socket. */
  function drop() {
    if (!socket) return;
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
    lost();
  }

  addEventListener("offline", drop);
  addEventListener("online", () => {
    pause = PAUSES.first;
    if (wanted() && !socket) again();
  });
  setInterval(() => {
    const silence = Date.now() - lastWord;
    const patience = busy() ? SILENCE : IDLE;
    if (!socket || !wanted() || silence < patience) return;
    if (silence > 2 * patience) drop();
    else say({ type: "ping", id: "there" });
  }, SILENCE / 2);

  return { ready, say, isOpen: () => socket?.readyState === WebSocket.OPEN };
}
