// Signing in by an OpenID provider of the school or company: the code flow with PKCE (RFC 7636).

import { enter } from "./session.js";

const KEPT = "sparkle.provider"; // of this window, until the browser comes back

const base64url = (bytes) => btoa(String.fromCharCode(...bytes))
  .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const secret = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const redirectUri = () => new URL("./", location.href.split("#")[0].split("?")[0]).href;

/** The providers that this server trusts; none where a page may not hash (http beyond localhost). */
export async function providers() {
  if (!crypto.subtle) return [];
  const answer = await fetch("/api/v1/auth/oidc").catch(() => null);
  return answer?.ok ? (await answer.json()).items : [];
}

/** Leaves the page for the provider's. */
export async function signInWith({ name, clientId, authorizationEndpoint }) {
  const [codeVerifier, state, nonce] = [secret(), secret(), secret()];
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
  sessionStorage.setItem(KEPT, JSON.stringify({ provider: name, codeVerifier, state, nonce }));
  const address = new URL(authorizationEndpoint);
  for (const [key, value] of Object.entries({
    response_type: "code", scope: "openid profile email", client_id: clientId, redirect_uri: redirectUri(),
    state, nonce, code_challenge: base64url(new Uint8Array(hash)), code_challenge_method: "S256",
  })) address.searchParams.set(key, value);
  location.assign(address);
}

/**
 * Where the browser comes back from a provider: exchanges its code.
 *
 * @return a sentence if that failed; null if it was done, or if nobody comes back
 */
export async function comeBack() {
  const given = new URLSearchParams(location.search);
  if (!given.has("state")) return null;
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  history.replaceState(null, "", location.pathname + location.hash);
  if (!kept || kept.state !== given.get("state")) return null; // not asked for here
  if (!given.get("code")) return given.get("error_description") ?? given.get("error");
  const { provider, codeVerifier, nonce } = kept;
  const answer = await enter("/auth/oidc", {
    provider, codeVerifier, nonce, code: given.get("code"), redirectUri: redirectUri(),
  });
  return answer.ok ? null : (await answer.json().catch(() => ({}))).detail ?? `${answer.status}`;
}
