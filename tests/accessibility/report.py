"""The report that a school can file: one page of HTML, without script, itself held to the checks."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accessibility import report_tables as tables
from accessibility.colours import Pair
from accessibility.findings import CHECKS, Surface, counted
from markupsafe import Markup

from course_utils.look.html import esc, join, tag

TITLE = "Accessibility of Reading the Caucasus"
STYLE = (
    "@page{size:A4;margin:14mm}"
    "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;"
    "background:#fff;overflow-wrap:anywhere}"
    "h1{font-size:1.6em;line-height:1.25}h2{font-size:1.2em;margin:1.6em 0 .3em}"
    "table{border-collapse:collapse;margin:.5rem 0 1rem;min-width:34rem}"
    "caption{text-align:left;font-weight:600;padding:.25rem 0}"
    "th,td{border-bottom:1px solid #767676;padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top;"
    "overflow-wrap:normal}th{font-weight:600}"
    ".scroll{overflow-x:auto}.scroll:focus-visible{outline:3px solid #0072b2;outline-offset:2px}"
    "code{overflow-wrap:anywhere}.verdict{font-size:1.1em;border-left:4px solid;padding-left:.75rem}"
    "@media print{body{margin:0;padding:0;max-width:none;font-size:9pt;line-height:1.3}table{min-width:0}"
    ".scroll{overflow:visible}h2,caption{break-after:avoid}tr{break-inside:avoid}}"
)
#: Nothing is loaded or sent and nothing runs; this one style holds.
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)
PLATFORM = (
    "JupyterLab draws the window: menus, side bars, the notebook with its cells, their prompts and code "
    "editors, and the mark beside a heading that links to it. What axe-core finds there is listed above. The "
    "course cannot mend it. It keeps the code folded, so that nobody has to go through an editor.",
    "JupyterLab makes the page of a notebook’s text, of the glossary and of the teacher’s guide. A wide "
    "table there is scrolled with the page, as Markdown has no region for it; WCAG 1.4.10 allows this for "
    "tables. Such a table has header cells and no caption, which Markdown does not have either.",
    "JupyterLab scrolls the page of a Markdown file in a box of its own, without a tab stop. axe-core asks "
    "for one where the text has no link, as in the exported brief. It computes no contrast in this box; the "
    "contrast of every text there was computed here.",
    "From a notebook that is merely opened, and so not trusted, JupyterLab takes style sheets, names, roles "
    "and tab stops. A wide table there scrolls with JupyterLab’s box of the whole output, not in a region "
    "of its own with a name. Run All Cells brings both back.",
    "Each cell is a place of its own in JupyterLab, so headings are counted over a whole notebook, text and "
    "outputs together.",
    "A closed list shows as much of its choice as fits. The browser draws it; its whole text is heard, and "
    "is seen when the list is opened.",
    "With JupyterLab at 320 pixels its left side bar is closed, as a reader of a small screen closes it.",
)
NOT_TRIED = (
    "A screen reader. Names, roles and states were read from the browser’s accessibility tree, which is what "
    "a screen reader is given; nobody has listened to it.",
    "Firefox and Safari, and any browser on a telephone.",
    "Windows’ own high contrast themes: forced colours were emulated by Chromium.",
    "Speech input, switch access and screen magnifiers.",
    "People. No person with a disability has been asked to test the course for this report.",
    "What no program can judge: whether an alternative text says what matters, or a heading what follows.",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """All that a report tells."""

    surfaces: Sequence[Surface]
    pairs: Sequence[Pair]
    #: What was not looked at, a sentence each.
    gaps: Sequence[str]
    #: What axe-core finds in JupyterLab's frame, by theme.
    frame: Mapping[str, Sequence[Mapping[str, Any]]]
    #: Texts of JupyterLab's own that were measured at 200 %, and those that did not grow.
    letters: tuple[int, int]
    versions: Mapping[str, str]
    day: str

    @property
    def failures(self) -> int:
        """How much fails and is the course's own, or was not looked at."""
        wrong = sum(len(one.findings) for one in self.surfaces)
        return wrong + sum(not pair.passes for pair in self.pairs) + len(self.gaps)

    @property
    def verdict(self) -> str:
        """What was found, in a sentence."""
        wrong = self.failures
        fail = f"{counted(wrong, 'thing')} {'fails and has' if wrong == 1 else 'fail and have'} to be mended"
        return f"Of {self.extent}, {fail if wrong else 'nothing was found to fail'}."

    @property
    def extent(self) -> str:
        """How much was looked at, by how many checks, and where."""
        looked = sum(result.looked for one in self.surfaces for result in one.results.values())
        pages = {one.page for one in self.surfaces}
        return (
            f"{counted(looked + len(self.pairs), 'observation')} by {len(CHECKS) + 1} checks on "
            f"{counted(len(pages), 'page')} in {counted(len(self.surfaces), 'state')}"
        )


def as_report(measured: Measured) -> Markup:
    """Write the report as one page of HTML."""
    surfaces, (texts, small) = measured.surfaces, measured.letters
    body = [
        tag("h1", esc(TITLE)),
        tag("p", esc(f"Measured on {measured.day}. {measured.verdict}"), class_="verdict"),
        _said(
            "This is a record of what was measured, not a certificate of conformance. “Merely opened” is a "
            "notebook as it comes, not trusted and not run. “Run” is after Run All Cells. “Answered” is "
            "with every question answered, every form filled in and every fold open. “Every view” is after "
            "each choice in a list of cards or states, and of a switch. “As shown” is a page that is read "
            "only."
        ),
        *_section(
            "What it was measured with", tables.as_table("Versions", ("part", "version"), measured.versions.items())
        ),
        *_section("What was found", tables.matrix(surfaces), tables.findings(surfaces)),
        *_section(
            "What was not looked at",
            _list(measured.gaps)
            if measured.gaps
            else _said("Nothing: each page, check and answer that is due was seen."),
        ),
        *_section("By keys alone", tables.keys(surfaces)),
        *_section("Rules of axe-core", tables.rules(surfaces), tables.undecided(surfaces)),
        *_section("Colours", tables.colours(measured.pairs)),
        *_section("Small targets", tables.targets(surfaces)),
        *_section("How each check is made", tables.checks()),
        *_section(
            "What is the platform’s, and not ours",
            _said(
                "These findings of axe-core lie outside the course’s outputs and text. They are "
                "JupyterLab’s, are the same without the course, and do not count in the verdict."
            ),
            tables.frame(measured.frame),
            _said(
                f"With its sizes of letters doubled, {texts - small} of {counted(texts, 'text')} of "
                "JupyterLab’s own frame grew to twice the size. The browser’s zoom makes all of them larger."
            ),
            _list(PLATFORM),
        ),
        *_section("What was not tried", _list(NOT_TRIED)),
    ]
    head = Markup(
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
    )
    page = (
        tag("head", head, tag("title", esc(TITLE)), tag("style", Markup(STYLE))),
        tag("body", tag("main", join(body, "\n"))),
    )
    return Markup("<!doctype html>\n{}\n").format(tag("html", *page, lang="en"))


def _section(title: str, *parts: Markup) -> tuple[Markup, ...]:
    return (tag("h2", esc(title)), *parts)


def _said(text: str) -> Markup:
    return tag("p", esc(text))


def _list(sentences: Iterable[str]) -> Markup:
    return tag("ul", *(tag("li", esc(one)) for one in sentences))
