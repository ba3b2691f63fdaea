"""Where the picture itself is the point, it looks as it did when it was last looked at.

After a change that is meant: ``uv run tests/charts/test_pixels.py`` draws the baselines anew. Look at them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from course_utils.charts import Chart, article_map, network, timeline
from course_utils.look.theme import light
from course_utils.outside.atlas import load_atlas
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

BASELINE = Path(__file__).parent / "baseline"
#: The root mean square of differing pixels, of 255, that another release of a font or a library may cause.
TOLERANCE = 6
PICTURES: dict[str, Callable[[], Chart]] = {
    "map": lambda: article_map(load_reading(), load_context(), load_atlas()),
    "network": lambda: network(load_reading()),
    "timeline": lambda: timeline(load_reading(), load_context(), since="1988", until="2020-09"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_it_did(name: str, tmp_path: Path) -> None:
    drawn = tmp_path / f"{name}.png"
    drawn.write_bytes(PICTURES[name]().picture(light()).png)
    difference = compare_images(str(BASELINE / f"{name}.png"), str(drawn), TOLERANCE)
    assert difference is None, difference


def test_a_moved_mark_would_be_seen(tmp_path: Path) -> None:
    moved = tmp_path / "moved.png"
    moved.write_bytes(network(load_reading(), focus="iran").picture(light()).png)
    assert compare_images(str(BASELINE / "network.png"), str(moved), TOLERANCE) is not None


if __name__ == "__main__":
    for name, make in PICTURES.items():
        (BASELINE / f"{name}.png").write_bytes(make().picture(light()).png)
