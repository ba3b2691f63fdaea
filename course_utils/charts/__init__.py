"""Charts: rows in, a Chart out. matplotlib is loaded when the first one is drawn."""

from course_utils.charts.actors import naming_matrix
from course_utils.charts.base import Chart, Row, Table
from course_utils.charts.certainty import certainty_ladder, source_chain
from course_utils.charts.interests import interest_matrix
from course_utils.charts.naming import naming_strip
from course_utils.charts.shares import words_by_voice

__all__ = [
    "Chart",
    "Row",
    "Table",
    "certainty_ladder",
    "interest_matrix",
    "naming_matrix",
    "naming_strip",
    "source_chain",
    "words_by_voice",
]
