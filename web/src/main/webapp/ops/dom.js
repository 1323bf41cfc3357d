// Views are made anew with each look and then laid over what stands there: what has not changed stays
// the same element, so that nothing flickers, and focus, scrolling and open parts are left alone.

const SVG = "http://www.w3.org/2000/svg";

/** An element; what comes from outside only ever becomes text or an attribute. */
export function h(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...flat(children));
  return made;
}

const flat = (children) => children.flat(Infinity)
  .filter((child) => child !== null && child !== undefined && child !== false)
  .map((child) => (child instanceof Node ? child : document.createTextNode(child)));

/** A line drawing of 24 × 24. */
export function icon(path) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

/** A small line of values without axes; null values leave a gap. */
export function sparkline(values) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 100 24");
  made.setAttribute("preserveAspectRatio", "none");
  made.setAttribute("class", "spark");
  made.setAttribute("aria-hidden", "true");
  const most = Math.max(1e-9, ...values.map((value) => value ?? 0));
  let path = "";
  let gap = true;
  values.forEach((value, i) => {
    if (value === null || value === undefined) { gap = true; return; }
    const x = ((i / Math.max(1, values.length - 1)) * 100).toFixed(1);
    path += `${gap ? "M" : "L"}${x} ${(22 - (value / most) * 20).toFixed(1)}`;
    gap = false;
  });
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path || "M0 22");
  made.append(line);
  return made;
}

/** Makes the children of an element what they shall be; elements with data-key are known again. */
export function lay(into, ...children) {
  patch(into, flat(children));
}

const keyOf = (node) => node.dataset?.key;
const alike = (old, fresh) => old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName
  && keyOf(old) === keyOf(fresh);

function patch(parent, wanted) {
  const known = new Map();
  for (const child of parent.children) if (keyOf(child)) known.set(keyOf(child), child);
  let at = parent.firstChild;
  for (const fresh of wanted) {
    const named = keyOf(fresh) && known.get(keyOf(fresh));
    const old = named && alike(named, fresh) ? named : at && alike(at, fresh) && !keyOf(fresh) ? at : null;
    if (!old) {
      parent.insertBefore(fresh, at);
      settle(fresh);
      continue;
    }
    if (old === at) at = at.nextSibling;
    else parent.insertBefore(old, at);
    update(old, fresh);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function update(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  const was = old.dataset.value;
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open" && !("keep" in old.dataset)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && name !== "open") old.setAttribute(name, value);
  }
  if ("keep" in fresh.dataset) return; // somebody else draws in it
  patch(old, [...fresh.childNodes]);
  // what somebody has typed stays, until what is behind it changes
  if (fresh.dataset.value !== undefined && fresh.dataset.value !== was && old !== document.activeElement) old.value = fresh.dataset.value;
}

/** What is new gets the values that attributes cannot give it. */
function settle(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const field of [node, ...node.querySelectorAll("[data-value]")]) {
    if (field.dataset.value !== undefined) field.value = field.dataset.value;
  }
}
