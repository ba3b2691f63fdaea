// @ts-check
// The rules for what a student's answers are gathered in, and for the brief, which a page without either does not need.
import {counted, esc, own, RULES, savedAt, sortedIn, two} from "./foretold.js";

/** @import {Answer, Book, Data, Rule, Texts, Told} from "./foretold.js" */

/** @typedef {[item: string, asked: string, notebook: string, texts: Texts | null, beside: Texts | null, unit: string]} Row */
/** @typedef {{title: string, rows: Row[], beside: string, unit: string[], make: string, task: Told | null, open: string[]}} Chapter */
/** @typedef {{first: string, last: string, beside: string, asked: string}} Given */

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

Object.assign(RULES, {portfolio, brief});
