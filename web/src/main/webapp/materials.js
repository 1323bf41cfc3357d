// What answers are taken from: hand files in, see how far they are, remove them.

import { element } from "./answer.js";
import { confirmed, problem } from "./dialogs.js";
import { account, bearer, call } from "./session.js";
import { t } from "./words.js";

const LOOK_AGAIN = 1000; // ms

const dialog = document.getElementById("materials");
const list = document.getElementById("material-list");
const note = document.getElementById("materials-note");
const drop = document.getElementById("drop");
const file = document.getElementById("file");

export function openMaterials() {
  dialog.showModal();
  note.textContent = "";
  load();
}

async function load() {
  const answer = await call("GET", "/materials?limit=100").catch(() => null);
  if (!answer?.ok) { problem(note, answer); return; }
  const { items } = await answer.json();
  list.replaceChildren(...items.map(entry));
  if (items.length === 0) note.textContent = t("noMaterials");
  if (dialog.open && items.some(unsettled)) setTimeout(load, LOOK_AGAIN);
}

const unsettled = ({ status }) => status === "queued" || status === "ingesting";

function entry(material) {
  const item = element("li");
  const { id, title, status, progress, chunks, mine, audience, error } = material;
  item.append(element("span", "name", title));
  const words = status === "ready"
    ? [t("passages", { n: chunks }), t(mine ? "mine" : audience === "everyone" ? "forAll" : "fromClass")].join(" · ")
    : [t(status), error?.message].filter(Boolean).join(": ");
  item.append(element("span", status === "failed" ? "more problem" : "more", words));
  if (unsettled(material)) item.append(bar(title, progress));
  if (mine && account()?.roles?.includes("teacher")) {
    const share = element("button", "quiet", t("share"));
    share.type = "button";
    share.setAttribute("aria-label", `${t("share")}: ${title}`);
    share.onclick = async () => { share.replaceWith(await shares(id, title)); };
    item.append(share);
  }
  if (mine) {
    const remove = element("button", "quiet", t("delete"));
    remove.type = "button";
    remove.setAttribute("aria-label", `${t("delete")}: ${title}`);
    remove.onclick = async () => {
      if (!(await confirmed(t("deleteMaterial", { title }), t("delete")))) return;
      const answer = await call("DELETE", `/materials/${id}`).catch(() => null);
      if (!answer?.ok) problem(note, answer, await answer?.json().catch(() => null));
      load();
    };
    item.append(remove);
  }
  return item;
}

/** A teacher's classes, each with whether it may use the material. */
async function shares(material, title) {
  const set = element("fieldset", "shares");
  set.append(element("legend", "more", t("shareWith", { title })));
  const answer = await call("GET", "/classes").catch(() => null);
  const taught = answer?.ok ? (await answer.json()).items.filter(({ part }) => part === "teacher") : [];
  if (taught.length === 0) set.append(element("p", "more", t("noOwnClasses")));
  for (const { id, name } of taught) {
    const path = `/classes/${id}/materials`;
    const shared = await call("GET", path).then((found) => found.json()).catch(() => ({ items: [] }));
    const row = element("label");
    const box = Object.assign(element("input"), {
      type: "checkbox", checked: shared.items.some((one) => one.id === material),
    });
    box.onchange = async () => {
      const done = await call(box.checked ? "PUT" : "DELETE", `${path}/${material}`).catch(() => null);
      if (done?.ok) return;
      box.checked = !box.checked;
      problem(note, done, await done?.json().catch(() => null));
    };
    row.append(box, element("span", "", name));
    set.append(row);
  }
  return set;
}

function bar(name, value) {
  const made = element("progress");
  made.max = 1;
  made.value = value;
  made.setAttribute("aria-label", name);
  return made;
}

/** By XMLHttpRequest, since fetch does not tell how far an upload is. */
async function upload(chosen) {
  const item = element("li");
  const progress = bar(chosen.name, 0);
  item.append(element("span", "name", chosen.name), element("span", "more", t("uploading")), progress);
  list.prepend(item);
  const form = new FormData();
  form.append("file", chosen);
  const request = new XMLHttpRequest();
  request.open("POST", "/api/v1/materials");
  request.setRequestHeader("Authorization", await bearer());
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => { progress.value = loaded / total; };
  const answer = await new Promise((resolve) => {
    request.onload = () => resolve({ ok: request.status < 300, status: request.status, body: request.response });
    request.onerror = () => resolve(null);
    request.send(form);
  });
  if (answer?.ok) return;
  item.remove();
  problem(note, answer, answer?.body && { detail: `${chosen.name}: ${answer.body.detail}` });
}

async function take(files) {
  note.textContent = "";
  note.classList.remove("problem");
  for (const each of files) await upload(each);
  load();
}

file.addEventListener("change", () => { take([...file.files]); file.value = ""; });
drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take([...event.dataTransfer.files]);
});
