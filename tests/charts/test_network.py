"""The network shows every tie of the text as its own mark, and a filter moves nothing."""

from dataclasses import replace
from typing import Any

import pytest
from matplotlib.patches import Polygon
from pictures import assert_anchored, assert_readable

from course_utils.charts import Chart
from course_utils.charts.network import network
from course_utils.look.theme import VOICES, Size
from course_utils.reading.load import Reading, load_reading

READING = load_reading()
WHOLE: dict[Size, Chart] = {"page": network(READING), "projector": replace(network(READING), size="projector")}
CHART = WHOLE["page"]
TIED = sorted({actor for r in READING.relations for actor in (r.actor, r.recipient)})
CHOICES: list[dict[str, Any]] = [
    {},
    {"voice": "editor"},
    {"voice": "author"},
    {"source": "editor"},
    {"source": "author"},
    {"source": "media-sources"},
    {"certainty": "CT+"},
    {"certainty": "PS+"},
    *({"focus": actor} for actor in TIED),
    {"focus": "iran", "voice": "editor"},
    {"focus": "armenia", "voice": "author"},
    {"focus": "media-sources"},
]
KINDS = {r.kind.replace("-", " ") for r in READING.relations}


def texts(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.axes[0].texts]


def places(reading: Reading, **choice: Any) -> dict[str, tuple[float, float]]:
    names = [actor.name for actor in reading.actors if actor.id in TIED]
    found = network(reading, **choice).figure.axes[0].texts[: len(names)]
    return {text.get_text(): text.get_position() for text in found}


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == ("6 of 17 ties (2 friendly, 2 hostile, 1 mixed, 1 neutral) join Azerbaijan and Iran.")
    assert CHART.alt == f"Network of 7 actors and 17 ties. {CHART.title}"
    assert network(READING, voice="editor").title == (
        "3 of 7 ties (2 hostile, 1 neutral) join Armenia and Azerbaijan. Shown: in the editor’s words."
    )
    assert network(READING, focus="russia").title == "Russia has 1 tie (1 friendly) in this text."


def test_a_row_says_who_is_tied_to_whom_how_by_whom_and_how_surely() -> None:
    rows = {r.id: row for r, row in zip(READING.relations, CHART.table.rows, strict=True)}
    assert rows["r09"].cells == (
        "Azerbaijan", "relations", "Iran", "mixed", "Emil Avdaliani", "put as certain",
    )  # fmt: skip
    assert rows["r14"].cells[-1] == "taken for granted"
    assert rows["r16"].evidence == READING.relations[15].evidence
    assert {row.origin for row in CHART.table.rows} == {"inferred"}


def test_the_sign_is_on_every_badge_and_the_line_tells_the_voice() -> None:
    signs = {1: "+", -1: "−", "mixed": "±", 0: "0"}
    assert [text for text in texts(CHART) if len(text) == 1] == [signs[r.polarity] for r in READING.relations]
    lines = [line for line in CHART.figure.axes[0].lines if line.get_linestyle() in ("-", "--")]
    ties = [line for line in lines if len(line.get_xdata()) > 2]  # type: ignore[arg-type]
    assert [(line.get_linestyle(), line.get_color()) for line in ties] == [
        (VOICES[r.source[-1]].line, VOICES[r.source[-1]].color) for r in READING.relations
    ]


def test_only_a_one_sided_tie_has_an_arrowhead() -> None:
    heads = [patch for patch in CHART.figure.axes[0].patches if isinstance(patch, Polygon)]
    assert len(heads) == 8  # r03 r04 r05 r06 r12 r13 r14 r16


def test_the_map_is_kept() -> None:
    at = places(READING)
    assert at["Russia"][1] == max(y for _, y in at.values())
    assert at["Iran"][1] == min(y for _, y in at.values())
    assert at["Armenia"][0] < at["Azerbaijan"][0]
    assert at["Israel"][0] < at["Armenia"][0]
    assert at["Israel"][1] < at["Armenia"][1]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
@pytest.mark.parametrize("size", ["page", "projector"])
def test_whatever_is_chosen_it_is_readable_and_nobody_moves(choice: dict[str, Any], size: Size) -> None:
    chart = replace(network(READING, **choice), size=size)
    assert_readable(chart)
    if chart.table.rows:
        assert_anchored(chart, READING.article)
    names = [actor.name for actor in READING.actors if actor.id in TIED]
    here, there = (c.figure.axes[0].texts[: len(names)] for c in (chart, WHOLE[size]))
    assert [text.get_position() for text in here] == [text.get_position() for text in there]


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize("actor", TIED)
def test_a_focus_writes_out_all_its_ties(actor: str, size: Size) -> None:
    theirs = sorted(r.kind.replace("-", " ") for r in READING.relations if actor in (r.actor, r.recipient))
    assert sorted(text for text in texts(replace(network(READING, focus=actor), size=size)) if text in KINDS) == theirs


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"voice": "editor"}, "r01 r02 r03 r04 r05 r06 r16"),
        ({"source": "author"}, "r07 r08 r09 r10 r11 r12 r13 r14 r15 r17"),
        ({"certainty": "CT+", "focus": "russia"}, "r03"),
        ({"voice": "author", "focus": "israel"}, "r08 r17"),
    ],
)
def test_a_filter_leaves_what_fits(choice: dict[str, Any], left: str) -> None:
    evidence = [r.evidence for r in READING.relations if r.id in left.split()]
    assert [row.evidence for row in network(READING, **choice).table.rows] == evidence


def test_a_filter_that_leaves_nothing_says_so() -> None:
    chart = network(READING, certainty="PS+")
    assert chart.title == "The text gives no tie. Shown: put as possible."
    assert "The text has no tie that fits this choice." in texts(chart)
    empty = network(replace(READING, relations=()))
    assert (empty.title, texts(empty)) == ("The text gives no tie.", ["The text has no ties."])


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"focus": "turkey"}, "no actor 'turkey'; the reading has armenia, azerbaijan, "),
        ({"source": "turkey"}, "no source 'turkey'; the reading has armenia, azerbaijan, "),
        ({"voice": "reader"}, "no voice 'reader'; the reading has editor, author"),
        ({"certainty": "CT"}, "no certainty 'CT'; the reading has CT+, PR+, "),
    ],
)
def test_an_unknown_choice_names_the_known_ones(choice: dict[str, Any], message: str) -> None:
    with pytest.raises(KeyError) as caught:
        network(READING, **choice)
    assert caught.value.args[0].startswith(message)
