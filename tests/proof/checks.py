"""Accessibility checks of what a page shows: each returns how much it looked at and what is wrong.

probes.js does the looking within the page.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from PIL import Image, ImageChops
from playwright.sync_api import CDPSession, Page

#: WCAG 2.0, 2.1 and 2.2, levels A and AA.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: Presses between two looks at where the focus has got to, and more stops than JupyterLab's frame has.
_BURST, _FRAME = 12, 100
#: The state that a role has, by the properties of Chromium's tree; one of them is there, or a value.
_STATES = {
    "radio": ("checked",), "checkbox": ("checked",), "switch": ("checked",), "DisclosureTriangle": ("expanded",),
    "combobox": ("expanded", "value"), "listbox": ("value", "multiselectable"), "slider": ("value",),
    "spinbutton": ("value", "valuemin"), "textbox": ("editable",),
}  # fmt: skip
#: The text spacing of WCAG 1.4.12.
_SPACING = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important"


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


@dataclass(frozen=True, slots=True)
class Result:
    """How many things a check looked at, and what is wrong: what and where, the element's first tag and words."""

    check: str
    looked: int
    findings: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Result) -> Result:
        """Return both as one of this check."""
        return Result(self.check, self.looked + other.looked, tuple(dict.fromkeys(self.findings + other.findings)))


def prepare(page: Page) -> None:
    """Load axe-core and the probes into a page, once."""
    if not page.evaluate("'probes' in window"):
        for script in (Path(axe_playwright_python.__file__).parent / "axe.min.js", Path(__file__).parent / "probes.js"):
            page.evaluate(script.read_text(encoding="utf-8"))


def probe(page: Page, name: str, scope: Scope, check: str = "") -> Result:
    """Ask a probe of probes.js."""
    found = page.evaluate("([name, scope]) => probes[name](scope)", [name, scope.js()])
    return Result(check or name, found["looked"], tuple((what, where) for what, where in found["wrong"]))


def run_axe(page: Page, include: Sequence[str], exclude: Sequence[str], off: Sequence[str] = ()) -> dict[str, Any]:
    """Run axe-core; return its violations and passes, and texts whose contrast it left open and that are too faint."""
    prepare(page)
    asked = {"include": list(include), "exclude": list(exclude), "values": list(TAGS), "off": list(off)}
    found: dict[str, Any] = page.evaluate("asked => probes.axe(asked)", asked)
    return found


def axe(page: Page, scope: Scope, check: str) -> Result:
    """Hold the parts to axe-core, or the whole document where all of it is the course's."""
    include = ["html"] if scope.page else scope.parts.split(", ")
    off = ["scrollable-region-focusable"] if scope.boxed else []
    found = run_axe(page, include, [".cm-editor", *filter(None, scope.not_.split(", "))], off)
    wrong = [(f"{one['id']}: {one['help']} ({one['nodes']} ×)", one["first"][:200]) for one in found["violations"]]
    wrong += [(what, where) for what, where in found["faint"]]
    result = Result(check, len(found["passes"]) + len(found["violations"]), tuple(wrong))
    return result + probe(page, "inks", scope) if scope.boxed else result


def keyboard(page: Page, scope: Scope) -> tuple[Result, Result]:
    """Press Tab through all parts, and Shift+Tab back through them; also look at the focus at each stop."""
    moves, rings = Result("keyboard", 0), Result("focus", 0)
    for key in ("Tab", "Shift+Tab"):
        looked = sum(page.evaluate("scope => probes.stops(scope)", scope.js()))
        if not looked:
            break
        wrong = []
        page.evaluate("key => probes.follow(key)", key)
        for _ in range((3 * looked + _FRAME) // _BURST + 1):
            for _ in range(_BURST):
                page.keyboard.press(key)
            step = page.evaluate("page => probes.progress(page)", scope.page)
            if step["stuck"] and not page.evaluate("probes.sure()"):
                continue  # a slow page gets the same keys once more; a trap stays one
            if step["stuck"]:
                wrong.append((f"{key} does not leave it", step["stuck"]))
            if step["done"] or (step["stuck"] and not page.evaluate("probes.skip()")):
                break
        wrong += [(f"{key} does not reach it", missed) for missed in page.evaluate("probes.missed()")]
        moves += Result("keyboard", looked, tuple(wrong))
        rings += Result("focus", looked, tuple((what, where) for what, where in page.evaluate("probes.rings()")))
    return moves, rings


def names(page: Page, session: CDPSession, scope: Scope) -> Result:
    """Ask the accessibility tree for names, roles and states: of what takes the focus, and of groups."""
    looked, wrong = 0, list[tuple[str, str]]()
    for root in _elements(session, f"probes.holders({scope.parts!r})"):
        for node in session.send("Accessibility.queryAXTree", {"objectId": root})["nodes"]:
            flags = {p["name"]: p["value"].get("value") for p in node.get("properties", ())}
            role = node["role"]["value"]
            if node["ignored"] or not flags.get("focusable"):
                continue
            if role in ("option", "MenuListOption", "RootWebArea", "generic"):
                continue  # a list's options are its own; what only scrolls has no role, and takes the focus by itself
            looked += 1
            states = _STATES.get(role, ())
            if not _name(node):
                wrong.append((f"a {role} without a name", _tag(session, node)))
            elif states and not any(state in flags or node.get(state) for state in states):
                wrong.append((f"a {role} that does not say its state", _tag(session, node)))
    groups = _elements(session, f"probes.groups({json.dumps(scope.js())})")
    for group in groups:  # none takes the focus, so no loop over what does comes upon it
        asked = {"objectId": group, "fetchRelatives": False}
        (node,) = session.send("Accessibility.getPartialAXTree", asked)["nodes"]
        if node["ignored"] or not _name(node):
            wrong.append(("a group of controls without a name", _tag(session, node)))
    return Result("names", looked + len(groups), tuple(wrong)) + probe(page, "radios", scope)


def _elements(session: CDPSession, expression: str) -> list[str]:
    """Return the browser's numbers for the elements of a list."""
    holder = session.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
    found = session.send("Runtime.getProperties", {"objectId": holder, "ownProperties": True})["result"]
    return [one["value"]["objectId"] for one in found if one["name"].isdigit()]


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _tag(session: CDPSession, node: dict[str, Any]) -> str:
    return str(session.send("DOM.getOuterHTML", {"backendNodeId": node["backendDOMNodeId"]})["outerHTML"])[:200]


@contextmanager
def window(page: Page, width: int, height: int) -> Iterator[None]:
    """Make the window another size for a while."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    _settle(page)
    yield
    if before:
        page.set_viewport_size(before)
    _settle(page)


@contextmanager
def style(page: Page, rules: str) -> Iterator[None]:
    """Add rules of style for a while, in a way that a page's Content-Security-Policy does not keep out."""
    page.evaluate(
        "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);"
        " document.adoptedStyleSheets.push(sheet); }",
        rules,
    )
    _settle(page)
    yield
    page.evaluate("() => { document.adoptedStyleSheets.pop(); }")


def _settle(page: Page) -> None:
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")


def layouts(page: Page, scope: Scope, double: str) -> Iterator[Result]:
    """Make the window small, the letters large or the spacing wide, and find what no longer fits.

    ``double`` is the style that makes the letters twice as large.
    """
    parts = scope.parts.split(", ")
    within, below = ", ".join(f"{part} *" for part in parts), ", ".join(f"{part} p" for part in parts)
    changes: dict[str, AbstractContextManager[None]] = {
        "reflow": window(page, 320, 800),
        "zoom": window(page, 640, 450),
        "text": style(page, double),
        "spacing": style(page, f"{within} {{ {_SPACING} }} {below} {{ margin-bottom: 2em !important }}"),
    }
    page.evaluate("scope => probes.letters(scope)", scope.js())
    for check, changed in changes.items():
        with changed:
            found = probe(page, "layout", scope, check)
            yield found + probe(page, "grown", scope) if check == "text" else found


def still(page: Page, scope: Scope) -> Result:
    """Ask for less motion, and find what moves nevertheless."""
    page.emulate_media(reduced_motion="reduce")
    result = probe(page, "motion", scope)
    page.emulate_media(reduced_motion="null")
    return result


def forced(page: Page, scope: Scope) -> Result:
    """Force the colours; take pictures of one stop of each kind, without the focus and with it."""
    page.emulate_media(forced_colors="active")
    found = probe(page, "states", scope, "forced")
    kinds: int = page.evaluate("scope => probes.kinds(scope)", scope.js())
    for number in range(kinds):
        where = page.evaluate("n => probes.sample(n)", number)
        clip = page.evaluate("n => probes.box(n)", number)
        pictures = [page.screenshot(clip=clip, animations="disabled", caret="hide")]
        page.evaluate("n => probes.focus(n)", number)
        pictures.append(page.screenshot(clip=clip, animations="disabled", caret="hide"))
        one, other = (Image.open(io.BytesIO(png)).convert("L") for png in pictures)
        differs = ImageChops.difference(one, other).point(lambda value: 255 if value > 64 else 0).histogram()[255]
        found += Result("forced", 1, () if differs >= 40 else (("no sign of the focus can be seen", where),))
    page.emulate_media(forced_colors="null")
    return found
