// @ts-check
// A prediction is committed once, is kept, and only then opens the result it stands beside.
import {attended, follow, h, panel, quotes, radios, say, show, talk, uid} from "./kit.js";
import {drawn, reader, repaint, wear} from "./marks.js";

/** @import {PageView} from "./article.js" */
/** @import {Option, Quote, View, Yet} from "./kit.js" */
/** @import {ChartView} from "./marks.js" */

/** @typedef {{prompt: string, options: Option[], article: PageView}} Item */

/**
 * @typedef {{
 *   answer: string, predicted: string, counted: string, text: string, feedback: string, result: ChartView | null,
 *   words: Quote[]
 * }} Reply
 */

/** @typedef {{answer: string}} Message */

/** @type {(predicted: string, counted: string) => HTMLElement} */
const versus = (predicted, counted) => h("dl", {class: "rtc-pair rtc-large", id: uid("versus")},
  ...[["You predicted", predicted], ["Counted", counted]].filter(([, text]) => text)
    .map(([term, text]) => h("div", {}, h("dt", {}, term), h("dd", {}, text))));

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const {set, chosen, mark} = radios(item.prompt, item.options);
  const status = h("p", {role: "status", class: "rtc-status"});
  const button = h("button", {type: "button", class: "rtc-go"}, "Commit my prediction");
  const form = h("div", {}, set, button, h("p", {class: "rtc-note rtc-screen"},
    "It is kept as it is, and you will see it again beside the result."));
  const prompt = h("p", {class: "rtc-prompt", hidden: true}, item.prompt);
  const result = h("section", {tabindex: "-1", "aria-label": `Result: ${item.prompt}`, hidden: true});
  const page = reader(item.article, () => model.get("reply").result);
  const root = h("div", {class: "rtc-live"}, form, prompt, status, result);
  const python = talk(model, signal, status);
  follow(model, signal, () => {
    const reply = model.get("reply"), mine = python.kind(reply) !== "other", locked = reply.answer !== undefined;
    const opens = locked && !form.hidden, here = attended(root);
    [form.hidden, prompt.hidden, result.hidden] = [locked, !locked, !locked];
    if (opens) {
      mark(reply.answer);
      const pair = versus(reply.predicted, reply.counted);
      result.setAttribute("aria-describedby", pair.id);   // read out when the result gets the focus
      result.replaceChildren(pair, h("p", {}, reply.feedback),
        ...(reply.result ? [drawn(reply.result, page.open), page.root] : []), ...quotes(reply.words));
    }
    (mine ? say : show)(status, reply.text ?? "");   // a lock is final, so a reply that comes late is shown too
    if (opens && mine && here) result.focus();   // the button that had the focus is gone
  });
  wear(signal, () => repaint(result, model.get("reply").result));
  set.addEventListener("change", () => { python.drop(); show(status, ""); });
  button.addEventListener("click", () => {
    if (!chosen()) return say(status, "Choose an answer first.");
    python.ask({answer: chosen()});
  });
  return root;
});
