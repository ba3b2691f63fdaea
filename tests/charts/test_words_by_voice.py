"""The bars by voice hold every word of the page."""

from course_utils.article.article import load_article
from course_utils.charts import words_by_voice

ARTICLE = load_article()
CHART = words_by_voice(ARTICLE)


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == "Of the 253 words in these sentences, 179 are Avdaliani’s."
    assert CHART.alt == (
        "Bar chart of 253 words by voice: editor’s lead 66, editor’s insertions 8, "
        "Avdaliani, quoted 179. 74 words are the editor’s."
    )


def test_every_bar_is_a_row_that_rests_on_its_sentences() -> None:
    assert [(row.cells, len(row.evidence)) for row in CHART.table.rows] == [
        (("editor’s lead", "3", "66"), 3),
        (("editor’s insertions", "2", "8"), 2),
        (("Avdaliani, quoted", "10", "179"), 11),
    ]


def test_the_bars_are_as_long_as_the_counts_and_told_apart_by_hatching() -> None:
    bars = CHART.figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == [66, 8, 179]
    assert [str(bar.get_hatch()) for bar in bars] == ["///", "///", ""]
