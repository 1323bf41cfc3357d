// Loaded before @portkey-ai/gateway 1.15.2, which as published listens on every interface, and on
// Node 20.20 answers each call with "TypeError: immutable": it writes into the headers of a response
// that it fetched. Neither change touches a request's way.
const net = require("net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (where, ...rest) {
  if (where && typeof where === "object" && !where.host) where = { ...where, host: "127.0.0.1" };
  else if (typeof where === "number" && typeof rest[0] !== "string") rest.unshift("127.0.0.1");
  return listen.call(this, where, ...rest);
};
const { fetch: ask, Response: Native } = globalThis;
globalThis.fetch = async (...request) => {
  const response = await ask(...request);
  const { status, statusText } = response;
  return new Native(response.body, { status, statusText, headers: new Headers(response.headers) });
};
