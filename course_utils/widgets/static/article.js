// The article as a panel: whose words each paragraph holds, a button for every sentence, words that light up.
// Spans and runs count code points, as Python does; a string's own index counts UTF-16 units.

// `open(id)` is called when a sentence is chosen with a click, or with Enter after the arrow keys.
function articlePanel(page, open) {
  const buttons = [], texts = new Map();
  const aside = (text) => h("span", {class: "rtc-hidden"}, text);   // what an eye sees by frame, an ear hears
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
    return h("span", {class: "rtc-sentence", "data-id": one.id}, button, " ", h("span", {id}, ...runs));
  };
  const root = h("div", {class: "rtc-article", role: "group", "aria-label": page.title},
    ...page.paragraphs.map((p) => h("div", {class: `rtc-paragraph rtc-${p.voice}`, role: "group", "aria-label": p.label},
      h("p", {class: "rtc-voice", "aria-hidden": "true"}, p.label),
      h("p", {class: "rtc-words"}, ...p.sentences.flatMap((one) => [sentence(one), " "])))));
  if (buttons.length) buttons[0].tabIndex = 0;

  const current = (id) => buttons.forEach((button) => {
    const is = button.textContent === id;
    if (is) buttons.forEach((one) => { one.tabIndex = one === button ? 0 : -1; });
    if (is) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  });
  root.addEventListener("click", (event) => {
    const node = event.target.closest(".rtc-sentence");
    if (!node) return;
    current(node.dataset.id);
    open(node.dataset.id, node.querySelector("button"));
  });
  root.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
      Home: 0, End: buttons.length - 1}[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = buttons[Math.max(0, Math.min(to, buttons.length - 1))];
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  // Light up these words and no others: [{sentence, start, end}], counted from the sentence's beginning.
  function light(spans) {
    for (const [id, runs] of texts) for (const {text, points, from} of runs) {
      const here = spans.filter((span) => span.sentence === id)
        .map((span) => [Math.max(0, span.start - from), Math.min(points.length, span.end - from)])
        .filter(([start, end]) => start < end);
      const cuts = [...new Set([0, ...here.flat(), points.length])].sort((one, two) => one - two);
      text.replaceChildren(...cuts.slice(1).map((end, n) => {
        const piece = points.slice(cuts[n], end).join("");
        return here.some(([from, to]) => from <= cuts[n] && end <= to) ? h("mark", {}, piece) : piece;
      }));
    }
    current(spans[0]?.sentence);
    const first = root.querySelector("mark");
    if (first) root.scrollTop += first.getBoundingClientRect().top - root.getBoundingClientRect().top - 60;
  }
  return {root, light};
}
