"""The interest matrix lays every interest to somebody and tells the said from the inferred."""

from course_utils.charts import interest_matrix
from course_utils.reading.load import load_reading

READING = load_reading()
CHART = interest_matrix(READING)


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == "5 of 10 interests are said outright; the course infers the others."
    assert CHART.alt == (
        "Matrix of 10 interests by 4 actors. Circles mark the 5 that the article says, diamonds the 5 that "
        "the course infers."
    )


def test_every_interest_is_a_mark_whose_shape_says_where_it_comes_from() -> None:
    marks = [line for line in CHART.figure.axes[0].lines if line.get_marker() in ("o", "D")]
    assert [mark.get_marker() for mark in marks] == ["o" if i.explicit else "D" for i in READING.interests]
    assert [row.origin for row in CHART.table.rows] == [
        "article" if i.explicit else "inferred" for i in READING.interests
    ]


def test_the_table_says_whose_account_it_is() -> None:
    cells = {row.cells[0]: row.cells[2] for row in CHART.table.rows}
    assert cells["To gather strategic intelligence from a site on the border of Iran"] == ("Israel ← Emil Avdaliani")
