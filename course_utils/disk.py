"""Files that are written whole or not at all, and by one writer at a time."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

#: Seconds after which a lock that nobody renews is taken over, and for which others wait.
STALE, PATIENCE = 2.0, 6.0
#: Seconds after which a temporary file is swept.
OLD = 60.0
#: Seconds for which another program may hold a file that is to be replaced.
HELD = 1.0
WINDOWS = sys.platform == "win32"
#: How often a change is begun again that somebody else got ahead of.
TRIES = 5
#: No file of the course has more bytes than this, a notebook full of pictures included.
MOST = 100_000_000
_PIECE = 65_536
#: What file systems say that cannot flush a folder; the file itself is flushed all the same.
_NO_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM}

_T = TypeVar("_T")


class OvertakenError(OSError):
    """Somebody else wrote the file meanwhile, and it stays as they left it."""


class StrangeError(OSError):
    """Something else stands where a file should, which is neither read nor written."""


class UnsureError(OSError):
    """The file is written, but whether it outlives a power cut is not known."""


def remedy(error: OSError, otherwise: str) -> str:
    """Say in one sentence what to do about an error of this module, or about any other."""
    if isinstance(error, StrangeError | IsADirectoryError):
        return "Move it away yourself."
    ours = isinstance(error, TimeoutError | OvertakenError | UnsureError)
    return "Try again in a moment." if ours else otherwise


def unsure(error: Exception) -> bool:
    """Say whether an error comes of what may have been written all the same."""
    return isinstance(error, UnsureError) or isinstance(error.__cause__, UnsureError)


def write_whole(path: Path, content: bytes, sure: Callable[[], bool] = lambda: True) -> None:
    """Write a file so that a crash, a full disk or a dead battery leaves the old one.

    A temporary file beside it, ``.NAME.….tmp``, is flushed to the disk and moved into its place in one step.
    No link is followed, for it may lead anywhere. Raises OSError, and then leaves nothing behind:
    StrangeError where a link or a device stands, OvertakenError where ``sure``, which is asked at the last
    moment, says no. After UnsureError alone the new file is there.
    """
    _refuse_odd(path)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not sure():
            raise OvertakenError(0, "somebody else was writing the same file")
        _move(Path(draft), path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    if not WINDOWS:  # the new name, too, must outlive a power cut
        _flush(path.parent)


def _flush(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            what = f"the disk does not confirm that it was written: {error.strerror}"
            raise UnsureError(error.errno, what) from error


def _move(draft: Path, path: Path) -> None:
    """Move a file into its place; Windows lets nobody replace one that a virus scanner is just reading."""
    end = time.monotonic() + HELD
    while True:
        try:
            draft.replace(path)
            return
        except PermissionError:
            if not WINDOWS or time.monotonic() > end:
                raise
            time.sleep(0.02)


def persistent(change: Callable[[], _T]) -> _T:
    """Make a change from its beginning, several times where somebody else gets ahead first."""
    for _ in range(TRIES - 1):
        with suppress(OvertakenError):
            return change()
    return change()


@contextmanager
def alone_with(path: Path, patience: float | None = None) -> Iterator[Callable[[], bool]]:
    """Keep every other writer that asks from a file, in this process and in others.

    The lock is a file beside it, ``.NAME.lock``. One that is seen unchanged for ``STALE`` seconds is taken
    over: its owner was killed. The seconds are counted here, because the clock may jump and a server's may
    differ. What is given says whether the lock is still one's own: an owner that merely slept must ask
    before it writes. Raises OSError where the lock cannot be made, TimeoutError (an OSError) after
    ``patience`` seconds, by default ``PATIENCE``, and then StrangeError where a folder is in its place.
    """
    lock = path.with_name(f".{path.name}.lock")
    token = os.urandom(16)
    end = time.monotonic() + (PATIENCE if patience is None else patience)
    seen, since = (0, 0), 0.0
    while not _taken(lock, token, end):
        with suppress(OSError):
            state, now = lock.lstat(), time.monotonic()  # a link is no one's lock, wherever it leads
            if (state.st_ino, state.st_mtime_ns) != seen:
                seen, since = (state.st_ino, state.st_mtime_ns), now
            elif now - since > STALE:
                lock.unlink()
        if time.monotonic() > end:
            if lock.is_dir():
                raise StrangeError(0, f"{lock.name} is a folder")
            raise TimeoutError(0, "another notebook is writing")
        time.sleep(0.01)
    try:
        yield lambda: _holds(lock, token)
    finally:
        with suppress(OSError):  # what was written is written
            if _holds(lock, token):
                lock.unlink()


def _taken(lock: Path, token: bytes, end: float) -> bool:
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return False
    except PermissionError:  # on Windows also where a lock was just removed that somebody is still looking at
        if not WINDOWS or time.monotonic() > end:
            raise
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(token)
    except OSError:
        lock.unlink(missing_ok=True)
        raise
    return True


def _holds(lock: Path, token: bytes) -> bool:
    return content_of(lock) == token


def content_of(path: Path, most: int | None = None) -> bytes | None:
    """Return what stands in a file, None where there is none.

    Of one that is larger than ``most``, by default ``MOST``, little more is returned. A pipe would be waited
    for and a device never end, so neither is opened, and no link is followed. Raises OSError: StrangeError
    for these.
    """
    with suppress(FileNotFoundError):
        _refuse_odd(path)
        with path.open("rb") as file:  # in pieces: Python would make room for all that may come
            pieces = iter(lambda: file.read(_PIECE), b"")
            return b"".join(islice(pieces, (MOST if most is None else most) // _PIECE + 1))
    return None


def is_odd(path: Path) -> bool:
    """Say whether something stands there that is no file: a link, a folder, a pipe, a device."""
    with suppress(FileNotFoundError):
        return not stat.S_ISREG(path.lstat().st_mode)
    return False


def _refuse_odd(path: Path) -> None:
    if is_odd(path) and not stat.S_ISDIR(path.lstat().st_mode):  # what a folder is the system says itself
        raise StrangeError(0, "a link, a pipe or a device")


def sweep(path: Path) -> None:
    """Remove what this file's writers left that were killed, unless somebody is writing now."""
    if any(_drafts(path)):
        with suppress(OSError), alone_with(path, patience=0):
            remove_drafts(path)


def remove_drafts(path: Path) -> None:
    """Remove old temporary files beside a file; only for who holds its lock, since then nobody writes them.

    Where the clock was set back, a file's time lies in the future, and that counts as age too. What cannot
    be removed can wait.
    """
    with suppress(OSError):
        for draft in _drafts(path):
            if abs(time.time() - draft.lstat().st_mtime) > OLD:
                draft.unlink(missing_ok=True)


def _drafts(path: Path) -> Iterator[Path]:
    return path.parent.glob(f".{escape(path.name)}.*.tmp")


def set_aside(path: Path) -> str:
    """Rename a file to ``STEM.unreadable-N.SUFFIX``, the first that is free; return that name.

    Only for who holds its lock. Raises OSError.
    """
    for number in count(1):
        name = path.with_name(f"{path.stem}.unreadable-{number}{path.suffix}")
        if not (name.exists() or name.is_symlink()):
            return path.rename(name).name
    raise AssertionError("count() does not end")
