// @ts-check
// Rules that few pages need: for two votes, the estimate, sorting, what a student's answers are gathered in, the brief.
import {esc, filled, last, own, RULES, savedAt, two} from "./foretold.js";

/** @import {Answer, Answers, Book, Data, Rule, Texts, Told} from "./foretold.js" */

/** @typedef {[item: string, asked: string, notebook: string, texts: Texts | null, beside: Texts | null, unit: string]} Row */
/** @typedef {{title: string, rows: Row[], beside: string, unit: string[], make: string, task: Told | null, open: string[]}} Chapter */
/** @typedef {{first: string, last: string, beside: string, asked: string}} Given */

const FIRST = "\ue001";
// White space as Python has it.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

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
 * The page that is printed and graded, as brief.py writes it.
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
    const {letters} = book.file(), under = `It carries your hand-in name, ${letters}, under which you hand in your answers too.`;
    const text = `Exported as brief.html, where your browser puts downloads.${found.length ? ` The form still has ${mend}.` : ""} ${under}`;
    Object.assign(reply, {page: "", text, download: {name: "brief.html", text: sheet(form, texts, letters, book)}});
  }
  const replaced = fresh.flatMap(([part, [known]]) => known.includes(was(part)) ? [] : [`“${labels.get(part)}”`]);
  return replaced.length ? {...reply, news: `It had been saved differently elsewhere: ${replaced.join(", ")}. ` +
    "Your later text has taken that one’s place."} : reply;
}

Object.assign(RULES, {votes, estimate, sorting, portfolio, brief});
