// The article as a voice X-ray: every sentence's id is a button that opens its card; the voices can be shown one
// at a time, the other's words struck out as bars so that nothing moves. Needs no kernel.
export default { render({ model, el, signal }) {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const card = h("section", {class: "rtc-card", tabindex: "-1", "aria-label": "Evidence card"},
    h("p", {class: "rtc-note"}, item.hint));
  const buttons = [];

  // What an eye sees by frame and bar, an ear hears in words.
  const aside = (text) => h("span", {class: "rtc-hidden"}, text);
  const sentence = (one) => {
    const id = uid("sentence");
    const button = h("button", {type: "button", class: "rtc-id", tabindex: "-1", "aria-describedby": id}, one.id);
    buttons.push(button);
    return h("span", {class: "rtc-sentence", "data-id": one.id}, button, " ", h("span", {id}, ...one.runs.map((run) =>
      h("span", {class: `rtc-run${run.inserted ? " rtc-inserted" : ""}`, "data-voice": run.voice},
        ...(run.inserted ? [aside(" inserted by the editor: ")] : []), h("span", {class: "rtc-text"}, run.text)))));
  };
  const article = h("div", {class: "rtc-article", role: "group", "aria-label": item.title},
    ...item.paragraphs.map((p) => h("div", {class: `rtc-paragraph rtc-${p.voice}`, role: "group", "aria-label": p.label},
      h("p", {class: "rtc-voice", "aria-hidden": "true"}, p.label),
      h("p", {class: "rtc-words"}, ...p.sentences.flatMap((one) => [sentence(one), " "])))));
  buttons[0].tabIndex = 0;

  const open = (button) => {
    buttons.forEach((one) => {
      one.tabIndex = one === button ? 0 : -1;
      if (one === button) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    });
    const back = h("button", {type: "button"}, `Back to ${button.textContent}`);
    back.addEventListener("click", () => button.focus());
    // Python escapes everything in a card's markup; see markup.py.
    const body = h("div");
    body.innerHTML = item.cards[button.textContent];
    card.replaceChildren(body, back);
    card.focus();
  };
  article.addEventListener("click", (event) => {
    const node = event.target.closest(".rtc-sentence");
    if (node) open(node.querySelector("button"));
  });
  article.addEventListener("keydown", (event) => {
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

  const { set, chosen, mark } = radios("Show the words of", item.views);
  mark(item.views[0].id);
  set.addEventListener("change", () => {
    const view = item.views.find((one) => one.id === chosen());
    article.querySelectorAll(".rtc-run").forEach((run) => {
      const out = view.voice !== null && run.dataset.voice !== view.voice;
      run.classList.toggle("rtc-out", out);
      run.querySelector(".rtc-struck")?.remove();
      if (out) { run.append(aside(" words struck out ")); run.lastChild.classList.add("rtc-struck"); }
    });
    say(status, view.say);
  });
  const root = h("div", {class: "rtc-live rtc-xray"}, set, status, h("div", {class: "rtc-spread"}, article, card));
  guard(root);
  el.append(root);
} };
