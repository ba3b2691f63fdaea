"""Charts: rows in, a Chart out. matplotlib is loaded when the first one is drawn."""

from course_utils.charts.actors import naming_matrix
from course_utils.charts.balance import rule_of_thumb
from course_utils.charts.base import Chart, Row, Table
from course_utils.charts.certainty import certainty_ladder, source_chain
from course_utils.charts.distribution import answer_distribution
from course_utils.charts.geography import article_map
from course_utils.charts.interests import interest_matrix
from course_utils.charts.naming import naming_strip
from course_utils.charts.network import network
from course_utils.charts.ranges import estimate_range
from course_utils.charts.shares import words_by_voice
from course_utils.charts.sorting import sorting_distribution
from course_utils.charts.suppliers import arms_suppliers
from course_utils.charts.timeline import timeline

__all__ = [
    "Chart",
    "Row",
    "Table",
    "answer_distribution",
    "arms_suppliers",
    "article_map",
    "certainty_ladder",
    "estimate_range",
    "interest_matrix",
    "naming_matrix",
    "naming_strip",
    "network",
    "rule_of_thumb",
    "sorting_distribution",
    "source_chain",
    "timeline",
    "words_by_voice",
]
