"""The collector of garbage rests while a reading is loaded, and is left as it was found."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from course_utils.errors import ReadingError
from course_utils.reading.collector import uncollected
from course_utils.reading.load import load_reading


@pytest.mark.parametrize("active", [True, False])
def test_it_rests_within_and_is_as_it_was_afterwards(active: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if active else gc.disable)()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is active
        with pytest.raises(ZeroDivisionError), uncollected():
            1 / 0  # noqa: B018
        assert gc.isenabled() is active
    finally:
        (gc.enable if before else gc.disable)()


def test_nothing_is_collected_while_a_reading_is_loaded_also_where_it_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "x.reading.yaml").write_text("reading: 2\n")
    collected: list[str] = []
    gc.callbacks.append(lambda phase, _: collected.append(phase))
    try:
        gc.collect()
        collected.clear()
        load_reading()
        with pytest.raises(ReadingError):
            load_reading(tmp_path / "x.reading.yaml")
        # What waits is looked at as soon as the collector is back, once a load at most.
        assert len(collected) <= 4
    finally:
        gc.callbacks.pop()
    assert gc.isenabled()
