// An answer's words as Markdown, while they still come: only the block that grows is written anew.
// Markup in the words is shown as text; what Markdown makes of them passes DOMPurify all the same.

import { marked } from "./lib/marked.js";
import DOMPurify from "./lib/purify.js";
import { t } from "./words.js";

const MARK = /\s?\[(\d{1,3})\]/;
const UNFINISHED_MARK = /\s?(?:\[\d{0,3})?$/;

const escape = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const formula = (display) => ({ text }) => `<span class="math"${display ? ' data-display=""' : ""}>${escape(text)}</span>`;

/** $…$, \(…\), $$…$$ and \[…\]; as in pandoc, no $ beside a space or before a digit ends one. */
const MATHEMATICS = [
  {
    name: "displayedMath", level: "block",
    start: (src) => src.search(/\$\$|\\\[/),
    tokenizer(src) {
      const found = /^(?:\$\$([^]+?)\$\$|\\\[([^]+?)\\\])[ \t]*(?:\n|$)/.exec(src);
      return found ? { type: "displayedMath", raw: found[0], text: (found[1] ?? found[2]).trim() } : undefined;
    },
    renderer: formula(true),
  },
  {
    name: "math", level: "inline",
    start: (src) => src.search(/\$|\\\(/),
    tokenizer(src) {
      const found = /^(?:\$\$?(?!\s)((?:\\[^]|[^$\\\n])+?)(?<!\s)\$\$?(?!\d)|\\\(([^\n]+?)\\\))/.exec(src);
      return found ? { type: "math", raw: found[0], text: (found[1] ?? found[2]).trim() } : undefined;
    },
    renderer: formula(false),
  },
];

marked.use({
  gfm: true,
  breaks: true,
  extensions: MATHEMATICS,
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ text }) => escape(text),
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

const PURE = {
  ALLOWED_TAGS: ["p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td", "span"],
  ALLOWED_ATTR: ["href", "title", "align", "start", "class", "data-display"],
  ALLOWED_URI_REGEXP: /^https?:/i,
  RETURN_DOM_FRAGMENT: true,
};

let katex = null; // fetched with the first formula

function withKatex() {
  katex ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: "lib/katex.js" });
    script.onload = () => resolve(window.katex);
    script.onerror = () => { katex = null; reject(new Error("katex")); };
    document.head.append(script);
  });
  return katex;
}

/** MathML, which browsers draw and read out by themselves. */
function draw(span) {
  const source = span.textContent;
  withKatex().then((tex) => tex.render(source, span, {
    displayMode: "display" in span.dataset, output: "mathml", throwOnError: false, trust: false, maxExpand: 300,
  })).catch(() => { /* the formula's source stays, which is better than nothing */ });
}

export class Prose {
  #element;
  #mark;
  #blocks = [];

  /**
   * @param element holds the words
   * @param mark gives the element for [n], or null if there is no such source
   */
  constructor(element, mark) {
    this.#element = element;
    this.#mark = mark;
  }

  /** @param growing more words will come: an unfinished [n] is not shown yet */
  write(words, growing) {
    const text = growing ? words.replace(UNFINISHED_MARK, "") : words;
    const tokens = marked.lexer(text).filter(({ type }) => type !== "space" && type !== "def");
    tokens.forEach((token, i) => {
      if (this.#blocks[i]?.raw === token.raw) return;
      const fresh = this.#block(token);
      if (this.#blocks[i]) this.#blocks[i].element.replaceWith(fresh);
      else this.#element.append(fresh);
      this.#blocks[i] = { raw: token.raw, element: fresh };
    });
    this.#blocks.splice(tokens.length).forEach(({ element }) => element.remove());
  }

  /** The next time all is written anew: sources that were not there have come. */
  forget() {
    this.#blocks = [];
    this.#element.replaceChildren();
  }

  #block(token) {
    const block = document.createElement("div");
    block.className = "block";
    block.append(DOMPurify.sanitize(marked.parser([token]).trimEnd(), PURE));
    for (const link of block.querySelectorAll("a")) {
      if (!link.getAttribute("href")) link.replaceWith(...link.childNodes);
      else Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
    }
    this.#marks(block);
    block.querySelectorAll("span.math").forEach(draw);
    block.querySelectorAll("pre").forEach(copyable);
    block.querySelectorAll("table").forEach((table) => {
      const frame = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: 0 });
      table.replaceWith(frame);
      frame.append(table);
    });
    return block;
  }

  /** Each [n] outside code as a link to its source. */
  #marks(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (!MARK.test(text.data) || text.parentElement.closest("code, a, .math")) continue;
      text.replaceWith(...text.data.split(MARK).map((part, i) =>
        (i % 2 === 0 ? null : this.#mark(part)) ?? document.createTextNode(i % 2 === 0 ? part : ` [${part}]`)));
    }
  }
}

function copyable(pre) {
  pre.tabIndex = 0;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy-code quiet" });
  button.textContent = t("copyCode");
  button.onclick = async () => {
    await navigator.clipboard?.writeText(pre.querySelector("code")?.textContent ?? "");
    button.textContent = t("copied");
  };
  pre.after(button);
}
