// A question and its answer on the page. Whatever comes from outside is set as text, never as markup.

const STATES = {
  checking: "checking…",
  retrieving: "looking in the material…",
  thinking: "thinking…",
  generating: "",
};
const ENDS = {
  stopped: "stopped",
  failed: "The answer was interrupted.",
  blocked: "This was not answered.",
};
const MARK = /\s?\[(\d{1,2})\]/;
const UNFINISHED_MARK = /\s?(?:\[\d{0,2})?$/;
const SENTENCE = /[^]*?(?:[.!?]+["”’)]*(?=\s)|[。！？]+["”’）」]*|\n)/y;

const conversation = document.getElementById("conversation");
const announcer = document.getElementById("announcer");

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export class Answer {
  /** How far it has come, for whoever follows it. */
  running = true;
  seq = 0;
  generationId = null;
  messageId = null;
  stopWanted = false;

  #words = "";
  #announced = 0;
  #masked = new Map();
  #note = "";
  #section = element("section", "answer running");
  #text = element("div", "text");
  #state = element("p", "state", STATES.checking);
  #citations = element("ul", "citations");

  /** @param id the client's own id of the question */
  constructor(id, question) {
    this.id = id;
    this.question = question;
    this.#section.append(this.#text, this.#state, this.#citations);
    this.#open(element("div", "question", question));
  }

  /** Puts the question to the top, with room below: the answer grows there and moves nothing. */
  #open(question) {
    conversation.querySelector(".latest")?.classList.remove("latest");
    this.#section.classList.add("latest");
    conversation.append(question, this.#section);
    question.scrollIntoView({ block: "start" });
  }

  /** @param note a sentence that says so, if it is not the usual model that answers */
  status(state, note) {
    if (note && !this.#note) announcer.append(element("p", "", note));
    this.#note = note ?? this.#note;
    this.#state.textContent = this.#note || (STATES[state] ?? "");
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
  }

  /** Shows what was kept of it: the same as if it had been heard. */
  show({ text, citations, outcome }) {
    this.cite(citations ?? []);
    this.#words = text;
    this.#announced = text.length;
    this.#write();
    this.end(ENDS[outcome]);
  }

  end(note = "") {
    this.running = false;
    this.#section.classList.remove("running");
    this.#write();
    const hidden = [...this.#masked].map(([kind, count]) => `${count} × ${kind.replaceAll("_", " ")}`);
    if (hidden.length) note = [note, `Left out for safety: ${hidden.join(", ")}.`].filter(Boolean).join(" ");
    this.#state.textContent = [this.#note, note].filter(Boolean).join(" ");
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
      const button = element("button", "again", "Ask again");
      button.type = "button";
      button.onclick = () => { button.remove(); again(); };
      this.#section.append(button);
    }
  }

  /** A citation; it shows once the answer refers to it. */
  #card({ ref, title, page, excerpt }) {
    const [, material, section] = /^(.*), section "(.*)"$/.exec(title) ?? [null, title, null];
    const place = [section && material, page && `p. ${page}`].filter(Boolean).join(" · ");
    const summary = element("summary");
    summary.append(element("span", "number", ref), element("span", "name", section ?? material));
    if (place) summary.append(element("span", "place", place));
    const details = element("details");
    details.id = `${this.id}-${ref}`;
    details.append(summary, element("blockquote", "", excerpt));
    const item = element("li");
    item.dataset.ref = ref;
    item.hidden = true;
    item.append(details);
    return item;
  }

  /** Writes the words anew, each [n] as a link to its citation, and none by halves. */
  #write() {
    const words = this.running ? this.#words.replace(UNFINISHED_MARK, "") : this.#words;
    this.#text.replaceChildren(...words.split(MARK).map((part, i) => {
      if (i % 2 === 0) return document.createTextNode(part);
      const item = this.#citations.querySelector(`[data-ref="${part}"]`);
      if (!item) return document.createTextNode(` [${part}]`);
      item.hidden = false;
      const link = element("a", "ref", part);
      link.href = `#${this.id}-${part}`;
      link.setAttribute("aria-label", `source ${part}`);
      link.onclick = (event) => {
        event.preventDefault();
        item.firstElementChild.open = true;
        item.querySelector("summary").focus({ preventScroll: true });
        item.scrollIntoView({ block: "nearest" });
      };
      return link;
    }));
  }

  /** Hands whole sentences to screen readers, which would stumble over words that still come. */
  #announce(all = false) {
    for (const sentence of this.#sentences(all)) {
      announcer.append(element("p", "", sentence.replaceAll(/\s?\[\d{1,2}\]/g, "")));
    }
    while (announcer.childElementCount > 20) announcer.firstElementChild.remove();
  }

  #sentences(all) {
    const found = [];
    SENTENCE.lastIndex = this.#announced;
    for (let match; (match = SENTENCE.exec(this.#words)); this.#announced = SENTENCE.lastIndex) {
      if (match[0].trim()) found.push(match[0].trim());
    }
    if (all) {
      const rest = this.#words.slice(this.#announced).trim();
      if (rest) found.push(rest);
      this.#announced = this.#words.length;
    }
    return found;
  }
}
