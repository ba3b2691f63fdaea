"""The naming matrix has a circle for every mention of every actor."""

from dataclasses import replace

from pictures import assert_anchored

from course_utils.charts.naming_matrix import naming_matrix
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

READING = load_reading()
CHART = naming_matrix(READING)


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == ("Azerbaijan is called 17 times. A seat of government stands for a government 12 times.")
    assert CHART.alt == (
        "Matrix of 11 actors by five ways of calling them, one circle a mention. Azerbaijan is called 17 "
        "times, most often of all; seats of government stand in 12 times."
    )


def test_russia_is_there_by_its_seat_alone_and_armenia_in_the_editors_words_alone() -> None:
    assert [row.cells[1:] for row in CHART.table.rows if row.cells[0] == "Russia"] == [
        ("by its seat of government", "Kremlin")
    ]
    armenia = [row.evidence[0].voice for row in CHART.table.rows if row.cells[0] == "Armenia"]
    assert armenia == ["editor"] * 5


def test_it_draws_one_circle_for_each_mention_filled_for_the_author_and_hollow_for_the_editor() -> None:
    circles = [line for line in CHART.figure.axes[0].lines if line.get_marker() == "o"]
    actors = {actor.id for actor in READING.actors}
    mentions = [m for m in READING.mentions if m.refers_to in actors]
    filled = [c for c in circles if c.get_markerfacecolor() == c.get_markeredgecolor()]
    assert len(circles) == len(mentions)
    assert len(filled) == sum(m.evidence[0].voice == "author" for m in mentions)


def test_those_whom_others_name_and_the_article_does_not_stand_below_with_their_sources() -> None:
    context = load_context()
    chart = naming_matrix(READING, context)
    assert chart.title == (
        "Azerbaijan is called 17 times; Turkey never. A seat of government stands for a government 12 times."
    )
    outside = [row for row in chart.table.rows if row.origin == "outside"]
    assert [(row.cells, row.sources) for row in outside] == [
        ((one.name, "never", one.sentence), one.sources) for one in context.unnamed_in(READING.article)
    ]
    squares = [line for line in chart.figure.axes[0].lines if line.get_marker() == "s"]
    assert len(squares) == len(outside)


def test_too_many_circles_for_a_cell_become_their_number() -> None:
    russia = next(m for m in READING.mentions if m.refers_to == "russia")
    many = replace(READING, mentions=READING.mentions + tuple(replace(russia, id=f"x{n}") for n in range(15)))
    chart = naming_matrix(many)
    assert ("Russia", "by its seat of government", "16 times") in [row.cells for row in chart.table.rows]
    assert_anchored(chart, READING.article)
