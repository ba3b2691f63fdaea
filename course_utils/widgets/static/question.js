// @ts-check
// A question with three options; every option has its own feedback, and every check is saved first.
import {follow, h, panel, quotes, radios, say, show, talk} from "./kit.js";

/** @import {Option, Quote, View, Yet} from "./kit.js" */

/** @typedef {{prompt: string, options: Option[]}} Asked */
/** @typedef {{prompt: string, options: Option[], closed: string}} Item */
/** @typedef {{answer: string, text: string, words: Quote[], question?: Asked}} Reply */
/** @typedef {{answer: string}} Message */

/** @type {(view: View<Item, Yet<Reply>, Message>, asked: Asked) => HTMLElement[]} */
const parts = ({model, signal}, asked) => {
  const {set, chosen, mark} = radios(asked.prompt, asked.options);
  const status = h("p", {role: "status", class: "rtc-status"});
  const words = h("div");
  const button = h("button", {type: "button", class: "rtc-go"}, "Check");
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
  return [set, button, status, words];
};

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ (view) => {
  const {model, signal} = view, {closed, ...asked} = model.get("item");
  const root = h("div", {class: "rtc-live"}, ...(closed ? [h("p", {class: "rtc-note"}, closed)] : parts(view, asked)));
  if (closed) follow(model, signal, () => {
    const {question} = model.get("reply");
    if (question && !root.querySelector("fieldset")) root.replaceChildren(...parts(view, question));
  });
  return root;
});
