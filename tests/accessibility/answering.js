// A student without a mouse. next() gives the focus to the control that is to be used now and says what it is; the
// caller presses real keys; worked() says whether they did what they are for. No control is changed from here.
(() => {
const shown = (e) => e.checkVisibility({visibilityProperty: true});
const WORDS = ["Commit my prediction", "Check", "Vote", "We have talked", "Vote again", "Compare with the reading",
  "Commit my estimate", "Show what it rests on", "Check the form", "Clear my answers"];
const CITE = "place that leads to words";
const tried = new WeakSet();   // in a panel one such place stands for all
let now = null, before = null, news = 0, watch = null;

const fresh = (panel, selector, test = () => true) => [...panel.querySelectorAll(selector)]
  .find((e) => shown(e) && !tried.has(e) && test(e));
const unset = (set) => set.querySelector("input[type=radio]") && !set.querySelector("input:checked");
const WAITING = {
  "fold": (panel) => fresh(panel, "details:not([open]) > summary"),
  "radio buttons": (panel) => fresh(panel, "fieldset", unset),
  "list": (panel) => fresh(panel, "select", (e) => !e.value),
  "text field": (panel) => fresh(panel, "textarea", (e) => !e.value),
  "button": (panel) => fresh(panel, "button", (e) => WORDS.includes(e.textContent)),
  [CITE]: (panel) => tried.has(panel) ? undefined : fresh(panel, ".rtc-xray .rtc-id, .rtc-cite"),
};
const state = (e) => e.matches("summary") ? e.parentElement.open :
  e.matches("fieldset") ? e.querySelector("input:checked")?.value ?? "" : e.value;

function use(e, panel, kind) {
  const at = e.matches("fieldset") ? e.querySelector("input:checked") ?? e.querySelector("input") : e;
  watch?.disconnect();
  watch = new MutationObserver((changes) => {
    news += changes.filter((one) => one.attributeName !== "data-lm-suppress-shortcuts").length;
  });
  watch.observe(panel, {subtree: true, childList: true, attributes: true, characterData: true});
  at.scrollIntoView({block: "center"});
  now = {e, at, kind};
  window.answering.ready();
  const text = (at.getAttribute("aria-label") ?? e.textContent).trim().replace(/\s+/g, " ").slice(0, 60);
  return {kind: kind === "button" ? `button “${text}”` : kind, where: at.cloneNode(false).outerHTML.slice(0, 120) + text};
}

window.answering = {
  // The next control that waits for a key; null where none is left.
  next() {
    for (const panel of document.querySelectorAll(".rtc-live")) for (const [kind, find] of Object.entries(WAITING)) {
      const e = find(panel);
      if (!e) continue;
      tried.add(kind === CITE ? panel : e);
      return use(e, panel, kind);
    }
    return null;
  },
  // Before a key, or before the same one again: the focus is on the control, or on the radio button that has it.
  ready() {
    const {e, at} = now;
    if (!e.contains(document.activeElement)) at.focus({focusVisible: true});
    before = state(e);
    news = 0;
  },
  worked() {
    const {e, kind} = now, changed = kind === "button" || kind === CITE || state(e) !== before;
    return changed && (news > 0 || !["button", CITE, "view"].includes(kind));
  },

  // What changes a view, in the order of the page: a list of cards or states, or a switch of radio buttons; how many
  // views each has. The marks of a chart are no views: they lead to words, and stand in the chart's table.
  switches() {
    this.all = [...document.querySelectorAll(".rtc-explorer, .rtc-xray")].flatMap((panel) =>
      [...panel.querySelectorAll("select, fieldset")].filter((e) => shown(e) && !e.closest(".rtc-marks"))
        .map((e) => ({e, panel})));
    return this.all.map(({e}) => e.querySelectorAll("option, input").length);
  },
  // Give the focus to a switch, and mark the panel in which it stands for the probes.
  enter(n) {
    const {e, panel} = this.all[n];
    document.querySelector("[data-in-view]")?.removeAttribute("data-in-view");
    panel.dataset.inView = "";
    return {...use(e, panel, "view"), kind: e.matches("select") ? "view, by a list" : "view, by a switch"};
  },
};
})();
