// @ts-check
// Vote alone, talk, vote again. Python says which stage is reached; each vote locks when it is cast.
import {attended, follow, h, panel, quotes, radios, say, show, talk, uid} from "./kit.js";

/** @import {Option, Quote, View, Yet} from "./kit.js" */

/** @typedef {{prompt: string, options: Option[]}} Item */
/** @typedef {{text: string, feedback: string}} Feedback */

/**
 * @typedef {{
 *   stage: "alone" | "talk" | "again" | "done", text: string, failed?: boolean, votes?: string[],
 *   feedback?: Feedback[], words?: Quote[]
 * }} Reply
 */

/** @typedef {{stage: "alone" | "talk" | "again", answer?: string}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const prompt = h("p", {class: "rtc-prompt"}, item.prompt);
  const result = h("section", {tabindex: "-1", "aria-label": `Two votes: ${item.prompt}`});
  const python = talk(model, signal, status);
  /** @type {(stage: "alone" | "again", word: string) => {root: HTMLElement, first: HTMLElement | null}} */
  const ballot = (stage, word) => {
    const {set, chosen} = radios(item.prompt, item.options);
    const button = h("button", {type: "button", class: "rtc-go"}, word);
    set.addEventListener("change", () => show(status, model.get("reply").text ?? ""));
    button.addEventListener("click", () => {
      if (!chosen()) return say(status, "Choose an answer first.");
      python.ask({stage, answer: chosen()});
    });
    return {root: h("div", {class: "rtc-field"}, set, button), first: set.querySelector("input")};
  };
  const talked = h("button", {type: "button", class: "rtc-go"}, "We have talked");
  const task = h("p", {id: uid("talk")}, "Talk for two minutes with the person next to you: tell each other which " +
    "words in the article made you choose, and listen for a reason that you had not thought of. Nobody there? Find the " +
    "best reason for another option.");
  const talking = h("section", {tabindex: "-1", "aria-label": "Talk", "aria-describedby": task.id}, task, talked);
  talked.addEventListener("click", () => python.ask({stage: "talk"}));
  const alone = ballot("alone", "Vote"), again = ballot("again", "Vote again");
  const stages = {alone: alone.root, talk: talking, again: again.root, done: result};
  const focus = {alone: alone.first, talk: talking, again: again.first, done: result};
  const root = h("div", {class: "rtc-live"}, prompt, alone.root, status, talking, again.root, result);
  let stage = "";

  /** @type {(when: string, text: string) => HTMLElement} */
  const vote = (when, text) => h("div", {}, h("dt", {}, when), h("dd", {}, text));
  follow(model, signal, () => {
    const reply = model.get("reply"), {stage: now = "alone", votes = [], feedback = [], words = []} = reply;
    const mine = python.kind(reply) !== "other", moved = now !== stage;
    const here = attended(root);
    stage = now;
    if (moved) {   // what is reached is on the disk, so a reply that comes late is shown too
      python.drop();
      for (const [name, node] of Object.entries(stages)) node.hidden = name !== stage;
      prompt.hidden = stage === "alone" || stage === "again";   // the radio buttons carry it there
      result.replaceChildren();
    }
    if (stage === "done") result.replaceChildren(
      h("dl", {class: "rtc-pair"}, vote("Alone", votes[0]), vote("After talking", votes[1])),
      ...feedback.map((one) => h("p", {}, h("strong", {}, one.text), h("br"), one.feedback)),
      ...quotes(words));
    (mine ? say : show)(status, reply.text ?? "");
    if (mine && moved && here) focus[now]?.focus();   // the button that had the focus is gone
  });
  return root;
});
