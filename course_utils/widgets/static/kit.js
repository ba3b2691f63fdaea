// Shared by every control: elements, keys, state and speech. Each control's own file follows this one.

const uid = (word) => `rtc-${word}-${Math.random().toString(36).slice(2, 10)}`;

// h("label", {for: id}, "text", node): attributes are set and text becomes text nodes, never markup.
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...children);
  return element;
}

// JupyterLab's command mode must not take the keys typed on a control ("b" would insert a cell).
// Chords with Ctrl, Cmd or Alt, Shift+Enter and Escape stay JupyterLab's. It looks at the focused element
// alone, so each one carries the attribute; setting it as a key comes down covers those made later.
function guard(root) {
  root.addEventListener("keydown", (event) => {
    const labs = event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape" ||
      (event.shiftKey && event.key === "Enter");
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !labs);
  }, true);
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", ""));
}

// Run `act` now and whenever one of the names changes, for as long as the view stands.
function follow(model, signal, names, act) {
  const events = names.map((name) => `change:${name}`).join(" ");
  model.on(events, act);
  signal?.addEventListener("abort", () => model.off(events, act));
  act();
}

// A live region announces changes: the same sentence is said again only if it was gone for a moment.
function say(status, text) {
  const again = status.textContent === text;
  status.textContent = again ? "" : text;
  if (again) setTimeout(() => { status.textContent = text; }, 50);
}

// Send to Python; if nothing comes back in three seconds, the control itself says that nothing was saved.
function ask(model, signal, status, message) {
  const lost = () => say(status,
    "Not saved: Python does not answer. Choose Run, then Run All Cells, and answer again.");
  const timer = setTimeout(lost, 3000);
  const stop = () => { clearTimeout(timer); model.off("change:reply", stop); };
  model.on("change:reply", stop);
  signal?.addEventListener("abort", stop);
  try { model.send(message); } catch { stop(); lost(); }   // the kernel is gone, and JupyterLab knows it
}

// A fieldset of radio buttons; `chosen()` gives the id of the marked one or "".
function radios(legend, options) {
  const name = uid("choice");
  const set = h("fieldset", {}, h("legend", {}, legend), ...options.map((option) =>
    h("label", {}, h("input", {type: "radio", name, value: option.id}), h("span", {}, option.text))));
  const inputs = [...set.querySelectorAll("input")];
  return {
    set,
    chosen: () => inputs.find((input) => input.checked)?.value ?? "",
    mark: (id) => inputs.forEach((input) => { input.checked = input.value === id; }),
  };
}

// The article's words under an answer: each sentence it rests on, with its id and its voice.
function quotes(words) {
  return words.map((word) => h("blockquote", {class: "rtc-words"}, h("p", {}, word.text),
    h("footer", {}, `${word.sentence}, ${word.voice}`)));
}
