// What the checks ask of a page; loaded once, as window.probes. Each probe gets a scope, {parts, not}: two selectors,
// the parts of the page that are the course's, and what a platform puts into them. It returns how many things it
// looked at and what is wrong: {looked, wrong: [[what, where], …]}.
(() => {
const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
// A text for ears alone: cut to one pixel, as is usual.
const unseen = (e) => Boolean(e.closest(".rtc-hidden")) ||
  [...ancestors(e)].some((one) => getComputedStyle(one).clipPath === "inset(50%)");
function* ancestors(e) { for (let one = e; one instanceof Element; one = one.parentElement) yield one; }
const where = (e) => {
  const text = (e.getAttribute("aria-label") ?? e.textContent).trim().replace(/\s+/g, " ").slice(0, 60);
  const src = / src="data:[^"]*"/;
  return e.cloneNode(false).outerHTML.replace(src, "").replace(/<\/[a-z0-9]+>$/, "").slice(0, 140) + text;
};
const part = (scope) => [...document.querySelectorAll(scope.parts)].filter(shown);
const all = (scope, selector) => [...new Set(part(scope).flatMap((one) =>
  [...(one.matches(selector) ? [one] : []), ...one.querySelectorAll(selector)]))]
  .filter((e) => !scope.not || !e.closest(scope.not));
const visible = (scope, selector) => all(scope, selector).filter(shown);
const of = (things, test) => ({looked: things.length,
  wrong: things.flatMap((e) => { const what = test(e); return what ? [[what, where(e)]] : []; })});
const channels = (color) => {
  const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
  return color.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
};
const luminance = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
  .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
function ground(e) {   // the colour behind an element, blended upwards
  let under = null;
  const layers = [];
  for (const one of ancestors(e)) {
    const color = channels(getComputedStyle(one).backgroundColor);
    if (color[3] >= 1) { under = color; break; }
    if (color[3] > 0) layers.push(color);
  }
  under ??= channels("rgb(255, 255, 255)");
  return layers.reverse().reduce((below, c) => below.slice(0, 3).map((b, n) => c[n] * c[3] + b * (1 - c[3])), under);
}

const NONE = "No description has been provided";
const SCRIPTS = [   // letters, the languages that are written with them, whether they run from right to left
  [/\p{Script=Armenian}/u, /^hy\b/, false], [/\p{Script=Hebrew}/u, /^(he|yi)\b/, true],
  [/\p{Script=Arabic}/u, /^(ar|fa|azb|az-Arab|ku|ur)\b/, true], [/\p{Script=Georgian}/u, /^ka\b/, false],
  [/\p{Script=Cyrillic}/u, /^(ru|uk|be|bg|os|ab|az-Cyrl)\b/, false],
];
const TABBABLE = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable='true']";
const TARGET = "a[href], button, input, select, textarea, summary, [role=button], .rtc-spot";

function texts(scope) {   // every text that is seen, as {node, holder, box: one a line}
  const found = [], memo = new Map();
  const away = (e) => memo.get(e) ?? memo.set(e, !shown(e) || e.matches("option, style, script") || unseen(e)).get(e);
  for (const root of part(scope)) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const holder = node.parentElement;
      if (!node.data.trim() || away(holder)) continue;
      if (scope.not && holder.closest(scope.not)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const blank = getComputedStyle(holder).whiteSpace === "pre-wrap" ? 12 : 1;   // a space that hangs over the edge
      for (const box of range.getClientRects()) if (box.width > blank && box.height > 1) found.push({root, holder, box});
    }
  }
  return found;
}
// How an element cuts or scrolls what is in it, and its edge; asked for once in a probe.
const edges = () => {
  const known = new Map();
  return (e) => {
    if (!known.has(e)) {
      const {overflowX, overflowY} = getComputedStyle(e);
      known.set(e, {x: overflowX, y: overflowY, plain: overflowX === "visible" && overflowY === "visible", box: null});
    }
    const one = known.get(e);
    if (!one.plain) one.box ??= e.getBoundingClientRect();
    return one;
  };
};
// What is left of a box after everything that scrolls or cuts around it; null where nothing is.
function seen(box, holder, edge) {
  let {left, top, right, bottom} = box;
  for (const one of ancestors(holder)) {
    const {plain, box: by} = edge(one);
    if (plain) continue;
    left = Math.max(left, by.left); right = Math.min(right, by.right);
    top = Math.max(top, by.top); bottom = Math.min(bottom, by.bottom);
  }
  return right - left > 1 && bottom - top > 1 ? {left, top, right, bottom} : null;
}

// Letters of text, and of fields, which hold theirs in no text node.
const lettered = (scope) => [...new Set([...texts(scope).map(({holder}) => holder),
  ...visible(scope, "select, textarea, input:not([type=radio], [type=checkbox])")])];
function letters(e) {   // how large they are computed, and how high their line is drawn
  const range = document.createRange();
  const text = e.matches("select, textarea, input") ? null : [...e.childNodes].find((n) => n.nodeType === 3 && n.data.trim());
  if (text) range.selectNodeContents(text);
  return [parseFloat(getComputedStyle(e).fontSize), text ? range.getClientRects()[0]?.height ?? 0 : 0];
}
// The contrast that a text is asked for, and its own: [ratio, least]; a picture behind it leaves the ratio open.
function worn(e) {
  const style = getComputedStyle(e), under = ground(e), [r, g, b, a] = channels(style.color);
  const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
  const picture = [...ancestors(e)].some((one) => getComputedStyle(one).backgroundImage !== "none");
  const ink = [r, g, b].map((c, n) => c * a + under[n] * (1 - a));
  return [picture ? null : contrast(ink, under), large ? 3 : 4.5];
}

// What the focus has changed round an element, an outline and shadows: [pixels that are seen on all sides, contrast].
function signed(e, before, now) {
  const [style, width, color, shadow] = now, found = [];
  const sign = (pixels, worn, under) => {
    const [r, g, b, a] = channels(worn);
    found.push([pixels, contrast([r, g, b].map((c, n) => c * a + under[n] * (1 - a)), under)]);
  };
  if (style !== "none" && now.slice(0, 3).join() !== before.slice(0, 3).join()) sign(parseFloat(width), color, ground(e.parentElement));
  const shadows = /((?:rgba?|color)\([^)]*\)) (-?[\d.]+)px (-?[\d.]+)px ([\d.]+)px (-?[\d.]+)px( inset)?/g;
  for (const [one, worn, x, y, blur, spread, inset] of shadow.matchAll(shadows)) if (!before[3].includes(one))
    sign(Math.max(0, spread - Math.max(Math.abs(x), Math.abs(y)) - blur / 2), worn, ground(inset ? e : e.parentElement));
  return found;
}

window.probes = {
  // axe-core's rules on these parts; where they are not there, nothing is looked at.
  async axe({include, exclude, values, off}) {
    const there = include.filter((one) => document.querySelector(one));
    if (!there.length) return {violations: [], passes: [], incomplete: [], faint: []};
    const parts = {include: there.map((one) => [one]), exclude: exclude.map((one) => [one])};
    const found = await axe.run(parts, {runOnly: {type: "tag", values}, preload: false, elementRef: true,
      rules: Object.fromEntries(off.map((id) => [id, {enabled: false}])), resultTypes: ["violations", "incomplete"]});
    const short = (list) => list.map(({id, help, nodes}) => ({id, help, nodes: nodes.length, first: nodes[0]?.html ?? ""}));
    const open = new Map(), faint = [];
    for (const {id, help, nodes} of found.incomplete) for (const {any, all, none, element} of nodes) {
      const why = [...any, ...all, ...none][0]?.message ?? help, key = `${id} ${why}`;
      const one = open.get(key) ?? {rule: id, why, places: 0, where: where(element), ratio: null};
      open.set(key, {...one, places: one.places + 1});
      if (id !== "color-contrast") continue;
      const [ratio, least] = worn(element);
      if (ratio !== null) open.get(key).ratio = Math.min(ratio, one.ratio ?? Infinity);
      if (ratio !== null && ratio < least) faint.push([`a contrast of ${ratio.toFixed(2)}, not ${least}`, where(element)]);
    }
    return {violations: short(found.violations), passes: short(found.passes), incomplete: [...open.values()], faint};
  },
  // The contrast of every text, for where axe-core does not look at it.
  inks: (scope) => of([...new Set(texts(scope).map(({holder}) => holder))], (e) => {
    const [ratio, least] = worn(e);
    return ratio !== null && ratio < least ? `a contrast of ${ratio.toFixed(2)}, not ${least}` : "";
  }),
  // Remember how large the letters are; then say which have not grown to about twice that.
  letters(scope) { this.before = new Map(lettered(scope).map((e) => [e, letters(e)])); },
  grown(scope) {
    const still = [...this.before.keys()].filter((e) => e.isConnected && shown(e));
    return of(still, (e) => {
      const [size, height] = this.before.get(e), [now, high] = letters(e);
      if (now < 1.9 * size) return `letters of ${size} pixels grow to ${now}`;
      return high < 1.9 * height ? `a line ${height.toFixed(0)} pixels high grows to ${high.toFixed(0)}` : "";
    });
  },
  // What colours are worn: each custom property as red, green, blue and alpha, and the ground behind a part.
  colours({selector, names}) {
    const sample = document.createElement("span");
    document.querySelector(selector).append(sample);
    const found = Object.fromEntries(names.map((name) => {
      sample.style.color = `var(${name})`;
      return [name, channels(getComputedStyle(sample).color)];
    }));
    sample.remove();
    return {...found, ground: [...ground(document.querySelector(selector)).slice(0, 3), 1]};
  },
  pictures: (scope) => of(all(scope, "img, svg[role=img]"), (e) => {
    const alt = e.getAttribute("alt") ?? e.getAttribute("aria-label");
    if (alt === null) return "a picture without alternative text";
    if (alt.includes(NONE)) return "a picture whose alternative text is JupyterLab’s placeholder";
    const length = [...alt].length;
    return length < 40 || length > 250 ? `an alternative text of ${length} characters, not 40 to 250` : "";
  }),
  tables: (scope) => of([...all(scope, "figure.rtc-chart"), ...all(scope, "table.rtc-table, table:not([class])")], (e) => {
    if (e.matches("figure")) return e.querySelector("table") ? "" : "a chart without its data table";
    if (e.closest(".jp-RenderedMarkdown")) return e.tHead?.querySelector("th") ? "" : "a table without header cells";
    if (!e.caption?.textContent.trim()) return "a table without a caption";
    if (!e.tHead?.querySelector("th")) return "a table without a row of headers";
    return [...e.querySelectorAll("th")].every((th) => ["col", "row"].includes(th.scope)) ? "" :
      "a table with a header cell that has no scope";
  }),
  languages: (scope) => {
    let looked = 0;
    const wrong = [];
    for (const root of part(scope)) for (const e of [root, ...root.querySelectorAll("*")]) {
      if (e.matches("style, script") || (scope.not && e.closest(scope.not))) continue;
      const own = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data);
      const said = ["alt", "aria-label", "title", "placeholder"].map((name) => e.getAttribute(name) ?? "");
      for (const text of [...own, ...said]) for (const [letters, languages, rtl] of SCRIPTS) {
        if (!letters.test(text)) continue;
        looked += 1;
        const lang = e.closest("[lang]")?.lang || "none";
        if (!languages.test(lang)) wrong.push([`“${text.trim().slice(0, 40)}” under the language ${lang}`, where(e)]);
        else if (rtl && getComputedStyle(e).direction !== "rtl") wrong.push([`“${text.trim().slice(0, 40)}” runs from left to right`, where(e)]);
      }
    }
    return {looked, wrong};
  },
  headings: (scope) => {
    const found = visible(scope, "h1, h2, h3, h4, h5, h6, [role=heading]");
    const rank = (e) => Number(e.getAttribute("aria-level") ?? e.tagName[1]);
    let before = 0;
    const wrong = [];
    for (const e of found) {
      if (rank(e) > before + 1) wrong.push([`a heading of rank ${rank(e)} after ${before ? `one of rank ${before}` : "none"}`, where(e)]);
      before = rank(e);
    }
    const first = found.filter((e) => rank(e) === 1).length;
    if (first !== 1) wrong.push([`${first} headings of rank 1, not one`, ""]);
    return {looked: found.length, wrong};
  },
  motion: (scope) => {
    const long = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    const moves = (style) => (style.animationName !== "none" && long(style.animationDuration) && `the animation ${style.animationName}`) ||
      (style.transitionProperty !== "none" && long(style.transitionDuration) && `a transition of ${style.transitionDuration}`) ||
      (style.scrollBehavior === "smooth" && "smooth scrolling");
    return of(all(scope, "*"), (e) => {
      const found = [null, "::before", "::after"].map((pseudo) => moves(getComputedStyle(e, pseudo))).find(Boolean);
      return found ? `${found} runs although less motion is asked for` : "";
    });
  },
  targets: (scope) => {
    const things = visible(scope, TARGET).filter((e) => e.tabIndex >= 0 || e.matches("a, button, [role=button], .rtc-spot"));
    const box = (e) => (e.matches("input[type=radio], input[type=checkbox]") && e.closest("label") || e).getBoundingClientRect();
    const boxes = new Map(things.map((e) => [e, box(e)]));
    const small = (b) => b.width < 24 || b.height < 24;
    const excused = {inline: 0, equivalent: 0, spacing: 0};
    const result = of(things, (e) => {
      const b = boxes.get(e);
      if (!small(b)) return "";
      const display = getComputedStyle(e).display;
      if (display === "inline" && e.parentElement.textContent.trim() !== e.textContent.trim()) { excused.inline += 1; return ""; }
      if (e.matches(".rtc-spot") && e.closest("figure")?.querySelector(".rtc-marks select")) { excused.equivalent += 1; return ""; }
      const x = b.left + b.width / 2, y = b.top + b.height / 2;
      const near = things.some((other) => {
        if (other === e || other.contains(e) || e.contains(other)) return false;
        const o = boxes.get(other);
        const far = small(o) ? Math.hypot(x - o.left - o.width / 2, y - o.top - o.height / 2) - 12 :
          Math.hypot(Math.max(o.left - x, 0, x - o.right), Math.max(o.top - y, 0, y - o.bottom));
        return far < 12;
      });
      if (!near) { excused.spacing += 1; return ""; }
      return `a target of ${Math.round(b.width)} × ${Math.round(b.height)} pixels, and another nearer than 24`;
    });
    return {...result, excused};
  },
  // Nothing is cut off, nothing lies over something else, and only what has a name and the focus scrolls sideways.
  layout: (scope) => {
    const wrong = [], parts = new Set(part(scope)), edge = edges();
    const sideways = (e) => e.scrollWidth > e.clientWidth + 1;
    const region = (e) => e.tabIndex >= 0 && e.hasAttribute("tabindex") && e.getAttribute("role") &&
      e.getAttribute("aria-label") && e.querySelector("table, img");
    // A table is read in two dimensions. In a Markdown text, and in what is not trusted, it has no region of its
    // own, and scrolls with the box that JupyterLab puts around the text or the output.
    const table = (e) => {
      const end = e.getBoundingClientRect().left + e.clientLeft + e.clientWidth + 1;
      return (scope.stripped || e.matches(".jp-RenderedMarkdown")) &&
        [...e.querySelectorAll("*")].every((one) => one.closest("table") || (scope.not && one.closest(scope.not)) ||
          one.getBoundingClientRect().right <= end);
    };
    for (const e of parts) if (sideways(e) && !table(e)) wrong.push([`${e.scrollWidth - e.clientWidth} pixels wider than the room it has`, where(e)]);
    const page = document.documentElement;
    if (scope.page && page.scrollWidth > page.clientWidth + 1) wrong.push([`the page is ${page.scrollWidth - page.clientWidth} pixels wider than the window`, ""]);
    for (const e of visible(scope, "*")) {
      if (["auto", "scroll"].includes(edge(e).x) && sideways(e) && !e.matches("textarea, input") && !parts.has(e) && !region(e))
        wrong.push(["scrolls sideways and is no named region that holds a table or a picture", where(e)]);
      if (e.matches("button") && (sideways(e) || e.scrollHeight > e.clientHeight + 1)) wrong.push(["a button too small for its text", where(e)]);
    }
    const found = texts(scope), cutters = new Set();
    for (const {holder, box} of found) for (const one of ancestors(holder)) {
      const {x, y, plain, box: by} = edge(one);
      const cut = (flow, far) => ["hidden", "clip"].includes(flow) && far;
      if (!plain && (cut(x, box.right > by.right + 1 || box.left < by.left - 1) ||
          cut(y, box.bottom > by.bottom + 1 || box.top < by.top - 1))) { cutters.add(holder); break; }
      if (parts.has(one)) break;
    }
    for (const e of cutters) wrong.push(["its text is cut off", where(e)]);
    const boxes = found.map((one) => ({...one, box: seen(one.box, one.holder, edge)})).filter((one) => one.box)
      .sort((one, two) => one.box.top - two.box.top);
    const over = new Set();
    boxes.forEach(({holder, box}, n) => {
      for (let m = n + 1; m < boxes.length && boxes[m].box.top < box.bottom; m += 1) {
        const other = boxes[m];
        if (other.holder === holder || over.has(other.holder)) continue;
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - other.box.top;
        const least = Math.min(box.bottom - box.top, other.box.bottom - other.box.top);
        if (wide > 2 && high > 0.4 * least) { over.add(other.holder); wrong.push(["its text lies over another", where(other.holder)]); }
      }
    });
    return {looked: found.length, wrong};
  },
  // In forced colours grounds are the system's, so what only a ground tells is lost.
  states: (scope) => {
    const plain = (style) => style.textDecorationLine === "none" && style.outlineStyle === "none" && style.borderStyle === "none";
    const canvas = (e) => getComputedStyle(e).backgroundColor === getComputedStyle(e.parentElement).backgroundColor ||
      contrast(ground(e), ground(e.parentElement)) < 1.1;
    const tests = {
      "mark": (e) => plain(getComputedStyle(e)) && canvas(e) && "highlighted words that look like the others",
      ".rtc-out .rtc-text": (e) => getComputedStyle(e).visibility !== "hidden" && "struck out words that look like the others",
      ".rtc-inserted:not(.rtc-out)": (e) => plain(getComputedStyle(e)) && "an insertion without its frame",
      ".rtc-paragraph": (e) => getComputedStyle(e).borderLeftStyle === "none" && "a voice without its line",
      "[aria-invalid=true]": (e) => parseFloat(getComputedStyle(e).borderTopWidth) < 2 && "a field to mend that looks like the others",
      ".rtc-sentence:has([aria-current]) .rtc-text": (e) => getComputedStyle(e).textDecorationLine === "none" && "a chosen sentence that looks like the others",
      ".rtc-ring": (e) => getComputedStyle(e).outlineStyle === "none" && "a marked place on a picture without its ring",
      "[aria-pressed=true], [aria-selected=true]": (e) => plain(getComputedStyle(e)) && "a state told by the ground alone",
    };
    const found = Object.entries(tests).map(([selector, test]) => of(visible(scope, selector), (e) => test(e) || ""));
    return {looked: found.reduce((sum, one) => sum + one.looked, 0), wrong: found.flatMap((one) => one.wrong)};
  },

  // For the names: what holds controls; groups of controls, and radio buttons, which must stand in one.
  holders: (parts) => [...document.querySelectorAll(parts)].filter((e) => e.checkVisibility() &&
    e.querySelector("a, button, input, select, textarea, summary, [tabindex]")),
  groups: (scope) => visible(scope, "fieldset, [role=radiogroup]"),
  radios: (scope) => of(visible(scope, "input[type=radio], [role=radio]"), (e) =>
    e.closest("fieldset, [role=radiogroup], [role=group]") ? "" : "a radio button in no group"),

  // For the walk by keyboard: the roots that hold stops, and how each stop looks while nothing is focused.
  stops(scope) {
    document.activeElement?.blur();
    const look = (e) => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow]; };
    const group = (e) => e.type === "radio" && e.name ? `radio ${e.name}` : e;
    this.looks = new Map();
    this.roots = part(scope).map((root) => {
      const stops = new Map();
      for (const e of root.querySelectorAll(TABBABLE)) {
        if (!shown(e) || e.disabled || e.tabIndex < 0 || (scope.not && e.closest(scope.not))) continue;
        this.looks.set(e, look(e));
        const key = group(e);
        if (!stops.has(key) || e.checked) stops.set(key, e);
      }
      return {root, stops, seen: new Set()};
    }).filter((one) => one.stops.size);
    this.look = look;
    this.group = group;
    return this.roots.map((one) => one.stops.size);
  },
  // Follow the focus from the first stop on ("Tab") or from the last one back ("Shift+Tab").
  follow(key) {
    this.stopFollowing?.();
    const back = key !== "Tab", order = back ? [...this.roots].reverse() : this.roots;
    this.way = {back, order, rings: [], fresh: 0, passed: new Set(), moved: false, left: false};
    this.roots.forEach((one) => { one.seen = new Set(); });
    const listen = ({target}) => this.note(target);
    addEventListener("focusin", listen, true);
    this.stopFollowing = () => removeEventListener("focusin", listen, true);
    this.enter(order[0]);
  },
  enter(one) {
    const stops = [...one.stops.values()];
    (this.way.back ? stops.at(-1) : stops[0]).focus({focusVisible: true});
    this.way.fresh += 1;
  },
  note(e) {
    const way = this.way, at = this.roots.findLast((one) => one.root.contains(e));
    way.passed.add(e);
    way.moved = true;
    if (!at) {
      way.left ||= this.all();
      return;
    }
    const key = this.group(e);
    if (at.seen.has(key)) return;
    at.seen.add(key);
    if (at.stops.has(key)) { way.fresh += 1; way.moved = false; }
    const before = this.looks.get(e), now = this.look(e);
    if (before === undefined) return;
    if (before.join() === now.join()) way.rings.push(["no sign of the focus", where(e)]);
    else if (now[0] !== "auto") {   // that is the browser's own ring, which WCAG takes as it is
      const signs = signed(e, before, now), best = signs.sort((one, two) => Math.min(two[0], two[1]) - Math.min(one[0], one[1]))[0];
      if (!signs.some(([width, ratio]) => width >= 2 && ratio >= 3))
        way.rings.push([`a focus ring of ${best?.[0] ?? 0}px and ${(best?.[1] ?? 1).toFixed(1)} to 1`, where(e)]);
    }
  },
  all() { return this.roots.every((one) => [...one.stops.keys()].every((key) => one.seen.has(key))); },
  // After some presses: whether all is done, or the part that the focus does not leave.
  progress(page) {
    const {way} = this, now = document.activeElement, at = this.roots.findLast((one) => one.root.contains(now));
    const all = this.all(), out = !at || way.left || (page && (way.moved || now === document.body));
    const stuck = !all || !out ? at && !way.fresh && [...way.passed].every((e) => at.root.contains(e)) : false;
    way.fresh = 0;
    way.passed.clear();
    return {done: all && out, stuck: stuck ? where(now) : ""};
  },
  // Whether the focus was stuck in this very part when it was last looked at, too.
  sure() {
    const at = this.roots.findLast((one) => one.root.contains(document.activeElement)), before = this.way.doubt;
    this.way.doubt = at;
    return before === at;
  },
  // Out of a trap, into the next part that has not been seen; false where there is none.
  skip() {
    const next = this.way.order.find((one) => !one.seen.size);
    if (next) this.enter(next);
    return Boolean(next);
  },
  missed() {
    this.stopFollowing();
    return this.roots.flatMap((one) => [...one.stops].filter(([key]) => !one.seen.has(key)).map(([, e]) => where(e)));
  },
  rings() { return this.way.rings; },

  // One of each kind of stop, numbered, to take pictures of; how many there are.
  kinds(scope) {
    this.stops(scope);
    const kinds = new Map();
    for (const {stops} of this.roots) for (const e of stops.values()) {
      const kind = [e.tagName, e.type ?? "", e.getAttribute("role") ?? "", e.className].join(" ").trim();
      if (!kinds.has(kind)) kinds.set(kind, e);
    }
    this.samples = [...kinds.values()];
    return this.samples.length;
  },
  sample(n) {   // of what is higher than the window, the middle would leave its upper edge out of sight
    const e = this.samples[n];
    e.scrollIntoView({block: e.getBoundingClientRect().height > 300 ? "start" : "center"});
    document.activeElement?.blur();
    return where(e);
  },
  box(n) { const {x, y, width, height} = this.samples[n].getBoundingClientRect(); return {x: x - 8, y: y - 8, width: Math.min(width, 600) + 16, height: Math.min(height, 300) + 16}; },
  focus(n) { this.samples[n].focus({focusVisible: true, preventScroll: true}); },
};
})();
