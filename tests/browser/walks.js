// Walks through all that a control shows, and what a page must not have; a test asks for one by its name.

const squeezed = (text) => text.replace(/\s/g, "");
const press = (node, key) => node.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
const change = (list, value) => { list.value = value; list.dispatchEvent(new Event("change")); };

// Goes through all marks of a chart as the keys do; returns the labels of those that lead nowhere.
const everyMark = (explorer) => {
  const select = explorer.querySelector(".rtc-marks select"), lost = [];
  for (const option of select.options) {
    select.value = option.value;
    press(document.activeElement, "Enter");
    const card = document.activeElement;
    const lit = squeezed([...explorer.querySelectorAll("mark")].map((mark) => mark.textContent).join(""));
    const words = [...card.querySelectorAll("blockquote p:first-child")].map((p) => squeezed(p.textContent));
    const there = card.matches(".rtc-card") && card.querySelector("strong").textContent === option.text &&
      (words.length ? words.every((one) => lit.includes(one)) : card.textContent.includes("grade "));
    press(document.activeElement, "Backspace");
    if (!there || document.activeElement !== select) lost.push(option.text);
  }
  return lost;
};

// Shows every card and follows its first and last place; returns how many there are, those with a fold, and those
// that lead nowhere or show what is folded away.
const everyCard = (explorer) => {
  const cards = explorer.querySelector(".rtc-row select"), lost = [], folded = [];
  const ground = explorer.querySelector('[aria-label="What the mark rests on"]');
  for (const option of cards.options) {
    change(cards, option.value);
    const later = explorer.querySelector(".rtc-stage .rtc-card > details");
    const shown = later?.querySelector(".rtc-cite").checkVisibility();
    if (later) { folded.push(option.text); later.open = true; }
    const cites = [...explorer.querySelectorAll(".rtc-stage .rtc-cite")];
    const leads = (cite) => {
      cite.click();
      const led = document.activeElement === ground && ground.querySelector("blockquote, li");
      press(ground, "Backspace");
      return led && cite.checkVisibility() && document.activeElement === cite;
    };
    if (shown || !cites.length || !leads(cites[0]) || !leads(cites.at(-1))) lost.push(option.text);
  }
  return [cards.options.length, folded, lost];
};

// The colour of a picture's first pixel.
const corner = async (image) => {
  await image.decode();
  const context = document.createElement("canvas").getContext("2d");
  context.drawImage(image, 0, 0, 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data];
};

// What must not be in a page: elements, attributes and addresses that only a string could have brought.
const brought = (where) => {
  const roots = where.nodeType ? [where] : [...document.querySelectorAll(where)];
  const bad = "script:not(.jupyter-widgets > script), iframe, object, embed, form, base, link, meta, " +
    "video, audio, svg, math, template, marquee, portal, dialog, plaintext, source, picture, x, i, b, " +
    'mark:not(.rtc-text mark), mjx-container, img:not([src^="data:image/png;base64,"]), a, [href], ' +
    "[srcdoc], [srcset], [ping], [background], [action], pre code, " +
    ":is(textarea, input, select):not(.rtc-live *)";
  const all = roots.flatMap((root) => [...root.querySelectorAll("*")]);
  const odd = all.filter((e) => [...e.attributes].some((a) => a.name.startsWith("on") || a.name.includes(":") ||
    (a.name === "style" && /url|expression|import|fixed/i.test(a.value))));
  const styles = all.filter((e) => e.tagName === "STYLE" && /evil|struck/.test(e.textContent));
  return [...roots.flatMap((root) => [...root.querySelectorAll(bad)]), ...odd, ...styles]
    .map((e) => e.outerHTML.slice(0, 200));
};

// Shows every card and chart, follows some marks of each to what they rest on, and looks at what that brings.
const leafThrough = async () => {
  const found = new Set(), few = (list) => [...list].slice(0, 3);
  for (const one of document.querySelectorAll(".rtc-explorer")) {
    const look = () => brought(one).forEach((markup) => found.add(markup));
    const follow = () => {
      for (const list of one.querySelectorAll(".rtc-marks select")) for (const mark of few(list.options)) {
        change(list, mark.value);
        press(list, "Enter");
        look();
      }
      for (const cite of few(one.querySelectorAll(".rtc-stage [data-mark]"))) cite.click();
      look();
    };
    follow();
    for (const id of few(one.querySelectorAll(".rtc-id"))) { id.click(); look(); }
    for (const list of one.querySelectorAll('[aria-label="What is shown"] select'))
      for (const card of list.options) { change(list, card.value); follow(); }
    await new Promise((done) => setTimeout(done));
  }
  return [...found];
};
