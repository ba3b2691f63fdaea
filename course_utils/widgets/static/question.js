// @ts-check
// A question with three options; every option has its own feedback, and every check is saved first.
import {follow, h, panel, quotes, radios, say, show, talk} from "./kit.js";

/** @import {Option, Quote, View, Yet} from "./kit.js" */

/** @typedef {{prompt: string, options: Option[], fold: string}} Item */
/** @typedef {{answer: string, text: string, words: Quote[]}} Reply */
/** @typedef {{answer: string}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const {set, chosen, mark} = radios(item.prompt, item.options);
  const status = h("p", {role: "status", class: "rtc-status"});
  const words = h("div");
  const button = h("button", {type: "button"}, "Check");
  const parts = [set, button, status, words];
  const root = h("div", {class: "rtc-live"}, ...(item.fold   // what an answered question tells is known already
    ? [h("details", {open: Boolean(model.get("reply").answer)}, h("summary", {}, item.fold), ...parts)] : parts));
  const python = talk(model, signal, status);
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply);
    if (kind === "late") return;
    if (kind === "mine" && reply.failed) return say(status, reply.text ?? "");   // the mark stays
    if (reply.answer) mark(reply.answer);
    words.replaceChildren(...quotes(reply.words ?? []));
    (kind === "mine" ? say : show)(status, reply.text ?? "");
  });
  set.addEventListener("change", () => { python.drop(); show(status, ""); words.replaceChildren(); });
  button.addEventListener("click", () => {
    if (!chosen()) return say(status, "Choose an answer first.");
    python.ask({answer: chosen()});
  });
  return root;
});
