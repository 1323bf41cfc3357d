// Who operates: signed in on this device by a refresh token that is good once. Apart from the learner's
// page, so that signing in here signs nobody in or out there.

const API = "/api/v1";
const KEPT = "sparkle.operator.refreshToken";
const KNOWN = "sparkle.operator.account";

let accessToken = null;
let goodUntil = 0;
let refreshing = null;

/** Nobody is signed in, or not any more. */
export class SignedOut extends Error {}

/** The server said no, and why. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `${status}`);
    this.status = status;
    this.code = problem?.code;
  }
}

const post = (path, body) => fetch(API + path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});

// Two windows must not use one refresh token.
const alone = (work) => (navigator.locks ? navigator.locks.request("sparkle.operator", work) : work());

function take(session) {
  localStorage.setItem(KEPT, session.refreshToken);
  localStorage.setItem(KNOWN, JSON.stringify(session.account));
  accessToken = session.accessToken;
  goodUntil = Date.now() + (session.expiresIn - 30) * 1000;
}

export const account = () => {
  try { return JSON.parse(localStorage.getItem(KNOWN)); } catch { return null; }
};
export const isSignedIn = () => localStorage.getItem(KEPT) !== null;
const isOperator = (session) => session.account.roles.includes("operator");

export function forget() {
  localStorage.removeItem(KEPT);
  localStorage.removeItem(KNOWN);
  accessToken = null;
  goodUntil = 0;
  kept.clear();
}

/**
 * Signs in.
 *
 * @return null, or {code, detail} of what was wrong; code not_operator: an account without the role
 */
export async function enter(email, password, newPassword) {
  const answer = await post("/auth/login", { email, password, ...(newPassword && { newPassword }) });
  if (!answer.ok) return answer.json().catch(() => ({ detail: `${answer.status}` }));
  const session = await answer.json();
  if (!isOperator(session)) {
    post("/auth/logout", { refreshToken: session.refreshToken }).catch(() => null);
    return { code: "not_operator" };
  }
  take(session);
  return null;
}

export async function leave() {
  const refreshToken = localStorage.getItem(KEPT);
  forget();
  if (refreshToken) await post("/auth/logout", { refreshToken }).catch(() => null);
}

async function refresh() {
  const kept = localStorage.getItem(KEPT);
  if (!kept) throw new SignedOut();
  const answer = await post("/auth/refresh", { refreshToken: kept });
  if (answer.status === 401) { forget(); throw new SignedOut(); }
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => null));
  const session = await answer.json();
  if (!isOperator(session)) { forget(); throw new SignedOut(); }
  take(session);
}

async function bearer() {
  if (Date.now() >= goodUntil) {
    refreshing ??= alone(refresh).finally(() => { refreshing = null; });
    await refreshing;
  }
  return `Bearer ${accessToken}`;
}

/** A call as the operator; its answer, unread. */
export async function send(method, path, body) {
  const once = async () => fetch(API + path, {
    method,
    headers: {
      Authorization: await bearer(), "Accept-Language": document.documentElement.lang,
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  let answer = await once();
  if (answer.status === 401) { // the session was ended, or the role taken
    goodUntil = 0;
    answer = await once();
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  if (answer.status === 401 || answer.status === 403) { forget(); throw new SignedOut(); }
  throw new Refused(answer.status, problem);
}

/** What the server says, read; nothing for 204. */
export async function call(method, path, body) {
  const answer = await send(method, path, body);
  return answer.status === 204 ? null : answer.json();
}

export const get = (path) => call("GET", path);

const kept = new Map();

/**
 * What costs the database some work: asked for once in a while, and nobody waits for it.
 *
 * @return what was said last, or null until something was
 */
export function lately(millis, path) {
  const known = kept.get(path) ?? { at: 0, answer: null };
  if (Date.now() - known.at >= millis) {
    kept.set(path, { ...known, at: Date.now() });
    get(path).then((answer) => kept.set(path, { at: Date.now(), answer }), () => kept.delete(path));
  }
  return known.answer;
}

/** A path with those of the values that are given. */
export function query(path, values) {
  const given = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ""));
  return given.size > 0 ? `${path}?${given}` : path;
}
