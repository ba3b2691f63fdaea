"""Colours, shapes and sizes hold what the look promises."""

import pytest

from course_utils.look import theme


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


def test_type_is_large_enough_for_its_place() -> None:
    assert (theme.light("page").text, theme.light("projector").text) == (14, 16)
