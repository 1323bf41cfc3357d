// The learner's conversations: list, search, rename, delete, save.

import { element } from "./answer.js";
import { asked, confirmed, save } from "./dialogs.js";
import { call } from "./session.js";
import { language, t } from "./words.js";

const PAUSE = 200; // ms of no typing before we search

const search = document.getElementById("search");
const list = document.getElementById("list");
const note = document.getElementById("list-note");
const more = document.getElementById("more");

/**
 * @param current tells the id of the conversation on the page, or null
 * @param open called with the id of the one to show
 * @param gone called when the one on the page was deleted
 * @param renamed called with its title when the one on the page got another
 */
export function history({ current, open, gone, renamed }) {
  let cursor = null;
  let asking = 0;

  async function load(fresh = true) {
    const mine = ++asking;
    const query = new URLSearchParams({ limit: "30" });
    if (search.value.trim()) query.set("q", search.value.trim());
    if (!fresh && cursor) query.set("cursor", cursor);
    const answer = await call("GET", `/conversations?${query}`).catch(() => null);
    if (mine !== asking) return;
    if (!answer?.ok) { note.textContent = t("cannotBeReached"); return; }
    const { items, nextCursor } = await answer.json();
    if (fresh) list.replaceChildren();
    list.append(...items.map(entry));
    cursor = nextCursor;
    more.hidden = !nextCursor;
    note.textContent = list.childElementCount ? "" : t(search.value.trim() ? "nothingFound" : "noConversations");
    mark();
  }

  function entry({ id, title, updatedAt, excerpt }) {
    const item = element("li");
    item.dataset.id = id;
    const link = element("a", "entry");
    link.href = `#c-${id}`;
    link.append(element("span", "name", title));
    link.append(element("span", "more", excerpt ?? new Date(updatedAt).toLocaleDateString(language(), { dateStyle: "medium" })));
    link.onclick = (event) => { event.preventDefault(); open(id); };
    item.append(link, menu(id, title));
    return item;
  }

  function menu(id, title) {
    const menu = element("details", "menu");
    const summary = element("summary", "", "⋯");
    summary.setAttribute("aria-label", `${t("more")}: ${title}`);
    const acts = element("div");
    for (const [key, act] of [["rename", rename], ["exportOne", take], ["delete", remove]]) {
      const button = element("button", "quiet", t(key));
      button.type = "button";
      button.onclick = () => { menu.open = false; act(id, title); };
      acts.append(button);
    }
    menu.append(summary, acts);
    menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
    return menu;
  }

  async function rename(id, before) {
    const title = (await asked(t("renameWhat"), t("rename"), before))?.trim();
    if (!title || title === before) return;
    const answer = await call("PATCH", `/conversations/${id}`, { title }).catch(() => null);
    if (!answer?.ok) { note.textContent = t("cannotBeReached"); return; }
    if (id === current()) renamed((await answer.json()).title);
    load();
  }

  async function remove(id, title) {
    if (!(await confirmed(t("deleteConversation", { title }), t("delete")))) return;
    const answer = await call("DELETE", `/conversations/${id}`).catch(() => null);
    if (!answer?.ok && answer?.status !== 404) { note.textContent = t("cannotBeReached"); return; }
    if (id === current()) gone();
    load();
  }

  async function take(id) {
    const answer = await call("GET", `/conversations/${id}/export?format=markdown`).catch(() => null);
    if (answer?.ok) save(answer);
    else note.textContent = t("cannotBeReached");
  }

  function mark() {
    for (const item of list.children) {
      const link = item.querySelector("a");
      if (item.dataset.id === current()) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  let typing = null;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(load, PAUSE);
  });
  more.addEventListener("click", () => load(false));
  return { load, mark };
}
