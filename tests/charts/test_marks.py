"""What each mark of a picture looks like: shape, fill and line say it, never colour alone."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from chart_cases import drawn
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from pictures import ARTICLE, CONTEXT, READING, assert_anchored, texts

from course_utils.charts import Chart, certainty_ladder, naming_matrix
from course_utils.look.theme import VOICES, light
from course_utils.reading.records import ClaimKind


def signs(chart: Chart, *shapes: str) -> list[Line2D]:
    """Return the marks that have one of these shapes, or any."""
    lines = [line for line in chart.figure.axes[0].lines if str(line.get_gid()).startswith("row-")]
    return [line for line in lines if not shapes or line.get_marker() in shapes]


def looks(chart: Chart) -> list[tuple[str, bool, str]]:
    """Return each row's shape, whether it is full and its colour, in the order of the rows."""
    found = {}
    for patch in chart.figure.axes[0].patches:
        if str(patch.get_gid()).startswith("row-"):
            full = patch.get_facecolor() == patch.get_edgecolor()
            found[int(str(patch.get_gid())[4:])] = (type(patch).__name__, full, to_hex(patch.get_edgecolor()))
    return [found[row] for row in sorted(found)]


def of(voice: str) -> str:
    return VOICES[voice].color.lower()


def test_a_naming_is_a_circle_hollow_for_the_editor() -> None:
    voices = [row.evidence[0].voice for row in drawn("naming_strip").table.rows]
    assert looks(drawn("naming_strip")) == [("Circle", voice == "author", of(voice)) for voice in voices]
    assert len(voices) == 10


def test_a_tie_is_a_diamond_in_the_column_of_its_sentence_which_every_chart_of_sentences_has() -> None:
    ties, claims = drawn("ties_by_sentence"), drawn("certainty_ladder")
    voices = [row.evidence[0].voice for row in ties.table.rows]
    assert looks(ties) == [("RegularPolygon", voice == "author", of(voice)) for voice in voices]
    columns = dict[str, list[float]]()
    for chart in (ties, claims):
        for number, (left, _, width, _) in chart.picture(light()).boxes.items():
            columns.setdefault(chart.table.rows[number].evidence[0].sentence, []).append(left + width / 2)
    assert all(max(places) - min(places) < 0.1 for places in columns.values())


def test_bars_are_as_long_as_the_counts_and_hollow_for_the_editor() -> None:
    chart = drawn("words_by_voice")
    wide = [patch.get_window_extent().width for patch in chart.figure.axes[0].patches]
    assert [round(179 * (one + 1.8) / (wide[2] + 1.8)) for one in wide] == [66, 8, 179]
    assert [full for _, full, _ in looks(chart)] == [False, False, True]


def test_a_mention_is_a_circle_filled_for_the_author_and_hollow_for_the_editor_and_who_is_unnamed_a_square() -> None:
    chart = drawn("naming_matrix")
    voices = [row.evidence[0].voice for row in chart.table.rows if row.evidence]
    assert len(voices) == sum(m.refers_to in {actor.id for actor in READING.actors} for m in READING.mentions)
    assert looks(chart)[: len(voices)] == [("Circle", voice == "author", of(voice)) for voice in voices]
    rows = [(row.cells[0], row.cells[2], row.evidence[0].voice) for row in chart.table.rows if row.evidence]
    assert [row for row in rows if row[0] == "Russia"] == [("Russia", "Kremlin", "editor")]
    assert [voice for name, _, voice in rows if name == "Armenia"] == ["editor"] * 5
    outside = [(row.cells, row.sources) for row in chart.table.rows if row.origin == "outside"]
    assert outside == [((one.name, "never by name", one.sentence), one.sources) for one in CONTEXT.unnamed_in(ARTICLE)]
    assert looks(chart)[len(voices) :] == [("Rectangle", True, light().outside)] * len(outside)


def test_too_many_circles_for_a_cell_become_their_number() -> None:
    russia = next(m for m in READING.mentions if m.refers_to == "russia")
    many = [replace(russia, id=f"x{n}") for n in range(15)]
    chart = naming_matrix(replace(READING, mentions=(*READING.mentions, *many)))
    assert ("Russia", "by its seat of government", "16 times") in [row.cells for row in chart.table.rows]
    assert_anchored(chart)


def test_a_claim_is_a_diamond_full_for_the_author_with_a_question_mark_where_its_source_is_not_sure() -> None:
    assert {row.origin for row in drawn("certainty_ladder").table.rows} == {"inferred"}
    claims = sorted(READING.claims, key=lambda claim: get_args(ClaimKind).index(claim.kind))
    assert [row.cells[0] for row in drawn("certainty_ladder").table.rows] == [claim.summary for claim in claims]
    assert looks(drawn("certainty_ladder")) == [
        ("RegularPolygon", claim.source[-1] == "author", of(claim.source[-1])) for claim in claims
    ]
    unsure = sum(claim.factuality[:2] != "CT" for claim in READING.claims)
    sure = next(claim for claim in READING.claims if claim.factuality == "CT+")
    for value, more in {"CT-": 0, "PR+": 1, "PS-": 1, "CTu": 0, "Uu": 1}.items():
        chart = certainty_ladder(replace(READING, claims=(replace(sure, factuality=value), *READING.claims)))  # type: ignore[arg-type]
        assert texts(chart).count("?") == unsure + more, value


def test_an_interest_is_a_circle_where_it_is_said_and_a_diamond_where_it_is_inferred() -> None:
    assert looks(drawn("interest_matrix")) == [
        ("Circle", i.source[-1] == "author", of(i.source[-1])) if i.explicit else ("RegularPolygon", True, light().ink)
        for i in READING.interests
    ]


def test_outside_knowledge_is_a_full_grey_square_everywhere() -> None:
    for name in ("suppliers by the page’s day", "naming_matrix", "article_map"):
        chart = drawn(name)
        outside = [look for look, row in zip(looks(chart), chart.table.rows, strict=True) if row.origin == "outside"]
        assert {look[0] for look in outside} <= {"Rectangle", "FancyBboxPatch"}
        assert {look[1:] for look in outside} == {(True, light().outside)}


def test_what_the_map_marks_is_a_circle_in_the_text_and_a_square_where_it_is_never_named() -> None:
    marks = [(shape, full) for shape, full, _ in looks(drawn("article_map"))]
    assert sorted(marks) == [("Circle", True)] * 9 + [("Rectangle", True)] * 2
