// A question before what is dangerous, and a line that tells what was done.

import { t } from "./words.js";

const get = (id) => document.getElementById(id);
let fading;

/**
 * Asks once.
 *
 * @param text names what will be touched
 * @param field {label, value?} of a text to be typed; absent: none
 * @return false, or true; with a field, null or the text
 */
export function ask({ text, more = "", yes, danger = false, field }) {
  const dialog = get("confirm");
  const input = get("confirm-field").querySelector("input");
  get("confirm-text").textContent = text;
  get("confirm-more").textContent = more;
  get("confirm-yes").textContent = yes;
  get("confirm-yes").className = danger ? "danger" : "main";
  get("confirm-no").textContent = t("no");
  get("confirm-field").hidden = !field;
  get("confirm-field").querySelector("span").textContent = field?.label ?? "";
  input.value = field?.value ?? "";
  dialog.returnValue = "";
  dialog.showModal();
  if (!field) get("confirm-no").focus(); // Enter alone never does what is dangerous
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const wanted = dialog.returnValue === "yes";
      resolve(field ? (wanted ? input.value.trim() : null) : wanted);
    }, { once: true });
  });
}

get("confirm").addEventListener("click", (event) => {
  if (event.target === get("confirm")) get("confirm").close();
});

/** Says what was done, or what went wrong, for some seconds. */
export function said(text, bad = false) {
  const line = get("said");
  line.textContent = text;
  line.className = bad ? "bad" : "";
  clearTimeout(fading);
  fading = setTimeout(() => { line.textContent = ""; }, bad ? 12_000 : 6000);
}
