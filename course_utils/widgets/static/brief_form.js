// @ts-check
// The brief's form. A part is open from its first key until Python has said that this very text is on the disk;
// open parts are kept in this browser tab too, so that a cell that is run again gives them back.
// What was asked stays asked until it is answered, whatever is saved meanwhile.
import {AGAIN, attended, DRAFT, follow, h, panel, quotes, RUN_ALL, say, show, stored, talk, uid} from "./kit.js";

/** @import {Option, View, Yet} from "./kit.js" */

/** @typedef {{id: string, label: string, hint: string, levels?: Option[]}} PartView */
/** @typedef {{sentence: string, of: "editor" | "author", voice: string, text: string, label: string}} Citable */

/**
 * @typedef {{
 *   task: string, rules: string[], parts: PartView[], sentences: Citable[]
 * }} Item
 */

/**
 * What the form lacks, and in which part.
 * @typedef {{text: string, part: string | null}} Lack
 */

/**
 * @typedef {{
 *   texts: Record<string, string>, cited: string[], count: string, text: string, lacks?: Lack[],
 *   page?: string, news?: string
 * }} Reply
 */

/**
 * Each part's text: what this view has seen or sent of it, and what it holds now.
 * @typedef {{texts?: Record<string, [string[], string]>, check?: boolean, export?: boolean}} Message
 */

/** @typedef {HTMLElement & {value: string}} Field */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const fields = /** @type {Map<string, Field>} */ (new Map());
  /** @param {string} id The id of a part of the form. */
  const field = (id) => /** @type {Field} */ (fields.get(id));
  /** @type {(part: PartView, control: Field) => HTMLElement} */
  const row = (part, control) => {
    control.id = uid("field");
    fields.set(part.id, control);
    const hint = part.hint && h("p", {class: "rtc-note", id: uid("hint")}, part.hint);
    if (hint) control.setAttribute("aria-describedby", hint.id);
    return h("div", {class: "rtc-field"}, h("label", {for: control.id}, part.label), ...(hint ? [hint] : []), control);
  };
  const form = h("div", {},
    ...item.parts.map((part) => row(part, part.levels ? h("select", {}, h("option", {value: ""}, "Choose"),
      ...part.levels.map((level) => h("option", {value: level.id}, level.text))) : h("textarea", {rows: "3"}))));

  const list = h("select", {id: uid("cite")},
    ...item.sentences.map((one) => h("option", {value: one.sentence, class: "rtc-words"}, one.label)));
  const add = h("button", {type: "button"}, "Add it to my text");
  const evidence = h("div");
  const aside = h("section", {class: "rtc-evidence", "aria-label": "Evidence"},
    h("label", {for: list.id}, "A sentence of the article"), h("div", {class: "rtc-row"}, list, add),
    h("p", {class: "rtc-note"}, "The sentences that you cite:"), evidence);
  const check = h("button", {type: "button"}, "Check the form");
  const leave = h("button", {type: "button", class: "rtc-go"}, "Export my brief");
  const page = h("a", {target: "_blank", rel: "noopener", hidden: true, style: "text-decoration: underline"},
    "Open the exported page in a new browser tab");
  const result = h("section", {tabindex: "-1", "aria-label": "The form, as last checked", hidden: true});
  const root = h("div", {class: "rtc-live rtc-brief"},
    h("p", {class: "rtc-prompt"}, item.task), h("ul", {}, ...item.rules.map((rule) => h("li", {}, rule))),
    h("p", {class: "rtc-note rtc-screen"}, "What you type is saved a second after you pause. If the brief is open in two " +
      "windows, the later save of a part wins."),
    h("div", {class: "rtc-desk"},
      h("div", {}, form, h("div", {class: "rtc-row"}, check, leave), status, page, result), aside));

  const lost = "Not saved yet: Python is busy or has stopped. What you have typed stays here. If this stays, " +
    `${RUN_ALL}.`;
  const python = talk(model, signal, status, lost);
  // part -> what this view has seen or sent of it; any other text is another window's
  const open = /** @type {Map<string, string[]>} */ (new Map());
  const asking = /** @type {Set<"check" | "export">} */ (new Set());   // what was asked and is not answered
  const drafted = /** @type {Set<string>} */ (new Set());   // the parts whose draft is this view's
  let timer = 0, since = /** @type {number | null} */ (null), aloud = false, unsaid = false;
  const draft = `${DRAFT}brief`;
  const drafts = () => /** @type {Record<string, unknown>} */ (
    stored((tab) => JSON.parse(tab.getItem(draft) ?? "null")) ?? {});
  const keep = () => {   // beside the drafts of another view in this tab
    const all = drafts();
    for (const id of drafted) delete all[id];
    drafted.clear();
    for (const [id, pair] of pairs()) { all[id] = pair; drafted.add(id); }
    stored((tab) => Object.keys(all).length ? tab.setItem(draft, JSON.stringify(all)) : tab.removeItem(draft));
  };
  const pairs = () => [...open].map(([id, known]) =>
    /** @type {[string, [string[], string]]} */ ([id, [[...known], field(id).value]]));
  const save = () => {
    clearTimeout(timer);
    if (!open.size && !asking.size) return;
    python.ask({texts: Object.fromEntries(pairs()), ...Object.fromEntries([...asking].map((what) => [what, true]))});
    for (const [id, known] of open) {
      known.push(field(id).value);
      known.splice(1, known.length - 5);   // where it began, and what was sent last
    }
    if (open.size) since ??= performance.now();
    if (since !== null && performance.now() - since > 3000) say(status, lost);   // each save would else put it off
  };
  /** @param {string} id */
  const typed = (id) => {
    if (!open.has(id)) open.set(id, [model.get("reply").texts?.[id] ?? ""]);
    field(id).removeAttribute("aria-invalid");
    keep();
    aloud = false;
    unsaid = true;
    if (status.textContent !== lost) show(status, `${model.get("reply").count ?? ""} Not saved yet.`.trim());
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
  };

  let last = "known";   // where a sentence is added: the text last typed or clicked in, not one tabbed through
  for (const [id, control] of fields) {
    const here = () => { if (control.matches("textarea")) last = id; };
    control.addEventListener("input", () => { here(); typed(id); });
    control.addEventListener("click", here);
    control.addEventListener("blur", (event) => {   // the count is said here, and not with every pause
      if (!unsaid) return;
      aloud = true;
      unsaid = false;
      if (!open.size) say(status, status.textContent);
      else if (event.relatedTarget !== check && event.relatedTarget !== leave) save();   // their press saves as well
    });
  }
  const leaving = () => { if (document.visibilityState === "hidden") save(); };
  document.addEventListener("visibilitychange", leaving);
  signal?.addEventListener("abort", () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", leaving);
  });

  add.addEventListener("click", () => {
    const control = /** @type {HTMLTextAreaElement} */ (field(last));
    const at = control.selectionEnd, before = control.value.slice(0, at);
    const text = `${/\S$/.test(before) ? " " : ""}(${list.value})`;
    control.focus();
    control.setSelectionRange(at, at);
    // Deprecated, and the one way in which undo knows of it; what it inserts is heard as typed.
    if (document.execCommand("insertText", false, text)) return;
    control.setRangeText(text, at, at, "end");
    typed(last);
  });
  /** @param {Lack} lack */
  const lacking = ({text, part}) => {
    const said = h("span", {id: uid("lack")}, text);
    const button = h("button", {type: "button", "aria-describedby": said.id}, "Go there");
    if (part) button.addEventListener("click", () => field(part).focus());
    return h("li", {}, said, " ", ...(part ? [button] : []));
  };
  /** @param {Lack[]} lacks */
  const checked = (lacks) => {
    const here = document.activeElement === check || attended(result);   // else a student has gone on
    for (const [id, control] of fields)
      if (lacks.some((lack) => lack.part === id)) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    result.replaceChildren(lacks.length ?
      h("ul", {}, ...lacks.map(lacking)) : h("p", {}, "The form is complete."));
    result.hidden = false;
    if (here) result.focus();
  };
  check.addEventListener("click", () => { asking.add("check"); aloud = true; save(); });
  leave.addEventListener("click", () => { asking.add("export"); aloud = true; save(); });

  for (const [id, pair] of Object.entries(drafts())) if (fields.has(id) && Array.isArray(pair)) {
    open.set(id, [pair[0]].flat().map(String));
    field(id).value = String(pair[1]);
    drafted.add(id);
  }
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply);
    let gone = false;   // saved once and no longer on the disk: cleared in another window
    for (const [id, control] of fields) {
      const clean = !open.has(id), now = reply.texts?.[id];
      if (clean && now !== undefined && control.value !== now) control.value = now;   // from another window or day
      if (control.value === (now ?? "")) open.delete(id);
      else if (clean) open.set(id, [now ?? ""]);
      gone ||= clean && now === undefined && open.has(id);
    }
    keep();
    if (!open.size || kind === "mine") since = null;
    else if (kind === "late") since = performance.now();   // Python is at work
    evidence.replaceChildren(...quotes(item.sentences.filter((one) => reply.cited?.includes(one.sentence))));
    if (gone) { python.tell(AGAIN); save(); }
    if (gone || kind === "late") return;
    const text = reply.text ?? "", failed = reply.failed;
    const now = open.size && !failed && !asking.size ? "Not saved yet." : text;
    const heard = kind === "mine" && (aloud || failed || asking.size);
    (heard ? say : show)(status, `${reply.count ?? ""} ${now}`.trim());
    const address = reply.page ? model.beside(reply.page) : null;
    page.hidden = !address;
    if (address) page.href = address;
    if (kind === "mine" && asking.has("check") && !failed && reply.lacks) checked(reply.lacks);
    if (kind === "mine") { asking.clear(); aloud = false; }
  });
  if (open.size) save();
  return root;
});
