// @ts-check
// One choice from a short list; it is saved as soon as it is made.
import {follow, h, panel, say, show, talk, uid} from "./kit.js";

/** @import {Option, View} from "./kit.js" */

/** @typedef {{prompt: string, options: Option[]}} Item */
/** @typedef {{answer: string, text?: string}} Reply */
/** @typedef {{answer: string}} Message */

export default panel(/** @param {View<Item, Reply, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const id = uid("select");
  const select = h("select", {id}, ...item.options.map((option) => h("option", {value: option.id}, option.text)));
  const status = h("p", {role: "status", class: "rtc-status"});
  const root = h("div", {class: "rtc-live"},
    h("div", {class: "rtc-row"}, h("label", {for: id}, item.prompt), select), status);
  const python = talk(model, signal, status);
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply);
    if (kind === "late") return;
    if (reply.answer) select.value = reply.answer;
    (kind === "mine" ? say : show)(status, reply.text ?? "");
  });
  select.addEventListener("change", () => python.ask({answer: select.value}));
  return root;
});
