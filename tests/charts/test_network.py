"""The network shows every tie of the text as its own mark, and a filter moves nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from chart_cases import IDS, drawn, tied
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch
from pictures import READING, assert_anchored, assert_readable, texts

from course_utils.charts import Chart, network
from course_utils.look.theme import VOICES
from course_utils.look.wording import SIGNS
from course_utils.reading.counts import dyads
from course_utils.reading.records import Actor

CHART = network(READING)
TIED = sorted({actor for r in READING.relations for actor in (r.actor, r.recipient)})
NAMES = [actor.name for actor in READING.actors if actor.id in TIED]


def places(chart: Chart) -> dict[str, tuple[float, float]]:
    return {text.get_text(): text.get_position() for text in chart.figure.axes[0].texts if text.get_text() in NAMES}


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


def test_each_tie_has_its_sign_and_a_badge_in_its_voice_and_each_pair_one_line() -> None:
    axes = CHART.figure.axes[0]
    signs = {text.get_gid(): text.get_text() for text in axes.texts if text.get_gid()}
    assert signs == {f"row-{n}": SIGNS[relation.polarity] for n, relation in enumerate(READING.relations)}
    for badge in (patch for patch in axes.patches if patch.get_gid()):
        relation = READING.relations[int(str(badge.get_gid())[4:])]
        assert to_hex(badge.get_edgecolor()) == VOICES[relation.source[-1]].color.lower()
    lines = [line for line in axes.lines if line.get_linewidth() in (1.2, 3)]
    assert len(lines) + 3 == len(dyads(READING)) == 8


def test_what_goes_in_one_direction_only_has_an_arrowhead() -> None:
    heads = [patch for patch in CHART.figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    assert len(heads) == len([one for one in texts(drawn("ties_by_sentence")) if "→" in one and "only" not in one]) == 3


def test_actors_stand_as_on_a_map() -> None:
    x, y = ({name: place[axis] for name, place in places(CHART).items()} for axis in (0, 1))
    assert (min(y, key=y.__getitem__), max(y, key=y.__getitem__)) == ("Russia", "Iran")
    assert x["Israel"] < x["Armenia"] < x["Azerbaijan"]
    assert y["Israel"] > y["Armenia"]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_whatever_is_chosen_it_is_readable_and_nobody_moves(choice: dict[str, Any]) -> None:
    chart = network(READING, **choice)
    assert_readable(chart)
    assert_anchored(chart)
    for name, place in places(CHART).items():
        assert places(chart)[name] == pytest.approx(place, abs=0.6), "an emphasised name is larger"


@pytest.mark.parametrize(
    "actors",
    [
        [replace(actor, at=None) for actor in READING.actors],
        [replace(actor, at=next(a.at for a in READING.actors if a.at)) for actor in READING.actors],
        [replace(actor, name="Wide and long " * 9) for actor in READING.actors],
    ],
    ids=["on a ring", "all in one place", "long names"],
)
def test_whoever_stands_wherever_with_whom_it_is_readable(actors: list[Actor]) -> None:
    for relations in (READING.relations, tied([(a, b) for a in IDS[:5] for b in IDS[:5] if a < b] * 2).relations):
        chart = network(replace(READING, actors=tuple(actors), relations=relations))
        assert_readable(chart)
        assert_anchored(chart)


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
