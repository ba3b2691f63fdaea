"""The naming strip shows every naming where it stands, with words that never overlap."""

import pytest

from course_utils.charts import naming_strip
from course_utils.reading.load import load_reading

READING = load_reading()


def test_its_point_is_what_the_reading_counts() -> None:
    chart = naming_strip(READING, "armenia")
    assert chart.title == ("Armenia is named three times: three times by the editor, never by Avdaliani as quoted.")
    assert chart.alt == (
        "Strip of 13 sentences with one row for each voice. The editor names Armenia three times, "
        "Avdaliani, as quoted, never."
    )


def test_every_circle_is_a_row_with_its_exact_words() -> None:
    rows = naming_strip(READING, "armenia").table.rows
    assert [row.cells for row in rows] == [
        ("The editor", "s01", "Armenia", "by name"),
        ("The editor", "s02", "Yerevan", "by its seat of government"),
        ("The editor", "s09", "[…Armenia…]", "by name"),
    ]


def test_it_draws_one_circle_for_each_naming() -> None:
    axes = naming_strip(READING, "azerbaijan").figure.axes[0]
    circles = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(circles) == len(naming_strip(READING, "azerbaijan").table.rows)


def test_an_unknown_actor_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no actor 'turkey'; the reading has"):
        naming_strip(READING, "turkey")
