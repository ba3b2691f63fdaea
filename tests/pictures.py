"""The course's data, every chart of it, and what each picture owes its reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg

from course_utils.charts import Chart
from course_utils.course import Course
from course_utils.look.theme import light

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


def assert_readable(chart: Chart) -> None:
    """Check that no text overlaps another, leaves the picture or is smaller than the theme's smallest."""
    theme = light(chart.size)  # a theme changes colours alone
    figure = chart.draw(theme)
    FigureCanvasAgg(figure).draw()
    (axes,) = figure.axes
    written = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label]
    boxes = [(t.get_text(), t.get_window_extent(), t.get_fontsize()) for t in written if t.get_text()]
    for text, box, size in boxes:
        inside = figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
        assert inside, f"{text!r} is cut off at a side"
        assert figure.bbox.y0 <= box.y0, f"{text!r} is cut off below"
        assert box.y1 <= figure.bbox.y1, f"{text!r} is cut off above"
        assert size >= theme.text, f"{text!r} is too small"
    for (one, box, _), (other, second, _) in combinations(boxes, 2):
        assert not box.overlaps(second), f"{one!r} and {other!r} overlap"


def assert_anchored(chart: Chart) -> None:
    """Check that every row of the table rests on exact words or a source, and has its mark on the picture."""
    for row in chart.table.rows:
        assert row.evidence or row.sources, row.cells
        for piece in row.evidence:
            assert chart.article.text[piece.start : piece.end] == piece.exact
    boxes = chart.picture(light(chart.size)).boxes
    assert sorted(boxes) == list(range(len(chart.table.rows))), "a row without a mark, or the reverse"
    for row, (left, top, width, height) in boxes.items():
        inside = left >= 0 and top >= 0 and left + width <= 100 and top + height <= 100
        assert inside, f"the mark of {chart.table.rows[row].label!r} leaves the picture"
        assert width * height > 0, f"the mark of {chart.table.rows[row].label!r} has no size"
