"""The package's face gives what the contract names and loads it when it is asked for; a release has one version."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
import yaml

import course_utils

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", course_utils.__all__)
def test_every_public_name_is_the_one_of_its_module(name: str) -> None:
    home = importlib.import_module(f"course_utils.{course_utils._HOMES[name]}")
    assert getattr(course_utils, name) is getattr(home, name)


def test_an_unknown_name_lists_the_ones_there_are() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'load_artcle'; it has Article, Context"):
        course_utils.load_artcle  # noqa: B018


def test_importing_it_loads_none_of_its_modules() -> None:
    """Nor anything heavy of others."""
    code = (
        "import course_utils, sys\n"
        "print([m for m in sys.modules if m.startswith('course_utils.') or m in ('numpy', 'pydantic', 'traitlets')])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


@pytest.mark.parametrize(
    ("said", "code", "begins"),
    [("check --help", 0, "usage: course check"), ("chekc", 2, "usage: course [-h]"), ("check a.yaml", 1, "a.yaml: ")],
)
def test_python_m_says_what_the_command_says_and_ends_as_it_does(said: str, code: int, begins: str) -> None:
    run = subprocess.run([sys.executable, "-m", "course_utils", *said.split()], capture_output=True, encoding="utf-8")
    assert (run.stdout + run.stderr).startswith(begins)
    assert run.returncode == code


@pytest.mark.skipif(not (ROOT / ".hub").exists(), reason="this is no checkout")
def test_every_place_names_the_packages_version_and_the_day_of_its_release() -> None:
    files = ("pyproject.toml", "CITATION.cff", "CHANGELOG.md", ".hub/zero-to-jupyterhub.yaml", ".hub/README.md")
    project, citation, changes, recipe, hub = ((ROOT / name).read_text("utf-8") for name in files)
    version, cited = tomllib.loads(project)["project"]["version"], yaml.load(citation, yaml.BaseLoader)
    latest = re.search(r"^## (\S+), (.+)$", changes, re.MULTILINE)
    assert latest
    assert latest[1] == cited["version"] == version
    assert f"{datetime.strptime(latest[2], '%d %B %Y').date()}" == cited["date-released"]
    assert yaml.load(recipe, yaml.BaseLoader)["singleuser"]["image"]["tag"] == version
    assert set(re.findall(r"reading-the-caucasus:([\d.]+\d)", hub)) == {version}
