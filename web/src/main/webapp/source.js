// A material, opened where an answer refers to it.

import { element } from "./answer.js";
import { beside } from "./dialogs.js";
import { call } from "./session.js";
import { t } from "./words.js";

const ROOM = 1180; // px of a screen that has room for it beside the conversation

const dialog = document.getElementById("source");
const title = document.getElementById("source-title");
const text = document.getElementById("source-text");

let showing = 0;

/** @param citation as an answer has it */
export async function openSource(citation) {
  const mine = ++showing;
  title.textContent = citation.title.replace(/, section "(.*)"$/, " · $1");
  text.replaceChildren(element("p", "soft", t("retrieving")));
  beside(dialog, ROOM);
  const query = new URLSearchParams({ excerpt: citation.excerpt, limit: "12" });
  const page = await read(`/materials/${citation.materialId}/passages?${query}`);
  if (mine !== showing) return;
  if (page?.match === undefined) {
    text.replaceChildren(element("p", "soft", t("sourceGone")), element("blockquote", "", citation.excerpt));
    return;
  }
  text.replaceChildren();
  write(page, citation.materialId);
  text.querySelector("mark")?.scrollIntoView({ block: "center" });
  text.focus({ preventScroll: true });
}

async function read(path) {
  const answer = await call("GET", path).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

function write({ items, match, nextCursor }, material) {
  let heading = text.dataset.heading;
  for (const passage of items) {
    if (passage.heading && passage.heading !== heading) text.append(element("h3", "", passage.heading));
    heading = passage.heading;
    const block = element("div", "passage");
    if (passage.page) block.append(element("span", "page", t("page", { n: passage.page })));
    block.append(element(passage.ordinal === match ? "mark" : "p", "", passage.text));
    text.append(block);
  }
  if (!nextCursor) return;
  const more = element("button", "quiet", t("more"));
  more.type = "button";
  more.onclick = async () => {
    const next = await read(`/materials/${material}/passages?${new URLSearchParams({ cursor: nextCursor, limit: "20" })}`);
    if (!next) return;
    more.remove();
    write(next, material);
  };
  text.append(more);
}
