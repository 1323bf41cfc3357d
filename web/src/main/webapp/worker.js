// Keeps the page itself for when there is no network. What is fresh comes from the network; what was
// asked and answered is never kept here.

const CACHE = "sparkle-shell";
const SHELL = [
  "./", "app.css", "looks.js", "app.js", "answer.js", "prose.js", "connection.js", "session.js",
  "allowance.js", "words.js", "dialogs.js", "history.js", "source.js", "materials.js", "account.js", "provider.js",
  "lib/marked.js", "lib/purify.js", "icon.svg", "sparkle.webmanifest",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isShell = ({ method, url }) => {
  const { origin, pathname } = new URL(url);
  return method === "GET" && origin === location.origin && !/^\/(api|ws|openapi|health|metrics|ops|\.well-known)\b/.test(pathname);
};

async function freshOrKept(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
    return answer;
  } catch (away) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw away;
  }
}

self.addEventListener("fetch", (event) => {
  if (isShell(event.request)) event.respondWith(freshOrKept(event.request));
});
