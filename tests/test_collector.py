"""The collector rests while a reading is loaded, and what a picture took is given back."""

from __future__ import annotations

import ctypes
import gc
import platform
from pathlib import Path

import pytest

from course_utils import gallery
from course_utils.charts import base
from course_utils.collector import give_back, uncollected
from course_utils.errors import ReadingError
from course_utils.reading import load_reading
from course_utils.theme import light


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


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries give it back unasked")
def test_memory_that_lies_free_below_a_piece_in_use_is_given_back() -> None:
    c = ctypes.CDLL(None)
    c.malloc.restype, c.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    pieces = [c.malloc(4000) for _ in range(10_000)]
    for piece in pieces:
        ctypes.memset(piece, 1, 4000)
    for piece in pieces[:-1]:
        c.free(piece)
    before = resident()
    give_back()
    after = resident()
    c.free(pieces[-1])
    assert before - after > 30_000_000


def test_it_is_given_back_once_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[None] = []
    monkeypatch.setattr(base, "give_back", lambda: asked.append(None))
    chart = gallery.source_chain("c39")
    chart.picture(light())
    chart.picture(light())
    assert asked == [None]
