"""What is checked, and what a check finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is held to, and how."""

    id: str
    name: str
    #: The success criteria of WCAG 2.2 that it bears on.
    criteria: str
    how: str


CHECKS = {
    check.id: check
    for check in (
        Check(
            "axe-light", "axe-core, light", "those axe-core tests",
            "Every rule of axe-core for WCAG 2.0, 2.1 and 2.2, A and AA, in JupyterLab’s light theme, on "
            "each page and on each single view.",
        ),
        Check(
            "axe-dark", "axe-core, dark", "those axe-core tests",
            "The same in JupyterLab’s dark theme, on each notebook and each Markdown page. Single views are "
            "not looked at in it, and pages of their own have one theme.",
        ),
        Check(
            "keyboard", "Keyboard", "2.1.1, 2.1.2, 2.4.3",
            "Tab and Shift+Tab are pressed through each output: every control that can have the focus gets "
            "it, and the focus leaves again in both directions.",
        ),
        Check(
            "keys", "Operated by keys alone", "2.1.1",
            "In each control, as it is first shown, the questions, votes, sortings, estimates, forms, lists, "
            "folds, and the buttons that “By keys alone” names, are used by Enter, Space, Backspace, arrow "
            "keys and typing, pressed in the browser; then lists and switches are gone through view by view. "
            "A use counts when the page shows what it is for and Python has neither refused nor failed. Of a "
            "list of marks one mark is opened. Beside an open mark one sentence and one other mark stand for "
            "all, as does one place of a deck of cards, and one sentence of the X-ray. No mouse is used.",
        ),
        Check(
            "focus", "Focus is visible", "2.4.7, 1.4.11",
            "At each stop of the keyboard check the outline or shadow differs from the one without the "
            "focus, has 3:1 or more, and is 2 pixels wide or more on all sides. The browser’s own ring is "
            "taken as it is.",
        ),
        Check(
            "names", "Name, role, state", "4.1.2, 3.3.2, 2.5.3",
            "In the browser’s accessibility tree each control has a name, a role, and the state that its "
            "role has: checked, expanded, value. Each group of radio buttons has a name, and each radio "
            "button a group.",
        ),
        Check(
            "pictures", "Alternative text", "1.1.1",
            "Each picture has an alternative text of 40 to 250 characters, and not JupyterLab’s placeholder.",
        ),
        Check(
            "tables", "Data tables", "1.3.1",
            "Each chart has its data as a table. Each table of an output has a caption and scoped headers. "
            "Each table of a Markdown text has header cells.",
        ),
        Check(
            "languages", "Language of parts", "3.1.2, 1.3.2",
            "Armenian, Arabic, Cyrillic, Georgian and Hebrew letters stand under their language, and run in "
            "their direction.",
        ),
        Check("headings", "Headings", "1.3.1, 2.4.6", "One heading of the first rank; no rank is skipped."),
        Check(
            "motion", "Reduced motion", "2.2.2, 2.3.3",
            "With less motion asked for, no animation, transition or smooth scrolling is computed.",
        ),
        Check(
            "targets", "Target size", "2.5.8",
            "Each target has 24 by 24 CSS pixels, or an exception of the criterion holds: it stands in a "
            "sentence, it is far enough from others, or a list beside it does the same.",
        ),
        Check(
            "reflow", "Reflow at 320 pixels", "1.4.10",
            "In a window of 320 pixels nothing scrolls sideways but tables and pictures, in a named region "
            "that takes the focus; no text is cut or lies over another.",
        ),
        Check(
            "zoom", "Zoom to 200 %", "1.4.4, 1.4.10",
            "In a window of half the pixels each way, as at 200 % zoom: the same.",
        ),
        Check(
            "text", "Text at 200 %", "1.4.4",
            "With letters twice as large in the same window: the same. Each text and field is measured "
            "before and after, and has grown 1.9 times or more.",
        ),
        Check(
            "spacing", "Text spacing", "1.4.12",
            "With the criterion’s line height, letter, word and paragraph spacing: the same.",
        ),
        Check(
            "forced", "Forced colours", "1.4.1, 1.4.11, 2.4.7",
            "With forced colours, pictures of one control of each kind, with and without the focus, differ, "
            "and no state is told by the ground alone.",
        ),
    )
}  # fmt: skip


def counted(number: int, noun: str, several: str = "") -> str:
    """Say how many there are: "1 place", "2,000 places"; ``several`` is the plural where it is no mere -s."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    check: str
    what: str
    #: The element's first tag and words.
    where: str


@dataclass(frozen=True, slots=True)
class Result:
    """How many things a check looked at, and what it found."""

    check: str
    looked: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """What axe-core leaves to a judge: places for which it gives one reason."""

    rule: str
    why: str
    places: int
    #: The first place.
    where: str
    #: The least ratio computed for them, where the rule is one of contrast and the colours are plain.
    ratio: float | None = None


@dataclass(slots=True)
class Surface:
    """One page in one state, and what the checks found on it."""

    #: The notebook's or page's name, and "merely opened", "run", "answered", "every view" or "as shown".
    page: str
    state: str
    results: dict[str, Result] = field(default_factory=dict)
    #: axe-core: how often each rule passed, and what it could not decide.
    passed: Counter[str] = field(default_factory=Counter)
    undecided: list[Undecided] = field(default_factory=list)
    #: How many controls were used by keys alone, by kind.
    used: Counter[str] = field(default_factory=Counter)
    #: Targets smaller than 24 pixels, by the exception that holds for them.
    excused: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Keep a result; what was looked at under the same check before stays counted."""
        old = self.results.get(result.check, Result(result.check, 0))
        self.results[result.check] = Result(result.check, old.looked + result.looked, old.findings + result.findings)

    @property
    def findings(self) -> list[Finding]:
        """Everything wrong on it, in the order of the checks."""
        return [f for check in CHECKS if check in self.results for f in self.results[check].findings]
