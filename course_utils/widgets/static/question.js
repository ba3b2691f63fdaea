// A question with three options; every option has its own feedback, and every check is saved first.
export default { render({ model, el, signal }) {
  const item = model.get("item");
  const { set, chosen, mark } = radios(item.prompt, item.options);
  const status = h("p", {role: "status", class: "rtc-status"});
  const words = h("div");
  const button = h("button", {type: "button"}, "Check");
  const root = h("div", {class: "rtc-live"}, set, button, status, words);
  let first = true;
  follow(model, signal, ["reply"], () => {
    const reply = model.get("reply");
    if (reply.answer) mark(reply.answer);
    words.replaceChildren(...quotes(reply.words ?? []));
    if (first) status.textContent = reply.text ?? ""; else say(status, reply.text ?? "");
    first = false;
  });
  set.addEventListener("change", () => { status.textContent = ""; words.replaceChildren(); });
  button.addEventListener("click", () => {
    if (!chosen()) return say(status, "Choose an answer first.");
    ask(model, signal, status, {answer: chosen()});
  });
  guard(root);
  el.append(root);
} };
