// A question and its answer on the page. Whatever comes from outside is set as text, never as markup.

import { Prose } from "./prose.js";
import { t } from "./words.js";

const ENDS = { stopped: "stopped", failed: "interrupted", blocked: "declined" };
const VERDICTS = { "✓": "right", "◐": "partly", "✗": "wrong" }; // how a graded quiz answer begins
const SENTENCE = /[^]*?(?:[.!?]+["”’)]*(?=\s)|[。！？]+["”’）」]*|\n)/y;
const ICONS = {
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  again: "M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4",
  edit: "M5 19l.8-3.800L16 5l3 3L8.800 18.200z",
  up: "M7 11v9H4v-9zM7 12l4-8c1.500 0 2.300 1 2 2.500L12.500 10H18c1.500 0 2.200 1.200 1.800 2.500l-1.600 5.800c-.3 1-1 1.700-2.200 1.700H7",
  down: "M17 13V4h3v9zM17 12l-4 8c-1.500 0-2.300-1-2-2.500l.5-3.500H6c-1.500 0-2.200-1.200-1.800-2.500l1.600-5.800C6.100 4.700 6.800 4 8 4h9",
};

const conversation = document.getElementById("conversation");
const announcer = document.getElementById("announcer");

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A small button with a drawing on it. */
export function iconButton(icon, label, act) {
  const button = element("button", "icon small");
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[icon] ?? icon);
  svg.append(path);
  button.append(svg);
  button.onclick = act;
  return button;
}

export class Answer {
  /** How far it has come, for whoever follows it. */
  running = true;
  seq = 0;
  generationId = null;
  messageId = null; // of the question
  answerId = null;
  stopWanted = false;
  retrying = false;

  #words = "";
  #announced = 0;
  #masked = new Map();
  #note = "";
  #does;
  #question;
  #section = element("section", "answer running");
  #verdict = element("p", "verdict");
  #text = element("div", "text");
  #state = element("p", "state", t("checking"));
  #citations = element("ul", "citations");
  #acts = element("div", "acts");
  #prose = new Prose(this.#text, (n) => this.#link(n));

  /**
   * @param id the client's own id of the question
   * @param does what can be done with it: open(citation), again(answer), edit(answer), rate(answer, rating)
   * @param first whether it goes to the top at once; restored ones do not
   */
  constructor(id, question, does = {}, frame = {}) {
    this.id = id;
    this.question = question;
    this.frame = frame;
    this.#does = does;
    this.#verdict.hidden = true;
    this.#section.append(this.#verdict, this.#text, this.#state, this.#citations, this.#acts);
    this.#question = element("div", "question");
    this.#question.append(element("div", "words", question));
    if (does.edit) this.#question.append(iconButton("edit", t("edit"), () => does.edit(this)));
    this.#open();
  }

  /** Puts the question to the top, with room below: the answer grows there and moves nothing. */
  #open() {
    conversation.querySelector(".latest")?.classList.remove("latest");
    this.#section.classList.add("latest");
    conversation.append(this.#question, this.#section);
    this.#question.scrollIntoView({ block: "start" });
  }

  /** Takes it off the page. */
  remove() {
    this.#question.remove();
    this.#section.remove();
  }

  /** @param note a sentence that says so, if it is not the usual model that answers */
  status(state, note) {
    if (note && !this.#note) announcer.append(element("p", "", note));
    this.#note = note ?? this.#note;
    this.#state.textContent = this.#note || (state === "generating" ? "" : t(state));
  }

  say(words) {
    this.#words += words;
    this.#write();
    this.#announce();
  }

  /** Something was left out of the words, and its place says so; the end sums it up. */
  mask(kind, count) {
    this.#masked.set(kind, (this.#masked.get(kind) ?? 0) + count);
  }

  cite(citations) {
    this.#citations.replaceChildren(...citations.map((citation) => this.#card(citation)));
    if (this.#words) {
      this.#prose.forget();
      this.#write();
    }
  }

  /** Shows what was kept of it: the same as if it had been heard. */
  show({ id, text, citations, outcome, rating }) {
    this.answerId = id;
    this.cite(citations ?? []);
    this.#words = text;
    this.#write();
    this.#announced = this.#plain().length;
    this.end(ENDS[outcome] && t(ENDS[outcome]));
    if (rating) this.rated(rating);
  }

  end(note = "") {
    this.running = false;
    this.#section.classList.remove("running");
    this.#write();
    const list = [...this.#masked].map(([kind, count]) => `${count} × ${kind.replaceAll("_", " ")}`).join(", ");
    if (list) note = [note, t("leftOut", { list })].filter(Boolean).join(" ");
    this.#state.textContent = [this.#note, note].filter(Boolean).join(" ");
    this.#offer();
    this.#announce(true);
  }

  /** The tutor's own words for why there is no answer: kind ones, and no error. */
  decline(words) {
    this.end(words);
    this.#state.classList.add("declined");
  }

  /** @param again called if the learner wants to ask once more; absent: it would not help */
  fail(message, again) {
    this.end(message);
    this.#state.classList.add("problem");
    if (again) {
      const button = element("button", "again", t("askAgain"));
      button.type = "button";
      button.onclick = () => { button.remove(); again(); };
      this.#section.append(button);
    }
  }

  /** What can be done with an answer that is there. */
  #offer() {
    const { again, rate } = this.#does;
    this.#acts.replaceChildren();
    if (!this.#words) return;
    this.#acts.append(iconButton("copy", t("copy"), (event) => this.#copy(event.currentTarget)));
    if (again) this.#acts.append(iconButton("again", t("regenerate"), () => again(this)));
    if (rate && this.answerId) {
      for (const [rating, label] of [["up", "good"], ["down", "bad"]]) {
        const button = iconButton(rating, t(label), () => { this.rated(rating); rate(this, rating); });
        button.dataset.rating = rating;
        button.setAttribute("aria-pressed", "false");
        this.#acts.append(button);
      }
    }
  }

  /** Where a question or an answer has other versions: a way to them. */
  versions(of, { id, versions = [] }) {
    if (versions.length < 2) return;
    const at = versions.indexOf(id);
    const row = element("span", "versions");
    const step = (to, icon, label) => {
      const button = iconButton(icon, t(label), () => this.#does.turn(versions[to]));
      button.disabled = to < 0 || to >= versions.length;
      return button;
    };
    const count = element("span", "", `${at + 1}/${versions.length}`);
    count.setAttribute("aria-label", t("version", { n: at + 1, all: versions.length }));
    count.setAttribute("role", "img");
    row.append(step(at - 1, "M14 6l-6 6 6 6", "olderAnswer"), count, step(at + 1, "M10 6l6 6-6 6", "newerAnswer"));
    if (of === "question") this.#question.append(row);
    else this.#acts.prepend(row);
  }

  rated(rating) {
    for (const button of this.#acts.querySelectorAll("[data-rating]")) {
      button.setAttribute("aria-pressed", String(button.dataset.rating === rating));
    }
  }

  async #copy(button) {
    await navigator.clipboard?.writeText(this.#words);
    button.title = t("copied");
    announcer.append(element("p", "", t("copied")));
  }

  /** A citation; it shows once the answer refers to it. */
  #card(citation) {
    const { ref, title, page, excerpt } = citation;
    const [, material, section] = /^(.*), section "(.*)"$/.exec(title) ?? [null, title, null];
    const place = [section && material, page && t("page", { n: page })].filter(Boolean).join(" · ");
    const summary = element("summary");
    summary.append(element("span", "number", ref), element("span", "name", section ?? material));
    if (place) summary.append(element("span", "place", place));
    const details = element("details");
    details.id = `${this.id}-${ref}`;
    details.append(summary, element("blockquote", "", excerpt));
    if (this.#does.open) {
      const open = element("button", "open quiet", t("open"));
      open.type = "button";
      open.setAttribute("aria-label", `${t("open")}: ${section ?? material}`);
      open.onclick = () => this.#does.open(citation);
      details.append(open);
    }
    const item = element("li");
    item.dataset.ref = ref;
    item.hidden = true;
    item.append(details);
    return item;
  }

  /** A mark of the text as a link to its citation; null if there is none. */
  #link(n) {
    const item = this.#citations.querySelector(`[data-ref="${n}"]`);
    if (!item) return null;
    item.hidden = false;
    const link = element("a", "ref", n);
    link.href = `#${this.id}-${n}`;
    link.setAttribute("aria-label", t("source", { n }));
    link.onclick = (event) => {
      event.preventDefault();
      item.firstElementChild.open = true;
      item.querySelector("summary").focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest" });
    };
    return link;
  }

  #write() {
    const judged = this.verdict;
    if (judged) {
      this.#verdict.hidden = false;
      this.#verdict.dataset.verdict = judged;
      this.#verdict.textContent = `${this.#words[0]} ${t(judged)}`;
    }
    this.#prose.write(judged ? this.#words.slice(1).trimStart() : this.#words, this.running);
  }

  /** How a quiz answer was judged: right, partly or wrong; undefined if it was not. */
  get verdict() {
    return VERDICTS[this.#words[0]];
  }

  /** The words as they are read, without the marks of sources. */
  #plain() {
    const copy = this.#text.cloneNode(true);
    copy.querySelectorAll("a.ref, button").forEach((mark) => mark.remove());
    return [...copy.children].map((block) => block.textContent.trim()).join("\n");
  }

  /** Hands whole sentences to screen readers, which would stumble over words that still come. */
  #announce(all = false) {
    const plain = this.#plain();
    for (const sentence of this.#sentences(plain, all)) announcer.append(element("p", "", sentence));
    while (announcer.childElementCount > 20) announcer.firstElementChild.remove();
  }

  #sentences(plain, all) {
    const found = [];
    SENTENCE.lastIndex = this.#announced;
    for (let match; (match = SENTENCE.exec(plain)); this.#announced = SENTENCE.lastIndex) {
      if (match[0].trim()) found.push(match[0].trim());
    }
    if (all) {
      const rest = plain.slice(this.#announced).trim();
      if (rest) found.push(rest);
      this.#announced = plain.length;
    }
    return found;
  }
}
