"""The report that a school can file: one page of HTML, without script, itself held to the checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accessibility.colours import Pair
from accessibility.findings import CHECKS, Surface

from course_utils.markup import esc, table, tag

TITLE = "Accessibility of Reading the Caucasus"
#: What the report quotes of other pages; their faults are not its own.
QUOTED = "quoted"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
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
PLATFORM = (
    "JupyterLab draws the window: menus, side bars, the notebook with its cells, their prompts and code "
    "editors, and the mark beside a heading that links to it. What axe-core finds there is listed above. The "
    "course cannot mend it. It keeps the code folded, so that nobody has to go through an editor.",
    "JupyterLab makes the page of a notebook’s text and of the glossary. A wide table there is scrolled with "
    "the page, as Markdown has no region for it; WCAG 1.4.10 allows this for tables. Such a table has header "
    "cells and no caption, which Markdown does not have either.",
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


def verdict(surfaces: Sequence[Surface], pairs: Sequence[Pair]) -> str:
    """Say in a sentence what was found."""
    wrong = failures(surfaces, pairs)
    looked = sum(result.looked for one in surfaces for result in one.results.values()) + len(pairs)
    found = "nothing was found to fail" if not wrong else f"{wrong} things fail and have to be mended"
    return f"Of {looked:,} observations by {len(CHECKS) + 1} checks on {len(surfaces)} pages, {found}."


def failures(surfaces: Iterable[Surface], pairs: Iterable[Pair]) -> int:
    """Count what fails and is the course's own."""
    return sum(len(one.findings) for one in surfaces) + sum(not pair.passes for pair in pairs)


def as_report(
    surfaces: Sequence[Surface],
    pairs: Sequence[Pair],
    frame: Mapping[str, Sequence[Mapping[str, Any]]],
    versions: Mapping[str, str],
    day: str,
) -> str:
    """Write the report as one page of HTML."""
    body = [
        tag("h1", TITLE),
        tag("p", f"Measured on {esc(day)}. {esc(verdict(surfaces, pairs))}", class_="verdict"),
        tag(
            "p",
            "This is a record of what was measured, not a certificate of conformance. “Merely opened” is a "
            "notebook as it comes, not trusted and not run. “Run” is after Run All Cells. “Answered” is "
            "with every question answered, every form filled in and every fold open.",
        ),
        *_section("What it was measured with", _table("Versions", ("part", "version"), versions.items())),
        *_section("What was found", _matrix(surfaces), _findings(surfaces)),
        *_section("Rules of axe-core", _rules(surfaces)),
        *_section("Colours", _colours(pairs)),
        *_section("Small targets", _targets(surfaces)),
        *_section("How each check is made", _checks()),
        *_section(
            "What is the platform’s, and not ours",
            tag(
                "p",
                "These findings of axe-core lie outside the course’s outputs and text. They are "
                "JupyterLab’s, are the same without the course, and do not count in the verdict.",
            ),
            _frame(frame),
            _list(PLATFORM),
        ),
        *_section("What was not tried", _list(NOT_TRIED)),
    ]
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">' + tag("title", TITLE) + tag("style", _STYLE)
    )
    page = tag("head", head) + tag("body", tag("main", "\n".join(body)))
    return f"<!doctype html>\n{tag('html', page, lang='en')}\n"


def _section(title: str, *parts: str) -> tuple[str, ...]:
    return (tag("h2", title), *parts)


def _list(sentences: Iterable[str]) -> str:
    return tag("ul", "".join(tag("li", esc(one)) for one in sentences))


def _table(caption: str, columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Make a table in a region that scrolls by itself; cells are texts."""
    return _region(caption, columns, ([esc(cell) for cell in row] for row in rows))


def _region(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    content = table(caption, columns, rows)
    return tag("div", content, class_="scroll", tabindex="0", role="group", aria_label=caption)


def _matrix(surfaces: Sequence[Surface]) -> str:
    rows = []
    for check in CHECKS.values():
        for state in dict.fromkeys(one.state for one in surfaces):
            found = [
                one.results[check.id] for one in surfaces if one.state == state and check.id in one.results
            ]
            if found:
                looked, wrong = sum(r.looked for r in found), sum(len(r.findings) for r in found)
                rows.append((check.name, state, str(len(found)), f"{looked:,}", str(wrong)))
    columns = ("check", "state", "pages", "looked at", "fail")
    return _table("Findings by check and state", columns, rows)


def _findings(surfaces: Sequence[Surface]) -> str:
    rows = [
        (esc(CHECKS[f.check].name), esc(f"{one.page}, {one.state}"), _quoted(f.what), _quoted(f.where))
        for one in surfaces
        for f in one.findings
    ]
    if not rows:
        return tag("p", "No page fails a check.")
    return _region("What fails, and where", ("check", "page", "what", "where"), rows)


def _quoted(text: str) -> str:
    """Set a piece of another page, in whatever language it is."""
    return tag("span", esc(text), class_=QUOTED, lang="und", dir="auto")


def _rules(surfaces: Sequence[Surface]) -> str:
    passed: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    for one in surfaces:
        passed.update(one.passed)
        undecided.update(one.undecided)
    wrong = Counter(
        f.what.split(":")[0] for one in surfaces for f in one.findings if f.check.startswith("axe-")
    )
    rows = [
        (rule, str(passed[rule]), str(wrong[rule]), str(undecided[rule]))
        for rule in sorted({*passed, *wrong, *undecided})
    ]
    columns = ("rule", "runs that pass", "runs that fail", "places it cannot decide")
    return _table("The course’s own outputs and text, by rule", columns, rows)


def _colours(pairs: Sequence[Pair]) -> str:
    rows = (
        (
            pair.what,
            pair.theme,
            pair.color,
            pair.ground,
            f"{pair.ratio:.2f}",
            f"{pair.least:.1f}" if pair.least else "none, decoration",
            "yes" if pair.passes else "no",
        )
        for pair in pairs
    )
    columns = ("pair", "theme", "colour", "ground", "ratio", "asked for", "passes")
    return _table("Contrast of every pair of colours", columns, rows)


def _targets(surfaces: Sequence[Surface]) -> str:
    total: Counter[str] = Counter()
    for one in surfaces:
        total.update(one.excused)
    words = {
        "inline": "it stands in a sentence, or its line sets its height",
        "equivalent": "a place on a picture: the list beside it does the same",
        "spacing": "nothing else to press lies within 24 pixels",
    }
    rows = ((words[name], str(total[name])) for name in words)
    return _table("Targets under 24 by 24 pixels, and why they may be", ("exception", "targets"), rows)


def _checks() -> str:
    rows = [(check.name, check.criteria, check.how) for check in CHECKS.values()]
    rows.append(
        ("Contrast", "1.4.3, 1.4.11", "Computed from the theme’s colours, 4.5 for text, 3 for graphics.")
    )
    return _table("The checks", ("check", "success criteria of WCAG 2.2", "what is done"), rows)


def _frame(frame: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    rows = [
        (one["id"], theme, one["help"], str(one["nodes"])) for theme, found in frame.items() for one in found
    ]
    if not rows:
        return tag("p", "axe-core finds nothing there.")
    return _table(
        "JupyterLab’s frame, by rule of axe-core", ("rule", "theme", "what it asks", "places"), rows
    )
