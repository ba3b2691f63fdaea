"""The tables of the report: what was looked at, what fails, what is left open, and how each check is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accessibility.colours import Pair
from accessibility.findings import CHECKS, Surface
from markupsafe import Markup

from course_utils.look.html import esc, table, tag

#: What the report quotes of other pages; their faults are not its own.
QUOTED = "quoted"


def as_table(caption: str, columns: Sequence[str], rows: Iterable[Iterable[str]]) -> Markup:
    """Make a table in a region that scrolls by itself; cells are texts."""
    return _region(caption, columns, ([esc(cell) for cell in row] for row in rows))


def _region(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Markup]]) -> Markup:
    content = table(caption, columns, rows)
    return tag("div", content, class_="scroll", tabindex="0", role="group", aria_label=caption)


def matrix(surfaces: Sequence[Surface]) -> Markup:
    """Count what was looked at and what fails, by check and state."""
    rows = []
    for check in CHECKS.values():
        for state in dict.fromkeys(one.state for one in surfaces):
            found = [one.results[check.id] for one in surfaces if one.state == state and check.id in one.results]
            if found:
                looked, wrong = sum(r.looked for r in found), sum(len(r.findings) for r in found)
                rows.append((check.name, state, str(len(found)), f"{looked:,}", str(wrong)))
    columns = ("check", "state", "pages", "looked at", "failed")
    return as_table("Findings by check and state", columns, rows)


def findings(surfaces: Sequence[Surface]) -> Markup:
    """List what fails, and where."""
    rows = [
        (esc(CHECKS[f.check].name), esc(f"{one.page}, {one.state}"), _quoted(f.what), _quoted(f.where))
        for one in surfaces
        for f in one.findings
    ]
    if not rows:
        return tag("p", esc("No page fails a check."))
    return _region("What fails, and where", ("check", "page", "what", "where"), rows)


def _quoted(text: str) -> Markup:
    """Set a piece of another page, in whatever language it is."""
    return tag("span", esc(text), class_=QUOTED, lang="und", dir="auto")


def rules(surfaces: Sequence[Surface]) -> Markup:
    """Count axe-core's verdicts by rule."""
    passed: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    for one in surfaces:
        passed.update(one.passed)
        for open_ in one.undecided:
            undecided[open_.rule] += open_.places
    wrong = Counter(f.what.split(":")[0] for one in surfaces for f in one.findings if f.check.startswith("axe-"))
    rows = [
        (rule, str(passed[rule]), str(wrong[rule]), str(undecided[rule]))
        for rule in sorted({*passed, *wrong, *undecided})
    ]
    columns = ("rule", "runs that pass", "runs that fail", "places it cannot decide")
    return as_table("The course’s own outputs and text, by rule", columns, rows)


def undecided(surfaces: Sequence[Surface]) -> Markup:
    """List what axe-core leaves to a judge, by rule and reason, with the contrasts computed here."""
    places: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    ratios: dict[tuple[str, str], list[float]] = {}
    for one in surfaces:
        for open_ in one.undecided:
            key = (open_.rule, open_.why)
            places[key] += open_.places
            first.setdefault(key, f"{one.page}, {one.state}: {open_.where}")
            ratios.setdefault(key, []).extend(() if open_.ratio is None else (open_.ratio,))
    if not places:
        return tag("p", esc("axe-core could decide everything."))
    rows = [
        (
            esc(key[0]),
            esc(key[1]),
            esc(str(number)),
            esc(f"computed, the least is {min(ratios[key]):.2f}" if ratios[key] else "open"),
            _quoted(first[key]),
        )
        for key, number in sorted(places.items())
    ]
    columns = ("rule", "axe-core’s reason", "places", "judged here", "the first place")
    return _region("What axe-core could not decide", columns, rows)


def keys(surfaces: Sequence[Surface]) -> Markup:
    """Count the controls that were used by keys alone, and those that could not be."""
    used = sum((one.used for one in surfaces), Counter[str]())
    failed = Counter(f.what.split(": ")[0] for one in surfaces for f in one.findings if f.check == "keys")
    rows = [(kind, str(used[kind]), str(failed[kind])) for kind in sorted({*used, *failed})]
    rows.append(("all of them", str(used.total()), str(failed.total())))
    return as_table("Controls used by keys alone", ("control", "used", "could not be used"), rows)


def colours(pairs: Sequence[Pair]) -> Markup:
    """List every pair of colours."""
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
    return as_table("Contrast of every pair of colours", columns, rows)


def targets(surfaces: Sequence[Surface]) -> Markup:
    """Count the small targets by the exception that holds for them."""
    total: Counter[str] = Counter()
    for one in surfaces:
        total.update(one.excused)
    words = {
        "inline": "it stands in a sentence, or its line sets its height",
        "equivalent": "a place on a picture: the list beside it does the same",
        "spacing": "nothing else to press lies within 24 pixels",
    }
    rows = ((words[name], str(total[name])) for name in words)
    return as_table("Targets under 24 by 24 pixels, and why they may be", ("exception", "targets"), rows)


def checks() -> Markup:
    """Say how each check is made."""
    rows = [(check.name, check.criteria, check.how) for check in CHECKS.values()]
    rows.append(
        (
            "Contrast",
            "1.4.3, 1.4.11",
            "Computed for the theme’s colours, for each text of the charts on what is under it, for each "
            "mark beside what is round it, and for each colour of the style sheets on its ground: 4.5 for "
            "text, 3 for graphics. Each chart has to give its texts and all its marks, in both themes.",
        )
    )
    return as_table("The checks", ("check", "success criteria of WCAG 2.2", "what is done"), rows)


def frame(frame: Mapping[str, Sequence[Mapping[str, Any]]]) -> Markup:
    """List what axe-core finds outside the course's outputs and text."""
    rows = [(one["id"], theme, one["help"], str(one["nodes"])) for theme, found in frame.items() for one in found]
    if not rows:
        return tag("p", esc("axe-core finds nothing there."))
    return as_table("JupyterLab’s frame, by rule of axe-core", ("rule", "theme", "what it asks", "places"), rows)
