// @ts-check
// The article as a panel: whose words each paragraph holds, a button for every sentence, words that light up.
// Spans and runs count code points, as Python does; a string's own index counts UTF-16 units.
import {ENGLISH, h, uid} from "./kit.js";

/** @typedef {{text: string, voice: string, inserted: boolean}} RunView */

/**
 * A sentence, cut where the voice changes.
 * @typedef {{id: string, runs: RunView[]}} SentenceView
 */

/** @typedef {{voice: string, label: string, sentences: SentenceView[]}} ParagraphView */
/** @typedef {{title: string, paragraphs: ParagraphView[]}} PageView */

/**
 * Words of a sentence, counted from its beginning.
 * @typedef {{sentence: string, start: number, end: number}} Span
 */

/**
 * `open(id, button)` is called when a sentence is chosen with a click, or with Enter after the arrow keys.
 * @param {PageView} page
 * @param {(id: string, button: HTMLButtonElement) => void} open
 */
export function articlePanel(page, open) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([]);
  const texts = /** @type {Map<string, {text: HTMLElement, points: string[], from: number}[]>} */ (new Map());
  /** @param {string} text What an eye sees by frame, an ear hears. */
  const aside = (text) => h("span", {class: "rtc-hidden", ...ENGLISH}, text);
  /** @param {SentenceView} one */
  const sentence = (one) => {
    const id = uid("sentence");
    const button = h("button", {type: "button", class: "rtc-id", tabindex: "-1", "aria-describedby": id}, one.id);
    buttons.push(button);
    let from = 0;
    const runs = one.runs.map((run) => {
      const text = h("span", {class: "rtc-text"}, run.text), points = [...run.text];
      texts.set(one.id, [...(texts.get(one.id) ?? []), {text, points, from}]);
      from += points.length;
      return h("span", {class: `rtc-run${run.inserted ? " rtc-inserted" : ""}`, "data-voice": run.voice},
        ...(run.inserted ? [aside(" inserted by the editor: ")] : []), text);
    });
    const whole = h("span", {class: "rtc-sentence", "data-id": one.id}, button, " ", h("span", {id}, ...runs));
    whole.addEventListener("click", () => { current(one.id); open(one.id, button); });
    return whole;
  };
  const root = h("div", {class: "rtc-article", role: "group", "aria-label": page.title},
    ...page.paragraphs.map((p) => h("div",
      {class: `rtc-paragraph rtc-${p.voice}`, role: "group", "aria-label": p.label},
      h("p", {class: "rtc-voice", "aria-hidden": "true"}, p.label),
      h("p", {class: "rtc-words"}, ...p.sentences.flatMap((one) => [sentence(one), " "])))));
  if (buttons.length) buttons[0].tabIndex = 0;

  /** @param {string | undefined} id */
  const current = (id) => buttons.forEach((button) => {
    const is = button.textContent === id;
    if (is) buttons.forEach((one) => { one.tabIndex = one === button ? 0 : -1; });
    if (is) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  });
  root.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button === event.target);
    const to = /** @type {Record<string, number>} */ ({ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1,
      ArrowUp: at - 1, Home: 0, End: buttons.length - 1})[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = buttons[Math.max(0, Math.min(to, buttons.length - 1))];
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  /**
   * Light up these words and no others.
   * @param {Span[]} spans
   */
  function light(spans) {
    for (const [id, runs] of texts) for (const {text, points, from} of runs) {
      const here = spans.filter((span) => span.sentence === id)
        .map((span) => [Math.max(0, span.start - from), Math.min(points.length, span.end - from)])
        .filter(([start, end]) => start < end);
      const cuts = [...new Set([0, ...here.flat(), points.length])].sort((one, two) => one - two);
      text.replaceChildren(...cuts.slice(1).map((end, n) => {
        const piece = points.slice(cuts[n], end).join("");
        return here.some(([start, stop]) => start <= cuts[n] && end <= stop) ? h("mark", {}, piece) : piece;
      }));
    }
    current(spans[0]?.sentence);
    const first = root.querySelector("mark");
    if (first) root.scrollTop += first.getBoundingClientRect().top - root.getBoundingClientRect().top - 60;
  }
  return {root, light};
}
