// Who asks: a guest, kept signed in on this device by a refresh token that is good once.

const API = "/api/v1";
const KEPT = "sparkle.refreshToken";

let accessToken = null;
let goodUntil = 0;
let signingIn = null;

const post = (path, body) => fetch(API + path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});

// Two windows must not use one refresh token; http in a school's network has no locks to tell them.
const alone = (work) => (navigator.locks ? navigator.locks.request("sparkle.sign-in", work) : work());

async function signIn() {
  const kept = localStorage.getItem(KEPT);
  let answer = kept ? await post("/auth/refresh", { refreshToken: kept }) : null;
  if (!answer || answer.status === 401) answer = await post("/auth/guest", {});
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  const session = await answer.json();
  localStorage.setItem(KEPT, session.refreshToken);
  accessToken = session.accessToken;
  goodUntil = Date.now() + (session.expiresIn - 30) * 1000;
}

/** Calls the REST interface for whoever is signed in here; a new guest, if nobody is. */
export async function call(method, path) {
  if (Date.now() >= goodUntil) {
    signingIn ??= alone(signIn).finally(() => { signingIn = null; });
    await signingIn;
  }
  const answer = await fetch(API + path, { method, headers: { Authorization: `Bearer ${accessToken}` } });
  if (answer.status === 401) goodUntil = 0; // the next call signs in anew
  return answer;
}
