"""Files that are written whole or not at all, and by one writer at a time."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Seconds after which a lock is taken for one whose owner was killed, and for which others wait.
STALE, PATIENCE = 2.0, 6.0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash, a full disk or a dead battery leaves the old one.

    A temporary file beside it, ``.NAME.….tmp``, is flushed to the disk and moved into its place in one step.
    A link is followed, so that the file it names is written. Raises OSError, and then leaves nothing behind.
    """
    path = path.resolve()
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    if sys.platform != "win32":  # the new name, too, must outlive a power cut
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Keep every other writer that asks from a file, in this process and in others.

    The lock is a file beside it, ``.NAME.lock``; one whose owner was killed is taken over after ``STALE``
    seconds. Raises OSError where it cannot be made, TimeoutError (an OSError) after ``PATIENCE`` seconds.
    """
    lock = path.with_name(f".{path.name}.lock")
    end = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(OSError):
                if abs(time.time() - lock.stat().st_mtime) > STALE:
                    lock.unlink()
            if time.monotonic() > end:
                raise TimeoutError(0, "another notebook is writing") from None
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
