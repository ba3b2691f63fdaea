// Do the next step in every panel, as a student would; returns how many were done. Called until nothing is left.
(() => {
const done = window.answeredSteps ??= new WeakSet();
const shown = (e) => e.checkVisibility({visibilityProperty: true});
const change = (e, value) => {
  e.value = value;
  e.dispatchEvent(new Event("input", {bubbles: true}));
  e.dispatchEvent(new Event("change", {bubbles: true}));
};
const WORDS = ["Commit my prediction", "Check", "Vote", "We have talked", "Vote again", "Compare with the reading",
  "Commit my estimate", "Show what it rests on", "Check the form", "Clear my answers"];
let steps = 0;
for (const panel of document.querySelectorAll(".jp-Notebook .rtc-live")) {
  panel.querySelectorAll("details:not([open])").forEach((fold) => { fold.open = true; });
  const buttons = [...panel.querySelectorAll("button")]
    .filter((e) => shown(e) && !done.has(e) && WORDS.includes(e.textContent));
  const cites = [...panel.querySelectorAll(".rtc-xray .rtc-id, .rtc-cite")].filter(shown).slice(0, 1);
  for (const e of [...buttons, ...cites.filter((one) => !done.has(panel))].slice(0, 1)) {
    done.add(e.matches("button:not(.rtc-id)") ? e : panel);
    for (const set of panel.querySelectorAll("fieldset")) {
      const radio = set.querySelector("input[type=radio]");
      if (radio && shown(radio) && !set.querySelector("input:checked")) radio.click();
    }
    panel.querySelectorAll("textarea").forEach((area) => {
      if (shown(area) && !area.value) change(area, "The two sides agree to talk (s01), one side says (s04).");
    });
    panel.querySelectorAll("select").forEach((list) => { if (shown(list) && !list.value) change(list, list.options[2].value); });
    e.click();
    steps += 1;
  }
}
return steps;
})()
