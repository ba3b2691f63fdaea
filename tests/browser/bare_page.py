"""Controls on a page of their own, without JupyterLab: a test says when messages arrive, and what time it is."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from course_utils.answers.workbook import Workbook
from course_utils.disk import UnsureError
from course_utils.widgets.control import Control, style

#: Milliseconds after which a text is saved, and after which Python is said to be busy.
PAUSE, PATIENCE = 1_000, 3_000

_MODELS = (Path(__file__).parent / "bare_page.js").read_text(encoding="utf-8")
_ADDRESS = "http://127.0.0.1/bare"
_PAGE = f"""<!doctype html><html lang="en" data-rtc-faces="Infinity"><title>Bare</title><style>{style()}</style>
<body data-jp-theme-light="true"><script>{_MODELS}</script><p><input aria-label="Elsewhere"></p>"""


class BarePage:
    """Controls, and a Python that can be busy: it then answers in order, once it is free."""

    def __init__(self, chromium: Browser) -> None:
        self.page: Page = chromium.new_page(viewport={"width": 1280, "height": 900})
        #: What no script should raise.
        self.crashes: list[str] = []
        self._controls: dict[str, Control] = {}
        self.page.clock.install()
        self.page.on("pageerror", lambda error: self.crashes.append(str(error)))
        self.page.expose_function("python", self._python)
        # An address gives the page a store for drafts.
        self.page.route(_ADDRESS, lambda route: route.fulfill(body=_PAGE, content_type="text/html"))

    def start(self) -> None:
        """Begin with an empty page, as a tab does that was just opened."""
        self.crashes.clear()
        self._controls.clear()
        self.page.goto(_ADDRESS)
        self.page.evaluate("sessionStorage.clear()")

    def show(self, name: str, control: Control) -> Locator:
        """Show a control, or one more view of it, and return the view."""
        self._controls[name] = control
        traits = {name: _sent(getattr(control, name)) for name in ("item", "reply", "spoken")}
        self.page.evaluate("([name, script, traits]) => show(name, script, traits)", [name, control._esm, traits])
        return self.page.locator(f"[data-name={name}]").last

    def again(self, name: str, control: Control) -> Locator:
        """Run the control's cell again, in a new kernel: what waits is lost, and so is all that the page showed."""
        self.page.evaluate("name => { busy = false; end(name); }", name)
        return self.show(name, control)

    def reloaded(self, name: str, control: Control) -> Locator:
        """Load the page again and run the control's cell; what is in the tab's store stays."""
        self.page.reload()
        return self.show(name, control)

    def busy(self) -> None:
        """Let messages wait, as a busy kernel does; one that has died answers none."""
        self.page.evaluate("busy = true")

    def free(self) -> None:
        """Let Python answer them, one after another; what is sent from now on is answered at once."""
        self.page.evaluate("() => { busy = false; return answer(); }")

    def waiting(self, number: int) -> None:
        """Wait until so many messages wait."""
        self.page.wait_for_function("number => sent.length >= number", arg=number)

    def later(self, milliseconds: int) -> None:
        """Put the page's clock forward; what falls due happens."""
        self.page.clock.run_for(milliseconds)

    def _python(self, name: str, message: str) -> str:
        control = self._controls[name]
        try:
            control._receive(None, json.loads(message), None)
        except Exception as error:  # the control has told the student; this is for whoever runs the test
            print(repr(error), file=sys.stderr)
        return json.dumps(control.reply)


def _sent(value: dict[str, Any]) -> Any:
    """Return what arrives in a page of what was sent there."""
    return json.loads(json.dumps(value))


def status(view: Locator) -> Locator:
    """Return where a control says what it has done."""
    return view.get_by_role("status")


def kept(book: Workbook) -> dict[str, str]:
    """Return what is on the disk: each item's value."""
    return {item: answer.value for item, answer in book.answers().items()}


def hear(view: Locator) -> None:
    """Keep from now on all that a control says in its status, one after another, in ``said``."""
    status(view).evaluate(
        """s => { window.said = [];
             new MutationObserver(() => said.push(s.textContent)).observe(s, {childList: true}); }"""
    )


#: What a disk can say, and how the answer begins then.
REFUSALS = {
    "Not saved. ": OSError(errno.ENOSPC, "No space left on device"),
    "Perhaps not saved. ": UnsureError(errno.EIO, "the disk does not confirm that it was written"),
}


def fill_disk(monkeypatch: pytest.MonkeyPatch, book: Workbook, lead: str = "Not saved. ") -> None:
    """Let the disk be full, or say something else, from now on."""

    def full(*_: Any) -> None:
        raise REFUSALS[lead]

    monkeypatch.setattr(book, "_write", full)
