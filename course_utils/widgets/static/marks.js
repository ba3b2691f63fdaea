// From a mark to what it rests on, and back. A view is a chart's picture or a card's text, with its marks;
// a mark leads to words of the article, which light up, or to its outside sources.

const ORIGIN = {article: "● the article says", inferred: "◆ the course infers", outside: "■ outside knowledge"};
const worn = () => document.body.dataset.jpThemeLight === "false" ? "dark" : "light";

// The article beside a card that says what a mark rests on. `view()` gives the view that is shown.
function reader(page, view) {
  const told = h("div", {id: uid("told")});   // read out when the card gets the focus
  const card = h("div", {class: "rtc-card", role: "group", tabindex: "-1", "aria-label": "What the mark rests on",
    "aria-describedby": told.id}, told);
  let home = null;
  const back = () => { root.hidden = true; home?.focus(); };
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
    const marks = view().marks.filter((mark) => mark.words.some((word) => word.sentence === id));
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
  function open(mark, from) {
    home = from ?? home;
    article.root.hidden = !mark.words.length;
    fill(mark.words, h("p", {}, h("strong", {}, mark.label)), ...(mark.origin ? [h("p", {}, ORIGIN[mark.origin])] : []),
      ...quotes(mark.words.map((word) => ({...word, text: word.exact}))),
      ...(mark.sources.length ? [h("ul", {}, ...mark.sources.map((source) => h("li", {}, source)))] : []));
  }
  return {root, open, close: () => { root.hidden = true; }};
}

// A view's marks as a list: the arrow keys go from mark to mark, Enter opens what the marked one rests on.
function markList(marks, open, ring = () => {}) {
  const id = uid("marks");
  const select = h("select", {id}, ...marks.map((mark, n) => h("option", {value: n}, mark.label)));
  const button = h("button", {type: "button"}, "Show what it rests on");
  select.addEventListener("change", () => ring(marks[select.value]));
  select.addEventListener("focus", () => ring(marks[select.value]));
  select.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    open(marks[select.value], select);
  });
  button.addEventListener("click", () => open(marks[select.value], select));
  return {
    root: h("div", {class: "rtc-row rtc-marks"}, h("label", {for: id}, "Mark"), select, button),
    choose(n) { select.value = n; ring(marks[n]); open(marks[n], select); },
  };
}

// A chart: its picture, with a place to click on every mark, the list of marks, and the table.
function plot(view, open) {
  const image = h("img", {alt: view.alt, src: view.pictures[worn()] ?? Object.values(view.pictures)[0],
    width: view.width, height: view.height});
  const place = (node, [left, top, width, height]) => Object.assign(node.style,
    {left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%`});
  const around = h("span", {class: "rtc-ring", hidden: true, "aria-hidden": "true"});
  const list = markList(view.marks, open, (mark) => {
    around.hidden = !mark?.box;
    if (mark?.box) place(around, mark.box);
  });
  const spots = view.marks.flatMap((mark, n) => {
    if (!mark.box) return [];
    const spot = h("span", {class: "rtc-spot", "aria-hidden": "true", title: mark.label});   // the list is for keys
    place(spot, mark.box);
    spot.addEventListener("click", () => list.choose(n));
    return [spot];
  });
  const table = h("div");
  table.innerHTML = view.details;   // Python escapes everything in it; see markup.py
  return h("figure", {class: `rtc-chart rtc-${view.size}`},
    h("figcaption", {}, h("strong", {}, view.title)),
    h("div", {class: "rtc-scroll", tabindex: "0", role: "group", "aria-label": "Picture"},
      h("div", {class: "rtc-plot"}, image, ...spots, around)),
    ...(view.marks.length ? [list.root] : []), table);
}

// Follow JupyterLab's theme for as long as the view stands: `act` on each change.
function wear(signal, act) {
  const theme = new MutationObserver(act);
  theme.observe(document.body, {attributes: true, attributeFilter: ["data-jp-theme-light"]});
  signal?.addEventListener("abort", () => theme.disconnect());
}

// Put the picture for the theme that is worn into a chart that stands already; nothing else moves.
function repaint(stage, view) {
  const image = stage.querySelector(".rtc-plot img");
  if (image) image.src = view.pictures[worn()] ?? image.src;
  return Boolean(image);
}

// A card: its text, in which every place that rests on something is a button.
function cardOf(view, open) {
  const body = h("div", {class: "rtc-card"});
  body.innerHTML = view.markup;   // Python escapes everything in it; see markup.py
  // Not <button>: a long quote has to break over lines like the text around it.
  body.querySelectorAll("[data-mark]").forEach((cite) => {
    const act = () => open(view.marks[cite.dataset.mark], cite);
    cite.setAttribute("role", "button");
    cite.tabIndex = 0;
    cite.addEventListener("click", act);
    cite.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " " || event.shiftKey) return;
      event.preventDefault();
      act();
    });
  });
  return body;
}

const drawn = (view, open) => "pictures" in view ? plot(view, open) : cardOf(view, open);
