// A prediction is committed once, is kept, and only then opens the result it stands beside.
export default { render({ model, el, signal }) {
  const item = model.get("item");
  const { set, chosen } = radios(item.prompt, item.options);
  const status = h("p", {role: "status", class: "rtc-status"});
  const button = h("button", {type: "button"}, "Commit my prediction");
  const note = h("p", {class: "rtc-note"}, item.note);
  const form = h("div", {}, set, button, note);
  const result = h("section", {tabindex: "-1", "aria-label": "Result", hidden: true});
  const root = h("div", {class: "rtc-live"}, form, status, result);
  let first = true;
  follow(model, signal, ["reply"], () => {
    const reply = model.get("reply");
    if (reply.locked) {
      form.hidden = true;
      // Python escapes everything in a chart's markup; see markup.py.
      const chart = h("div");
      chart.innerHTML = reply.result;
      result.replaceChildren(h("p", {}, reply.feedback), chart, ...quotes(reply.words));
      result.hidden = false;
      if (!first) result.focus();   // the button that had the focus is gone
    } else { form.hidden = false; result.hidden = true; result.replaceChildren(); }
    if (first) status.textContent = reply.text ?? ""; else say(status, reply.text ?? "");
    first = false;
  });
  set.addEventListener("change", () => { status.textContent = ""; });
  button.addEventListener("click", () => {
    if (!chosen()) return say(status, "Choose an answer first.");
    ask(model, signal, status, {answer: chosen()});
  });
  guard(root);
  el.append(root);
} };
