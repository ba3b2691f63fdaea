// @ts-check
// The article as a voice X-ray: every sentence opens its card; the voices can be shown one at a time, the other's
// words struck out as bars so that nothing moves. Needs no kernel.
import {articlePanel} from "./article.js";
import {ENGLISH, h, panel, radios, say} from "./kit.js";

/** @import {PageView} from "./article.js" */
/** @import {View} from "./kit.js" */

/**
 * A choice of voices, and what is said when it is made.
 * @typedef {{id: string, text: string, voice: string | null, say: string}} VoiceView
 */

/** @typedef {{page: PageView, cards: Record<string, string>, views: VoiceView[]}} Item */

export default panel(/** @param {View<Item, {}, {}>} view */ ({model}) => {
  const item = model.get("item");
  const status = h("p", {role: "status", class: "rtc-status"});
  const card = h("section", {class: "rtc-card", tabindex: "-1", "aria-label": "Evidence card"},
    h("p", {class: "rtc-note rtc-screen"},
      "Choose a sentence: its card opens here. With the keyboard, arrow keys move and Enter opens."));
  const article = articlePanel(item.page, (id, button) => {
    const back = h("button", {type: "button"}, `Back to ${id}`);
    back.addEventListener("click", () => button.focus());
    // Python escapes everything in a card's markup; see look/html.py.
    const body = h("div");
    body.innerHTML = item.cards[id];
    card.replaceChildren(body, back);
    card.focus();
  }).root;

  const {set, chosen, mark} = radios("Show the words of", item.views, true);
  mark(item.views[0].id);
  set.addEventListener("change", () => {
    const view = item.views.find((one) => one.id === chosen()) ?? item.views[0];
    for (const run of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll(".rtc-run"))) {
      const out = view.voice !== null && run.dataset.voice !== view.voice;
      run.classList.toggle("rtc-out", out);
      run.querySelector(".rtc-struck")?.remove();
      if (out) { run.append(h("span", {class: "rtc-hidden rtc-struck", ...ENGLISH}, " words struck out ")); }
    }
    say(status, view.say);
  });
  const root = h("div", {class: "rtc-live rtc-xray"}, set, status, h("div", {class: "rtc-spread"}, article, card));
  return root;
});
