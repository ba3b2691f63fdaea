// @ts-check
// A chance and exactly two other ways are committed together, once; only then the result opens beside them.
// What is typed is kept in this browser tab until then, so that a cell that is run again gives it back.
import {attended, DRAFT, follow, h, panel, RUN_ALL, say, show, stored, talk, uid} from "./kit.js";
import {drawn, reader, repaint, wear} from "./marks.js";

/** @import {PageView} from "./article.js" */
/** @import {View, Yet} from "./kit.js" */
/** @import {ChartView} from "./marks.js" */

/**
 * @typedef {{
 *   name: string, prompt: string, chances: string[], ways: string[], most: number,
 *   article: PageView | null
 * }} Item
 */

/**
 * @typedef {{
 *   chance: string, ways: string[], text: string, came: string, result: ChartView | null
 * }} Reply
 */

/** @typedef {{chance: string, ways: string[]}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status", id: uid("status")});
  const hint = h("p", {class: "rtc-note", id: uid("hint")},
    `In your own words, at most ${item.most} characters each.`);
  const chance = h("select", {}, h("option", {value: ""}, "Choose"),
    ...item.chances.map((percent) => h("option", {value: percent}, `${percent} %`)));
  const labels = ["The chance", ...item.ways];
  const fields = [chance, ...item.ways.map(() => h("textarea", {rows: "2"}))];
  fields.forEach((field) => {
    field.id = uid("field");
    field.setAttribute("aria-required", "true");
    field.setAttribute("aria-describedby", field === chance ? status.id : `${hint.id} ${status.id}`);
  });
  const button = h("button", {type: "button"}, "Commit my estimate");
  const rows = fields.map((field, n) =>
    h("div", {class: n ? "rtc-field" : "rtc-row"}, h("label", {for: field.id}, labels[n]), field));
  const form = h("div", {}, h("fieldset", {}, h("legend", {}, item.prompt), ...rows, hint), button,
    h("p", {class: "rtc-note"}, "Once committed, the estimate and both texts stay as they are. The result opens " +
      "then, and you will see all of it side by side."));
  const prompt = h("p", {hidden: true}, h("strong", {}, item.prompt));
  const result = h("section", {tabindex: "-1", "aria-label": `Result: ${item.prompt}`, hidden: true});
  const root = h("div", {class: "rtc-live"}, form, prompt, status, result);
  const python = talk(model, signal, status,
    `Not saved yet: Python is busy or has stopped. If this stays, ${RUN_ALL}, and commit again; what you have typed ` +
    "will still be here.");

  const draft = DRAFT + item.name;
  const values = () => fields.map((field) => field.value);
  const typed = stored((tab) => JSON.parse(tab.getItem(draft) ?? "null"));
  if (Array.isArray(typed)) fields.forEach((field, n) => { field.value = typed[n] ?? ""; });
  form.addEventListener("input", () => {
    stored((tab) => tab.setItem(draft, JSON.stringify(values())));
    show(status, "");
  });

  const page = item.article && reader(item.article, () => model.get("reply").result);
  /** @param {Reply} reply */
  const opened = (reply) => [   // the one place where what came is shown
    ...(reply.came || reply.result ? [h("p", {}, h("strong", {}, "What came"))] : []),
    ...(reply.came ? [h("p", {}, reply.came)] : []),
    ...(reply.result && page ? [drawn(reply.result, page.open), page.root] : []),
  ];
  wear(signal, () => repaint(result, model.get("reply").result));
  follow(model, signal, () => {
    const reply = model.get("reply"), mine = python.kind(reply) !== "other", locked = reply.chance !== undefined;
    const opens = locked && !form.hidden, here = attended(root);
    form.hidden = locked;
    prompt.hidden = result.hidden = !locked;
    if (locked) {   // a lock is final, so a reply that comes late is shown too
      python.drop();
      stored((tab) => tab.removeItem(draft));
    }
    if (opens) result.replaceChildren(h("dl", {class: "rtc-pair"},
      h("div", {class: "rtc-whole"}, h("dt", {}, "Your estimate"), h("dd", {}, `${reply.chance} %`)),
      ...item.ways.map((way, n) => h("div", {}, h("dt", {}, way), h("dd", {}, reply.ways[n])))), ...opened(reply));
    (mine ? say : show)(status, reply.text ?? "");
    if (opens && mine && here) result.focus();   // the button that had the focus is gone
  });

  /** @type {(field: HTMLElement, text: string) => void} */
  const refuse = (field, text) => {
    say(status, text);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  button.addEventListener("click", () => {
    fields.forEach((field) => field.removeAttribute("aria-invalid"));
    const missing = fields.filter((field) => !field.value.trim());
    if (missing.length)
      return refuse(missing[0], `Still missing: ${missing.map((field) => labels[fields.indexOf(field)]).join("; ")}.`);
    const long = fields.find((field) => [...field.value].length > item.most);
    if (long) return refuse(long, `${labels[fields.indexOf(long)]}: ${[...long.value].length} characters are too ` +
      `many. Shorten it to ${item.most}.`);
    const [percent, ...ways] = values();
    python.ask({chance: percent, ways});
  });
  return root;
});
