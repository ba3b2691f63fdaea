"""What a student does in JupyterLab, as functions of a Playwright page."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import nbformat
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

OUTPUTS = ".jp-OutputArea-output"
PROSE = ".jp-RenderedMarkdown"
Theme = Literal["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]

#: Milliseconds between two looks at whether a kernel is done; else each frame is one, and is painted for it.
REST = 100

#: What axe is asked: WCAG 2.2 A and AA, and its best practices save those about a page's frame, which is
#: JupyterLab's (regions, landmarks, the order of headings across cells).
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_OFF = ("region", "heading-order", "page-has-heading-one", "landmark-one-main")

#: JupyterLab 4.6 takes its splash away in a timer, twice where it was shown twice meanwhile: in one frame of
#: its own core, which no script of the course calls.
_SPLASH = re.compile(r"NotFoundError: Failed to execute 'removeChild' .*\n +at \S+/static/lab/jlab_core\.\S+")

#: JupyterLab stumbles over a document that is closed while its kernel starts.
_CLOSE = """for (const w of [...jupyterapp.shell.widgets('main')]) {
  for (let n = 0; w.sessionContext && w.sessionContext.session?.kernel?.status !== 'idle' && n < 100; n++)
    await new Promise(resolve => setTimeout(resolve, 50));
  w.dispose(); }"""
_END = """async () => { const w = jupyterapp.shell.currentWidget;
  await w.sessionContext.shutdown();
  w.dispose(); }"""
_LEAVE = f"""async () => {{ {_CLOSE} sessionStorage.clear(); localStorage.clear();
  jupyterapp.shell.expandLeft(); }}"""
_OPEN = f"""async path => {{ await jupyterapp.restored; {_CLOSE}
  await jupyterapp.serviceManager.sessions.refreshRunning();
  await jupyterapp.commands.execute('docmanager:open', {{path, factory: 'Notebook'}}); }}"""
#: A page that was loaded again may still be making its widgets anew, and would stumble in the next test.
_WHOLE = "'jupyterapp' in window && performance.getEntriesByType('navigation')[0].type !== 'reload'"
#: JupyterLab opens its launcher where nothing is open; one that comes late goes back behind the notebook.
_OPENED = """() => { const shell = window.jupyterapp?.shell;
  const w = shell && [...shell.widgets('main')].find(w => w.context);
  if (w && w !== shell.currentWidget) shell.activateById(w.id);
  return w?.context.isReady && w === shell.currentWidget"""
_READY = f"{_OPENED} && w.sessionContext?.session?.kernel?.status === 'idle'; }}"
_DONE = """() => { const w = jupyterapp.shell.currentWidget;
  const code = [...w.content.model.cells].filter(c => c.type === 'code' && c.sharedModel.source.trim());
  return code.every(c => c.executionCount !== null && c.executionState !== 'running')
    && w.sessionContext.session.kernel.status === 'idle'; }"""
#: A control's script is loaded after its cell is done; each control has one twin.
_DRAWN = """() => { const w = jupyterapp.shell.currentWidget; let due = 0;
  for (const c of w.content.model.cells) for (let n = 0; n < (c.outputs?.length ?? 0); n++)
    due += String(c.outputs.get(n).data?.['text/html']).includes('class="rtc-twin');
  return w.node.querySelectorAll('.rtc-live').length === due; }"""
_BUSY = """() => { jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code:
  "import pathlib, time\\nwhile not pathlib.Path('go').exists(): time.sleep(0.05)"}); }"""
_ERRORS = """() => [...jupyterapp.shell.currentWidget.content.model.cells].filter(c => c.type === 'code')
  .flatMap(c => c.outputs.toJSON()).filter(o => o.output_type === 'error')
  .map(o => o.ename + ': ' + o.evalue)"""
_VALUE = """async expression => { const k = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const asked = {code: '', user_expressions: {v: expression}, store_history: false};
  const v = (await k.requestExecute(asked).done).content.user_expressions.v;
  if (v.status !== 'ok') throw new Error(v.ename + ': ' + v.evalue);
  return v.data['text/plain']; }"""
_PAINT = """(box, text) => { window.coursePaint = new Promise((done, fail) => { let pressed = null;
  addEventListener('keydown', () => { pressed = performance.now(); }, {capture: true, once: true});
  const news = m => m.attributeName !== 'data-lm-suppress-shortcuts';
  const seen = new MutationObserver(async changes => {
    if (pressed === null || !changes.some(news) || (text && !box.textContent.includes(text))) return;
    seen.disconnect();
    await Promise.all([...box.querySelectorAll('img')].map(i => i.decode().catch(() => null)));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed))); });
  seen.observe(box, {subtree: true, childList: true, attributes: true, characterData: true});
  setTimeout(() => fail(new Error('nothing changed within 5 s')), 5000); }); }"""


def write_notebook(lab: LabProcess, name: str, *cells: str) -> None:
    """Put a notebook with these code cells into the student's folder."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )
    nbformat.write(notebook, lab.folder / name)


def open_notebook(page: Page, name: str, *, kernel: bool = True) -> None:
    """Open a notebook alone in JupyterLab and wait for its kernel, or only for its cells."""
    if page.evaluate("'jupyterapp' in window"):
        page.evaluate(_OPEN, name)
    else:
        page.goto(f"/lab/tree/{name}?reset", wait_until="commit")
    page.wait_for_function(_READY if kernel else f"{_OPENED}; }}", timeout=90_000, polling=REST)


def leave(page: Page) -> bool:
    """Close what is open without saving, and forget it; False where JupyterLab is gone or reloaded."""
    whole: bool = page.evaluate(_WHOLE)
    if whole:
        page.evaluate(_LEAVE)
        set_theme(page, "JupyterLab Light")
    return whole


def run_all(page: Page, timeout: float = 120) -> list[str]:
    """Run all cells, wait for the last and all controls, and return cells' errors; timeout in seconds."""
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(_DONE, timeout=timeout * 1000, polling=REST)
    page.wait_for_function(_DRAWN, polling=REST)
    errors: list[str] = page.evaluate(_ERRORS)
    return errors


def tab_to(page: Page, target: Locator, key: str = "Tab", most: int = 40) -> None:
    """Press Tab, or Shift+Tab, until the target has the focus, from wherever it is now."""
    for _ in range(most):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} did not reach {target}")


def save(page: Page) -> None:
    """Save the notebook to the disk."""
    page.evaluate("jupyterapp.shell.currentWidget.context.save()")


def close_notebook(page: Page) -> None:
    """End the kernel and leave, as a student does who comes back another day."""
    page.evaluate(_END)


def kernel_value(page: Page, expression: str) -> Any:
    """Return what a Python expression is in the notebook's kernel: a literal, or else its repr."""
    text: str = page.evaluate(_VALUE, expression)
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


@contextmanager
def busy_kernel(page: Page, lab: LabProcess) -> Iterator[None]:
    """Keep the kernel busy, as a cell that takes long does, until the block ends."""
    go = lab.folder / "go"
    go.unlink(missing_ok=True)
    page.evaluate(_BUSY)
    try:
        yield
    finally:
        go.touch()


def kill_kernel(page: Page) -> None:
    """Kill the kernel's process without a word; return when JupyterLab has said so and started another."""
    killed = kernel_value(page, "__import__('os').getpid()")
    os.kill(killed, getattr(signal, "SIGKILL", signal.SIGTERM))
    dialog = page.get_by_role("dialog").filter(has_text="appears to have died")
    expect(dialog).to_be_visible(timeout=30_000)
    dialog.get_by_role("button", name="Ok").click()
    page.wait_for_function(_READY, timeout=30_000, polling=REST)
    assert kernel_value(page, "__import__('os').getpid()") != killed


def reopen_trusted(page: Page, name: str) -> None:
    """Save, end the kernel, and open the notebook again: its outputs are trusted and its kernel is new."""
    save(page)
    close_notebook(page)
    open_notebook(page, name)
    assert page.evaluate(_TRUSTED), f"{name} was saved, yet it is not trusted"


def reopen_untrusted(page: Page, lab: LabProcess, name: str) -> str:
    """Save, end the kernel, and open what a stranger would get; return the copy's name.

    One more byte in a cell that is only read, and the notebook's signature no longer holds.
    """
    save(page)
    close_notebook(page)
    notebook = json.loads((lab.folder / name).read_text(encoding="utf-8"))
    notebook["metadata"]["copied"] = True
    copy = f"untrusted-{name}"
    (lab.folder / copy).write_text(json.dumps(notebook), encoding="utf-8")
    open_notebook(page, copy)
    assert not page.evaluate(_TRUSTED), f"{copy} is trusted"
    return copy


_TRUSTED = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter(c => c.type === 'code').every(c => c.trusted)"""


def set_theme(page: Page, theme: Theme) -> None:
    """Change JupyterLab's theme and wait until it is worn."""
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    worn = "theme => document.body.dataset.jpThemeName === theme && jupyterapp.shell.isVisible"
    page.wait_for_function(worn, arg=theme)  # a new theme hides the whole page for a moment


def narrow(page: Page) -> None:
    """Make the window 320 pixels wide and put the list of files away."""
    page.evaluate("jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_function("(w => 150 < w && w < 320)(document.querySelector('.rtc-live').clientWidth)")


def cut_off(control: Locator) -> list[str]:
    """Return what of a control reaches beyond its right edge."""
    edge = control.evaluate("e => e.getBoundingClientRect().right")
    wide: list[str] = control.locator("*").evaluate_all(
        """(all, edge) => all.filter(e => e.getBoundingClientRect().right > edge + 1)
             .map(e => e.outerHTML.slice(0, 80))""",
        edge,
    )
    return wide


@dataclass(frozen=True)
class Violation:
    """What axe found wrong, with the first place."""

    rule: str
    impact: str
    help: str
    count: int
    first: str


def axe(page: Page, *selectors: str) -> list[Violation]:
    """Check parts of the page, by default the outputs; code editors are JupyterLab's own and left out."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    context = {"include": [[selector] for selector in selectors or (OUTPUTS,)], "exclude": [[".cm-editor"]]}
    options = {
        "runOnly": {"type": "tag", "values": AXE_TAGS},
        "rules": {rule: {"enabled": False} for rule in AXE_OFF},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("([context, options]) => axe.run(context, options)", [context, options])
    return [
        Violation(v["id"], v["impact"], v["help"], len(v["nodes"]), v["nodes"][0]["html"]) for v in found["violations"]
    ]


def axe_in_both_themes(page: Page, *selectors: str) -> list[Violation]:
    """Check the same in JupyterLab's light theme and in its dark one."""
    found = list[Violation]()
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        set_theme(page, theme)
        found += axe(page, *selectors)
    return found


def key_to_paint(panel: Locator, key: str, text: str = "") -> float:
    """Press a key on what has the focus; return the milliseconds until ``panel`` is painted anew.

    With ``text``, until it reads so. Pictures are waited for. Raises where nothing changes in 5 s.
    """
    panel.evaluate(_PAINT, text)
    panel.page.keyboard.press(key)
    took: float = panel.page.evaluate("window.coursePaint")
    return took


def is_splash(error: str) -> bool:
    """Say whether a script's error, with its stack, is JupyterLab's own about its splash."""
    return _SPLASH.fullmatch(error) is not None
