// @ts-check
// Three chances are committed together, once; only then what came opens beside them, and two other ways are asked for.
// What is typed is kept in this browser tab until it is saved, so that a cell that is run again gives it back.
import {attended, DRAFT, follow, h, panel, RUN_ALL, say, show, stored, talk, uid} from "./kit.js";
import {drawn, reader, repaint, wear} from "./marks.js";

/** @import {PageView} from "./article.js" */
/** @import {View, Yet} from "./kit.js" */
/** @import {ChartView} from "./marks.js" */

/**
 * @typedef {{
 *   name: string, prompt: string, outcomes: string[], chances: string[], ways: string[], most: number,
 *   article: PageView | null
 * }} Item
 */

/**
 * @typedef {{
 *   chances: string[], ways: string[], text: string, came: string, result: ChartView | null
 * }} Reply
 */

/** @typedef {{chances: string[], ways: string[]}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status", id: uid("status")});
  const hint = h("p", {class: "rtc-note", id: uid("hint")},
    `In your own words, at most ${item.most} characters each.`);
  /** @type {<T extends HTMLSelectElement | HTMLTextAreaElement>(field: T, label: string, row: string) => HTMLElement} */
  const row = (field, label, kind) => {
    field.id = uid("field");
    field.setAttribute("aria-required", "true");
    field.setAttribute("aria-describedby", kind === "rtc-row" ? status.id : `${hint.id} ${status.id}`);
    return h("div", {class: kind}, h("label", {for: field.id}, label), field);
  };
  const chances = item.outcomes.map(() => h("select", {}, h("option", {value: ""}, "Choose"),
    ...item.chances.map((percent) => h("option", {value: percent}, `${percent} %`))));
  const ways = item.ways.map(() => h("textarea", {rows: "2"}));
  const fields = [...chances, ...ways];
  const labels = [...item.outcomes, ...item.ways];
  const button = h("button", {type: "button", class: "rtc-go"}, "Commit my estimate");
  const keep = h("button", {type: "button", class: "rtc-go"}, "Save both ways");
  const form = h("div", {}, h("fieldset", {}, h("legend", {}, item.prompt),
    ...chances.map((field, n) => row(field, item.outcomes[n], "rtc-row"))), button,
    h("p", {class: "rtc-note"}, "The three come to 100 %. Once committed, they stay as they are, and what came opens."));
  const after = h("div", {hidden: true}, h("fieldset", {}, h("legend", {}, "Now that you know"),
    ...ways.map((field, n) => row(field, item.ways[n], "rtc-field")), hint), keep);
  const prompt = h("p", {class: "rtc-prompt", hidden: true}, item.prompt);
  const result = h("section", {tabindex: "-1", "aria-label": `Result: ${item.prompt}`, hidden: true});
  const told = h("dl", {class: "rtc-pair"});
  const root = h("div", {class: "rtc-live"}, form, prompt, status, result, after, told);
  const python = talk(model, signal, status,
    `Not saved yet: Python is busy or has stopped. If this stays, ${RUN_ALL}, and press the button again; what you ` +
    "have typed will still be here.");

  const draft = DRAFT + item.name;
  const values = () => fields.map((field) => field.value);
  const typed = stored((tab) => JSON.parse(tab.getItem(draft) ?? "null"));
  if (Array.isArray(typed)) fields.forEach((field, n) => { field.value = typed[n] ?? ""; });
  const sum = () => chances.reduce((all, field) => all + Number(field.value), 0);
  root.addEventListener("input", (event) => {
    stored((tab) => tab.setItem(draft, JSON.stringify(values())));
    const chance = chances.some((field) => field === event.target);
    (chance ? say : show)(status, chance ? `Together ${sum()} %.` : "");
  });

  const page = item.article && reader(item.article, () => model.get("reply").result);
  /** @type {(labels: string[], values: string[]) => HTMLElement[]} */
  const pairs = (terms, texts) => terms.map((term, n) =>
    h("div", {}, h("dt", {}, term), h("dd", {}, texts[n] || "not asked")));
  wear(signal, () => repaint(result, model.get("reply").result));
  follow(model, signal, () => {
    const reply = model.get("reply"), mine = python.kind(reply) !== "other", locked = reply.chances !== undefined;
    const opens = locked && !form.hidden, saved = Boolean(reply.ways?.length) && !told.childElementCount;
    const here = attended(root);
    form.hidden = locked;
    prompt.hidden = result.hidden = !locked;
    if (opens || saved) python.drop();   // a lock is final, so a reply that comes late is shown too
    if (opens) {   // the one place where what came is shown
      const came = h("div");
      came.innerHTML = reply.came;   // Python escapes everything in it; see look/html.py
      result.replaceChildren(h("dl", {class: "rtc-pair rtc-large"},
        ...pairs(item.outcomes, reply.chances.map((chance) => chance && `${chance} %`))), came,
        ...(reply.result && page ? [drawn(reply.result, page.open), page.root] : []));
    }
    if (saved && reply.ways) {
      told.replaceChildren(...pairs(item.ways, reply.ways));
      stored((tab) => tab.removeItem(draft));
    }
    after.hidden = !locked || Boolean(told.childElementCount);
    (mine ? say : show)(status, reply.text ?? "");
    if ((opens || saved) && mine && here) result.focus();   // the button that had the focus is gone
  });

  /** @type {(field: HTMLElement, text: string) => void} */
  const refuse = (field, text) => {
    say(status, text);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  /** @type {(asked: (HTMLSelectElement | HTMLTextAreaElement)[]) => boolean} */
  const whole = (asked) => {
    fields.forEach((field) => field.removeAttribute("aria-invalid"));
    const missing = asked.filter((field) => !field.value.trim());
    const names = missing.map((field) => labels[fields.indexOf(field)]).join("; ");
    if (missing.length) refuse(missing[0], `Still missing: ${names}.`);
    return !missing.length;
  };
  button.addEventListener("click", () => {
    if (!whole(chances)) return;
    if (sum() !== 100) return refuse(chances[0], `Together your chances are ${sum()} %. Make them 100 %.`);
    python.ask({chances: chances.map((field) => field.value), ways: []});
  });
  keep.addEventListener("click", () => {
    if (!whole(ways)) return;
    const long = ways.find((field) => [...field.value].length > item.most);
    if (long) return refuse(long, `${labels[fields.indexOf(long)]}: ${[...long.value].length} characters are too ` +
      `many. Shorten it to ${item.most}.`);
    python.ask({chances: [], ways: ways.map((field) => field.value)});
  });
  return root;
});
