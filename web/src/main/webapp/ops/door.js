// The way in: for operators only.

import { h, lay } from "./dom.js";
import { enter, forget } from "./session.js";
import { t } from "./words.js";

/** Shows the door until somebody has come in. */
export function door(element, come, note = "") {
  let renew = false;
  const draw = (problem = note) => lay(element, h("form", { class: "stack card" },
    h("h1", null, "Sparkle"), h("p", { class: "soft" }, t("doorWhat")),
    h("label", null, t("email"), h("input", { name: "email", type: "email", autocomplete: "username", required: true })),
    h("label", null, t("password"), h("input", { name: "password", type: "password", autocomplete: "current-password", required: true })),
    renew && h("label", { "data-key": "renew" }, t("newPassword"), h("input", { name: "newPassword", type: "password", autocomplete: "new-password", minlength: "8", required: true }), h("small", { class: "soft" }, t("passwordRule"))),
    h("p", { class: "problem", role: "alert" }, problem),
    h("button", { class: "main" }, t("signIn")),
    h("p", { class: "soft small" }, t("firstOperator"), " ", h("code", null, "./sparkle operator create you@example.org"))));
  forget();
  draw();
  element.hidden = false;
  element.querySelector("input").focus();
  element.onsubmit = async (event) => {
    event.preventDefault();
    const { email, password, newPassword } = Object.fromEntries(new FormData(event.target));
    element.querySelector("button").disabled = true;
    const problem = await enter(email, password, newPassword).catch(() => ({ detail: t("cannotBeReached") }));
    element.querySelector("button").disabled = false;
    if (!problem) {
      element.hidden = true;
      lay(element);
      come();
      return;
    }
    renew ||= problem.code === "password_change_required";
    draw(problem.code === "not_operator" ? t("notOperator") : problem.detail);
    if (renew) element.querySelector("[name=newPassword]")?.focus();
  };
}
