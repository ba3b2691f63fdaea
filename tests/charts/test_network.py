"""The network shows every tie of the text as its own mark, and a filter moves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib.patches import Polygon
from pictures import READING, assert_anchored, assert_readable, texts

from course_utils.charts import network
from course_utils.look.theme import VOICES
from course_utils.look.wording import SIGNS

CHART = network(READING)
TIED = sorted({actor for r in READING.relations for actor in (r.actor, r.recipient)})
NAMES = [actor.name for actor in READING.actors if actor.id in TIED]
CHOICES: list[dict[str, Any]] = [
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


def test_the_sign_is_on_every_badge_and_the_line_tells_the_voice() -> None:
    assert [text for text in texts(CHART) if len(text) == 1] == [SIGNS[r.polarity] for r in READING.relations]
    lines = [line for line in CHART.figure.axes[0].lines if line.get_linestyle() in ("-", "--")]
    ties = [line for line in lines if len(line.get_xdata()) > 2]  # type: ignore[arg-type]
    assert [(line.get_linestyle(), line.get_color()) for line in ties] == [
        (VOICES[r.source[-1]].line, VOICES[r.source[-1]].color) for r in READING.relations
    ]


def test_only_a_one_sided_tie_has_an_arrowhead() -> None:
    heads = [patch for patch in CHART.figure.axes[0].patches if isinstance(patch, Polygon)]
    assert len(heads) == 8  # r03 r04 r05 r06 r12 r13 r14 r16


def test_actors_stand_as_on_a_map() -> None:
    written = CHART.figure.axes[0].texts[: len(NAMES)]
    x, y = ({text.get_text(): text.get_position()[axis] for text in written} for axis in (0, 1))
    assert (max(y, key=y.__getitem__), min(y, key=y.__getitem__)) == ("Russia", "Iran")
    assert x["Israel"] < x["Armenia"] < x["Azerbaijan"]
    assert y["Israel"] < y["Armenia"]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_whatever_is_chosen_it_is_readable_and_nobody_moves(choice: dict[str, Any]) -> None:
    chart = network(READING, **choice)
    assert_readable(chart, old=True)
    assert_anchored(chart)
    here, there = (c.figure.axes[0].texts[: len(NAMES)] for c in (chart, CHART))
    assert [text.get_position() for text in here] == [text.get_position() for text in there]


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
