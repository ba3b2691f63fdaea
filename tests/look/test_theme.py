"""Colours, shapes and sizes hold what the look promises."""

import pytest

from course_utils.look import theme


def test_contrast_is_the_ratio_that_wcag_defines() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", [theme.light(), theme.dark()], ids=lambda t: t.name)
@pytest.mark.parametrize("color", [theme.BLUE, theme.VERMILLION])
def test_each_colour_that_carries_meaning_passes_three_to_one(color: str, ground: theme.Theme) -> None:
    assert theme.contrast(color, ground.paper) >= 3


@pytest.mark.parametrize("ground", [theme.light(), theme.dark()], ids=lambda t: t.name)
def test_text_passes_four_and_a_half_to_one(ground: theme.Theme) -> None:
    assert theme.contrast(ground.ink, ground.paper) >= 4.5
    assert theme.contrast(ground.quiet, ground.paper) >= 4.5


def test_voices_and_origins_differ_by_more_than_colour() -> None:
    editor, author = theme.VOICES["editor"], theme.VOICES["author"]
    assert editor.line != author.line
    assert editor.border != author.border
    assert editor.hatch != author.hatch
    assert len({style.marker for style in theme.ORIGINS.values()}) == 3
    assert {style.words for style in theme.ORIGINS.values()} == {
        "the article says",
        "the course infers",
        "outside knowledge",
    }


def test_type_is_large_enough_for_its_place() -> None:
    assert theme.light("page").text == 14
    assert theme.light("projector").text == 16
