"""Charts: rows in, a Chart out. matplotlib is loaded when the first one is drawn."""

from course_utils.charts.article_map import article_map as article_map
from course_utils.charts.certainty_ladder import certainty_ladder as certainty_ladder
from course_utils.charts.chart import Chart as Chart
from course_utils.charts.chart import Row as Row
from course_utils.charts.chart import Table as Table
from course_utils.charts.interest_matrix import interest_matrix as interest_matrix
from course_utils.charts.naming_matrix import naming_matrix as naming_matrix
from course_utils.charts.naming_strip import naming_strip as naming_strip
from course_utils.charts.network import network as network
from course_utils.charts.rule_of_thumb import rule_of_thumb as rule_of_thumb
from course_utils.charts.source_chain import source_chain as source_chain
from course_utils.charts.supplier_shares import supplier_shares as supplier_shares
from course_utils.charts.ties_by_sentence import ties_by_sentence as ties_by_sentence
from course_utils.charts.timeline import timeline as timeline
from course_utils.charts.words_by_voice import words_by_voice as words_by_voice
