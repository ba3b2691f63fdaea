"""The course's data, every chart of it, and what each picture owes its reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any, cast

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from course_utils.charts import Chart
from course_utils.charts.matplotlib_settings import settings
from course_utils.charts.sheet import INCH, ROW_ID
from course_utils.course import Course
from course_utils.look.theme import TEXT, WIDTH, light

COURSE = Course()
READING, CONTEXT, ATLAS, ARTICLE = COURSE.reading, COURSE.context, COURSE.map, COURSE.article
#: Every chart of the course, drawn when it is called.
GALLERY: tuple[Callable[[], Chart], ...] = tuple(
    partial(getattr(COURSE.charts, name), *{"naming_strip": ["armenia"], "source_chain": ["c39"]}.get(name, []))
    for name in dir(COURSE.charts)
    if not name.startswith("_")
)


def texts(chart: Chart) -> list[str]:
    """Return the texts of the picture, without those of its ticks."""
    return [text.get_text() for text in chart.figure.axes[0].texts]


def faults(chart: Chart) -> list[str]:
    """Return what is wrong with a picture, in points: overlapping, cut off, shortened or small; a theme changes none.

    A letter's line is measured without its air. A sign is written in its own mark.
    """
    with settings(light()):
        figure = chart.draw(light())
        figure.set_dpi(INCH)
        cast(Any, FigureCanvasAgg)(figure).draw()
        written = figure.axes[0].texts
        marks = [
            (str(mark.get_gid()), mark.get_window_extent().padded(cast(Any, mark).get_linewidth() / 2))
            for mark in figure.findobj(lambda one: str(one.get_gid()).startswith(ROW_ID))
            if not isinstance(mark, Text)
        ]
    boxes = list[tuple[str, str, Bbox]]()
    for text in written:
        (left, low), (right, high), size = *text.get_window_extent().get_points(), float(text.get_fontsize())
        boxes.append(
            (text.get_text(), str(text.get_gid()), Bbox([(left, low + 0.05 * size), (right, high - 0.25 * size)]))
        )
    whole, small = figure.bbox.padded(0.5), [text.get_text() for text in written if float(text.get_fontsize()) < TEXT]
    said = " ".join(" ".join([chart.article.text, *(cell for row in chart.table.rows for cell in row.cells)]).split())
    found = [f"{text!r} is too small" for text in small]
    found += [f"{text!r} is shortened" for text, *_ in boxes if "…" in text and text not in said]
    for what, box in [*((repr(text), box) for text, _, box in boxes), *marks]:
        if box.x0 < whole.x0 or box.y0 < whole.y0 or box.x1 > whole.x1 or box.y1 > whole.y1:
            found.append(f"{what} is cut off")
    for (one, _, box), (other, _, second) in combinations(boxes, 2):
        if box.padded(-0.5).overlaps(second):
            found.append(f"{one!r} lies on {other!r}")
    found += [f"{t!r} lies on {m}" for t, own, box in boxes for m, second in marks if own != m and box.overlaps(second)]
    for (one, box), (other, second) in combinations(marks, 2):
        if one != other and box.padded(0.6).overlaps(second.padded(0.6)):
            found.append(f"{one} lies on {other}")
    return found + [f"it is {figure.bbox.width:.0f} points wide"] * (round(figure.bbox.width) != WIDTH)


def assert_readable(chart: Chart) -> None:
    """Check that a picture has no faults."""
    assert not (found := faults(chart)), found


def assert_anchored(chart: Chart) -> None:
    """Check that every row of the table rests on exact words or a source, and has its mark on the picture."""
    for row in chart.table.rows:
        assert row.evidence or row.sources, row.cells
        for piece in row.evidence:
            assert chart.article.text[piece.start : piece.end] == piece.exact
    boxes = chart.picture(light()).boxes
    assert sorted(boxes) == list(range(len(chart.table.rows))), "a row without a mark, or the reverse"
    for number, (left, top, width, height) in boxes.items():
        inside = left >= 0 and top >= 0 and left + width <= 100 and top + height <= 100
        assert inside, f"the mark of {chart.table.rows[number].label!r} leaves the picture"
        assert width * height > 0, f"the mark of {chart.table.rows[number].label!r} has no size"
