// A student without a mouse. next() gives the focus to the control that is to be used now and says what it is and which
// keys it takes; the caller presses real keys; worked() says whether each did what it is for, and trouble() what the
// page then says of it. No control is changed from here.
(() => {
const shown = (e) => e.checkVisibility({visibilityProperty: true});
// What a control says where Python is away, refuses or raises: kit.js, base.py, brief.py, my_course.js, clearing.js.
const TROUBLE = /\bNot (saved|gathered|exported)\b|has an error|nothing was exported|Nothing is cleared yet|were not cleared|is busy or has stopped|Saving…$/;
const CITE = "place that leads to words";
const tried = new WeakSet(), once = {};   // of some kinds one stands for all of a panel
let now = null, before = null, news = 0, watch = null, radios = 0, stage = "";

const active = () => document.activeElement;
const at = (selector) => ({panel}) => panel.contains(active()) && active().matches(selector);
const told = (panel) => [...panel.querySelectorAll("[role=status], [role=alert]")].map((e) => e.textContent.trim());
const says = (words) => ({panel}) => news > 0 && told(panel).some((text) => words.test(text));   // and not from before
const closed = ({panel}) => !panel.querySelector(".rtc-reader:not([hidden])");
const state = ({e}) => e.matches("summary") ? e.parentElement.open :
  e.matches("fieldset") ? e.querySelector("input:checked")?.value ?? "" : e.value;
const changed = (use) => state(use) !== before;
const typed = (panel) => [...panel.querySelectorAll("textarea")].map((e) => e.value).join();

// Each button by its first words: when it is pressed, and how it is known to have done what it is for.
const BUTTONS = [
  ["Commit my prediction", "answering", says(/locked/)],
  ["Add it to my text", "answering", (use) => at("textarea")(use) && typed(use.panel).length > use.typed.length],
  ["Check the form", "answering", at("section")],
  ["Check", "answering", says(/Saved/)], ["Vote again", "answering", says(/locked/)],
  ["Vote", "answering", says(/locked/)], ["We have talked", "answering", says(/Vote again/)],
  ["Compare with the reading", "answering", at("section")], ["Commit my estimate", "answering", says(/locked/)],
  ["Save both ways", "answering", says(/locked/)],
  ["Show what it rests on", "answering", at(".rtc-card")], ["Gather again", "answering", says(/Gathered again/)],
  ["Go there", "answering", at("[aria-invalid]")],
  ["Clear my answers", "answering", says(/Are you sure/)], ["No, keep them", "leaving", says(/Nothing was cleared/)],
  ["Back (Backspace)", "leaving", (use) => closed(use) && at("select, [role=button]")(use)],
  ["Back to ", "leaving", at(".rtc-id")], ["Clear my answers", "clearing", says(/Are you sure/)],
  ["Yes, clear all of them", "clearing", says(/All answers are gone/)],
];
const button = (e) => BUTTONS.find(([words, when]) => when === stage && e.textContent.startsWith(words));
const rank = (e) => BUTTONS.indexOf(button(e));

const fresh = (panel, selector, test = () => true) => [...panel.querySelectorAll(selector)]
  .find((e) => shown(e) && !tried.has(e) && test(e));
const single = (kind) => (panel, selector) => (once[kind] ??= new WeakSet()).has(panel) ? undefined : fresh(panel, selector);
const unset = (set) => set.querySelector("input[type=radio]") && !set.querySelector("input:checked");
const several = (list) => list.options.length > 1;
const own = (list) => !list.closest(".rtc-marks, .rtc-explorer");   // an explorer's list is a view
// A choice is answered with its own text; the brief's list of sentences keeps nothing.
const kept = ({e, panel}) => panel.matches(".rtc-brief") || told(panel).some((text) => text.startsWith(e.selectedOptions[0].text));
const opened = (use, key) => key === "Enter" ? at(".rtc-card")(use) :
  key === "Backspace" ? closed(use) && at("select, [role=button]")(use) :
  use.e.matches("select") ? changed(use) : at(".rtc-id")(use) && active() !== use.e;
const turned = (e) => {   // the key that leads from one sentence to another
  const all = [...e.closest(".rtc-article").querySelectorAll(".rtc-id")];
  return e === all.at(-1) ? "ArrowUp" : "ArrowDown";
};

// Each kind of control, in the order of use within a panel: when, how it is found, its keys, and how each is known to
// have worked. One that asks Python has done so only when Python has answered.
const KINDS = {
  "fold": {when: "answering", find: (panel) => fresh(panel, "details:not([open]) > summary"), keys: () => ["Enter"], did: changed},
  "radio buttons": {when: "answering", find: (panel) => fresh(panel, "fieldset", unset),
    keys: () => [radios++ % 2 ? "ArrowDown" : "Space"], did: changed},
  // The last option of the first list, the first of the others: so three chances come to 100.
  "list": {when: "answering", asks: true, find: (panel) => fresh(panel, "select", (e) => own(e) && !e.value),
    keys: (e) => [e.matches(":first-of-type > select") ? "End" : "ArrowDown"], did: changed},
  // What it stood at is chosen again, so that what follows is shown as it comes.
  "list that has a value": {when: "answering", asks: true, find: (panel) => fresh(panel, "select", (e) => own(e) && several(e)),
    keys: () => ["ArrowDown", "ArrowUp"], did: (use) => changed(use) && kept(use)},
  "text field": {when: "answering", find: (panel) => fresh(panel, "textarea", (e) => !e.value), keys: () => ["type"], did: changed},
  "list of marks": {when: "answering", find: (panel) => fresh(panel, ".rtc-marks select"),
    keys: (e) => [...(several(e) ? ["ArrowDown"] : []), "Enter", "Backspace"], did: opened},
  "sentence beside a mark": {when: "leaving",
    find: (panel) => single("sentence")(panel, ".rtc-reader .rtc-article .rtc-id[tabindex='0']"),
    keys: (e) => [turned(e), "Enter"], did: opened},
  "mark that rests on a sentence": {when: "leaving", find: (panel) => single("mark")(panel, ".rtc-reader .rtc-card li button"),
    keys: () => ["Enter"], did: (use) => !use.e.isConnected && at(".rtc-card")(use)},
  "button": {asks: true, find: (panel) => [...panel.querySelectorAll("button")]
    .filter((e) => shown(e) && !tried.has(e) && button(e)).sort((one, other) => rank(one) - rank(other))[0], keys: () => ["Enter"], did: (use) => use.sign(use)},
  [CITE]: {when: "answering", find: (panel) => single(CITE)(panel, ".rtc-xray .rtc-id, .rtc-cite"),
    keys: (e) => e.matches(".rtc-cite") ? ["Enter", "Backspace", "Enter"] : ["ArrowRight", "Enter"], did: opened},
};
const ONCE = {[CITE]: CITE, "sentence beside a mark": "sentence", "mark that rests on a sentence": "mark"};

function use(e, panel, kind, {keys, did, asks = false}) {
  const first = e.matches("fieldset") ? e.querySelector("input:checked") ?? e.querySelector("input") : e;
  watch?.disconnect();
  watch = new MutationObserver((changes) => {
    news += changes.filter((one) => one.attributeName !== "data-lm-suppress-shortcuts").length;
  });
  watch.observe(panel, {subtree: true, childList: true, attributes: true, characterData: true});
  first.scrollIntoView({block: "center"});
  now = {e, panel, first, did};
  const text = (first.getAttribute("aria-label") ?? e.textContent).trim().replace(/\s+/g, " ").slice(0, 60);
  if (kind === "button") {
    const [words, , sign] = button(e);
    now.sign = sign;
    kind = `button “${words.endsWith(" ") ? `${words}…` : words}”`;
  }
  return {kind, asks, keys: keys(e), where: first.cloneNode(false).outerHTML.slice(0, 120) + text};
}

window.answering = {
  // The next control that waits for a key, while answering, leaving or clearing; null where none is left.
  next(wanted) {
    stage = wanted;
    for (const panel of document.querySelectorAll(".rtc-live")) for (const [kind, how] of Object.entries(KINDS)) {
      const e = (how.when ?? stage) === stage && how.find(panel);
      if (!e) continue;
      tried.add(e);
      once[ONCE[kind]]?.add(panel);
      return use(e, panel, kind, how);
    }
    return null;
  },
  // Before a key, or before the same one again: the focus is on the control, or where its last key has led.
  ready(number) {
    const {e, panel, first} = now;
    if (!(number ? panel : e).contains(active())) first.focus({focusVisible: true});
    before = state(now);
    now.typed = typed(panel);
    news = 0;
  },
  worked: (key) => Boolean(now.did(now, key)),
  // What the panel says of its last key where Python has not done its part; "" where it has.
  trouble: () => told(now.panel).find((text) => TROUBLE.test(text)) ?? "",

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
    const kind = e.matches("select") ? "view, by a list" : "view, by a switch";
    const found = use(e, panel, kind, {keys: () => ["ArrowDown"], asks: true, did: (one) => changed(one) && news > 0});
    this.ready(0);
    return found;
  },
};
})();
