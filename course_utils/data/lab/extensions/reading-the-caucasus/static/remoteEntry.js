// @ts-check
// Runs a notebook of the course when it is opened, and leaves it at its top; autorun.py says which. Written by hand in
// the form in which JupyterLab loads extensions, a container of module federation: nothing is built.
(() => {
  const NAME = "reading-the-caucasus", VIEW = "application/vnd.jupyter.widget-view+json";
  /** @type {Record<string, string>} */
  const SAID = {running: "The notebook is running; this takes some seconds.", ready: "The notebook is ready."};
  const WAITS = "This notebook does not run by itself: # lies beside it, and would be used in the course’s place. " +
    "If you do not know why, ask your teacher. Else move # to another folder, and open the notebook again.";
  const style = new URL("autorun.css", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  // Of JupyterLab, what is used here.
  /** @typedef {(...all: any[]) => void} Slot */
  /** @typedef {{connect(slot: Slot): void, disconnect(slot: Slot): void}} Signal */
  /** @typedef {{node: HTMLElement, model: any}} Cell */
  /** @typedef {{info: Promise<any>, requestCommInfo(of: object): Promise<any>}} Kernel */
  /** @typedef {{ready: Promise<void>, session: {kernel: Kernel | null} | null, statusChanged: Signal}} Session */
  /** @typedef {{ready: Promise<void>, path: string}} Context */
  /**
   * A view of a notebook.
   * @typedef {{node: HTMLElement, isVisible: boolean, isDisposed: boolean, revealed: Promise<void>,
   *   sessionContext: Session, content: {widgets: Cell[], outerNode: HTMLElement, viewportNode: HTMLElement}}} Panel
   */

  /** @type {Record<string, Record<string, {get(): Promise<() => any>, loaded?: unknown}>>} */
  let shared = {};
  /** @type {any} */
  let app;
  /** What runs now; two views of a notebook run it once. @type {WeakMap<Context, Promise<boolean>>} */
  const runs = new WeakMap();

  /** @param {Cell} cell @returns {string} */
  const source = (cell) => cell.model.sharedModel.getSource();
  /** @param {Panel} panel */
  const codes = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code" && source(cell).trim());
  /** The ids of the controls in the outputs. @param {Panel} panel @returns {string[]} */
  const views = (panel) => codes(panel).flatMap((cell) => cell.model.outputs.toJSON())
    .map((output) => output.data?.[VIEW]?.model_id).filter(Boolean);

  /** @param {string} path @param {string[]} cells @returns {Promise<{own: boolean, found: string}>} */
  async function ask(path, cells) {
    const versions = Object.values(shared["@jupyterlab/services"]);
    const {ServerConnection} = (await (versions.find((one) => one.loaded) ?? versions[0]).get())();
    const {contents, serverSettings} = app.serviceManager, url = `${serverSettings.baseUrl}course/autorun`;
    const body = JSON.stringify({path: contents.localPath(path), cells});
    const reply = await ServerConnection.makeRequest(url, {method: "POST", body}, serverSettings);
    if (!reply.ok) throw new Error(reply.statusText);
    return reply.json();
  }

  /** A tab in the background waits until it is looked at. @param {Panel} panel */
  const seen = (panel) => new Promise((done) => {
    const look = () => {
      if (!panel.isVisible && !panel.isDisposed) return;
      app.shell.currentChanged.disconnect(look);
      done(undefined);
    };
    app.shell.currentChanged.connect(look);
    look();
  });

  /** Wait until every control stands, but not for ever. @param {Panel} panel @param {number} most */
  async function drawn(panel, most) {
    const due = views(panel).length, end = performance.now() + most * 1000;
    while (panel.node.querySelectorAll(".rtc-live").length < due) {
      if (performance.now() > end || panel.isDisposed) return false;
      await new Promise((done) => { setTimeout(done, 50); });
    }
    return true;
  }

  /**
   * A control is a comm of the kernel that made it; another kernel has none. What was saved while it ran lacks some.
   * @param {Panel} panel
   */
  async function alive(panel) {
    const ids = views(panel), kernel = panel.sessionContext.session?.kernel;
    const {comms = {}} = ids.length ? (await kernel?.requestCommInfo({target_name: "jupyter.widget"}))?.content ?? {} : {};
    const whole = ids.length > 0 && codes(panel).every((cell) => cell.model.executionCount !== null);
    return whole && ids.every((id) => id in comms) && drawn(panel, 10);
  }

  /**
   * Keep what is read in its place: all outputs are cleared at once, and a control is higher than its twin. The mark is
   * the prose that begins at the top of what is in sight, or else next to its middle; the view goes after it.
   * The whole gets no shorter meanwhile, which would move the view as well. It ends when nothing has moved for a while.
   * @param {Panel} panel
   */
  function hold(panel) {
    const {outerNode: view, viewportNode: all} = panel.content, boxes = codes(panel).map((cell) => cell.node);
    for (const {style: box, offsetHeight} of boxes) box.minHeight = `${offsetHeight}px`;
    let mark = /** @type {HTMLElement | undefined} */ (undefined), was = 0, high = 0, over = Infinity;
    /** @param {HTMLElement} node */
    const place = (node) => node.getBoundingClientRect().top + view.scrollTop;
    /** @param {HTMLElement} node */
    const far = (node) => {
      const from = place(node) - place(view);
      return from > -2 && from < 60 ? 0 : Math.abs(from - view.clientHeight / 2);
    };
    const step = () => {
      const moved = mark?.isConnected ? place(mark) - was : 0, now = performance.now();
      if (view.scrollTop > 0 && Math.abs(moved) >= 1) view.scrollTop += moved;
      const prose = panel.content.widgets.filter((cell) => cell.model.type === "markdown").map((cell) => cell.node);
      mark = view.scrollTop > 0 ? prose.sort((one, other) => far(one) - far(other))[0] : undefined;
      was = mark ? place(mark) : 0;
      const ended = now > over || panel.isDisposed;
      if (all.offsetHeight > high || moved) over = Math.max(over, now + 1000);
      high = all.offsetHeight;
      view.style.overflowAnchor = ended ? "" : "none";
      Object.assign(all.style, ended ? {boxSizing: "", minHeight: ""} : {boxSizing: "border-box", minHeight: `${high}px`});
      if (!ended) { requestAnimationFrame(step); return; }
      for (const {style: box} of boxes) box.minHeight = "";
      if (mark && view.scrollTop > 0) view.scrollTop += place(mark) - was;
    };
    step();
    return () => { over = performance.now() + 1000; };
  }

  /** Run all cells; whether all went well and every control stands. @param {Panel} panel */
  async function run(panel) {
    const release = hold(panel);
    /** @param {any} cell */
    const execute = (cell) => cell.constructor.execute(cell, panel.sessionContext);
    try {
      const replies = await Promise.all(codes(panel).map(execute));
      return replies.every((reply) => reply?.content.status === "ok") && await drawn(panel, 20);
    } finally { release(); }
  }

  /** Where code is folded, its first line stands as text. @param {Panel} panel */
  function dress(panel) {
    panel.node.classList.add("course-own");
    for (const cell of codes(panel)) {
      const textContent = /^# (.*)/.exec(source(cell))?.[1] ?? "";
      const step = Object.assign(document.createElement("p"), {className: "course-step", textContent});
      cell.node.querySelector(".jp-Cell-inputWrapper")?.before(step);
    }
  }

  /**
   * JupyterLab prints what it makes of the file, where no answer is; where a control stands, print the page.
   * @param {any} panel
   */
  function paper(panel) {
    const key = Object.getOwnPropertySymbols(Object.getPrototypeOf(panel)).find((one) => one.description === "printable");
    const other = key && panel[key];
    if (key) panel[key] = () => panel.node.querySelector(".rtc-live") ? async () => { print(); } : other.call(panel);
  }

  /** @param {Panel} panel @param {Context} context */
  async function open(panel, context) {
    paper(panel);
    const {sessionContext: session, node: {dataset}} = panel;
    const line = Object.assign(document.createElement("p"), {className: "course-line", lang: "en", role: "status"});
    /** @param {string} state @param {string} [text] */
    const tell = (state, text = SAID[state] ?? "") => {
      const told = source(panel.content.widgets[0]).split(/\n\s*\n/)[1] ?? "";
      panel.node.classList.toggle("course-told", state in SAID && /^\*\*.*\*Run All.*\*\*$/.test(told));
      dataset.course = state;
      line.textContent = text;
    };
    let known = "";
    const look = async () => {
      known = views(panel).join();
      if (await alive(panel) && dataset.course !== "running") tell("ready");
    };
    await Promise.all([app.restored, context.ready, panel.revealed, session.ready]);
    panel.content.outerNode.prepend(line);
    await seen(panel);
    session.statusChanged.connect((_, status) => {
      if (/restarting|dead|terminating/.test(status)) tell("");
      else if (status === "idle" && !((dataset.course ?? "") in SAID) && views(panel).join() !== known) look();
    });
    const cells = codes(panel).map(source);
    const {own, found} = cells.length ? await ask(context.path, cells) : {own: false, found: ""};
    if (own) dress(panel);
    await look();
    const {language_info: language} = await session.session?.kernel?.info ?? {};
    if (dataset.course === "ready" || !own || language?.name !== "python") return;
    if (found) { tell("waits", WAITS.replaceAll("#", () => found)); return; }
    if (cells.join("\0") !== codes(panel).map(source).join("\0")) return;
    tell("running");
    if (!runs.has(context)) runs.set(context, run(panel).finally(() => runs.delete(context)));
    const well = await runs.get(context)?.catch(() => false) && await drawn(panel, 20);
    if (dataset.course === "running") tell(well ? "ready" : "");
  }

  const plugin = {
    id: `${NAME}:plugin`,
    autoStart: true,
    /** @param {any} lab */
    activate(lab) {
      app = lab;
      document.head.append(Object.assign(document.createElement("link"), {rel: "stylesheet", href: style}));
      lab.commands.addCommand(`${NAME}:code`, {
        label: "Show Code of the Course",
        isToggled: () => document.body.classList.contains("course-code"),
        execute: () => { document.body.classList.toggle("course-code"); },
      });
      /** @param {Panel} panel @param {Context} context */
      const createNew = (panel, context) => { open(panel, context).catch(console.warn); };
      lab.docRegistry.addWidgetExtension("Notebook", {createNew});
    },
  };
  const page = /** @type {any} */ (window), key = "_JUPYTERLAB";
  (page[key] ??= {})[NAME] = {
    /** @param {typeof shared} scope */
    init(scope) { shared = scope; },
    // Without its own `__esModule`, the module is taken for the plugin, and JupyterLab does not open at all.
    get: async () => () => ({__esModule: true, default: plugin}),
  };
})();
