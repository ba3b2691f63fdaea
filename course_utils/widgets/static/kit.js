// @ts-check
// Shared by every control: elements, keys, state and speech. Python makes one module of a control's file and
// those that it imports, without their import lines and comments of types; see control.py.

/** @typedef {Node | string} Child */

/**
 * One of several that a student can choose.
 * @typedef {{id: string, text: string}} Option
 */

/**
 * A sentence of the article, with its id, whose words it holds and, in words, its voice.
 * @typedef {{sentence: string, of: "editor" | "author", voice: string, text: string}} Quote
 */

/**
 * What Python adds to every answer: what to say, which message it answers, whether that may not have been done,
 * and what to tell once.
 * @typedef {{text: string, asked: string | null, failed: boolean, news?: string}} Told
 */

/**
 * What Python has answered; it may not have answered anything yet.
 * @template R
 * @typedef {R | {[K in keyof R]?: undefined}} Yet
 */

/**
 * Python's half of a control: what to show, what it last answered, and a way to tell it something.
 * @template I, R, M
 * @typedef {{
 *   get<K extends "item" | "reply">(name: K): {item: I, reply: R & Partial<Told>}[K],
 *   send(message: M & {asked: string, view: string, turn: number}): void,
 *   on(act: () => void): void,
 *   off(act: () => void): void,
 *   beside(file: string): string | null,
 * }} Model
 */

/**
 * anywidget's model, of which a control's own is made.
 * @typedef {{
 *   get(name: string): any, set(name: string, value: unknown, options: {silent: boolean}): void,
 *   send(message: object): void, on(event: string, act: (message: any, buffers: DataView<ArrayBuffer>[]) => void): void,
 *   widget_manager?: any
 * }} Synced
 */

/**
 * What a view is made of; `signal` aborts when it goes.
 * @template I, R, M
 * @typedef {{model: Model<I, R, M>, signal: AbortSignal | undefined}} View
 */

/** What a control says in its own words, among the article's. */
export const ENGLISH = {lang: "en", dir: "ltr"};

/** @param {string} word */
export const uid = (word) => `rtc-${word}-${Math.random().toString(36).slice(2, 10)}`;

/**
 * h("label", {for: id}, "text", node): attributes are set and text becomes text nodes, never markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null>} attributes
 * @param {...Child} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  element.append(...children);
  return element;
}

/**
 * Where an event happened; on a control that is always an element.
 * @param {Event} event
 */
export const target = (event) => /** @type {HTMLElement} */ (event.target);

/**
 * A control's module: `draw` makes what a view shows.
 *
 * What Python answers is taken out of the model as it comes: Jupyter can be set to save models in the notebook's
 * file, where nothing that a student did may stay when it has been cleared.
 * @template I, R, M
 * @param {(view: View<I, R, M>) => HTMLElement} draw
 */
export const panel = (draw) => () => {
  const acts = /** @type {Set<() => void>} */ (new Set());
  let reply = /** @type {R & Partial<Told>} */ ({});
  return {
    /** @param {{model: Synced}} one */
    initialize({model}) {
      const take = () => {
        reply = model.get("reply");
        model.set("reply", {}, {silent: true});   // it is not sent
        for (const act of acts) act();
      };
      model.on("change:reply", take);
      take();
      dress(model);
    },
    /** @param {{model: Synced, el: HTMLElement, signal?: AbortSignal}} view */
    render({model, el, signal}) {
      const root = draw({signal, model: {
        get: (name) => name === "reply" ? reply : model.get(name),
        send: (message) => model.send(message),
        on: (act) => acts.add(act),
        off: (act) => acts.delete(act),
        beside: (file) => served(model.widget_manager?.context?.path, file),
      }});
      Object.assign(root, ENGLISH);   // whatever Jupyter's menus speak
      speak(root, model.get("spoken"), signal);
      guard(root, signal);
      writeOut(root, signal);
      el.append(root);
      relieve(root, model.get("twin_id"), signal);
    },
  };
};

/**
 * The article's words have one class, whoever puts them into a control and when: let them say their language.
 * @param {HTMLElement} root
 * @param {{lang: string, dir: string}} said
 * @param {AbortSignal | undefined} signal
 */
function speak(root, said, signal) {
  const act = () => root.querySelectorAll(".rtc-words").forEach((one) => Object.assign(one, said));
  const seen = new MutationObserver(act);
  seen.observe(root, {childList: true, subtree: true});
  signal?.addEventListener("abort", () => seen.disconnect());
  act();
}

/**
 * Ask Python for the course's faces, once a page: they are in no notebook, and other faces stand where none answers.
 * @param {Synced} model
 */
function dress(model) {
  const {dataset} = document.documentElement;
  if (performance.now() < Number(dataset.rtcFaces ?? 0)) return;
  dataset.rtcFaces = String(performance.now() + 60_000);   // until then no other control asks
  model.on("msg:custom", ({faces = []}, files) => {
    dataset.rtcFaces = "Infinity";
    for (const [n, [family, weight]] of faces.entries()) document.fonts.add(new FontFace(family, files[n], {weight}));
  });
  try { model.send({faces: true}); } catch { /* there is no kernel, and the control stands all the same */ }
}

/**
 * The address of a file beside the notebook; null where the front end has none, or it is not known.
 * @param {string | undefined} path The notebook's, which nbclassic has in its page and others in their manager.
 * @param {string} file
 */
function served(path, file) {
  const config = document.getElementById("jupyter-config-data")?.textContent, {dataset} = document.body;
  const base = config ? JSON.parse(config).baseUrl : dataset.baseUrl;
  const notebook = path?.replace(/^\w*:/, "") ?? decodeURIComponent(dataset.notebookPath ?? "");
  if (!base || !notebook) return null;
  const files = new URL(`${base}files/`, location.href), steps = [...notebook.split("/").slice(0, -1), ...file.split("/")];
  const {href} = new URL(steps.map(encodeURIComponent).join("/"), files);
  return href.startsWith(files.href) ? href : null;
}

/**
 * On paper, what was typed or chosen in a list is text, what was not an empty box, and folds that hold answers are open.
 * The style sheet leaves out what only a screen has a use for.
 * @param {HTMLElement} root
 * @param {AbortSignal | undefined} signal
 */
function writeOut(root, signal) {
  let texts = /** @type {HTMLElement[]} */ ([]), folds = /** @type {HTMLElement[]} */ ([]);
  const back = () => { texts.splice(0).forEach((one) => one.remove()); folds.forEach((one) => one.removeAttribute("open")); };
  addEventListener("beforeprint", () => {
    back();
    const fields = /** @type {NodeListOf<HTMLSelectElement | HTMLTextAreaElement>} */ (root.querySelectorAll("select, textarea"));
    for (const field of fields) {
      const chosen = field instanceof HTMLSelectElement && field.value ? field.selectedOptions[0].text : field.value;
      texts.push(h("p", {class: "rtc-typed"}, ...(chosen.trim() ? [chosen] : [])));
      field.after(texts[texts.length - 1]);
    }
    folds = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(":scope.rtc-portfolio details:not([open])"))];
    folds.forEach((one) => one.setAttribute("open", ""));
  }, {signal});
  addEventListener("afterprint", back, {signal});
}

/**
 * Mark the twin that stands before a control, so that style sheets hide it: no front end's own classes are asked. And
 * let the notebook’s prose say its language, which Markdown cannot. Views are filled before they stand in the page.
 * @param {HTMLElement} root
 * @param {string} id
 * @param {AbortSignal | undefined} signal
 */
function relieve(root, id, signal) {
  if (signal?.aborted) return;
  if (!root.isConnected) { requestAnimationFrame(() => relieve(root, id, signal)); return; }
  const twin = [...document.querySelectorAll(`.rtc-twin[data-id="${id}"]`)]
    .filter((one) => one.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  twin?.toggleAttribute("data-live", true);
  signal?.addEventListener("abort", () => twin?.toggleAttribute("data-live", false));
  const notebook = root.closest(".jp-Notebook, #notebook-container");
  const language = notebook?.querySelector("style[data-language]")?.getAttribute("data-language");
  if (notebook && language) for (const prose of notebook.querySelectorAll(".jp-MarkdownOutput, .text_cell_render"))
    Object.assign(prose, {lang: language, dir: "auto"});
}

/**
 * The commands of Jupyter must not take the keys typed on a control ("b" would insert a cell). Shift+Enter, Escape
 * and chords with Ctrl, Cmd or Alt stay Jupyter's, but for those that edit a text where one is written.
 *
 * JupyterLab looks whether the focused element carries the attribute, and Notebook 7 does so as the key comes down to
 * the document: so it is set before that. What is typed into a text goes no further than that; JupyterLab, once it
 * has seen such a key, keeps line breaks and undo from every text in an output. nbclassic listens at the document.
 * @param {HTMLElement} root
 * @param {AbortSignal | undefined} signal
 */
function guard(root, signal) {
  /** @param {KeyboardEvent} event */
  const labs = (event) => {
    const {key} = event, chord = event.ctrlKey || event.metaKey || event.altKey;
    return key === "Escape" || (key === "Enter" && (event.shiftKey || chord)) ||
      (chord && !(target(event).matches("textarea") && (key.length > 1 || "acvxyz".includes(key.toLowerCase()))));
  };
  addEventListener("keydown", (event) => {
    if (!root.contains(target(event))) return;
    const ours = !labs(event);
    target(event).toggleAttribute("data-lm-suppress-shortcuts", ours);
    if (ours && target(event).matches("textarea")) event.stopPropagation();
  }, {capture: true, signal});
  root.addEventListener("keydown", (event) => { if (!labs(event)) event.stopPropagation(); });
}

/**
 * Run `act` now and whenever Python answers, for as long as the view stands.
 * @param {Pick<Model<any, any, any>, "on" | "off">} model
 * @param {AbortSignal | undefined} signal
 * @param {() => void} act
 */
export function follow(model, signal, act) {
  model.on(act);
  signal?.addEventListener("abort", () => model.off(act));
  act();
}

/**
 * The digit that a key stands for, in any script, or by its place where the row of digits has other signs on it, as
 * on a French keyboard; else NaN.
 * @param {KeyboardEvent} event
 */
export function digit({key, code, shiftKey}) {
  if (!/^\p{Nd}$/u.test(key)) return shiftKey || [...key].length > 1 ? NaN : Number(/^Digit(\d)$/.exec(code)?.[1]);
  let zero = key.codePointAt(0) ?? 0;
  const one = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (one - zero) % 10;
}

/**
 * Write a text into a status: what stands before a line break is its verdict, and when it was saved is quiet.
 * @param {HTMLElement} status
 * @param {string} text
 */
function write(status, text) {
  const [, verdict, told, kept] = /^(.*\n)?([^]*?)(Saved \d[^]*)?$/.exec(text) ?? [];
  status.replaceChildren(...(verdict ? [h("span", {class: "rtc-verdict"}, verdict)] : []), told,
    ...(kept ? [h("span", {class: "rtc-quiet"}, kept)] : []));
}

/**
 * A live region announces changes: the same sentence is said again only if it was gone for a moment.
 * @param {HTMLElement} status
 * @param {string} text
 */
export function say(status, text) {
  status.setAttribute("aria-live", "polite");
  const again = status.textContent === text;
  write(status, again ? "" : text);
  if (again) setTimeout(() => { if (!status.textContent) write(status, text); }, 50);   // unless something newer was said
}

/**
 * What stands there from an earlier day, or was asked in another view, is shown and not announced.
 * @param {HTMLElement} status
 * @param {string} text
 */
export function show(status, text) {
  status.setAttribute("aria-live", "off");
  write(status, text);
}

// As look/wording.py has it.
export const RUN_ALL = "choose Run, then Run All Cells, or press ▶▶ above the notebook";
export const LOST = `Not saved yet: Python is busy or has stopped. If this stays, ${RUN_ALL}, and answer again.`;
// What was saved, is no longer on the disk and still stands here is kept: losing work is worse than clearing twice.
export const AGAIN = "Some of this had been cleared elsewhere. Since it still stood here, it was saved again.";

// What is typed and not committed yet is kept under this and the control's name, in this browser tab.
export const DRAFT = "rtc-draft ";

/**
 * Use the store for drafts; null where a browser has it switched off or cannot read what is there.
 * @template T
 * @param {(tab: Storage) => T} act
 */
export function stored(act) {
  try { return act(sessionStorage); } catch { return null; }
}

/**
 * Whether a student is here: who has gone on to another place is not called back by what Python says late.
 * @param {HTMLElement} root
 */
export const attended = (root) => root.contains(document.activeElement);

/**
 * One view's talk with Python. Each message has a number that the reply repeats, so that a late reply neither
 * undoes what a student has marked since nor is taken for the answer to a newer message.
 * @template {object} M
 * @param {Pick<Model<any, any, M>, "send">} model
 * @param {AbortSignal | undefined} signal
 * @param {HTMLElement} status
 */
export function talk(model, signal, status, lost = LOST) {
  const view = uid("view"), notes = /** @type {Map<string, HTMLElement>} */ (new Map());
  let asked = /** @type {string | null} */ (null), turn = 0, timer = 0;
  const stop = () => clearTimeout(timer);
  signal?.addEventListener("abort", stop);
  return {
    /** @param {M} message */
    ask(message) {
      stop();
      asked = uid("ask");
      timer = setTimeout(() => say(status, lost), 3000);
      turn += 1;
      try { model.send({...message, asked, view, turn}); } catch { stop(); say(status, lost); }   // the kernel is gone
    },
    /**
     * What is told once stays under the status, which changes with each answer.
     * @param {string} news
     */
    tell(news) {
      notes.get(news)?.remove();
      const note = h("p", {role: "alert", class: "rtc-status"}, news);
      notes.set(news, note);
      setTimeout(() => status.after(note));
    },
    /**
     * "mine": what this view asked; "late": passed over by now; "other": from an earlier run or another view.
     * News is in one reply alone, which may be passed over.
     * @param {Partial<Told>} reply
     */
    kind(reply) {
      if (reply.news && turn) this.tell(reply.news);
      if (asked === null) return "other";
      if (reply.asked !== asked) return "late";
      asked = null;
      stop();
      return "mine";
    },
    /** The student has marked something else: nothing that is still on its way is shown. */
    drop() { stop(); asked = asked === null ? null : "dropped"; },
  };
}

/**
 * A fieldset of radio buttons, one under the other or in a `row`; `chosen()` gives the id of the marked one or "".
 * @param {Child} legend
 * @param {Option[]} options
 */
export function radios(legend, options, row = false) {
  const name = uid("choice");
  const set = h("fieldset", {class: row ? null : "rtc-choice"}, h("legend", {}, legend), ...options.map((option) =>
    h("label", {}, h("input", {type: "radio", name, value: option.id}), h("span", {}, option.text))));
  const inputs = [...set.querySelectorAll("input")];
  return {
    set,
    inputs,
    chosen: () => inputs.find((input) => input.checked)?.value ?? "",
    /** @param {string} id */
    mark: (id) => inputs.forEach((input) => { input.checked = input.value === id; }),
  };
}

/**
 * The article's words under an answer: each sentence it rests on, with its id and its voice.
 * @param {Quote[]} words
 */
export function quotes(words) {
  return words.map((word) => h("blockquote", {class: `rtc-words rtc-${word.of}`}, h("p", {}, word.text),
    h("p", {class: "rtc-by", ...ENGLISH}, `${word.sentence}, ${word.voice}`)));
}
