// @ts-check
// A view of the course's data that leads to the article, and the named lists that change it. What was shown once
// is kept here; what was not is asked of Python.
import {attended, follow, h, panel, RUN_ALL, say, show, talk, uid} from "./kit.js";
import {drawn, reader, repaint, wear, worn} from "./marks.js";

/** @import {PageView} from "./article.js" */
/** @import {Option, View, Yet} from "./kit.js" */
/** @import {CardView, ChartView} from "./marks.js" */

/** @typedef {{id: string, label: string, options: Option[]}} FilterView */

/**
 * @typedef {{
 *   task: string, article: PageView, filters: FilterView[], state: Record<string, string>,
 *   views: Record<string, ChartView | CardView>
 * }} Item
 */

/** @typedef {{key: string, view: ChartView}} Reply */
/** @typedef {{state: Record<string, string>, theme: "light" | "dark"}} Message */

export default panel(/** @param {View<Item, Yet<Reply>, Message>} view */ ({model, signal}) => {
  const item = model.get("item");
  const views = new Map(Object.entries(item.views));
  const state = {...item.state};
  const status = h("p", {role: "status", class: "rtc-status"});
  const stage = h("div", {class: "rtc-stage"});
  let shown = /** @type {ChartView | CardView | null} */ (null);
  const page = reader(item.article, () => shown);
  const busy = `Python is busy or has stopped, so nothing new can be drawn. If this stays, ${RUN_ALL}.`;
  const python = talk(model, signal, status, busy);
  const key = () => item.filters.map((filter) => state[filter.id]).join("|");
  /** @param {ChartView | CardView | undefined} view */
  const fits = (view) => view && (!("pictures" in view) || worn() in view.pictures);

  /** @param {boolean} aloud */
  const draw = (aloud) => {
    const view = views.get(key());
    if (!fits(view)) python.ask({state: {...state}, theme: worn()});
    else if (view && status.textContent === busy) show(status, view.title);   // it has come, or is no longer asked for
    if (!view) return;
    if (shown === view && repaint(stage, view)) return;
    const here = attended(stage) || attended(page.root);
    shown = view;
    page.close();
    stage.replaceChildren(drawn(view, page.open));
    const next = /** @type {HTMLElement | null} */ (stage.querySelector("[tabindex]"));
    if (here) next?.focus();   // what had the focus is gone
    if (aloud) say(status, view.title);
  };
  const lists = item.filters.map((filter) => {
    const id = uid("filter");
    const select = h("select", {id}, ...filter.options.map((option) => h("option", {value: option.id}, option.text)));
    select.value = state[filter.id];
    select.addEventListener("change", () => { state[filter.id] = select.value; python.drop(); draw(true); });
    return h("div", {class: "rtc-row"}, h("label", {for: id}, filter.label), select);
  });
  follow(model, signal, () => {
    const reply = model.get("reply"), kind = python.kind(reply);
    if (reply.text && kind === "mine") say(status, reply.text);
    if (reply.failed || !reply.view) return;   // an error comes with what was there before
    const before = views.get(reply.key);
    if (before && "pictures" in before) Object.assign(before.pictures, reply.view.pictures);
    else views.set(reply.key, reply.view);
    if (reply.key === key()) draw(!before);
  });
  wear(signal, () => draw(false));
  const root = h("div", {class: "rtc-live rtc-explorer"}, h("p", {class: "rtc-prompt"}, item.task),
    ...(lists.length ? [h("div", {class: "rtc-row", role: "group", "aria-label": "What is shown"}, ...lists)] : []),
    status, stage, page.root);
  draw(false);
  return root;
});
