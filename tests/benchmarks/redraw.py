"""Redrawing each chart, from the reading to the picture and its marks' places."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from functools import partial

from figures import Row, Table, medians

from course_utils import open_course
from course_utils.charts import Chart
from course_utils.charts.chart import photograph
from course_utils.look.theme import light

COURSE = open_course()
CHARTS: dict[str, Callable[[], Chart]] = {
    "naming strip": lambda: COURSE.charts.naming_strip("armenia"),
    "words by voice": COURSE.charts.words_by_voice,
    "naming matrix": COURSE.charts.naming_matrix,
    "map": COURSE.charts.article_map,
    "network": COURSE.charts.network,
    "rule of thumb": COURSE.charts.rule_of_thumb,
    "timeline": COURSE.charts.timeline,
    "arms suppliers": COURSE.charts.supplier_shares,
    "certainty ladder": COURSE.charts.certainty_ladder,
    "source chain": lambda: COURSE.charts.source_chain("c39"),
    "interest matrix": COURSE.charts.interest_matrix,
}


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table."""
    yield Table(
        "Redraw",
        "The bare side has the finished figure, pickled: matplotlib reads it back, which takes little, and "
        "saves it. It makes no rows and no marks, and finds no mark's place. Marks that a chart could do "
        "without slow both sides.",
        "ms",
        _rows(3 if quick else 12),
    )


def _rows(rounds: int) -> Iterator[Row]:
    for name, make in CHARTS.items():
        ours, bare = medians(rounds, partial(_course, make), repainted(make()))
        yield Row(name, ours, bare, 1.3)


def _course(make: Callable[[], Chart]) -> None:
    photograph(make().draw(light()))


def repainted(chart: Chart) -> Callable[[], None]:
    """Return an act that saves a chart's figure as matplotlib does by itself; it is made already."""
    kept = pickle.dumps(chart.draw(light()))
    return lambda: pickle.loads(kept).savefig(io.BytesIO(), format="png", dpi=200)
