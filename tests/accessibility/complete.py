"""What must have been looked at: a receipt that has not seen all of the course says so, and is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from accessibility.findings import CHECKS, Surface

from course_utils.command.student_folder import GLOSSARY, GUIDE
from course_utils.course import Course
from course_utils.exercises.brief import CONFIDENCE, PARTS, PREFIX
from course_utils.exercises.questions import load_questions
from course_utils.places import shelf

NOTEBOOKS = (
    "00-start-here.ipynb",
    "01-voices.ipynb",
    "02-actors.ipynb",
    "03-history.ipynb",
    "04-certainty.ipynb",
    "05-strategic-interests.ipynb",
    "06-the-brief.ipynb",
)
#: The notebooks in which something changes its view.
CHANGING = ("01-voices.ipynb", "02-actors.ipynb", "03-history.ipynb", "05-strategic-interests.ipynb")
#: Pages of the course's own, whose head counts too.
EXPORTED, RECEIPT = "brief.html", "This report"
MARKDOWN = ("brief.md", GLOSSARY, GUIDE)
SHOWN = (EXPORTED, *MARKDOWN, RECEIPT)
EXPECTED = [
    *((name, state) for name in NOTEBOOKS for state in ("merely opened", "run", "answered")),
    *((name, "every view") for name in CHANGING),
    *((name, "as shown") for name in SHOWN),
]
#: The states in which a check has something to look at; the pages "as shown" hold no question and no picture.
_RUN = ("run", "answered")
_NOTEBOOK = ("merely opened", *_RUN)
_MADE = {"keys": ("answered",), "pictures": _NOTEBOOK}
_VIEWS = ("axe-light", "pictures", "tables", "languages", "targets", "keys")
STATES: dict[str, tuple[str, ...]] = {
    check: (*_MADE.get(check, (*_NOTEBOOK, "as shown")), *(("every view",) if check in _VIEWS else ()))
    for check in CHECKS
}
#: What every surface has, so that nothing looked at is a check that did not look.
_EVERYWHERE = ("axe-light", "reflow", "zoom", "text", "spacing", "motion")
#: What besides there is on every notebook, and on every one that was run; a page of its own has one theme.
_ANY_NOTEBOOK = ("axe-dark", "headings", "keyboard", "focus", "names", "targets")
_LIVE = ("forced",)
#: What must have been used by keys alone.
USED = (
    "fold", "radio buttons", "list", "list that has a value", "list of marks", "text field",
    "place that leads to words", "sentence beside a mark", "mark that rests on a sentence",
    "view, by a list", "view, by a switch",
    *(
        f"button “{words}”"
        for words in (
            "Commit my prediction", "Check", "Vote", "We have talked", "Vote again",
            "Compare with the reading", "Commit my estimate", "Show what it rests on", "Add it to my text",
            "Check the form", "Go there", "Export my brief", "Gather again", "Back (Backspace)", "Back to …",
            "Clear my answers", "No, keep them", "Yes, clear all of them",
        )
    ),
)  # fmt: skip


def answers_due() -> list[str]:
    """Return what answers.json holds when everything that the course asks is answered."""
    course = Course()
    source = "".join((shelf("notebooks") / name).read_text("utf-8") for name in NOTEBOOKS)
    votes = re.findall(r'vote_twice\(\\"([\w-]+)\\"', source)
    return [
        *(question.id for question in load_questions()),
        *(f"{vote}.{when}" for vote in votes for when in ("alone", "talked")),
        *(f"{t.name}.{e.id}" for t in course.sorting_tasks for e in t.entries),
        *course.needed("estimate", course.file.estimate).items,
        *(f"{PREFIX}{part.id}" for part in (*PARTS, CONFIDENCE)),
    ]


def gaps(surfaces: Sequence[Surface], answered: Container[str]) -> list[str]:
    """Return what was not looked at, a sentence each; ``answered`` is what the answer file holds."""
    return [
        *_surfaces(surfaces),
        *_checks(surfaces),
        *(f"{item} was not answered." for item in answers_due() if item not in answered),
        *_keys(surfaces),
    ]


def _surfaces(surfaces: Iterable[Surface]) -> Iterator[str]:
    seen = Counter((one.page, one.state) for one in surfaces)
    for page, state in EXPECTED:
        if seen[page, state] != 1:
            yield f"{page}, {state}, was measured {seen[page, state]} times, not once."
    for page, state in seen.keys() - set(EXPECTED):
        yield f"{page}, {state}, was measured and is not expected; say in complete.py whether it belongs."


def _checks(surfaces: Sequence[Surface]) -> Iterator[str]:
    for check, states in STATES.items():
        for state in states:
            here = [one for one in surfaces if one.state == state]
            results = [one.results[check] for one in here if check in one.results]
            if here and not sum(result.looked for result in results):
                yield f"{CHECKS[check].name} has looked at nothing on any page, {state}."
    for one in surfaces:
        for check in _due(one):
            if not (check in one.results and one.results[check].looked):
                yield f"{CHECKS[check].name} has looked at nothing on {one.page}, {one.state}."
        if one.page in (EXPORTED, RECEIPT):
            for rule in ("html-has-lang", "document-title"):
                if not one.passed[rule]:
                    yield f"axe-core’s {rule} did not pass on {one.page}."


def _due(one: Surface) -> Iterator[str]:
    """Return the checks that have something to look at on this page and in this state."""
    yield from (check for check in _EVERYWHERE if one.state in STATES[check])
    if one.page in MARKDOWN:
        yield "axe-dark"
    if one.state in _NOTEBOOK:
        yield from _ANY_NOTEBOOK
    if one.state in _RUN:
        yield from _LIVE
    if one.state == "every view":
        yield "keys"


def _keys(surfaces: Iterable[Surface]) -> Iterator[str]:
    used = sum((one.used for one in surfaces), Counter[str]())
    for kind in USED:
        if not used[kind]:
            yield f"By keys, no {kind} was used."
