"""Files that are written whole or not at all, and by one writer at a time."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
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


def write_beside(path: Path, contents: Mapping[str, bytes], own: Mapping[str, str]) -> dict[str, str]:
    """Write files of one stem that differ by suffix, under the first name where nothing else would be lost.

    ``contents`` maps a suffix to what is written; ``own`` maps the names of files that were written before to
    their ``fingerprint``. One that has another content by now is no longer our own: ``brief-2.md`` is then
    written beside ``brief.md``. Return names and fingerprints as ``own`` has them. Raises OSError.
    """
    with alone_with(path):
        for number in count(1):
            stem = path.name if number == 1 else f"{path.name}-{number}"
            places = {path.with_name(stem + suffix): content for suffix, content in contents.items()}
            if all(not place.exists() or _is_own(place, own) for place in places):
                break
        for place, content in places.items():
            write_whole(place, content)
            place.chmod(0o644)  # to be handed in
    return {place.name: fingerprint(content) for place, content in places.items()}


def _is_own(place: Path, own: Mapping[str, str]) -> bool:
    return place.is_file() and own.get(place.name) == fingerprint(place.read_bytes())


def fingerprint(content: bytes) -> str:
    """Return a text that no other content has."""
    return hashlib.sha256(content).hexdigest()
