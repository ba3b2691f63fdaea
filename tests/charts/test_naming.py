"""The naming strip shows every naming where it stands, with words that never overlap."""

import pytest

from course_utils.charts import naming_strip
from course_utils.reading import load_reading
from course_utils.theme import Size, dark, light

READING = load_reading()


def test_its_point_is_what_the_reading_counts() -> None:
    chart = naming_strip(READING, "armenia")
    assert chart.title == (
        "Armenia is named three times: three times by the editor, never by Avdaliani as quoted."
    )
    assert chart.alt == (
        "Strip of 13 sentences with one row for each voice. Armenia is named three times in the editor’s "
        "words, never in Avdaliani’s words as quoted."
    )


def test_every_circle_is_a_row_with_its_exact_words() -> None:
    rows = naming_strip(READING, "armenia").table.rows
    assert [row.cells for row in rows] == [
        ("The editor", "s01", "name", "no"),
        ("The editor", "s02", "metonym", "no"),
        ("The editor", "s09", "name", "yes"),
    ]
    for row in rows:
        for e in row.evidence:
            assert READING.article.text[e.start : e.end] == e.exact


def test_it_draws_one_circle_for_each_naming() -> None:
    axes = naming_strip(READING, "azerbaijan").figure.axes[0]
    circles = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(circles) == len(naming_strip(READING, "azerbaijan").table.rows)


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize("actor", ["armenia", "azerbaijan", "iran", "israel"])
def test_no_text_overlaps_another_or_leaves_the_picture(actor: str, size: Size) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for theme in (light(size), dark(size)):
        figure = naming_strip(READING, actor, size).draw(theme)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        axes = figure.axes[0]
        texts = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label]
        boxes = [(t.get_text(), t.get_window_extent()) for t in texts if t.get_text()]
        for i, (one, box) in enumerate(boxes):
            assert figure.bbox.x0 <= box.x0, one
            assert box.x1 <= figure.bbox.x1, one
            assert figure.bbox.y0 <= box.y0, one
            assert box.y1 <= figure.bbox.y1, one
            for other, second in boxes[i + 1 :]:
                assert not box.overlaps(second), (one, other)


def test_an_unknown_actor_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no actor 'turkey'; the reading has"):
        naming_strip(READING, "turkey")
