// What is looked at stands in the address: #/tasks/ID?state=dead. So it can be sent to somebody.

/** {place, id, query} of the address now. */
export function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [place, ...id] = path.split("/");
  return {
    place: place || "overview",
    id: id.length > 0 ? decodeURIComponent(id.join("/")) : null,
    query: Object.fromEntries(new URLSearchParams(query ?? "")),
  };
}

/** The address of a place. */
export function to(place, id, query = {}) {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ""));
  return `#/${place === "overview" && !id ? "" : place}${id ? `/${encodeURIComponent(id)}` : ""}${given.size ? `?${given}` : ""}`;
}

/** Changes parts of what is looked at; typing in a filter leaves no trail of pages behind. */
export function change(query, { replace = false, id } = {}) {
  const now = route();
  const next = to(now.place, id === undefined ? now.id : id, { ...now.query, ...query });
  if (replace) {
    history.replaceState(null, "", next);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = next;
  }
}
