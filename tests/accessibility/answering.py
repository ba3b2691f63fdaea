"""A student without a mouse: every control used by keys pressed in the browser, and every view seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from accessibility.findings import Finding, Result
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

_SCRIPT = Path(__file__).with_name("answering.js")
_TEXT = "The two sides agree to talk (s01), one side says (s04)."
#: The key for each kind of control; two lead into a group of radio buttons, and are used in turn.
_KEYS = {"list": ("ArrowDown",), "radio buttons": ("Space", "ArrowDown"), "view": ("ArrowDown",)}
#: More controls than a notebook has; milliseconds that a key may take to show, on a busy machine.
_MOST, _PATIENCE = 2000, 6000


class Keys:
    """Uses the controls of a page, counts them by kind, and keeps what its keys could not do."""

    def __init__(self, page: Page, rest: Callable[[], None], patience: int = _PATIENCE) -> None:
        """``rest`` waits until the page has nothing on its way."""
        self.page, self._rest, self._patience = page, rest, patience
        self.used: Counter[str] = Counter()
        self.failed: list[Finding] = []
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))

    def result(self) -> Result:
        """Return how many controls were tried, and those that the keys did not move."""
        return Result("keys", self.used.total() + len(self.failed), tuple(self.failed))

    def answer(self) -> None:
        """Answer, vote, sort, write and open until nothing is left to do."""
        quiet = 0
        for _ in range(_MOST):
            control = self.page.evaluate("answering.next()")
            if control:
                quiet = 0
                self._use(control)
                continue
            quiet += 1
            self.page.wait_for_timeout(150)
            self._rest()
            if quiet == 2:
                return
        raise RuntimeError(f"after {_MOST} controls there are still more: {control}")

    def views(self) -> Iterator[tuple[int, int]]:
        """Go through every list and switch; yield (number, how many) at each view, its panel being marked."""
        for switch, many in enumerate(self.page.evaluate("answering.switches()")):
            control = self.page.evaluate("n => answering.enter(n)", switch)
            self.page.keyboard.press("Home")  # a list that was used already stands elsewhere
            self._rest()
            for number in range(1, many + 1):
                if number > 1:
                    self._use(control)
                    self._rest()
                yield number, many

    def _use(self, control: dict[str, Any]) -> None:
        kind: str = control["kind"]
        keys = _KEYS.get(kind.split(",")[0], ("Enter",))
        key = keys[self.used[kind] % len(keys)]
        for _ in range(2):  # a late reply may take the focus away before the key comes down
            self.page.evaluate("answering.ready()")
            if kind == "text field":
                self.page.keyboard.type(_TEXT)
            else:
                self.page.keyboard.press(key)
            try:
                self.page.wait_for_function("answering.worked()", timeout=self._patience)
            except TooLate:
                continue
            self.used[kind] += 1
            if kind.startswith("button"):
                self._rest()
            return
        self.failed.append(Finding("keys", f"{kind}: {key} does nothing", control["where"]))
