"""The checks that need another window, other letters, less motion or forced colours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from accessibility.checks import Scope, probe
from accessibility.findings import Finding, Result
from PIL import Image, ImageChops
from playwright.sync_api import Page

#: The text spacing of WCAG 1.4.12.
_SPACING = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important"


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


#: The checks that one probe makes in different windows.
LAYOUTS = ("reflow", "zoom", "text", "spacing")


def layout(page: Page, scope: Scope, check: str, double: str) -> Result:
    """Make the window small, the letters large or the spacing wide, and find what no longer fits.

    ``double`` is the style that makes the letters twice as large.
    """
    parts = scope.parts.split(", ")
    within, below = ", ".join(f"{part} *" for part in parts), ", ".join(f"{part} p" for part in parts)
    spacing = f"{within} {{ {_SPACING} }} {below} {{ margin-bottom: 2em !important }}"
    changed: dict[str, AbstractContextManager[None]] = {
        "reflow": window(page, 320, 800),
        "zoom": window(page, 640, 450),
        "text": style(page, double),
        "spacing": style(page, spacing),
    }
    if check == "text":
        page.evaluate("scope => probes.letters(scope)", scope.js())
    with changed[check]:
        fits = probe(page, "layout", scope, check)
        grown = probe(page, "grown", scope, check) if check == "text" else Result(check, 0)
    return Result(check, fits.looked + grown.looked, fits.findings + grown.findings)


def enlarged(page: Page, scope: Scope, double: str) -> tuple[int, int]:
    """Make the letters twice as large; return how many texts were measured, and how many have not grown."""
    page.evaluate("scope => probes.letters(scope)", scope.js())
    with style(page, double):
        grown = probe(page, "grown", scope, "text")
    return grown.looked, len(grown.findings)


def still(page: Page, scope: Scope) -> Result:
    """Ask for less motion, and find what moves nevertheless."""
    page.emulate_media(reduced_motion="reduce")
    result = probe(page, "motion", scope)
    page.emulate_media(reduced_motion="null")
    return result


def forced(page: Page, scope: Scope) -> Result:
    """Force the colours; take pictures of one stop of each kind, without the focus and with it."""
    page.emulate_media(forced_colors="active")
    states = probe(page, "states", scope, "forced")
    kinds: int = page.evaluate("scope => probes.kinds(scope)", scope.js())
    wrong = list(states.findings)
    for number in range(kinds):
        where = page.evaluate("n => probes.sample(n)", number)
        clip = page.evaluate("n => probes.box(n)", number)
        before = page.screenshot(clip=clip, animations="disabled", caret="hide")
        page.evaluate("n => probes.focus(n)", number)
        after = page.screenshot(clip=clip, animations="disabled", caret="hide")
        if changed(before, after) < 40:
            wrong.append(Finding("forced", "no sign of the focus can be seen", where))
    page.emulate_media(forced_colors="null")
    return Result("forced", states.looked + kinds, tuple(wrong))


def changed(before: bytes, after: bytes) -> int:
    """Count the pixels that differ between two pictures."""
    one, other = (Image.open(io.BytesIO(png)).convert("L") for png in (before, after))
    difference = ImageChops.difference(one, other).point(lambda value: 255 if value > 64 else 0)
    return difference.histogram()[255]


def _settle(page: Page) -> None:
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
