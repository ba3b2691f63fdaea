// @ts-check
// From a mark to what it rests on, and back. A view is a chart's picture or a card's text, with its marks;
// a mark leads to words of the article, which light up, or to its outside sources.
import {articlePanel} from "./article.js";
import {h, quotes, uid} from "./kit.js";

/** @import {PageView, Span} from "./article.js" */
/** @import {Child} from "./kit.js" */

/**
 * Words of the article, and where they stand in their sentence.
 * @typedef {{exact: string, sentence: string, of: "editor" | "author", voice: string, start: number, end: number}} WordsView
 */

/**
 * What a mark rests on, and its place on a picture: left, top, width and height in percent.
 * @typedef {{
 *   label: string, origin: "article" | "inferred" | "outside",
 *   box: [number, number, number, number] | null, words: WordsView[], sources: string[]
 * }} MarkView
 */

/**
 * A chart: its pictures by theme, and markup that Python has escaped.
 * @typedef {{
 *   title: string, alt: string, size: "page" | "projector", width: number, height: number,
 *   pictures: Record<string, string>, details: string, marks: MarkView[]
 * }} ChartView
 */

/**
 * A card: markup that Python has escaped, in which each place with `data-mark` leads to that mark.
 * @typedef {{title: string, markup: string, marks: MarkView[]}} CardView
 */

/** @typedef {(mark: MarkView, from?: HTMLElement) => void} Open */

const ORIGIN = {article: "● the article says", inferred: "◆ the course infers", outside: "■ outside knowledge"};
export const worn = () => document.body.dataset.jpThemeLight === "false" ? "dark" : "light";

/**
 * The article beside a card that says what a mark rests on. `view()` gives the view that is shown.
 * @param {PageView} page
 * @param {() => ChartView | CardView | null | undefined} view
 */
export function reader(page, view) {
  const told = h("div", {id: uid("told")});   // read out when the card gets the focus
  const card = h("div", {class: "rtc-card", role: "group", tabindex: "-1", "aria-label": "What the mark rests on",
    "aria-describedby": told.id}, told);
  let home = /** @type {HTMLElement | null} */ (null);
  const back = () => { root.hidden = true; home?.focus(); };
  /** @type {(words: Span[], ...children: Child[]) => void} */
  const fill = (words, ...children) => {
    const button = h("button", {type: "button"}, "Back (Backspace)");
    button.addEventListener("click", back);
    told.replaceChildren(...children);
    card.replaceChildren(told, button);
    root.hidden = false;
    article.light(words);
    card.focus();
  };
  const article = articlePanel(page, (id) => {
    const marks = view()?.marks.filter((mark) => mark.words.some((word) => word.sentence === id)) ?? [];
    const list = h("ul", {}, ...marks.map((mark) => {
      const button = h("button", {type: "button"}, mark.label);
      button.addEventListener("click", () => open(mark));
      return h("li", {}, button);
    }));
    fill([{sentence: id, start: 0, end: 0}],
      h("p", {}, h("strong", {}, id), marks.length ? ", on which rest:" : ": nothing here rests on it."), list);
  });
  const root = h("div", {class: "rtc-reader", hidden: true}, card, article.root);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Backspace") { event.preventDefault(); back(); }
  });
  /** @type {Open} */
  function open(mark, from) {
    home = from ?? home;
    article.root.hidden = !mark.words.length;
    fill(mark.words, h("p", {}, h("strong", {}, mark.label)), h("p", {}, ORIGIN[mark.origin]),
      ...quotes(mark.words.map((word) => ({...word, text: word.exact}))),
      ...(mark.sources.length ? [h("ul", {}, ...mark.sources.map((source) => h("li", {}, source)))] : []));
  }
  return {root, open, close: () => { root.hidden = true; }};
}

/**
 * A view's marks as a list: the arrow keys go from mark to mark, Enter opens what the marked one rests on.
 * @param {MarkView[]} marks
 * @param {Open} open
 * @param {(mark: MarkView) => void} ring
 */
function markList(marks, open, ring) {
  const id = uid("marks");
  const select = h("select", {id}, ...marks.map((mark, n) => h("option", {value: n}, mark.label)));
  const button = h("button", {type: "button"}, "Show what it rests on");
  const chosen = () => marks[Number(select.value)];
  select.addEventListener("change", () => ring(chosen()));
  select.addEventListener("focus", () => ring(chosen()));
  select.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    open(chosen(), select);
  });
  button.addEventListener("click", () => open(chosen(), select));
  return {
    root: h("div", {class: "rtc-row rtc-marks"}, h("label", {for: id}, "Mark"), select, button),
    /** @param {number} n */
    choose(n) { select.value = String(n); ring(marks[n]); open(marks[n], select); },
  };
}

/**
 * A chart: its picture, with a place to click on every mark, the list of marks, and the table.
 * @param {ChartView} view
 * @param {Open} open
 */
function plot(view, open) {
  const images = ["light", "dark"].map((theme) => h("img", {class: `rtc-${theme}`, alt: view.alt,
    src: view.pictures[theme] ?? Object.values(view.pictures)[0], width: view.width, height: view.height}));
  /** @type {(node: HTMLElement, box: [number, number, number, number]) => void} */
  const place = (node, [left, top, width, height]) => Object.assign(node.style,
    {left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%`});
  const around = h("span", {class: "rtc-ring", hidden: true, "aria-hidden": "true"});
  const list = markList(view.marks, open, (mark) => {
    around.hidden = !mark.box;
    if (mark.box) place(around, mark.box);
  });
  const spots = view.marks.flatMap((mark, n) => {
    if (!mark.box) return [];
    const spot = h("span", {class: "rtc-spot", "aria-hidden": "true", title: mark.label});   // the list is for keys
    place(spot, mark.box);
    spot.addEventListener("click", () => list.choose(n));
    return [spot];
  });
  const table = h("div");
  table.innerHTML = view.details;   // Python escapes everything in it; see look/html.py
  return h("figure", {class: `rtc-chart rtc-${view.size}`},
    h("figcaption", {}, h("strong", {}, view.title)),
    h("div", {class: "rtc-scroll", tabindex: "0", role: "group", "aria-label": "Picture"},
      h("div", {class: "rtc-plot"}, ...images, ...spots, around)),
    ...(view.marks.length ? [list.root] : []), table);
}

/**
 * Follow JupyterLab's theme for as long as the view stands: `act` on each change.
 * @param {AbortSignal | undefined} signal
 * @param {() => void} act
 */
export function wear(signal, act) {
  const theme = new MutationObserver(act);
  theme.observe(document.body, {attributes: true, attributeFilter: ["data-jp-theme-light"]});
  signal?.addEventListener("abort", () => theme.disconnect());
}

/**
 * Put the picture for the theme that is worn into a chart that stands already; nothing else moves.
 * @param {HTMLElement} stage
 * @param {ChartView | CardView | null | undefined} view
 */
export function repaint(stage, view) {
  const image = /** @type {HTMLImageElement | null} */ (stage.querySelector(`.rtc-plot .rtc-${worn()}`));
  if (image && view && "pictures" in view) image.src = view.pictures[worn()] ?? image.src;
  return Boolean(image);
}

/**
 * A card: its text, in which every place that rests on something is a button.
 * @param {CardView} view
 * @param {Open} open
 */
function cardOf(view, open) {
  const body = h("div", {class: "rtc-card"});
  body.innerHTML = view.markup;   // Python escapes everything in it; see look/html.py
  // Not <button>: a long quote has to break over lines like the text around it.
  for (const cite of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("[data-mark]"))) {
    const act = () => open(view.marks[Number(cite.dataset.mark)], cite);
    cite.setAttribute("role", "button");
    cite.tabIndex = 0;
    cite.addEventListener("click", act);
    cite.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " " || event.shiftKey) return;
      event.preventDefault();
      act();
    });
  }
  return body;
}

/**
 * @param {ChartView | CardView} view
 * @param {Open} open
 */
export const drawn = (view, open) => "pictures" in view ? plot(view, open) : cardOf(view, open);
