// @ts-check
// The code of a notebook's answers, to read aloud or copy, and the file of all answers, to hand in.
import {follow, h, panel, RUN_ALL, say, show, talk, uid} from "./kit.js";

/** @import {View, Yet} from "./kit.js" */

/** @typedef {{task: string, code: string, file: string}} Item */
/** @typedef {{code: string, count: string, missing: string[], text: string, file?: string}} Reply */
/** @typedef {{write: true}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const code = h("p", {class: "rtc-code", id: uid("code")});
  const copy = h("button", {type: "button", "aria-describedby": code.id}, "Copy the answer code");
  const count = h("span");
  const list = h("ul");
  const open = h("details", {}, h("summary", {}, "What is still open"), list);
  const write = h("button", {type: "button", class: "rtc-go"}, "Write the file");
  const take = h("a", {download: true, hidden: true, style: "text-decoration: underline"}, "Download");
  const row = h("div", {class: "rtc-row"}, copy, count);
  const root = h("div", {class: "rtc-live rtc-hand-in"}, h("p", {class: "rtc-prompt"}, item.task),
    code, h("p", {class: "rtc-note"}, item.code), row, open,
    h("p", {class: "rtc-note"}, item.file), h("div", {class: "rtc-row"}, write, take), status);
  const python = talk(model, signal, status,
    `Not written yet: Python is busy or has stopped. If this stays, ${RUN_ALL}.`);
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply), missing = reply.missing ?? [];
    if (kind === "late") return;
    code.hidden = row.hidden = !reply.code;
    code.textContent = reply.code ?? "";
    count.textContent = reply.count ?? "";
    list.replaceChildren(...missing.map((text) => h("li", {}, text)));
    open.hidden = !missing.length;
    const address = reply.file ? model.beside(reply.file) : null;
    take.hidden = !address;
    if (address) take.href = address;
    (kind === "mine" ? say : show)(status, reply.text ?? "");
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      say(status, `${code.textContent} is copied.`);
    } catch {   // a page that is not from this machine, or not by https, may not
      getSelection()?.selectAllChildren(code);
      say(status, "Not copied: the browser does not let it. The code is selected: press Ctrl+C, or ⌘C on a Mac.");
    }
  });
  write.addEventListener("click", () => python.ask({write: true}));
  return root;
});
