// @ts-check
// The controls' other half where there is no Python: answers, kept in the form of answers.json, and a rule for each
// kind of control, which looks up what Python has said beforehand; see `foretold` in each control. A test asks both.

/** @typedef {{value: string, first: string, tries: number, saved: string}} Answer */
/** @typedef {Map<string, Answer>} Answers */
/** @typedef {Record<string, any>} Data */
/** @typedef {Record<string, string>} Texts */

/**
 * What Python has foretold of a control, and what its script sends: each kind has some of these.
 * @typedef {{
 *   kind: string, item: string, replies: Record<string, Data>, locks?: string, first?: string, later?: Data,
 *   items: string[], options: string[], states: Record<string, Data>, chances: string[], others: string[], held: string,
 *   reply: Data, after?: Data, name: string, unit: string[], texts: Texts, further: boolean, note: string,
 *   rows: Record<string, Texts>, verdicts: Record<string, Record<string, "agrees" | "shared" | "differs">>,
 *   coded?: [string, string[]][], asks: [string, string, string, boolean][], times: number, plus: number, length: number,
 *   written?: string, content?: string, parts: [string, string][], confidence: [string, string], levels: Texts,
 *   most: number, least: number, prefix: string, empty: string, sentences: [string, string][], voices: Texts,
 *   title: string, day: string, about: string, quotes: Texts, page: [string, string]
 * }} Told
 * @typedef {{
 *   answer: string, stage: "alone" | "talk" | "again", chances: string[], ways: string[], sorted: Texts, compare?: boolean,
 *   texts?: Record<string, [string[], string]>, check?: boolean, export?: boolean
 * }} Message
 * @typedef {(told: Told, message: Message | null, book: Book) => Data} Rule
 */

/** The controls' scripts by their names; see `scripts` in control.py. */
export const panels = /** @type {Record<string, () => {initialize(one: Data): void, render(one: Data): void}>} */ ({});

const CLOCK = "\ue000", LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NONE = '{"schema": 1, "answers": {}}';

/** @type {(one: Data, name: string | undefined) => any} */
export const own = (one, name) => name !== undefined && Object.hasOwn(one, name) ? one[name] : undefined;
/** @type {(text: string) => string} */
export const esc = (text) => text.replace(/[&<>"']/g, (c) => `&${own({"&": "amp", "<": "lt", ">": "gt", '"': "quot"}, c) ?? "#x27"};`);
/** @type {(n: number) => string} */
export const two = (n) => String(n).padStart(2, "0");
/** @type {(answer: Answer | undefined) => string} */
const clock = (answer) => answer?.saved.slice(11, 16) ?? "";
/** @type {(answers: (Answer | undefined)[]) => Answer | undefined} */
export const last = (answers) => answers.reduce((a, b) => (b?.saved ?? "") > (a?.saved ?? "") ? b : a, undefined);
/** @type {(answers: (Answer | undefined)[]) => string} */
export const savedAt = (answers) => answers.length ? `Saved ${clock(last(answers))}.` : "";
/** @type {(reply: Data, answer: Answer | undefined, before?: string) => Data} */
export const filled = (reply, answer, before = "") => ({...reply, text: before + reply.text.replaceAll(CLOCK, clock(answer))});

/**
 * A value as Python's json spells it: keys in the order of their code points, a space for each level.
 * @type {(one: unknown, line?: string) => string}
 */
function spelt(one, line = "\n") {
  if (one === null || typeof one !== "object") return JSON.stringify(one);
  const inner = `${line} `, list = Array.isArray(one), [open, close] = list ? "[]" : "{}";
  const place = (/** @type {string} */ key) => [...key].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(6, "0")).join("");
  const parts = list ? one.map((part) => spelt(part, inner)) : (one instanceof Map ? [...one] : Object.entries(one))
    .sort(([a], [b]) => place(a) < place(b) ? -1 : 1).map(([key, value]) => `${JSON.stringify(key)}: ${spelt(value, inner)}`);
  return parts.length ? `${open}${inner}${parts.join(`,${inner}`)}${line}${close}` : open + close;
}

/**
 * Read a file of answers; throws an error that says in words why it is none.
 * @type {(text: string) => Map<string, any>}
 */
export function opened(text) {
  let data = /** @type {any} */ (null);
  try { data = JSON.parse(text); } catch { /* no JSON, then */ }
  if (Number.isInteger(data?.schema) && data.schema > 1) throw new Error("expected answers in format 1 or older, found " +
    `${data.schema}. A newer version of the course wrote them: open them with that one.`);
  if (data?.schema !== 1 || typeof data.answers !== "object" || !data.answers || Array.isArray(data.answers))
    throw new Error("expected answers that the course wrote, found something else.");
  return new Map(Object.entries({...data, answers: new Map(Object.entries(data.answers))}));
}

/** @type {(one: any) => boolean} Any other than an answer that can be read stays as it is. */
const readable = (one) => [one?.value, one?.first, one?.saved].every((text) => typeof text === "string") &&
  Number.isInteger(one.tries) && one.tries > 0 && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(one.saved);

/** A student's answers in this browser; where it keeps nothing, in this page. */
export class Book {
  /**
   * @param {Data} course
   * @param {() => Pick<Storage, "getItem" | "setItem">} store
   */
  constructor(course, store) {
    this.course = course;
    this.store = store;
    this.key = `answers.json of ${course.id}`;
    /** What this page alone holds; null where the browser keeps it. */
    this.held = /** @type {string | null} */ (null);
  }

  read() {
    let text = this.held;
    try { text ??= this.store().getItem(this.key); } catch { /* it may keep nothing */ }
    if (text !== null) try { return opened(text); } catch { this.keep(`${this.key}, unreadable`, text); }
    return opened(NONE);
  }

  /** @type {(key: string, text: string) => boolean} */
  keep(key, text) {
    try { this.store().setItem(key, text); return true; } catch { return false; }
  }

  /** @param {Map<string, any>} data */
  write(data) {
    const text = `${spelt(data)}\n`;
    this.held = this.keep(this.key, text) ? null : text;
  }

  clear() { this.write(opened(NONE)); }

  /** @returns {Answers} */
  answers() { return new Map([...this.read().get("answers")].filter(([, one]) => readable(one))); }

  /**
   * Keep answers, unless what is there locks; return all answers that then hold.
   * @type {(items: string[], values: string[], unless?: (answers: Answers) => unknown) => Answers}
   */
  commit(items, values, unless) {
    const data = this.read(), all = data.get("answers"), answers = this.answers(), d = new Date();
    if (unless?.(answers)) return answers;
    const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
    items.forEach((item, at) => {
      const value = values[at], {first = value, tries = 0} = answers.get(item) ?? {};
      if (/\p{Cs}/u.test(value)) throw new Error("expected text, found half a character. Delete it.");
      for (let n = 1; !answers.has(item) && all.has(item); n += 1)   // it cannot be read: it stays under another name
        if (!all.has(`${item}.unreadable-${n}`)) { all.set(`${item}.unreadable-${n}`, all.get(item)); all.delete(item); }
      all.set(item, {first, saved: `${day}T${two(d.getHours())}:${two(d.getMinutes())}`, tries: tries + 1, value});
    });
    this.write(data);
    return this.answers();
  }

  /** The file to hand in, as Python writes it, under letters that are drawn once. */
  file() {
    const data = this.read();
    if (!new RegExp(`^[${LETTERS}]{4}$`).test(data.get("letters"))) {
      data.set("letters", [...crypto.getRandomValues(new Uint8Array(4))].map((n) => LETTERS[n & 31]).join(""));
      this.write(data);
    }
    return {letters: data.get("letters"), name: `answers-${data.get("letters")}.json`, text: `${spelt(data)}\n`};
  }

  /** Whether there is an estimate, which opens what came later. */
  committed(answers = this.answers()) {
    const {chances, others} = /** @type {Told} */ (this.course.estimate ?? {chances: [], others: []});
    const known = chances.filter((name) => /^(\d|[1-9]\d|100)$/.test(answers.get(name)?.value ?? ""));
    return known.length === 3 || (known.includes(chances[2]) && others.every((name) => answers.has(name)));
  }
}

/** @type {Rule} */
function choice({item, replies, locks, first, later}, message, book) {
  const held = (/** @type {Answers} */ answers) => own(replies, answers.get(item)?.value);
  if (message) book.commit([item], [message.answer], (answers) => locks && held(answers));
  const answers = book.answers(), answer = answers.get(item), reply = held(answers);
  if (later && !message && !book.committed(answers)) return {};
  if (first && !message) return {answer: reply ? answer?.value : first};
  return reply ? filled(reply, answer, message && answer?.value !== message.answer ? locks : "") : later ?? {};
}

/** @type {Rule} */
const views = ({after}, _, book) => after && book.committed() ? {opened: true} : {};

/** @type {Rule} */
function clearing({reply}, message, book) {
  if (message) book.clear();
  return message ? reply : {};
}

/** @type {Rule} */
function handIn(told, message, book) {
  const {coded, asks, times, plus, length} = told, answers = book.answers(), known = book.committed(answers);
  const made = message && answers.size ? book.file() : null;
  if (made) Object.assign(told, {written: made.name, content: made.text});
  const late = told.written && told.content !== book.file().text;
  const text = made ? `${made.name} is where your browser puts downloads. Your hand-in name is ${made.letters}: write it down.` :
    message ? "Nothing is answered yet, so there is nothing to hand in." :
      late ? `${told.written} was written before your last answer: write it again.` : "";
  const download = made && {download: made};
  if (!coded) return {code: "", count: "", missing: [], text, ...download};
  const place = (/** @type {[string, string[]]} */ [item, values]) => values.indexOf(answers.get(item)?.value ?? "") + 1;
  const number = coded.reduceRight((all, one) => all * BigInt(one[1].length + 1) + BigInt(place(one)), 0n) * BigInt(times);
  const at = (/** @type {number} */ n) => LETTERS[Number((number + BigInt(plus)) >> BigInt(5 * (length - 1 - n)) & 31n)];
  const groups = Math.ceil(length / 4), cut = (/** @type {number} */ n) => Math.floor(length * n / groups);
  const letters = Array.from({length}, (_, n) => at(n)).join("");
  const parts = asks.map(([part, before, after, optional]) => {
    const items = coded.filter(([item]) => item.split(".")[0] === part), done = items.filter((one) => place(one) > 0).length;
    const whole = done === items.length || (known && part === book.course.estimate?.chances[2]);
    const asked = known || !book.course.estimate ? after : before;
    return {whole, optional, asked: asked + (done && !whole ? ` (${done} of ${items.length})` : "")};
  });
  const needed = parts.filter((one) => !one.optional), missing = needed.flatMap(({whole, asked}) => whole ? [] : [asked]);
  const extra = parts.filter((one) => one.optional && one.whole).length;
  const count = `${needed.length - missing.length} of ${needed.length} answered${extra ? `, and ${extra} under More` : ""}.`;
  return {code: Array.from({length: groups}, (_, n) => letters.slice(cut(n), cut(n + 1))).join("-"), count, missing, text, ...download};
}

/** What a control would answer: to a message, or null as its page opens. */
export const RULES = /** @type {Record<string, Rule>} */ ({choice, views, clearing, "hand in": handIn});
