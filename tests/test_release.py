"""A release has one version and one day wherever they stand."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not (ROOT / ".hub").exists(), reason="this is no checkout")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_place_names_the_packages_version_and_the_day_of_its_release() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    citation = yaml.load(read("CITATION.cff"), yaml.BaseLoader)
    latest = re.search(r"^## (\S+), (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert latest
    assert latest[1] == citation["version"] == version
    assert f"{datetime.strptime(latest[2], '%d %B %Y').date()}" == citation["date-released"]
    hub = yaml.load(read(".hub/zero-to-jupyterhub.yaml"), yaml.BaseLoader)
    assert hub["singleuser"]["image"]["tag"] == version
    assert set(re.findall(r"reading-the-caucasus:([\d.]+\d)", read(".hub/README.md"))) == {version}
