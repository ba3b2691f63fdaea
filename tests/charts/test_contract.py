"""What every chart owes its reader, whatever it is of: this once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import isfunction
from pathlib import Path
from typing import Any

import pytest
import yaml
from chart_cases import CHARTS, OTHERS, SUPPLIERS, World, dated, drawn, supplied, world_of
from pictures import ARTICLE, CONTEXT, READING, assert_anchored, assert_readable, texts

from course_utils import charts
from course_utils.charts import Chart
from course_utils.look.theme import dark, light

#: By the names above: the exact point, alternative text, description, rows and texts of a chart.
TOLD: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text("utf-8"))
#: Calls that name something unknown, and the error.
REFUSED: list[tuple[Callable[[], Chart], str]] = [
    (lambda: charts.naming_strip(READING, "turkey"), "no actor 'turkey'; the reading has armenia, "),
    (lambda: charts.interest_matrix(READING, actor="turkey"), "no actor 'turkey'; the reading has armenia, "),
    (lambda: charts.source_chain(READING, "c99"), "no claim 'c99'; the reading has c01, c02"),
    (lambda: charts.network(READING, focus="turkey"), "no actor 'turkey'; the reading has armenia, azerbaijan, "),
    (lambda: charts.network(READING, source="turkey"), "no source 'turkey'; the reading has armenia, azerbaijan, "),
    (lambda: charts.network(READING, voice="reader"), "no voice 'reader'; the reading has editor, author"),  # type: ignore[arg-type]
    (lambda: charts.network(READING, certainty="CT"), "no certainty 'CT'; the reading has CT+, PR+, "),  # type: ignore[arg-type]
    (
        lambda: charts.supplier_shares(CONTEXT, ARTICLE, replace(SUPPLIERS, importer="Iran"), after_page=True),
        "no imports of major arms by 'Iran'; the context has Azerbaijan, Armenia",
    ),
    (
        lambda: charts.supplier_shares(CONTEXT, ARTICLE, replace(SUPPLIERS, importer="Armenia")),
        "no imports of major arms by 'Armenia' up to the article’s day; the context has Azerbaijan",
    ),
    (lambda: supplied([], "I"), "no imports of major arms by 'I'; the context has none"),
]


def told(chart: Chart) -> dict[str, Any]:
    """Return what a chart says; a row with its origin's sign before its cells, and its quotes' places behind them."""
    rows = [
        " | ".join(row.cells)
        + (f" ({', '.join(f'{e.sentence} {e.voice}' for e in row.evidence)})" if row.evidence else "")
        + (f" [{row.origin}]" if row.origin != "article" else "")
        for row in chart.table.rows
    ]
    named = {"title": chart.title, "alt": chart.alt, "description": chart.description, "caption": chart.table.caption}
    return {**named, "rows": rows, "texts": " | ".join(" ".join(text.split()) for text in texts(chart))}


def test_every_chart_is_here() -> None:
    assert {*CHARTS} == {name for name, one in vars(charts).items() if isfunction(one)} == {*CHARTS} & {*TOLD}


@pytest.mark.parametrize("name", TOLD)
def test_a_chart_says_exactly_what_is_counted(name: str) -> None:
    said = told(drawn(name))
    assert {key: said[key] for key in TOLD[name]} == TOLD[name]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_what_is_unknown_is_refused_with_what_is_known(call: Callable[[], Chart], message: str) -> None:
    with pytest.raises((KeyError, ValueError)) as caught:
        call()
    assert caught.value.args[0].startswith(message)


@pytest.mark.parametrize("name", [*OTHERS, *CHARTS])
def test_a_chart_can_be_seen_heard_and_traced(name: str) -> None:
    chart = drawn(name)
    assert chart.title[0] in "“0123456789" or chart.title[0].isupper()
    assert chart.title.endswith(".")
    assert chart.alt[-1] in ".…"
    assert chart.table.caption
    assert_readable(chart)
    assert_anchored(chart)


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_the_same_when_it_is_drawn_again_and_its_marks_stand_alike_on_either_ground(name: str) -> None:
    first, again = drawn(name), CHARTS[name](World())
    assert first.picture(light()).png == again.picture(light()).png
    assert first.picture(light()).boxes == first.picture(dark()).boxes
    assert first.picture(light()).png != first.picture(dark()).png


def test_white_space_in_a_label_is_one_space() -> None:
    """A line break is no letter of the font, and would push a label off its place."""
    assert "One two words" in texts(charts.timeline(dated("2005", "One\n\ttwo  words\r")))


@pytest.mark.parametrize("name", CHARTS)
def test_a_strange_name_stays_text_and_has_room(name: str) -> None:
    chart = CHARTS[name](world_of(" <img src=x onerror=alert(1)>\n" * 5))
    assert "<img src=x" not in chart.details + chart.markup
    assert "&lt;img src=x" in chart.markup
    assert_readable(chart)
