"""Charts: rows in, a Chart out. matplotlib is loaded when the first one is drawn."""

from course_utils.charts.article_map import article_map
from course_utils.charts.certainty_ladder import certainty_ladder
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.class_answers import answer_distribution, sorting_distribution
from course_utils.charts.interest_matrix import interest_matrix
from course_utils.charts.naming_matrix import naming_matrix
from course_utils.charts.naming_strip import naming_strip
from course_utils.charts.network import network
from course_utils.charts.rule_of_thumb import rule_of_thumb
from course_utils.charts.source_chain import source_chain
from course_utils.charts.supplier_shares import supplier_shares
from course_utils.charts.timeline import timeline
from course_utils.charts.words_by_voice import words_by_voice

__all__ = [
    "Chart", "Row", "Table", "answer_distribution", "article_map", "certainty_ladder", "interest_matrix",
    "naming_matrix", "naming_strip", "network", "rule_of_thumb", "sorting_distribution", "source_chain",
    "supplier_shares", "timeline", "words_by_voice",
]  # fmt: skip
