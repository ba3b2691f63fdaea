"""The package's face gives what the contract names, and loads it only when it is asked for."""

import importlib
import subprocess
import sys

import pytest

import course_utils


@pytest.mark.parametrize("name", course_utils.__all__)
def test_every_public_name_is_the_one_of_its_module(name: str) -> None:
    home = importlib.import_module(f"course_utils.{course_utils._HOMES[name]}")
    assert getattr(course_utils, name) is getattr(home, name)


def test_an_unknown_name_lists_the_ones_there_are() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'load_artcle'; it has Article, Context"):
        course_utils.load_artcle  # noqa: B018


def test_importing_it_loads_none_of_its_modules() -> None:
    code = "import course_utils, sys; print([m for m in sys.modules if m.startswith('course_utils.')])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
