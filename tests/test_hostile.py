"""No string of a file becomes markup, whichever door it comes through."""

from dataclasses import replace
from pathlib import Path

import pytest

from course_utils import lesson
from course_utils.cards import sentence_cards
from course_utils.charts import certainty_ladder, interest_matrix, naming_matrix, naming_strip, source_chain
from course_utils.reading import Reading, load_reading
from course_utils.widgets import Choice, VoiceXray
from course_utils.workbook import Workbook

EVIL = "<img src=x onerror=alert(1)>\"'</li><svg/onload=alert(2)>&lt;b&gt;"


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Put a hostile string into every field of the course's own reading that can hold one."""
    real = load_reading()
    return replace(
        real,
        article=replace(real.article, title=EVIL, author=EVIL),
        actors=tuple(replace(actor, name=EVIL) for actor in real.actors),
        places=tuple(replace(place, name=EVIL) for place in real.places),
        claims=tuple(replace(claim, summary=EVIL) for claim in real.claims),
        interests=tuple(replace(interest, summary=EVIL) for interest in real.interests),
    )


def clean(markup: str) -> bool:
    return "&lt;img src=x" in markup and not any(
        tag in markup for tag in ("<img src=x", "<svg", "<b>", "\"'<")
    )


def test_in_every_card(reading: Reading) -> None:
    assert all(clean(card) for card in sentence_cards(reading).values())


def test_in_the_x_ray_and_its_twin(reading: Reading) -> None:
    xray = VoiceXray(reading, "armenia")
    assert clean(xray.twin())
    assert all(clean(card) for card in xray.item["cards"].values())


def test_on_the_page(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lesson, "article", lambda: reading.article)
    assert clean(lesson.show_page().markup)


def test_in_a_choices_twin(tmp_path: Path) -> None:
    assert clean(Choice("c", EVIL, {"a": EVIL}, Workbook(tmp_path / "answers.json")).twin())


@pytest.mark.parametrize("draw", [certainty_ladder, interest_matrix, naming_matrix])
def test_in_a_charts_markup(reading: Reading, draw: object) -> None:
    assert clean(draw(reading).markup)  # type: ignore[operator]


def test_in_a_strip_and_a_chain(reading: Reading) -> None:
    assert clean(naming_strip(reading, "armenia").markup)
    assert clean(source_chain(reading, "c39").markup)
