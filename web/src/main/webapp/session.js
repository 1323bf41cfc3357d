// Who asks: a guest or somebody with an account, kept signed in on this device by a refresh token that
// is good once.

const API = "/api/v1";
const KEPT = "sparkle.refreshToken";
const KNOWN = "sparkle.account";

let accessToken = null;
let goodUntil = 0;
let signingIn = null;

const post = (path, body, headers = {}) => fetch(API + path, {
  method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body),
});

// Two windows must not use one refresh token; http in a school's network has no locks to tell them.
const alone = (work) => (navigator.locks ? navigator.locks.request("sparkle.sign-in", work) : work());

function take(session) {
  localStorage.setItem(KEPT, session.refreshToken);
  localStorage.setItem(KNOWN, JSON.stringify(session.account));
  accessToken = session.accessToken;
  goodUntil = Date.now() + (session.expiresIn - 30) * 1000;
  dispatchEvent(new Event("sparkle.account"));
}

async function signIn() {
  const kept = localStorage.getItem(KEPT);
  let answer = kept ? await post("/auth/refresh", { refreshToken: kept }) : null;
  if (!answer || answer.status === 401) answer = await post("/auth/guest", {});
  if (answer.status === 403) dispatchEvent(new Event("sparkle.door")); // no guests here
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  take(await answer.json());
}

async function signedIn() {
  if (Date.now() < goodUntil) return;
  signingIn ??= alone(signIn).finally(() => { signingIn = null; });
  await signingIn;
}

/** A token for this moment, for uploads that tell how far they are. */
export async function bearer() {
  await signedIn();
  return `Bearer ${accessToken}`;
}

/**
 * Calls the REST interface for whoever is signed in here; a new guest, if nobody is.
 *
 * @param body sent as JSON; absent: none
 */
export async function call(method, path, body) {
  const headers = { Authorization: await bearer(), "Accept-Language": document.documentElement.lang };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const send = () => fetch(API + path, {
    method, headers, ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await send();
  if (answer.status !== 401) return answer;
  goodUntil = 0; // the session was ended elsewhere
  headers.Authorization = await bearer();
  return send();
}

/** As the last sign-in told: {id, displayName, roles, guest}. */
export function account() {
  try { return JSON.parse(localStorage.getItem(KNOWN)); } catch { return null; }
}

/** Signs in by another way: register (a guest keeps what is his) or login. The answer, unread if it is good. */
export async function enter(path, body) {
  // whoever registers, or comes from a provider, stays the guest that he is here
  const headers = path === "/auth/login" ? {}
    : await bearer().then((Authorization) => ({ Authorization }), () => ({})); // where there are no guests
  const answer = await post(path, body, headers);
  if (answer.ok) take(await answer.clone().json());
  return answer;
}

/** Forgets who asked on this device. */
export function leave() {
  localStorage.removeItem(KEPT);
  localStorage.removeItem(KNOWN);
  sessionStorage.clear();
  accessToken = null;
  goodUntil = 0;
}

/** What stays secret between server and this device. */
export const refreshToken = () => localStorage.getItem(KEPT);
