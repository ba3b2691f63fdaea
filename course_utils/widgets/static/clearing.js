// @ts-check
// Clear all answers, after a second press that says what will be lost.
import {DRAFT, follow, h, panel, RUN_ALL, say, stored, talk} from "./kit.js";

/** @import {View, Yet} from "./kit.js" */

/** @typedef {{text: string}} Reply */
/** @typedef {{clear: true}} Message */

export default panel(/** @param {View<{}, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const status = h("p", {role: "status", class: "rtc-status"});
  const button = h("button", {type: "button"}, "Clear my answers");
  const sure = h("button", {type: "button"}, "Yes, clear all of them");
  const keep = h("button", {type: "button"}, "No, keep them");
  const row = h("div", {class: "rtc-row", hidden: true}, keep, sure);
  const root = h("div", {class: "rtc-live"}, button, row, status);
  const python = talk(model, signal, status,
    `Nothing is cleared yet: Python is busy or has stopped. If this stays, ${RUN_ALL}.`);
  const close = () => { row.hidden = true; button.hidden = false; button.focus(); };
  follow(model, signal, () => {
    const reply = model.get("reply");
    if (python.kind(reply) !== "mine") return;
    if (!reply.failed) stored((tab) => {
      for (const key of Object.keys(tab)) if (key.startsWith(DRAFT)) tab.removeItem(key);
    });
    say(status, reply.text ?? "");
  });
  button.addEventListener("click", () => {
    button.hidden = true; row.hidden = false; keep.focus();
    say(status, "All answers and predictions on this computer would be gone. Are you sure?");
  });
  keep.addEventListener("click", () => { close(); say(status, "Nothing was cleared."); });
  sure.addEventListener("click", (event) => {
    if (event.detail > 1) return;   // the second half of a double click; nobody has read the question yet
    close();
    python.ask({clear: true});
  });
  return root;
});
