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

// JupyterLab listens at the document, and from a key that arrives there on it keeps line breaks and undo from
// every text in an output. So what belongs to typing ends here; Escape, Shift+Enter and chords go on to it.
function typing(form) {
  form.addEventListener("keydown", (event) => {
    const {key} = event, chord = event.ctrlKey || event.metaKey || event.altKey;
    const labs = key === "Escape" || (key === "Enter" && (event.shiftKey || chord)) ||
      (chord && key.length === 1 && !"acvxyz".includes(key.toLowerCase()));
    if (!labs && event.target.matches("textarea")) event.stopPropagation();
  });
}

// A live region announces changes: the same sentence is said again only if it was gone for a moment.
function say(status, text) {
  status.setAttribute("aria-live", "polite");
  const again = status.textContent === text;
  status.textContent = again ? "" : text;
  if (again) setTimeout(() => { status.textContent ||= text; }, 50);   // unless something newer was said
}

// What stands there from an earlier day, or was asked in another view, is shown and not announced.
function show(status, text) {
  status.setAttribute("aria-live", "off");
  status.textContent = text;
}

const LOST = "Not saved yet: Python is busy or has stopped. If this stays, choose Run, then Run All Cells, " +
  "and answer again.";
// What was saved, is no longer on the disk and still stands here is kept: losing work is worse than clearing twice.
const AGAIN = "Some of this had been cleared elsewhere. Since it still stood here, it was saved again.";

// Whether a student is here: who has gone on to another place is not called back by what Python says late.
const attended = (root) => root.contains(document.activeElement);

// One view's talk with Python. Each message has a number that the reply repeats, so that a late reply neither
// undoes what a student has marked since nor is taken for the answer to a newer message.
function talk(model, signal, status, lost = LOST) {
  const view = uid("view");
  let asked = null, turn = 0, timer;
  const stop = () => clearTimeout(timer);
  const notes = new Map();
  signal?.addEventListener("abort", stop);
  return {
    ask(message) {
      stop();
      asked = uid("ask");
      timer = setTimeout(() => say(status, lost), 3000);
      turn += 1;
      try { model.send({...message, asked, view, turn}); } catch { stop(); say(status, lost); }   // the kernel is gone
    },
    // What is told once stays under the status, which changes with each answer.
    tell(news) {
      notes.get(news)?.remove();
      notes.set(news, h("p", {role: "alert", class: "rtc-status"}, news));
      setTimeout(() => status.after(notes.get(news)));
    },
    // "mine": what this view asked; "late": passed over by now; "other": from an earlier run or another view.
    // News is in one reply alone, which may be passed over.
    kind(reply) {
      if (reply.news && turn) this.tell(reply.news);
      if (asked === null) return "other";
      if (reply.asked !== asked) return "late";
      asked = null;
      stop();
      return "mine";
    },
    // The student has marked something else: nothing that is still on its way is shown.
    drop() { stop(); asked = asked === null ? null : "dropped"; },
  };
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
    h("p", {class: "rtc-by"}, `${word.sentence}, ${word.voice}`)));
}
