// What JupyterLab itself is asked for, and told to do.

const shown = () => jupyterapp.shell.currentWidget;
const kernel = () => shown().sessionContext.session.kernel;
const codes = () => [...shown().content.model.cells].filter((cell) => cell.type === "code");

// JupyterLab stumbles over a document that is closed while its kernel starts.
const close = async () => {
  for (const one of [...jupyterapp.shell.widgets("main")]) {
    for (let n = 0; one.sessionContext && one.sessionContext.session?.kernel?.status !== "idle" && n < 100; n++)
      await new Promise((done) => setTimeout(done, 50));
    one.dispose();
  }
};
const open = async (path) => {
  await jupyterapp.restored;
  await close();
  await jupyterapp.serviceManager.sessions.refreshRunning();
  await jupyterapp.commands.execute("docmanager:open", {path, factory: "Notebook"});
};

// Close what is open without saving, and forget it; false where JupyterLab is gone. A page that was loaded again may
// still be making its widgets anew, and would stumble in the next test.
const leave = async () => {
  if (!("jupyterapp" in window) || performance.getEntriesByType("navigation")[0].type === "reload") return false;
  await close();
  sessionStorage.clear();
  localStorage.clear();
  jupyterapp.shell.expandLeft();
  return true;
};
const saveAndEnd = async () => {
  const one = shown();
  await one.context.save();
  await one.sessionContext.shutdown();
  one.dispose();
};

// JupyterLab opens its launcher where nothing is open; one that comes late goes back behind the notebook.
const opened = () => {
  const shell = window.jupyterapp?.shell, one = shell && [...shell.widgets("main")].find((widget) => widget.context);
  if (one && one !== shell.currentWidget) shell.activateById(one.id);
  return one?.context.isReady && one === shell.currentWidget;
};
const ready = () => opened() && shown().sessionContext?.session?.kernel?.status === "idle";
const done = () => kernel().status === "idle" && codes().filter((cell) => cell.sharedModel.source.trim())
  .every((cell) => cell.executionCount !== null && cell.executionState !== "running");

// A control's script is loaded after its cell is done; each control has one twin.
const drawn = () => {
  const outputs = codes().flatMap((cell) => cell.outputs.toJSON());
  const due = outputs.filter((one) => String(one.data?.["text/html"]).includes('class="rtc-twin'));
  return shown().node.querySelectorAll(".rtc-live").length === due.length;
};
const trusted = () => codes().every((cell) => cell.trusted);
const errors = () => codes().flatMap((cell) => cell.outputs.toJSON()).filter((one) => one.output_type === "error")
  .map((one) => `${one.ename}: ${one.evalue}`);

const busy = () => {
  kernel().requestExecute(
    {code: "import pathlib, time\nwhile not pathlib.Path('go').exists(): time.sleep(0.05)"});
};
const value = async (expression) => {
  const asked = {code: "", user_expressions: {v: expression}, store_history: false};
  const {v} = (await kernel().requestExecute(asked).done).content.user_expressions;
  if (v.status !== "ok") throw new Error(`${v.ename}: ${v.evalue}`);
  return v.data["text/plain"];
};

// What reaches beyond a control's right edge, but for what scrolls by itself.
const cutOff = (control) => [...control.querySelectorAll("*")].filter((one) => !one.matches(".rtc-scroll *") &&
  one.getBoundingClientRect().right > control.getBoundingClientRect().right + 1).map((one) => one.outerHTML.slice(0, 80));

// Wait for a key; then note the milliseconds until the box is painted anew, and reads as wanted.
const paint = (box, text) => {
  window.coursePaint = new Promise((done, fail) => {
    let pressed = null;
    addEventListener("keydown", () => { pressed = performance.now(); }, {capture: true, once: true});
    const news = (change) => change.attributeName !== "data-lm-suppress-shortcuts";
    const seen = new MutationObserver(async (changes) => {
      if (pressed === null || !changes.some(news) || (text && !box.textContent.includes(text))) return;
      seen.disconnect();
      await Promise.all([...box.querySelectorAll("img")].map((image) => image.decode().catch(() => null)));
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
    });
    seen.observe(box, {subtree: true, childList: true, attributes: true, characterData: true});
    setTimeout(() => fail(new Error("nothing changed within 5 s")), 5000);
  });
};
