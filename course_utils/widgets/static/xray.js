// The article as a voice X-ray: every sentence is a button that opens its card; the voices can be shown one
// at a time, the other's words struck out as bars so that nothing moves. Needs no kernel.
export default { render({ model, el, signal }) {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const card = h("section", {class: "rtc-card", tabindex: "-1", "aria-label": "Evidence card"});
  const hint = h("p", {class: "rtc-note"}, item.hint);
  const sentences = [];

  const sentence = (one) => {
    const body = one.runs.map((run) => h("span",
      {class: `rtc-run rtc-${run.voice}${run.inserted ? " rtc-inserted" : ""}`, "data-voice": run.voice},
      h("span", {}, run.text)));
    const node = h("span", {class: "rtc-sentence", role: "button", tabindex: "-1", "aria-expanded": "false",
      "data-id": one.id}, h("sup", {}, one.id), " ", ...body);
    sentences.push(node);
    return node;
  };
  const article = h("div", {class: "rtc-article", role: "group", "aria-label": item.title},
    ...item.paragraphs.map((p) => h("div", {class: `rtc-paragraph rtc-${p.voice}`},
      h("p", {class: "rtc-voice"}, p.label),
      h("p", {class: "rtc-words"}, ...p.sentences.flatMap((one) => [sentence(one), " "])))));
  sentences[0].tabIndex = 0;

  const move = (from, to) => {
    const next = sentences[Math.max(0, Math.min(to, sentences.length - 1))];
    sentences[from].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
  const open = (node) => {
    sentences.forEach((s) => s.setAttribute("aria-expanded", String(s === node)));
    const back = h("button", {type: "button"}, `Back to ${node.dataset.id}`);
    back.addEventListener("click", () => node.focus());
    // Python escapes everything in a card's markup; see markup.py.
    const body = h("div");
    body.innerHTML = item.cards[node.dataset.id];
    card.replaceChildren(body, back);
    card.focus();
  };
  article.addEventListener("click", (event) => {
    const node = event.target.closest(".rtc-sentence");
    if (!node) return;
    sentences.forEach((s) => { s.tabIndex = s === node ? 0 : -1; });
    open(node);
  });
  article.addEventListener("keydown", (event) => {
    const at = sentences.indexOf(event.target);
    const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
      Home: 0, End: sentences.length - 1}[event.key];
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (to !== undefined) { event.preventDefault(); move(at, to); }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(event.target); }
  });

  const { set, chosen, mark } = radios("Show the words of", item.views);
  mark(item.views[0].id);
  set.addEventListener("change", () => {
    const view = item.views.find((one) => one.id === chosen());
    article.querySelectorAll(".rtc-run").forEach((run) =>
      run.classList.toggle("rtc-out", view.voice !== null && run.dataset.voice !== view.voice));
    say(status, view.say);
  });
  card.append(hint);
  const root = h("div", {class: "rtc-live rtc-xray"}, set, status, h("div", {class: "rtc-spread"}, article, card));
  guard(root);
  el.append(root);
} };
