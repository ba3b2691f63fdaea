"""Colours, shapes and sizes hold what the look promises."""

import pytest
from fontTools.ttLib import TTFont

from course_utils.look import theme
from course_utils.places import shelf

FILES = [
    path for kind in ("data", "seeds") for path in shelf(kind).iterdir() if path.suffix in (".yaml", ".json", ".txt")
]


def test_contrast_is_the_ratio_that_wcag_defines() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", theme.themes(), ids=lambda t: t.name)
def test_what_carries_meaning_passes_three_to_one_and_text_four_and_a_half(ground: theme.Theme) -> None:
    assert min(theme.contrast(voice.color, ground.paper) for voice in theme.VOICES.values()) >= 3
    assert min(theme.contrast(text, ground.paper) for text in (ground.ink, ground.quiet)) >= 4.5


def test_voices_and_origins_differ_by_more_than_colour() -> None:
    assert all(one != other for one, other in zip(theme.VOICES["editor"], theme.VOICES["author"], strict=True))
    assert len({style.marker for style in theme.ORIGINS.values()}) == 3
    keys = [origin.key for origin in theme.ORIGINS.values()]
    assert keys == ["● the article says", "◆ the course infers", "■ outside knowledge"]


@pytest.mark.parametrize("face", theme.FACES)
def test_the_faces_have_every_letter_of_the_course_and_of_the_names_in_it(face: str) -> None:
    """The serif stands for the article alone; names in another script are written in the other face."""
    has = set(TTFont(shelf("data") / "fonts" / face).getBestCmap())
    files = [path for path in FILES if "Sans" in face or path.suffix == ".txt"]
    letters = {letter for path in files for letter in path.read_text("utf-8") if letter > " "}
    assert letters - {*map(chr, has)} <= {*"●◆■"}
    assert "Sans" not in face or {ord(letter) for letter in "Əəğşİıç Հայաստան საქართველო ישראל ایران Россия"} <= has
