// Clear all answers, after a second press that says what will be lost.
export default { render({ model, el, signal }) {
  const status = h("p", {role: "status", class: "rtc-status"});
  const button = h("button", {type: "button"}, "Clear my answers");
  const sure = h("button", {type: "button"}, "Yes, clear all of them");
  const keep = h("button", {type: "button"}, "No, keep them");
  const row = h("div", {class: "rtc-row", hidden: true}, sure, keep);
  const root = h("div", {class: "rtc-live"}, button, row, status);
  const close = () => { row.hidden = true; button.hidden = false; button.focus(); };
  let first = true;
  follow(model, signal, ["reply"], () => {
    if (first) status.textContent = ""; else say(status, model.get("reply").text ?? "");
    first = false;
  });
  button.addEventListener("click", () => {
    button.hidden = true; row.hidden = false; keep.focus();
    say(status, "All answers and predictions on this computer would be gone. Are you sure?");
  });
  keep.addEventListener("click", () => { close(); say(status, "Nothing was cleared."); });
  sure.addEventListener("click", () => { close(); ask(model, signal, status, {clear: true}); });
  guard(root);
  el.append(root);
} };
