"""Memory: kept from the collector of garbage while much is loaded, and given back once a picture is drawn."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest while much is made that stays: it would look through all of it again and again.

    It wakes afterwards, unless it was at rest before.
    """
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def give_back() -> None:
    """Give memory that lies free back to the system.

    glibc keeps it until it is asked: some 10 MB a kernel once charts were drawn, and a hub has two kernels a
    student. Asking takes a few ms. Elsewhere nothing is done.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError):  # musl gives it back unasked
            ctypes.CDLL(None).malloc_trim(0)
