// @ts-check
// The controls' other half where there is no Python: answers, kept in the form of answers.json, and a rule for each
// kind of control, which looks up what Python has said beforehand; see `foretold` in each control. A test asks both.

/** @typedef {{value: string, first: string, tries: number, saved: string}} Answer */
/** @typedef {Map<string, Answer>} Answers */
/** @typedef {Record<string, any>} Data */
/** @typedef {Record<string, string>} Texts */
/** @typedef {[item: string, asked: string, notebook: string, texts: Texts | null, beside: Texts | null, unit: string]} Row */
/** @typedef {{title: string, rows: Row[], beside: string, unit: string[], make: string, task: Told | null, open: string[]}} Chapter */
/** @typedef {{first: string, last: string, beside: string, asked: string}} Given */

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

const CLOCK = "\ue000", FIRST = "\ue001", LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NONE = '{"schema": 1, "answers": {}}';
// White space as Python has it.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

/** @type {(one: Data, name: string | undefined) => any} */
const own = (one, name) => name !== undefined && Object.hasOwn(one, name) ? one[name] : undefined;
/** @type {(text: string) => string} */
const esc = (text) => text.replace(/[&<>"']/g, (c) => `&${own({"&": "amp", "<": "lt", ">": "gt", '"': "quot"}, c) ?? "#x27"};`);
/** @type {(names: string[]) => string} */
const listed = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");
/** @type {(count: number, one: string, several?: string) => string} */
const many = (count, one, several = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
/** @type {(text: string) => string[]} */
const wordsOf = (text) => text.split(new RegExp(`${SPACE}+`, "u")).filter(Boolean);
/** @type {(text: string) => string} */
const trimmed = (text) => text.replace(new RegExp(`^${SPACE}+|${SPACE}+$`, "gu"), "");
/** @type {(text: string) => string} */
const plain = (text) => text.replace(/\r\n?/g, "\n").replace(/[\p{Cc}\u2028\u2029]/gu, (c) => "\t\n".includes(c) ? c : "\ufffd");
/** @type {(n: number) => string} */
const two = (n) => String(n).padStart(2, "0");
/** @type {(answer: Answer | undefined) => string} */
const clock = (answer) => answer?.saved.slice(11, 16) ?? "";
/** @type {(answers: (Answer | undefined)[]) => Answer | undefined} */
const last = (answers) => answers.reduce((a, b) => (b?.saved ?? "") > (a?.saved ?? "") ? b : a, undefined);
/** @type {(answers: (Answer | undefined)[]) => string} */
const savedAt = (answers) => answers.length ? `Saved ${clock(last(answers))}.` : "";
/** @type {(reply: Data, answer: Answer | undefined, before?: string) => Data} */
const filled = (reply, answer, before = "") => ({...reply, text: before + reply.text.replaceAll(CLOCK, clock(answer))});

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
function votes({items: [alone, talked, again], options, states}, message, book) {
  const at = (/** @type {Answers} */ answers, /** @type {string} */ item) => {
    const value = answers.get(item)?.value ?? "";
    return item === talked && answers.has(item) ? "yes" : options.includes(value) ? value : "";
  };
  const say = () => {
    const answers = book.answers(), [a, yes, b] = [alone, talked, again].map((item) => at(answers, item));
    return filled(states[a && [a, ...(b ? ["yes", b] : yes ? ["yes"] : [])].join("|")], answers.get(b ? again : alone));
  };
  if (!message) return say();
  const item = {alone, talk: talked, again}[message.stage], value = message.answer ?? "yes";
  if (say().stage === message.stage) book.commit([item], [value], (answers) => at(answers, item));
  const reply = say(), answers = book.answers(), lost = "Not saved: your answers were cleared meanwhile.";
  if (!at(answers, item)) return {...reply, failed: true, text: `${lost} ${reply.text}`.trimEnd()};
  return answers.get(item)?.value === value ? reply : {...reply, text: `An earlier vote holds. ${reply.text}`};
}

/** @type {Rule} */
function estimate({chances, others, held, reply}, message, book) {
  const both = (/** @type {Answers} */ answers) => others.every((name) => answers.has(name));
  let before = "";
  if (message) {
    const more = message.ways.length > 0, names = more ? others : chances, given = more ? message.ways : message.chances;
    const kept = book.commit(names, given, (answers) => more ? both(answers) : book.committed(answers));
    if (names.some((name, n) => kept.get(name)?.value !== given[n])) before = held;
  }
  const answers = book.answers(), ways = both(answers) ? others.map((name) => answers.get(name)) : [];
  if (!message && !book.committed(answers)) return {};
  return {...filled(reply, last([...ways, answers.get(chances[2])]), before),
    chances: chances.map((name) => answers.get(name)?.value ?? ""), ways: ways.map((way) => way?.value)};
}

/** @type {Rule} */
const views = ({after}, _, book) => after && book.committed() ? {opened: true} : {};

/** @type {Rule} */
function clearing({reply}, message, book) {
  if (message) book.clear();
  return message ? reply : {};
}

/** @type {(task: Told, answers: Answers) => [string, Answer][]} */
const sortedIn = ({name, texts, verdicts}, answers) => Object.keys(verdicts).flatMap((row) => {
  const answer = answers.get(`${name}.${row}`);
  return answer && own(texts, answer.value) !== undefined ? [/** @type {[string, Answer]} */ ([row, answer])] : [];
});

/** @type {(task: Told, rows: [string, Answer][]) => string} */
function counted({unit, further, verdicts}, rows) {
  const found = {agrees: 0, shared: 0, differs: 0}, still = Object.keys(verdicts).length - rows.length;
  rows.forEach(([row, {value}]) => { found[verdicts[row][value]] += 1; });
  return `Of your ${rows.length} ${unit[rows.length === 1 ? 0 : 1]}, you and the course read ${found.agrees || "none"} ` +
    `alike and ${found.differs || "none"} otherwise; ${found.shared || "none"} ${found.shared > 1 ? "fit" : "fits"} ` +
    `${further ? "another claim or " : ""}another careful reading.` +
    (still ? ` ${still} ${still === 1 ? "is" : "are"} still open.` : "");
}

/** @type {Rule} */
function sorting(told, message, book) {
  const {name, texts, note, rows, verdicts} = told, before = new Map(sortedIn(told, book.answers()));
  const fresh = Object.entries(message?.sorted ?? {}).filter(([row, value]) => before.get(row)?.value !== value);
  if (fresh.length) book.commit(fresh.map(([row]) => `${name}.${row}`), fresh.map(([, value]) => value));
  const all = sortedIn(told, book.answers()), kept = new Map(all);
  const just = fresh.length ? fresh.map(([row]) => kept.get(row)) : [...kept.values()];
  const beside = () => all.map(([row, {value, first}]) => rows[row][value].replaceAll(FIRST,
    first !== value && own(texts, first) ? esc(` (at first: ${texts[first]})`) : ""));
  return {sorted: Object.fromEntries(all.map(([row, {value}]) => [row, value])),
    text: `${all.length} of ${Object.keys(verdicts).length} sorted. ${savedAt(just)}`.trimEnd(),
    ...(message?.compare && {result: `<p><strong>${esc(counted(told, all))}</strong></p>${note}${beside().join("")}`})};
}

/** @type {Rule} */
function handIn(told, message, book) {
  const {coded, asks, times, plus, length} = told, answers = book.answers(), known = book.committed(answers);
  const made = message && answers.size ? book.file() : null;
  if (made) Object.assign(told, {written: made.name, content: made.text});
  const late = told.written && told.content !== book.file().text;
  const text = made ? `${made.name} is where your browser puts downloads. Your letters are ${made.letters}: write them down.` :
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

/**
 * What a student has committed, as portfolio.py gathers it: each chapter, what is given, and what is missing.
 * @type {(book: Book, all: boolean) => [Chapter, Given[], string][]}
 */
function gathered(book, all) {
  const answers = book.answers(), known = book.committed(answers), later = book.course.estimate?.others[0];
  const chapters = /** @type {Chapter[]} */ (book.course.chapters).filter((one) => all || !one.task);
  return chapters.map((chapter) => {
    const {rows, unit, make, open: [none, open]} = chapter;
    const there = rows.filter(([item, , , texts]) => texts ? own(texts, answers.get(item)?.value) !== undefined :
      known && answers.has(item));
    const still = rows.filter((row) => !there.includes(row)), books = [...new Set(still.map(([, , number]) => number))];
    const where = `notebook${books.length > 1 ? "s" : ""} ${listed(books)}`;
    const missing = none ? (!known ? none : answers.has(later) ? "" : open) : !still.length ? "" :
      !there.length ? `Nothing yet. You ${make} them in ${where}.` :
        `${many(still.length, unit[0], unit[1])} ${still.length === 1 ? "is" : "are"} still open, in ${where}.`;
    const given = there.map(([item, asked, , texts, beside, sign]) => {
      const {first, value} = /** @type {Answer} */ (answers.get(item));
      return {asked, first: (own(texts ?? {}, first) ?? first) + sign, last: (texts?.[value] ?? value) + sign, beside: beside?.[value] ?? ""};
    });
    return [chapter, given, missing];
  });
}

/** @type {(name: string, chapter: Chapter, one: Given) => [string, string][]} */
const named = (name, chapter, {first, last: end, beside}) => /** @type {[string, string][]} */ ([
  ...(first === end ? [[name, end]] : [["At first", first], ["At last", end]]), [chapter.beside, beside],
]).filter(([, text]) => text);

/** @type {Rule} */
function portfolio(_, message, book) {
  const result = gathered(book, true).map(([chapter, given, missing]) => {
    const count = chapter.task && given.length ? counted(chapter.task, sortedIn(chapter.task, book.answers())) : "";
    const list = given.map((one) => `<li><p>${one.asked}</p><dl class="rtc-given">${named("Your answer", chapter, one)
      .map(([a, b]) => `<div><dt>${esc(a)}</dt><dd>${esc(b)}</dd></div>`).join("")}</dl></li>`);
    const rows = list.length ? `<ul>${list.join("")}</ul>` : "";
    return `<h3>${esc(chapter.title)}</h3>${[count, missing].filter(Boolean).map((text) => `<p>${esc(text)}</p>`).join("")}` +
      (list.length > 8 ? `<details><summary>All ${list.length}, one by one</summary>${rows}</details>` : rows);
  });
  return {result: result.join(""), ...(message && {text: "Gathered again, from what is saved."})};
}

/** @type {(text?: string) => string[]} */
const citedIn = (text = "") => [...text.matchAll(/(?<![\p{L}\p{N}_])[sS]([0-9]{1,3})(?![\p{L}\p{N}_])/gu)]
  .map(([, number]) => `s${two(Number(number))}`);
/** @type {(form: Told, texts: Texts) => string[]} */
const citedBy = ({parts, sentences}, texts) => {
  const cited = new Set(parts.flatMap(([part]) => citedIn(texts[part])));
  return sentences.flatMap(([id]) => cited.has(id) ? [id] : []);
};
/** @type {(form: Told, texts: Texts) => number} */
const lengthOf = ({parts}, texts) => parts.flatMap(([part]) => wordsOf(texts[part] ?? ""))
  .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/**
 * What the form lacks, as brief.py finds it.
 * @type {(form: Told, texts: Texts) => {text: string, part: string | null}[]}
 */
function lacks(form, texts) {
  const {parts, confidence: [sure, label], levels, most, least, sentences, voices} = form, count = lengthOf(form, texts);
  const found = /** @type {{text: string, part: string | null}[]} */ ([]), ids = sentences.map(([id]) => id);
  const lack = (/** @type {string} */ text, /** @type {string | null} */ part = null) => { found.push({text, part}); };
  const written = (/** @type {string} */ part) => wordsOf(texts[part] ?? "").length > 0, cited = citedBy(form, texts);
  for (const [part, name] of parts) if (!written(part)) lack(`“${name}” is empty.`, part);
  if (!own(levels, texts[sure])) lack(`“${label}” is not chosen: ${Object.keys(levels).join(", ")}.`, sure);
  if (written("hearsay") && !citedIn(texts.hearsay).length)
    lack("“What is hearsay” cites no sentence. Type its id, as in (s05).", "hearsay");
  const [one, other] = ["outcome-1", "outcome-2"].map((part) => wordsOf((texts[part] ?? "").toUpperCase().toLowerCase()).join(" "));
  if (one && one === other) lack("The two outcomes are the same text. Name two different ones.", "outcome-2");
  for (const [part, name] of parts) for (const id of new Set(ids.length ? citedIn(texts[part]) : []))
    if (!ids.includes(id)) lack(`“${name}” cites ${id}, but the article has ${ids[0]} to ${ids.at(-1)}.`, part);
  if (ids.length && cited.length < least)
    lack(`At least ${least} different sentences are to be cited; so far: ${cited.join(", ") || "none"}.`);
  for (const voice of new Set(sentences.map(([, whose]) => whose))) {
    const theirs = sentences.flatMap(([id, whose]) => whose === voice ? [id] : []);
    if (!theirs.some((id) => cited.includes(id))) lack(`No sentence of ${voices[voice]}’s is cited yet; there are ${theirs.join(", ")}.`);
  }
  if (count > most) lack(`The brief has ${count} words; ${most} is the most.`);
  return found;
}

/**
 * The page that is printed and graded, as brief_export.py writes it.
 * @type {(form: Told, texts: Texts, letters: string, book: Book) => string}
 */
function sheet(form, texts, letters, book) {
  const {parts, confidence: [sure, label], levels, title, empty, quotes, day, about, page} = form;
  const paragraphs = (/** @type {string} */ text) => trimmed(plain(text)).split(new RegExp(`\n${SPACE}*\n`, "u"))
    .map((one) => `<p dir="auto">${one.split("\n").map(esc).join("<br>")}</p>`).join("");
  const written = [...parts.map(([part, name]) => [name, trimmed(texts[part] ?? "")]), [label, own(levels, texts[sure]) ?? ""]];
  const found = [...new Set(lacks(form, texts).map(({text}) => `<li>${esc(text)}</li>`))];
  const fold = (/** @type {string} */ name, /** @type {string} */ body) =>
    `\n<details><summary>${esc(name)}</summary>${body || `<p>${esc(empty)}</p>`}</details>`;
  const chapters = gathered(book, false).map(([chapter, given]) => {
    const list = given.map((one) => `<div><dt>${one.asked}</dt>${named("My answer", chapter, one)
      .map(([name, text]) => `<dd dir="auto">${esc(`${name}: ${plain(text)}`)}</dd>`).join("")}</div>`);
    return fold(chapter.title, list.length ? `<dl>${list.join("")}</dl>` : "");
  });
  const facts = [day, many(lengthOf(form, texts), "word"), about].filter(Boolean).join(", ");
  return `${page[0]}<header><h1>${esc(title)}</h1><p class="letters">${letters}</p><p>${esc(facts)}</p></header>` +
    `<div class="parts">${written.map(([name, text]) => `<h2>${esc(name)}</h2><div>${paragraphs(text || empty)}</div>`).join("")}` +
    `</div><div class="form"><h2>The form${found.length ? `: ${many(found.length, "thing")} to mend` : ""}</h2>` +
    `${found.length ? `<ul>${found.join("")}</ul>` : "<p>Nothing is missing. Only the form was checked.</p>"}</div>${page[1]}` +
    `${fold("The sentences it cites", citedBy(form, texts).map((id) => quotes[id]).join(""))}${chapters.join("")}` +
    "</main></body></html>\n";
}

/** @type {Rule} */
function brief(form, message, book) {
  const {parts, confidence, prefix, most} = form, labels = new Map([...parts, confidence]);
  const kept = () => new Map([...labels.keys()].flatMap((part) => {
    const answer = book.answers().get(prefix + part);
    return answer ? [/** @type {[string, Answer]} */ ([part, answer])] : [];
  }));
  const before = kept(), was = (/** @type {string} */ part) => before.get(part)?.value ?? "";
  const fresh = Object.entries(message?.texts ?? {}).filter(([part, [, text]]) => was(part) !== text);
  if (fresh.length) book.commit(fresh.map(([part]) => prefix + part), fresh.map(([, [, text]]) => text));
  const now = kept(), texts = Object.fromEntries([...now].map(([part, {value}]) => [part, value]));
  const found = lacks(form, texts), mend = `${many(found.length, "thing")} to mend`;
  const reply = /** @type {Data} */ ({texts, cited: citedBy(form, texts), count: `${lengthOf(form, texts)} of ${most} words.`,
    text: savedAt(fresh.length ? fresh.map(([part]) => now.get(part)) : [...now.values()])});
  if (message?.check) Object.assign(reply, {lacks: found,
    text: `${found.length ? mend : "Nothing is missing"}. Only the form was checked; what you advise is up to you.`});
  if (message?.export) {
    const {letters} = book.file(), under = `It carries your letters, ${letters}, under which you hand in your answers too.`;
    const text = `Exported as brief.html, where your browser puts downloads.${found.length ? ` The form still has ${mend}.` : ""} ${under}`;
    Object.assign(reply, {page: "", text, download: {name: "brief.html", text: sheet(form, texts, letters, book)}});
  }
  const replaced = fresh.flatMap(([part, [known]]) => known.includes(was(part)) ? [] : [`“${labels.get(part)}”`]);
  return replaced.length ? {...reply, news: `It had been saved differently elsewhere: ${replaced.join(", ")}. ` +
    "Your later text has taken that one’s place."} : reply;
}

/** What a control would answer: to a message, or null as its page opens. */
export const RULES = /** @type {Record<string, Rule>} */ (
  {choice, votes, estimate, views, clearing, sorting, portfolio, brief, "hand in": handIn});
