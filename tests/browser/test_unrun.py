"""Each notebook as a stranger opens it: not trusted, not run, and yet every twin and chart can be read."""

from __future__ import annotations

import json
import re

import pytest
from jupyter_page import OUTPUTS, PROSE, axe, open_notebook, untrusted
from lab_process import LabProcess
from playwright.sync_api import Page, expect

from course_utils.places import shelf

pytestmark = [pytest.mark.browser, pytest.mark.long]

#: Every picture in sight, as [alt, whether it has been drawn, whether a table stands in the same figure].
_PICTURES = """() => [...document.querySelectorAll('.jp-OutputArea-output img')]
  .filter(e => e.checkVisibility()).map(e => [e.alt, e.naturalWidth > 0,
    Boolean(e.closest('figure')?.querySelector('table caption'))])"""


def written(path: str) -> str:
    """Return all the markup in a notebook's committed outputs."""
    cells = json.loads((shelf("notebooks") / path).read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return "".join("".join(data.get("text/html", "")) for data in outputs)


@pytest.mark.parametrize("path", sorted(file.name for file in shelf("notebooks").glob("*.ipynb")))
def test_it_reads_well_and_shows_every_cell_chart_and_twin(page: Page, lab: LabProcess, path: str) -> None:
    markup = written(path)
    open_notebook(page, untrusted(lab, path), kernel=False)
    cells = page.evaluate("[...jupyterapp.shell.currentWidget.content.model.cells].map(c => Boolean(c.trusted))")
    assert not any(cells)
    # All are in the page at once, so that search and printing find them.
    expect(page.locator(".jp-Notebook .jp-Cell:not(.jp-mod-placeholder)")).to_have_count(len(cells))
    expect(page.locator(".rtc-twin:visible")).to_have_count(len(re.findall(r'class="rtc-twin\b', markup)))
    expect(page.locator(".rtc-live")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator(".rtc-twin:visible")).to_have_count(len(re.findall(r'class="rtc-twin\b', markup)))
    page.emulate_media(media="screen")
    assert page.locator(f"{OUTPUTS}:visible", has_text="Traceback").count() == 0

    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    charts = re.findall(r'<img class="rtc-light"[^>]* alt="([^"]+)"', markup)
    drawn = f"count => ({_PICTURES})().filter(picture => picture[1]).length === count"
    page.wait_for_function(drawn, arg=len(charts))
    pictures = page.evaluate(_PICTURES)
    assert all(40 <= len(alt) <= 250 and shown and table for alt, shown, table in pictures), pictures
    assert axe(page, OUTPUTS, PROSE) == []
    # JupyterLab would say so after two seconds, which have long passed.
    assert page.get_by_text(re.compile("model not found|Error displaying widget")).count() == 0
