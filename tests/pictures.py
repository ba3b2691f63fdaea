"""What every chart's picture owes its reader."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg

from course_utils import charts, gallery
from course_utils.article.article import Article
from course_utils.charts import Chart
from course_utils.look.theme import light, themes

#: Every chart of the gallery, drawn when it is called.
GALLERY: tuple[Callable[[], Chart], ...] = (
    lambda: gallery.naming_strip("armenia"),
    gallery.words_by_voice,
    gallery.naming_matrix,
    gallery.map_of_the_article,
    gallery.network,
    gallery.rule_of_thumb,
    gallery.timeline,
    gallery.dates_in_the_article,
    gallery.arms_suppliers,
    gallery.certainty_ladder,
    lambda: gallery.source_chain("c39"),
    lambda: charts.interest_matrix(gallery.reading(), gallery.chart_size()),
)


def assert_readable(chart: Chart) -> None:
    """Check that no text overlaps another, leaves the picture or is smaller than the theme's smallest."""
    for theme in themes(chart.size):
        figure = chart.draw(theme)
        FigureCanvasAgg(figure).draw()
        (axes,) = figure.axes
        texts = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label]
        boxes = [(t.get_text(), t.get_window_extent(), t.get_fontsize()) for t in texts if t.get_text()]
        for text, box, size in boxes:
            inside = figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
            assert inside, f"{text!r} is cut off at a side"
            assert figure.bbox.y0 <= box.y0, f"{text!r} is cut off below"
            assert box.y1 <= figure.bbox.y1, f"{text!r} is cut off above"
            assert size >= theme.text, f"{text!r} is too small"
        for (one, box, _), (other, second, _) in combinations(boxes, 2):
            assert not box.overlaps(second), f"{one!r} and {other!r} overlap"


def assert_anchored(chart: Chart, article: Article) -> None:
    """Check that every row of the table rests on exact words or a source, and has its mark on the picture."""
    assert chart.table.rows
    for row in chart.table.rows:
        assert row.evidence or row.sources or row.origin is None, row.cells  # answers rest on nothing
        for piece in row.evidence:
            assert article.text[piece.start : piece.end] == piece.exact
    boxes = chart.picture(light(chart.size)).boxes  # a theme changes colours alone
    assert sorted(boxes) == list(range(len(chart.table.rows))), "a row without a mark, or the reverse"
    for row, (left, top, width, height) in boxes.items():
        inside = left >= 0 and top >= 0 and left + width <= 100 and top + height <= 100
        assert inside, f"the mark of {chart.table.rows[row].label!r} leaves the picture"
        assert width * height > 0, f"the mark of {chart.table.rows[row].label!r} has no size"
