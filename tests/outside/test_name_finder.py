from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_traps import NAMES, TRAPS

from course_utils.outside.name_finder import names


@pytest.mark.parametrize("trap", TRAPS)
def test_names_are_found_whatever_the_text_does(trap: str) -> None:
    text, spans = TRAPS[trap]
    assert [found.span() for found in names(NAMES).finditer(text)] == spans


def test_with_any_case_capitals_and_small_letters_are_alike() -> None:
    pattern = names(("Türkiye", "Minsk Group"), any_case=True)
    text = "TÜRKIYE, the minsk\nGroup, tu\u0308rkiye"
    assert [found[0] for found in pattern.finditer(text)] == ["TÜRKIYE", "minsk\nGroup", "tu\u0308rkiye"]


@pytest.mark.parametrize("forms", [(), ("",), (" ",), ("", "Yerevan")])
@pytest.mark.parametrize("text", ["Iran and Baku", " – ", ""])
def test_without_names_nothing_is_found(forms: tuple[str, ...], text: str) -> None:
    assert names(forms).search(text) is None


def test_a_name_may_be_as_long_as_a_file_lets_it_be() -> None:
    longest = "x" * 10_000
    assert names((longest, "xy")).findall(f"{longest} xy {longest}x") == [longest, "xy"]


def test_the_order_of_the_names_does_not_matter() -> None:
    text = "a South Caucasus state"
    for forms in (("South Caucasus", "South"), ("South", "South Caucasus")):
        assert [found[0] for found in names(forms).finditer(text)] == ["South Caucasus"]


@given(
    st.text("abAB -é", max_size=40),
    st.lists(st.from_regex(r"[aAbé]([abé]| [ab]|-[ab]){0,4}", fullmatch=True), min_size=1, max_size=6),
)
def test_the_tree_finds_what_plain_alternatives_find(text: str, forms: list[str]) -> None:
    """Among words without runs of spaces, which alone the tree takes for one."""
    text = re.sub(" +", " ", text)
    both = {case for form in forms for case in (form, form.upper())}
    plain = "|".join(map(re.escape, sorted(both, key=len, reverse=True)))
    expected = [found.span() for found in re.finditer(rf"(?<!\w)(?:{plain})(?!\w)", text)]
    assert [found.span() for found in names(tuple(forms)).finditer(text)] == expected
