"""A student without a mouse: every control used by keys pressed in the browser, and every view seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from checks import Result
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

_SCRIPT = Path(__file__).with_name("answering.js")
_TEXT = "The two sides agree to talk (s01), one side says (s04)."
#: More controls than a notebook has.
_MOST = 2000
#: Milliseconds that a key may take to show, or Python to answer, on a busy machine.
_PATIENCE = 12_000
#: Answering does what a student is asked; leaving goes back from what is open; clearing ends a student's day.
Stage = Literal["answering", "leaving", "clearing"]


class Keys:
    """Uses the controls of a page, counts them by kind, and keeps what its keys could not do."""

    def __init__(self, page: Page, rest: Callable[[], None], patience: int = _PATIENCE) -> None:
        """``rest`` waits until the page has nothing on its way."""
        self.page, self._rest, self._patience = page, rest, patience
        self.used: Counter[str] = Counter()
        self.failed: list[tuple[str, str]] = []
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))

    def result(self) -> Result:
        """Return how many controls were tried, and those that the keys did not move."""
        return Result("keys", self.used.total() + len(self.failed), tuple(self.failed))

    def go(self, stage: Stage) -> None:
        """Use what belongs to this stage, until nothing of it is left."""
        quiet = 0
        for _ in range(_MOST):
            control = self.page.evaluate("stage => answering.next(stage)", stage)
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

    def switches(self) -> list[int]:
        """Return how many views each list and switch has."""
        found: list[int] = self.page.evaluate("answering.switches()")
        return found

    def views(self) -> Iterator[tuple[int, int]]:
        """Go through every list and switch; yield (number, how many) at each view, its panel being marked."""
        for switch, many in enumerate(self.switches()):
            control = self.page.evaluate("n => answering.enter(n)", switch)
            self.page.keyboard.press("Home")  # a list that was used already stands elsewhere
            self._rest()
            for number in range(1, many + 1):
                if number > 1:
                    self._use(control)
                yield number, many

    def _use(self, control: dict[str, Any]) -> None:
        """Press a control's keys; it is used where each did its part and Python had nothing against it."""
        kind: str = control["kind"]
        for number, key in enumerate(control["keys"]):
            failed = "" if self._press(number, key) else "does nothing"
            if control["asks"]:
                self._rest()
            if trouble := self._trouble():
                failed = f"leads to “{trouble}”"
            if failed:
                self.failed.append((f"{kind}: {key} {failed}", control["where"]))
                return
        self.used[kind] += 1

    def _press(self, number: int, key: str) -> bool:
        for _ in range(2):  # a late reply may take the focus away before the key comes down
            self.page.evaluate("number => answering.ready(number)", number)
            if key == "type":
                self.page.keyboard.type(_TEXT)
            else:
                self.page.keyboard.press(key)
            try:
                self.page.wait_for_function("key => answering.worked(key)", arg=key, timeout=self._patience)
            except TooLate:
                if self.page.evaluate("answering.trouble()"):
                    return False  # Python was asked and says why
                continue
            return True
        return False

    def _trouble(self) -> str:
        """Return what the page still says against the last key when its time is over, and else nothing."""
        try:
            self.page.wait_for_function("answering.trouble() === ''", timeout=self._patience)
        except TooLate:
            return str(self.page.evaluate("answering.trouble()"))
        return ""
