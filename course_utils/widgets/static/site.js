// @ts-check
// A notebook as a page without Python: it fills in the controls, and keeps them and other tabs in step.
import {Book, opened, panels, RULES} from "./foretold.js";
import {DRAFT, h, say, stored, uid} from "./kit.js";

/** @import {Data} from "./foretold.js" */

const HELD = "This browser keeps nothing for this page. Save your answers as a file, below, before you leave it.";

/** Data in which what repeats stands once: see `_pooled` in site.py.
 * @type {(one: any, pool: any[], made: any[]) => any}
 */
function whole(one, pool, made) {
  if (typeof one !== "object" || one === null) return one;
  if (Array.isArray(one)) return one.map((part) => whole(part, pool, made));
  if ("+" in one) return whole(one["+"], pool, made).join("");
  if ("$" in one) return made[one.$] ??= whole(pool[one.$], pool, made);
  return Object.fromEntries(Object.entries(one).map(([name, part]) => [name, whole(part, pool, made)]));
}

const {course, pool} = JSON.parse(document.getElementById("course")?.textContent ?? ""), made = /** @type {any[]} */ ([]);
const book = new Book(whole(course, pool, made), () => localStorage);

/** A control on the page, and the anywidget's model that its script sees. */
class Live {
  /**
   * @param {Data} told
   * @param {HTMLElement} place
   */
  constructor(told, place) {
    this.told = told;
    this.place = place;
    this.stands = new AbortController();
    this.traits = /** @type {Data} */ ({});
    this.hear = () => {};
    this.still = "";
  }

  /** @type {(message: any) => Data} */
  rule(message) { return RULES[this.told.foretold.kind](this.told.foretold, message, book); }

  /** Begin, or begin again, as a cell that is run. */
  begin() {
    this.stands.abort();
    this.stands = new AbortController();
    delete this.told.foretold.written;
    const el = h("div"), {item, twin_id, spoken, foretold, script} = this.told, reply = this.rule(null);
    const shown = reply.opened ? foretold.after : {...item, ...(foretold.views && {views: foretold.views})};
    this.traits = {item: shown, twin_id, spoken, reply};
    this.still = JSON.stringify(reply);
    this.place.replaceChildren(el);
    const panel = panels[script]();
    panel.initialize({model: this});
    panel.render({model: this, el, signal: this.stands.signal});
  }

  /** @param {string} name */
  get(name) { return this.traits[name]; }

  /** @type {(name: string, value: unknown) => void} */
  set(name, value) { this.traits[name] = value; }

  /** @type {(event: string, act: () => void) => void} */
  on(event, act) { if (event === "change:reply") this.hear = act; }

  /** @type {(reply: Data, asked: string | null) => void} */
  answer(reply, asked) {
    const text = book.held === null ? reply.text ?? "" : (reply.text ?? "").replace(/Saved \d\d:\d\d/, "Held in this open page alone");
    this.traits.reply = {failed: false, ...reply, text, asked, ...(asked && book.held !== null && {news: HELD})};
    queueMicrotask(() => this.hear());
  }

  /** @param {Data} message */
  send({asked, view: _view, turn: _turn, ...message}) {
    let reply = /** @type {Data} */ ({});
    try { reply = this.rule(message); } catch (error) {
      reply = {...this.rule(null), failed: true, text: `Not saved. ${/** @type {Error} */ (error).message}`};
    }
    const {download, ...rest} = reply;
    if (download) save(download.name, download.text);
    this.still = JSON.stringify(this.rule(null));
    this.answer(rest, asked);
    if (this.told.foretold.kind === "clearing") renew(this); else agree();
  }

  /** Show what has become of the answers elsewhere. */
  agree() {
    const reply = this.rule(null), now = JSON.stringify(reply);
    if (now === this.still) return;
    this.still = now;
    if (reply.opened) this.begin(); else this.answer(reply, null);
  }
}

const live = /** @type {Live[]} */ ([]);
const agree = () => live.forEach((one) => one.agree());
/** @param {Live} [but] */
const renew = (but) => live.forEach((one) => { if (one !== but) one.begin(); });

/** @type {(name: string, text: string) => void} */
function save(name, text) {
  const href = URL.createObjectURL(new Blob([text], {type: name.endsWith(".html") ? "text/html" : "application/json"}));
  h("a", {href, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const wear = () => { document.body.dataset.jpThemeLight = String(!dark.matches); };
dark.addEventListener("change", wear);
wear();
document.body.dataset.size = book.answers().get("chart-size")?.value ?? "page";

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".rtc-place"))) {
  const one = new Live(whole(JSON.parse(place.textContent ?? ""), pool, made), place);
  try {
    one.begin();
    live.push(one);
  } catch (error) { place.replaceChildren(); console.error(error); }   // its twin stands
}

addEventListener("storage", ({key}) => {
  if (key !== null && key !== book.key) return;
  if (book.answers().size) return agree();
  stored((tab) => Object.keys(tab).filter((name) => name.startsWith(DRAFT)).forEach((name) => tab.removeItem(name)));
  renew();   // cleared there: nothing that still stands here is saved again
});

const status = h("p", {role: "status", class: "rtc-status"});
const keep = h("button", {type: "button", class: "rtc-go"}, "Save my answers as a file");
const file = h("input", {type: "file", id: uid("file"), accept: ".json,application/json"});
const stay = h("button", {type: "button"}, "Keep what is here");
const take = h("button", {type: "button"}, "Open the file all the same");
const sure = h("div", {class: "rtc-row", hidden: true}, stay, take);
document.getElementById("answers")?.append(h("div", {class: "rtc-live"}, keep,
  h("div", {class: "rtc-row"}, h("label", {for: file.id}, "Open such a file"), file), sure, status));
let found = /** @type {Map<string, any> | null} */ (null);
const put = () => {
  if (found) book.write(found);
  sure.hidden = true;
  file.value = "";
  renew();
  say(status, `Opened: ${book.answers().size} answers. ${book.held === null ? "" : HELD}`.trim());
};
keep.addEventListener("click", () => {
  if (!book.answers().size) return say(status, "Nothing is answered yet.");
  const {name, text} = book.file();
  save(name, text);
  say(status, `${name} is where your browser puts downloads.`);
});
file.addEventListener("change", async () => {
  sure.hidden = true;
  try {
    found = opened(await file.files?.[0]?.text() ?? "");
    if (!book.answers().size) return put();
    sure.hidden = false;
    stay.focus();
    say(status, "There are answers in this browser already. The file’s would take their place.");
  } catch (error) { say(status, `Not opened: ${/** @type {Error} */ (error).message}`); }
});
take.addEventListener("click", () => { put(); file.focus(); });
stay.addEventListener("click", () => { sure.hidden = true; file.value = ""; file.focus(); say(status, "Nothing was opened."); });
