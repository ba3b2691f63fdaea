// @ts-check
// A student's answers of all notebooks; gathered when the cell runs, and again when asked.
import {follow, h, panel, RUN_ALL, say, show, talk} from "./kit.js";

/** @import {View} from "./kit.js" */

/** @typedef {{task: string}} Item */
/** @typedef {{result: string, text?: string}} Reply */

export default panel(/** @param {View<Item, Reply, {}>} view */ ({model, signal}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const body = h("div");
  const button = h("button", {type: "button"}, "Gather again");
  const root = h("div", {class: "rtc-live rtc-portfolio"},
    h("p", {class: "rtc-prompt"}, item.task), body, button, status);
  const python = talk(model, signal, status,
    `Not gathered: Python is busy or has stopped. If this stays, ${RUN_ALL}.`);
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply);
    if (kind === "late") return;
    body.innerHTML = reply.result ?? "";   // Python escapes everything in it; see look/html.py
    (kind === "mine" ? say : show)(status, reply.text ?? "");
  });
  button.addEventListener("click", () => python.ask({}));
  return root;
});
