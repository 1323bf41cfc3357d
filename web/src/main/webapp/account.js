// Who asks: a guest who may keep his account, or somebody who is signed in.

import { element } from "./answer.js";
import { asked, confirmed, save } from "./dialogs.js";
import { providers, signInWith } from "./provider.js";
import { account, call, enter, leave, refreshToken } from "./session.js";
import { t } from "./words.js";

const dialog = document.getElementById("account");
const heading = document.getElementById("account-title");
const body = document.getElementById("account-body");
const who = document.getElementById("who");

/** Says in the menu who asks here. */
export function nameAccount() {
  const known = account();
  who.textContent = !known || known.guest ? t("guest") : known.displayName;
}

addEventListener("sparkle.account", nameAccount);

addEventListener("sparkle.door", () => {
  if (dialog.open) return;
  showDoor("login");
  dialog.showModal();
});

export function openAccount() {
  const known = account();
  if (!known || known.guest) showDoor("register");
  else showSignedIn(known);
  if (!dialog.open) dialog.showModal();
}

function form(fields, yes, act) {
  const made = element("form", "stack");
  const line = element("p", "problem");
  line.setAttribute("role", "alert");
  for (const { name, label, type, autocomplete, minLength, note, optional } of fields) {
    const row = element("label");
    row.append(element("span", "", label));
    const input = Object.assign(element("input"), { name, type, autocomplete, required: !optional });
    if (minLength) input.minLength = minLength;
    row.append(input);
    if (note) row.append(element("small", "soft", note));
    made.append(row);
  }
  const button = element("button", "main", yes);
  made.append(line, button);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    line.textContent = "";
    const said = await act(Object.fromEntries(new FormData(made)))
      .catch(() => t("cannotBeReached"));
    button.disabled = false;
    if (said) line.textContent = said;
  });
  return made;
}

const EMAIL = () => ({ name: "email", label: t("email"), type: "email", autocomplete: "username" });
const told = async (answer) => (await answer.json().catch(() => ({}))).detail ?? `${answer.status}`;

function link(text, act) {
  const made = element("button", "quiet", text);
  made.type = "button";
  made.onclick = act;
  return made;
}

/** @param which register, login, renew (a password that somebody else chose) or reset */
function showDoor(which) {
  const password = { name: "password", label: t("password"), type: "password" };
  const doors = {
    register: () => [
      element("p", "soft", t("registerWhy")),
      form([EMAIL(), { ...password, autocomplete: "new-password", minLength: 8, note: t("passwordRule") },
        { name: "displayName", label: t("name"), type: "text", autocomplete: "name", optional: true }],
      t("register"), async ({ displayName, ...rest }) => {
        const answer = await enter("/auth/register", { ...rest, ...(displayName && { displayName }) });
        if (!answer.ok) return told(answer);
        nameAccount();
        return openAccount();
      }),
      link(t("haveAccount"), () => showDoor("login")),
    ],
    login: () => [
      element("p", "soft", t("signInLeaves")),
      form([EMAIL(), { ...password, autocomplete: "current-password" },
        ...(which === "renew" ? [{ ...password, name: "newPassword", label: t("newPassword"), autocomplete: "new-password", minLength: 8, note: t("passwordRule") }] : [])],
      t("signIn"), async (entered) => {
        const answer = await enter("/auth/login", entered);
        if (answer.ok) return location.assign("./");
        const problem = await answer.json().catch(() => ({}));
        if (problem.code === "password_change_required" && which !== "renew") return showDoor("renew");
        return problem.detail ?? `${answer.status}`;
      }),
      link(t("forgotten"), () => showDoor("reset")),
    ],
    reset: () => [
      form([EMAIL()], t("forgotten"), async (entered) => {
        const answer = await call("POST", "/auth/reset-request", entered);
        return answer.ok ? t("resetSent") : told(answer);
      }),
      link(t("haveAccount"), () => showDoor("login")),
    ],
  };
  heading.textContent = t(which === "register" ? "register" : "signIn");
  const ways = element("div", "choices");
  body.replaceChildren(...doors[which === "renew" ? "login" : which](), ways, ...taking());
  if (which !== "reset") {
    providers().then((offers) => ways.append(...offers.map((offer) =>
      link(t("signInWith", { name: offer.name }), () => signInWith(offer)))));
  }
}

/** What anybody may do with his own. */
function taking() {
  const row = element("div", "choices");
  row.append(element("span", "", t("exportAll")));
  for (const format of ["markdown", "json"]) {
    row.append(link(t(format), async () => {
      const answer = await call("GET", `/conversations/export?format=${format}`).catch(() => null);
      if (answer?.ok) save(answer);
    }));
  }
  return [element("hr"), row];
}

function showSignedIn({ displayName }) {
  heading.textContent = t("account");
  const out = element("div", "choices");
  out.append(
    link(t("signOut"), () => goOut(false)),
    link(t("signOutAll"), () => goOut(true)),
  );
  const line = element("p", "problem");
  line.setAttribute("role", "alert");
  const remove = link(t("deleteAccount"), async () => {
    const password = await asked(t("deleteAccountWhat"), t("deleteAccount"), "", "password");
    if (password === null) return;
    const answer = await call("DELETE", "/account", password ? { password } : {}).catch(() => null);
    if (answer?.ok) { leave(); location.assign("./"); return; }
    line.textContent = answer ? await told(answer) : t("cannotBeReached");
  });
  remove.classList.add("problem");
  const classes = element("section");
  body.replaceChildren(element("p", "", t("signedInAs", { name: displayName })), out, element("hr"), classes,
    ...taking(), element("hr"), remove, line);
  showClasses(classes);
}

/** The classes that somebody is in; teachers make some, learners join by a code. */
async function showClasses(section) {
  const line = element("p", "problem");
  line.setAttribute("role", "alert");
  const act = async (method, path, sent) => {
    const answer = await call(method, path, sent).catch(() => null);
    if (answer?.ok) showClasses(section);
    else line.textContent = answer ? await told(answer) : t("cannotBeReached");
  };
  const answer = await call("GET", "/classes").catch(() => null);
  const items = answer?.ok ? (await answer.json()).items : [];
  const list = element("ul", "classes");
  for (const { id, name, part, learners, joinCode } of items) {
    const item = element("li");
    item.append(element("span", "name", name), element("span", "more",
      [t(`part_${part}`), t("learners", { n: learners }), joinCode && `${t("classCode")}: ${joinCode}`].filter(Boolean).join(" · ")));
    if (part !== "teacher") {
      item.append(link(t("leave"), async () => {
        if (await confirmed(t("leaveClass", { title: name }), t("leave"))) act("POST", `/classes/${id}/leave`);
      }));
    }
    list.append(item);
  }
  const join = element("form", "choices");
  const code = Object.assign(element("input"), { type: "text", required: true, maxLength: 32, autocomplete: "off" });
  code.setAttribute("aria-label", t("classCode"));
  code.placeholder = t("classCode");
  join.append(code, element("button", "", t("joinClass")));
  join.addEventListener("submit", (event) => { event.preventDefault(); act("POST", "/classes/join", { code: code.value.trim() }); });
  section.replaceChildren(element("h3", "", t("classes")), items.length ? list : element("p", "soft", t("noClasses")), join, line);
  if (account()?.roles?.includes("teacher")) {
    section.append(link(t("newClass"), async () => {
      const name = (await asked(t("className"), t("newClass"), ""))?.trim();
      if (name) act("POST", "/classes", { name });
    }));
  }
}

async function goOut(everywhere) {
  await call("POST", "/auth/logout", { refreshToken: refreshToken(), everywhere }).catch(() => null);
  leave();
  location.assign("./");
}
