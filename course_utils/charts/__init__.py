"""Charts: rows in, a Chart out. matplotlib is loaded when the first one is drawn."""

from course_utils.charts.base import Chart, Row, Table
from course_utils.charts.naming import naming_strip
from course_utils.charts.shares import words_by_voice

__all__ = ["Chart", "Row", "Table", "naming_strip", "words_by_voice"]
