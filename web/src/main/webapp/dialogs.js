// Windows on the page: the side ones stand beside the conversation where there is room, and before it
// where there is not.

import { t } from "./words.js";

const get = (id) => document.getElementById(id);

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.onclick = () => button.closest("dialog").close();
}
for (const dialog of document.querySelectorAll("dialog")) {
  // a touch beside it closes it
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && dialog.matches(":modal")) dialog.close();
  });
}

/** Shows a dialog beside the conversation on a screen of that width, else before it. */
export function beside(dialog, width) {
  if (dialog.open) return;
  if (matchMedia(`(min-width: ${width}px)`).matches) dialog.show();
  else dialog.showModal();
}

/** Resolves to whether the person wants it. */
export async function confirmed(text, yes) {
  return (await asked(text, yes)) !== null;
}

/**
 * Resolves to the text typed, or to null.
 *
 * @param value what stands in the field before; absent: there is no field
 * @param type of the field
 */
export function asked(text, yes, value, type = "text") {
  const dialog = get("confirm");
  const field = get("confirm-field");
  get("confirm-text").textContent = text;
  get("confirm-yes").textContent = yes;
  field.hidden = value === undefined;
  field.querySelector("input").value = value ?? "";
  field.querySelector("input").type = type;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? field.querySelector("input").value : null);
    }, { once: true });
  });
}

/** Says in a dialog's own line what went wrong. */
export function problem(line, answer, body) {
  line.textContent = body?.detail ?? (answer ? `${answer.status}` : t("cannotBeReached"));
  line.classList.add("problem");
}

/** Hands text to the browser as a file to keep. */
export async function save(answer) {
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "sparkle";
  const address = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
