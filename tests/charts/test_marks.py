"""What each mark of a picture looks like: shape, fill and line say it, never colour alone."""

from __future__ import annotations

from dataclasses import replace

from chart_cases import drawn
from matplotlib.lines import Line2D
from pictures import ARTICLE, CONTEXT, READING, assert_anchored

from course_utils.charts import Chart, naming_matrix

FILLED = {"full": True, "none": False}


def signs(chart: Chart, *shapes: str) -> list[Line2D]:
    """Return the marks that have one of these shapes, or any."""
    lines = [line for line in chart.figure.axes[0].lines if str(line.get_gid()).startswith("row-")]
    return [line for line in lines if not shapes or line.get_marker() in shapes]


def test_a_naming_is_a_circle() -> None:
    assert len(signs(drawn("naming_strip"), "o")) == len(drawn("naming_strip").table.rows) == 10


def test_bars_are_as_long_as_the_counts_and_told_apart_by_hatching() -> None:
    bars = drawn("words_by_voice").figure.axes[0].patches
    assert [(bar.get_width(), str(bar.get_hatch())) for bar in bars] == [(66, "///"), (8, "///"), (179, "")]  # type: ignore[attr-defined]


def test_a_mention_is_a_circle_filled_for_the_author_and_hollow_for_the_editor_and_who_is_unnamed_a_square() -> None:
    chart = drawn("naming_matrix")
    circles, actors = signs(chart, "o"), {actor.id for actor in READING.actors}
    mentions = [m for m in READING.mentions if m.refers_to in actors]
    filled = [c for c in circles if c.get_markerfacecolor() == c.get_markeredgecolor()]
    assert len(circles) == len(mentions)
    assert len(filled) == sum(m.evidence[0].voice == "author" for m in mentions)
    rows = [(row.cells[0], row.cells[2], row.evidence[0].voice) for row in chart.table.rows if row.evidence]
    assert [row for row in rows if row[0] == "Russia"] == [("Russia", "Kremlin", "editor")]
    assert [voice for name, _, voice in rows if name == "Armenia"] == ["editor"] * 5
    outside = [(row.cells, row.sources) for row in chart.table.rows if row.origin == "outside"]
    assert outside == [((one.name, "never", one.sentence), one.sources) for one in CONTEXT.unnamed_in(ARTICLE)]
    assert len(signs(chart, "s")) == len(outside)


def test_too_many_circles_for_a_cell_become_their_number() -> None:
    russia = next(m for m in READING.mentions if m.refers_to == "russia")
    many = [replace(russia, id=f"x{n}") for n in range(15)]
    chart = naming_matrix(replace(READING, mentions=(*READING.mentions, *many)))
    assert ("Russia", "by its seat of government", "16 times") in [row.cells for row in chart.table.rows]
    assert_anchored(chart)


def test_a_claim_is_a_diamond_as_full_as_its_source_is_sure() -> None:
    diamonds = signs(drawn("certainty_ladder"), "D")
    full = {"CT": "full", "PR": "left", "PS": "none", "Uu": "none"}
    assert {row.origin for row in drawn("certainty_ladder").table.rows} == {"inferred"}
    assert [d.get_fillstyle() for d in diamonds] == [full[claim.factuality[:2]] for claim in READING.claims]


def test_an_interest_is_a_circle_where_it_is_said_and_a_diamond_where_it_is_inferred() -> None:
    marks = signs(drawn("interest_matrix"))
    assert [mark.get_marker() for mark in marks] == ["o" if i.explicit else "D" for i in READING.interests]
    assert [FILLED[str(m.get_fillstyle())] for m in marks] == [i.source[-1] == "author" for i in READING.interests]


def test_suppliers_are_told_apart_by_line_and_fill() -> None:
    chart = drawn("suppliers by the page’s day")
    lines = [line for line in chart.figure.axes[0].lines if line.get_gid() is None][3:]
    assert [line.get_linestyle() for line in lines] == ["-", "--"]
    assert len({line.get_color() for line in lines}) == 1
    hollow = [square.get_markerfacecolor() == "#ffffff" for square in signs(chart)]
    assert hollow == [row.cells[0] == "Israel" for row in chart.table.rows]


def test_what_the_map_marks_is_a_circle_in_the_text_and_a_square_where_it_is_never_named() -> None:
    assert [sign.get_marker() for sign in signs(drawn("article_map"))] == ["o"] * 9 + ["s"] * 2
