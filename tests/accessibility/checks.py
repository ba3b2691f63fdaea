"""The checks, as functions of a Playwright page: each returns what it looked at and what is wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from accessibility.findings import Finding, Result, Surface, Undecided, counted
from playwright.sync_api import CDPSession, Page

#: WCAG 2.0, 2.1 and 2.2, levels A and AA.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: Presses between two looks at where the focus has got to, and more stops than JupyterLab's frame has.
_BURST, _FRAME = 12, 100
#: The state that a role has, by the properties of Chromium's tree; one of them is there, or a value.
_STATES = {
    "radio": ("checked",),
    "checkbox": ("checked",),
    "switch": ("checked",),
    "DisclosureTriangle": ("expanded",),
    "combobox": ("expanded", "value"),
    "listbox": ("value", "multiselectable"),
    "slider": ("value",),
    "spinbutton": ("value", "valuemin"),
    "textbox": ("editable",),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which parts of a page are the course's, as selectors."""

    parts: str
    #: What a platform puts into these parts.
    not_: str = ""
    #: Whether the whole page is the course's, so that its width counts.
    page: bool = False
    #: Whether the box that scrolls a part is the platform's. axe-core looks at no text's contrast in it.
    boxed: bool = False
    #: Whether JupyterLab has taken names, roles and tab stops from it, as it does where nothing is trusted.
    stripped: bool = False

    def js(self) -> dict[str, Any]:
        """Return it as the probes take it."""
        return {key.rstrip("_"): value for key, value in asdict(self).items()}


@cache
def _script(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prepare(page: Page) -> None:
    """Load axe-core and the probes into a page, once."""
    if not page.evaluate("'probes' in window"):
        page.evaluate(_script(Path(axe_playwright_python.__file__).parent / "axe.min.js"))
        page.evaluate(_script(Path(__file__).with_name("probes.js")))


def probe(page: Page, name: str, scope: Scope, check: str | None = None) -> Result:
    """Ask a probe of probes.js; ``check`` is its name unless told."""
    check = check or name
    found = page.evaluate("([name, scope]) => probes[name](scope)", [name, scope.js()])
    return Result(check, found["looked"], tuple(Finding(check, *wrong) for wrong in found["wrong"]))


def excused(page: Page, scope: Scope) -> Counter[str]:
    """Count the small targets by the exception that holds for them."""
    return Counter(page.evaluate("scope => probes.targets(scope).excused", scope.js()))


def run_axe(
    page: Page, include: Sequence[str], exclude: Sequence[str], off: Sequence[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Run axe-core; return its violations, passes and undecided rules with their nodes."""
    prepare(page)
    found: dict[str, list[dict[str, Any]]] = page.evaluate(
        "asked => probes.axe(asked)",
        {"include": list(include), "exclude": list(exclude), "values": list(TAGS), "off": list(off)},
    )
    return found


def axe(page: Page, scope: Scope, check: str, surface: Surface | None = None) -> Result:
    """Hold the parts to axe-core, or the whole document where all of it is the course's.

    What it passed and could not decide is kept on the surface. Of the latter, contrast is computed here.
    """
    include = ["html"] if scope.page else scope.parts.split(", ")
    off = ["scrollable-region-focusable"] if scope.boxed else []
    found = run_axe(page, include, [".cm-editor", *filter(None, scope.not_.split(", "))], off)
    open_ = [Undecided(**one) for one in found["incomplete"]]
    if surface is not None:
        surface.passed.update(one["id"] for one in found["passes"])
        surface.undecided += open_
    wrong = [
        Finding(check, f"{one['id']}: {one['help']} ({counted(one['nodes'], 'place')})", one["first"][:200])
        for one in found["violations"]
    ]
    wrong += [Finding(check, f"{what}, computed here", where) for what, where in found["faint"]]
    inks = probe(page, "inks", scope, check) if scope.boxed else Result(check, 0)
    looked = len(found["passes"]) + len(found["violations"]) + inks.looked
    return Result(check, looked, (*wrong, *inks.findings))


def keyboard(page: Page, scope: Scope) -> tuple[Result, Result]:
    """Press Tab through all parts, and Shift+Tab back through them; also look at the focus at each stop."""
    moves: dict[Finding, None] = {}
    rings: dict[Finding, None] = {}
    looked = 0
    for key in ("Tab", "Shift+Tab"):
        looked = sum(page.evaluate("scope => probes.stops(scope)", scope.js()))
        if not looked:
            break
        page.evaluate("key => probes.follow(key)", key)
        for _ in range((3 * looked + _FRAME) // _BURST + 1):
            for _ in range(_BURST):
                page.keyboard.press(key)
            step = page.evaluate("page => probes.progress(page)", scope.page)
            if step["stuck"] and not page.evaluate("probes.sure()"):
                continue  # a slow page gets the same keys once more; a trap stays one
            if step["stuck"]:
                moves[Finding("keyboard", f"{key} does not leave it", step["stuck"])] = None
            if step["done"] or (step["stuck"] and not page.evaluate("probes.skip()")):
                break
        for missed in page.evaluate("probes.missed()"):
            moves[Finding("keyboard", f"{key} does not reach it", missed)] = None
        rings |= dict.fromkeys(Finding("focus", *ring) for ring in page.evaluate("probes.rings()"))
    return Result("keyboard", looked, tuple(moves)), Result("focus", looked, tuple(rings))


def names(page: Page, session: CDPSession, scope: Scope) -> Result:
    """Ask the accessibility tree for names, roles and states: of what takes the focus, and of groups."""
    looked, wrong = 0, []
    for root in _elements(session, f"probes.holders({scope.parts!r})"):
        for node in session.send("Accessibility.queryAXTree", {"objectId": root})["nodes"]:
            flags = {p["name"]: p["value"].get("value") for p in node.get("properties", ())}
            if node["ignored"] or not flags.get("focusable"):
                continue
            role = node["role"]["value"]
            if role in ("option", "MenuListOption", "RootWebArea", "generic"):
                # A list's options are its own; what only scrolls has no role, and takes the focus by itself.
                continue
            looked += 1
            states = _STATES.get(role, ())
            if not _name(node):
                what = f"a {role} without a name"
            elif states and not any(state in flags or node.get(state) for state in states):
                what = f"a {role} that does not say its state"
            else:
                continue
            wrong.append(Finding("names", what, _tag(session, node["backendDOMNodeId"])))
    lone = probe(page, "radios", scope, "names")
    groups = _elements(session, f"probes.groups({json.dumps(scope.js())})")
    for group in groups:  # none takes the focus, so no loop over what does comes upon it
        asked = {"objectId": group, "fetchRelatives": False}
        (node,) = session.send("Accessibility.getPartialAXTree", asked)["nodes"]
        if node["ignored"] or not _name(node):
            what = "a group of controls without a name"
            wrong.append(Finding("names", what, _tag(session, node["backendDOMNodeId"])))
    return Result("names", looked + len(groups) + lone.looked, (*wrong, *lone.findings))


def _elements(session: CDPSession, expression: str) -> list[str]:
    """Return the browser's numbers for the elements of a list."""
    holder = session.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
    found = session.send("Runtime.getProperties", {"objectId": holder, "ownProperties": True})["result"]
    return [one["value"]["objectId"] for one in found if one["name"].isdigit()]


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _tag(session: CDPSession, node: int) -> str:
    found = session.send("DOM.getOuterHTML", {"backendNodeId": node})["outerHTML"]
    return str(found)[:200]
