// @ts-check
// Rows to sort into classes: a number key chooses one and goes on. Every choice is sent at once, together with
// those that Python has not yet said to be on the disk, so that none is lost where one message fails.
import {AGAIN, attended, digit, follow, h, LOST, panel, radios, say, show, talk, uid} from "./kit.js";

/** @import {View, Yet} from "./kit.js" */

/** @typedef {{id: string, text: string, meaning: string}} CategoryView */
/** @typedef {{id: string, text: string, where: string, quoted: boolean}} RowView */

/**
 * @typedef {{
 *   task: string, unit: [string, string], categories: CategoryView[], rows: RowView[]
 * }} Item
 */

/** @typedef {{sorted: Record<string, string>, text: string, result?: string}} Reply */
/** @typedef {{sorted: Record<string, string>, compare?: boolean}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item"), [unit] = item.unit;
  // row -> class: chosen in this view, and not yet seen on the disk
  const open = /** @type {Map<string, string>} */ (new Map());
  let since = /** @type {number | null} */ (null);   // when the first choice was made that Python has not answered
  let comparing = false;
  const status = h("p", {role: "status", class: "rtc-status"});
  const rows = item.rows.map((row) => {
    const kept = h("span", {class: "rtc-kept", "aria-hidden": "true"});
    const where = h("span", {class: "rtc-where"}, row.where);
    const legend = row.quoted ? h("span", {}, where, " ", h("span", {class: "rtc-words"}, row.text)) :
      h("span", {}, row.text, " ", where);
    const options = item.categories.map((one, n) => ({id: one.id, text: `${n + 1} ${one.text}`}));
    const group = radios(legend, options, true);
    group.set.append(kept);
    return {id: row.id, kept, beside: h("div", {class: "rtc-beside"}), ...group};
  });
  const button = h("button", {type: "button", class: "rtc-go"}, "Compare with the reading");
  const old = h("p", {class: "rtc-note", hidden: true},
    "You have changed a choice since: compare again to see it here.");
  const body = h("div");
  const result = h("section", {tabindex: "-1", "aria-label": "Comparison with the reading", hidden: true}, old, body);

  const chosen = () => rows.filter((row) => row.chosen()).length;
  const label = () => rows.forEach((row) => {
    row.kept.textContent = open.has(row.id) ? "not saved yet" : row.chosen() ? "saved" : "";
  });
  const ask = () => python.ask({sorted: Object.fromEntries(open), ...(comparing && {compare: true})});
  /** @param {typeof rows[number]} row */
  const choose = (row) => {
    open.set(row.id, row.chosen());
    row.beside.replaceChildren();
    comparing = false;
    old.hidden = false;
    label();
    since ??= performance.now();
    if (performance.now() - since < 3000) show(status, `${chosen()} of ${rows.length} sorted. Saving…`);
    else if (status.textContent !== LOST) say(status, LOST);   // each new choice would else put it off
    ask();
  };
  const compare = () => {
    if (!chosen()) return say(status, `Nothing is sorted yet: choose for at least one ${unit} first.`);
    comparing = true;
    ask();
  };

  const python = talk(model, signal, status);
  const root = h("div", {class: "rtc-live rtc-sorting"},
    h("p", {class: "rtc-prompt"}, item.task),
    h("dl", {}, ...item.categories.flatMap((one) => [h("dt", {}, one.text), h("dd", {}, one.meaning)])),
    h("p", {class: "rtc-note rtc-screen"}, `Keys: 1 to ${item.categories.length} choose and go on to the next ${unit}; ` +
      `arrows change it; Tab goes from ${unit} to ${unit}.`),
    result, ...rows.flatMap((row) => [row.set, row.beside]), button, status);
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply);
    if (kind === "late") { since = performance.now(); return; }   // Python is at work
    if (kind === "mine") since = null;
    for (const [row, id] of open) if (reply.sorted?.[row] === id) open.delete(row);
    const gone = rows.filter((row) => !open.has(row.id) && row.chosen() && !reply.sorted?.[row.id]);
    gone.forEach((row) => open.set(row.id, row.chosen()));   // cleared in another window, and still marked here
    if (gone.length) { label(); python.tell(AGAIN); return ask(); }
    rows.forEach((row) => { if (!open.has(row.id)) row.mark(reply.sorted?.[row.id] ?? ""); });
    label();
    (kind === "mine" ? say : show)(status, reply.text ?? "");
    if (!reply.result || (kind === "mine" && (!comparing || open.size || reply.failed))) return;
    const here = attended(root);
    // Python escapes everything in a comparison's markup; see look/html.py.
    body.innerHTML = reply.result;
    const counts = body.children[0], found = /** @type {HTMLElement[]} */ ([...body.querySelectorAll("[data-row]")]);
    for (const row of rows) row.beside.replaceChildren(...found.filter((one) => one.dataset.row === row.id));
    counts.id = uid("counts");
    result.setAttribute("aria-describedby", counts.id);
    result.hidden = false;
    old.hidden = true;
    if (kind === "mine" && here) result.focus();
    comparing = false;
  });

  rows.forEach((row, at) => {
    row.set.addEventListener("change", () => choose(row));
    row.set.addEventListener("keydown", (event) => {
      const input = row.inputs[digit(event) - 1];
      if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.checked = true;
      choose(row);
      const next = rows[at + 1];
      (next ? next.inputs.find((one) => one.checked) ?? next.inputs[0] : button).focus();
      next?.set.scrollIntoView({block: "nearest"});
    });
  });
  button.addEventListener("click", compare);
  return root;
});
