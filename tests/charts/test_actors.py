"""The naming matrix has a circle for every mention of every actor."""

import pytest
from pictures import assert_anchored, assert_readable

from course_utils.charts.actors import naming_matrix
from course_utils.reading import load_reading
from course_utils.theme import Size

READING = load_reading()
CHART = naming_matrix(READING)


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == (
        "Azerbaijan is called 17 times. A seat of government stands for a government 12 times."
    )
    assert CHART.alt == (
        "Matrix of 11 actors by five ways of calling them, one circle a mention. Azerbaijan is called 17 "
        "times, most often of all; seats of government stand in 12 times."
    )


def test_russia_is_there_by_its_seat_alone_and_armenia_in_the_editors_words_alone() -> None:
    rows = {row.cells[:2]: row for row in CHART.table.rows}
    assert [way for actor, way in rows if actor == "Russia"] == ["by its seat"]
    assert [e.exact for e in rows["Russia", "by its seat"].evidence] == ["Kremlin"]
    armenia = [e.voice for (actor, _), row in rows.items() if actor == "Armenia" for e in row.evidence]
    assert armenia == ["editor"] * 5


def test_it_draws_one_circle_for_each_mention_filled_for_the_author_and_hollow_for_the_editor() -> None:
    circles = [line for line in CHART.figure.axes[0].lines if line.get_marker() == "o"]
    actors = {actor.id for actor in READING.actors}
    mentions = [m for m in READING.mentions if m.refers_to in actors]
    filled = [c for c in circles if c.get_markerfacecolor() == c.get_markeredgecolor()]
    assert len(circles) == len(mentions)
    assert len(filled) == sum(m.evidence[0].voice == "author" for m in mentions)


@pytest.mark.parametrize("size", ["page", "projector"])
def test_it_is_readable_and_every_circle_is_anchored(size: Size) -> None:
    chart = naming_matrix(READING, size)
    assert_readable(chart)
    assert_anchored(chart, READING.article)
