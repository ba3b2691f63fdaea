"""What a student does in JupyterLab, as functions of a Playwright page."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import nbformat
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

OUTPUTS = ".jp-OutputArea-output"
PROSE = ".jp-RenderedMarkdown"
#: Turns “Save Widget State Automatically” on, or off again, for all notebooks of the page.
SAVE_STATE = "jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
Theme = Literal["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]

#: Milliseconds between two looks at whether a kernel is done; else each frame is one, and is painted for it.
REST = 100

#: What axe is asked: WCAG 2.2 A and AA, and its best practices save those about a page's frame, which is
#: JupyterLab's (regions, landmarks, the order of headings across cells).
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_OFF = ("region", "heading-order", "page-has-heading-one", "landmark-one-main")
AXE_COLOURS = ("color-contrast", "link-in-text-block")

#: JupyterLab 4.6 takes its splash away in a timer, twice where it was shown twice meanwhile: in one frame of
#: its own core, which no script of the course calls.
_SPLASH = re.compile(r"NotFoundError: Failed to execute 'removeChild' .*\n +at \S+/static/lab/jlab_core\.\S+")

_SCRIPTS = "".join((Path(__file__).parent / f"{name}.js").read_text("utf-8") for name in ("walks", "jupyter_page"))


def js(name: str) -> str:
    """Return a function of ``walks.js`` or ``jupyter_page.js``, as a page or a locator takes it."""
    return f"(...all) => {{ {_SCRIPTS}\nreturn {name}(...all); }}"


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
        page.evaluate(js("open"), name)
    else:
        page.goto(f"/lab/tree/{name}?reset", wait_until="commit")
    await_notebook(page, kernel=kernel)


def await_notebook(page: Page, *, kernel: bool = True) -> None:
    """Wait until a notebook is open and its kernel ready, or only its cells."""
    page.wait_for_function(js("ready" if kernel else "opened"), timeout=90_000, polling=REST)


def leave(page: Page) -> bool:
    """Close what is open without saving, and forget it; False where JupyterLab is gone or reloaded."""
    whole: bool = page.evaluate(js("leave"))
    if whole:
        set_theme(page, "JupyterLab Light")
    return whole


def run_all(page: Page, timeout: float = 120) -> list[str]:
    """Run all cells, wait for the last and all controls, and return cells' errors; timeout in seconds."""
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(js("done"), timeout=timeout * 1000, polling=REST)
    page.wait_for_function(js("drawn"), polling=REST)
    errors: list[str] = page.evaluate(js("errors"))
    return errors


def run_cells(page: Page, lab: LabProcess, name: str, *cells: str) -> None:
    """Write a notebook, open it, and run its cells without an error."""
    write_notebook(lab, name, *cells)
    open_notebook(page, name)
    assert run_all(page, 180) == []


def panel(page: Page, text: str) -> Locator:
    """Return the live control with this question, label or button in it."""
    return page.locator(".rtc-live").filter(has_text=text)


def tab_to(page: Page, target: Locator, key: str = "Tab", most: int = 40) -> None:
    """Press Tab, or Shift+Tab, until the target has the focus, from wherever it is now."""
    for _ in range(most):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} did not reach {target}")


def choose(control: Locator, option: str) -> None:
    """Mark an option from inside a control's radio buttons, with the arrow keys."""
    wanted = control.get_by_role("radio", name=option, exact=True)
    for _ in range(3):
        if wanted.is_checked():
            return
        control.page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def fill_estimate(control: Locator, *chances: str) -> None:
    """Fill in the estimate from its first field, with keys alone, up to the button."""
    key = control.page.keyboard
    control.locator("select").first.focus()
    for chance in chances:
        key.type(chance)
        key.press("Tab")
    expect(control.get_by_role("button", name="Commit my estimate")).to_be_focused()


def save(page: Page) -> None:
    """Save the notebook to the disk."""
    page.evaluate("jupyterapp.shell.currentWidget.context.save()")


def kernel_value(page: Page, expression: str) -> Any:
    """Return what a Python expression is in the notebook's kernel: a literal, or else its repr."""
    text: str = page.evaluate(js("value"), expression)
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


@contextmanager
def busy_kernel(page: Page, lab: LabProcess) -> Iterator[None]:
    """Keep the kernel busy, as a cell that takes long does, until the block ends."""
    go = lab.folder / "go"
    go.unlink(missing_ok=True)
    page.evaluate(js("busy"))
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
    page.wait_for_function(js("ready"), timeout=30_000, polling=REST)
    assert kernel_value(page, "__import__('os').getpid()") != killed


def reopen_trusted(page: Page, name: str) -> None:
    """Save, end the kernel, and open the notebook another day: its outputs are trusted and its kernel is new."""
    page.evaluate(js("saveAndEnd"))
    open_notebook(page, name)
    assert page.evaluate(js("trusted")), f"{name} was saved, yet it is not trusted"


def reopen_untrusted(page: Page, lab: LabProcess, name: str) -> str:
    """Save, end the kernel, and open what a stranger would get; return the copy's name."""
    page.evaluate(js("saveAndEnd"))
    copy = untrusted(lab, name)
    open_notebook(page, copy)
    assert not page.evaluate(js("trusted")), f"{copy} is trusted"
    return copy


def untrusted(lab: LabProcess, name: str) -> str:
    """Copy a notebook with one more word in what is only read, so that its signature no longer holds."""
    notebook = json.loads((lab.folder / name).read_text(encoding="utf-8"))
    notebook["metadata"]["copied"] = True
    copy = f"untrusted-{name}"
    (lab.folder / copy).write_text(json.dumps(notebook), encoding="utf-8")
    return copy


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
    """Return what of a control reaches beyond its right edge, but for what scrolls by itself."""
    wide: list[str] = control.evaluate(js("cutOff"))
    return wide


def axe(page: Page, *selectors: str, only: Literal["colours", "the rest"] | None = None) -> list[str]:
    """Return what axe finds wrong in parts of the page, by default the outputs: in colours, in the rest or in all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    context = {"include": [[selector] for selector in selectors or (OUTPUTS,)], "exclude": [[".cm-editor"]]}
    kind, values = ("rule", AXE_COLOURS) if only == "colours" else ("tag", AXE_TAGS)
    off = () if only == "colours" else AXE_OFF + (AXE_COLOURS if only else ())
    options = {
        "runOnly": {"type": kind, "values": values},
        "rules": {rule: {"enabled": False} for rule in off},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("([context, options]) => axe.run(context, options)", [context, options])
    return [f"{v['id']}: {v['help']}; {len(v['nodes'])}, as {v['nodes'][0]['html']}" for v in found["violations"]]


def axe_in_both_themes(page: Page, *selectors: str) -> list[str]:
    """Check JupyterLab's light theme, and of its dark one the colours: nothing else is another there."""
    found = list[str]()
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        set_theme(page, theme)
        found += axe(page, *selectors, only="colours" if theme.endswith("Dark") else None)
    return found


def key_to_paint(panel: Locator, key: str, text: str = "") -> float:
    """Press a key on what has the focus; return the milliseconds until ``panel`` is painted anew.

    With ``text``, until it reads so. Pictures are waited for. Raises where nothing changes in 5 s.
    """
    panel.evaluate(js("paint"), text)
    panel.page.keyboard.press(key)
    took: float = panel.page.evaluate("window.coursePaint")
    return took


def is_splash(error: str) -> bool:
    """Say whether a script's error, with its stack, is JupyterLab's own about its splash."""
    return _SPLASH.fullmatch(error) is not None
