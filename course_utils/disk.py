"""Files that are written whole or not at all, by one writer at a time, and never over what is somebody else's."""

import errno
import json
import os
import platform
import re
import stat
import sys
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from itertools import count
from pathlib import Path

#: Seconds after which a lock that nobody renews is taken over, and for which others wait.
STALE, PATIENCE = 2.0, 6.0
OLD = 60.0  #: Seconds after which a temporary file is swept.
HELD = 1.0  #: Seconds for which another program may hold a file that is to be replaced.
WINDOWS = sys.platform == "win32"
MOST = 100_000_000  #: No file of the course has more bytes than this, a notebook full of pictures included.
#: What file systems say that cannot flush a folder; the file itself is flushed all the same.
_NO_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM}


class DiskError(OSError):
    """What this module refuses or cannot promise, and in one sentence what to do about it."""

    remedy = "Try again in a moment."


class StrangeError(DiskError):
    """Something else stands where a file should, which is neither read nor written."""

    remedy = "Move it away yourself."


class BusyError(DiskError):
    """Another writer has kept the file for longer than one waits."""


class OvertakenError(DiskError):
    """Somebody else wrote the file meanwhile, and it stays as they left it."""


class UnsureError(DiskError):
    """The file is written, but whether it outlives a power cut is not known."""


def told(error: OSError, otherwise: str) -> str:
    """Say what went wrong and what to do about it: what the error knows itself, else ``otherwise``."""
    return f"{error.strerror or error}. {error.remedy if isinstance(error, DiskError) else otherwise}"


def read_regular(path: str | os.PathLike[str], most: int | None = None, *, follow: bool = False) -> bytes:
    """Return a file's bytes; of one that has more than ``most``, by default ``MOST``, one more than these.

    A pipe would be waited for and a device never end, so neither is opened. A link may lead anywhere: only what
    a person has named is read through one, with ``follow``. Raises OSError: StrangeError for these.
    """
    try:
        mode = os.stat(path, follow_symlinks=follow).st_mode  # noqa: PTH116  (a Path takes as long as reading)
        if not stat.S_ISREG(mode):
            odd = "Is a directory" if stat.S_ISDIR(mode) else "a link, a pipe or a device"
            raise StrangeError(errno.EISDIR, "It is a folder or a device" if follow else odd)
        with open(path, "rb") as file:  # noqa: PTH123
            size = os.fstat(file.fileno()).st_size  # else Python would make room for all that may come
            return file.read(min(size, MOST if most is None else most) + 1)
    except ValueError as error:  # with a zero or half a character in its name
        raise FileNotFoundError(errno.ENOENT, "No file can have this name") from error


def content_of(path: Path, most: int | None = None) -> bytes | None:
    """Return what ``read_regular`` does, and None where there is no file."""
    with suppress(FileNotFoundError):
        return read_regular(path, most)
    return None


def is_odd(path: Path) -> bool:
    """Say whether something stands there that is no file: a link, a folder, a pipe, a device."""
    with suppress(FileNotFoundError):
        return not stat.S_ISREG(path.lstat().st_mode)
    return False


def write_whole(
    path: Path, content: bytes, sure: Callable[[], bool] = lambda: True, *, for_others: bool = False
) -> None:
    """Write a file so that a crash, a full disk or a dead battery leaves the old one.

    A temporary file beside it, ``.NAME.….tmp``, is flushed to the disk and moved into its place in one step.
    No link is followed. What is to be handed in, or was made to be shared, is readable ``for_others``.
    Raises OSError, and then leaves nothing behind: StrangeError where a link or a device stands,
    OvertakenError where ``sure``, which is asked at the last moment, says no. After UnsureError alone the
    new file is there.
    """
    if is_odd(path) and (path.is_symlink() or not path.is_dir()):  # what a folder is the system says itself
        raise StrangeError(0, "a link, a pipe or a device")
    import tempfile  # only who writes waits for it

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if for_others:
            draft.chmod(0o644)
        if not sure():
            raise OvertakenError(0, "somebody else was writing the same file")
        _move(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
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


@contextmanager
def alone_with(path: Path) -> Iterator[Callable[[], bool]]:
    """Keep every other writer that asks from a file, in this process and in others.

    The lock is a file beside it, ``.NAME.lock``. One that is seen unchanged for ``STALE`` seconds is taken
    over: its owner was killed. The seconds are counted here, because the clock may jump and a server's may
    differ. What is given says whether the lock is still one's own: an owner that merely slept must ask
    before it writes. What the file's killed writers left is removed. Raises OSError where the lock cannot be
    made, BusyError after ``PATIENCE`` seconds, and then StrangeError where a folder is in its place.
    """
    lock, token = path.with_name(f".{path.name}.lock"), os.urandom(16)
    end = time.monotonic() + PATIENCE
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
            raise BusyError(0, "another notebook is writing")
        time.sleep(0.01)

    def still_alone() -> bool:
        return content_of(lock) == token

    remove_drafts(path)
    try:
        yield still_alone
    finally:
        with suppress(OSError):  # what was written is written
            if still_alone():
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


def remove_drafts(path: Path) -> None:
    """Remove what a file's writers left that were killed; only for who keeps others from writing it now.

    Where the clock was set back, a file's time lies in the future, and that counts as age too. What cannot
    be removed can wait.
    """
    with suppress(OSError):
        for draft in path.parent.glob(f".{escape(path.name)}.*.tmp"):
            if abs(time.time() - draft.lstat().st_mtime) > OLD:
                draft.unlink(missing_ok=True)


def fingerprint(content: bytes) -> str:
    """Return a text that no other content has."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def is_ours(path: Path, known: Container[str | None]) -> bool:
    """Say whether a file may be written over: there is none, or it still has a fingerprint of what we wrote."""
    return not is_odd(path) and ((found := content_of(path)) is None or fingerprint(found) in known)


def remembered(memory: str | bytes | None) -> dict[str, list[str]]:
    """Return what ``write_beside`` has returned and was kept as JSON; nothing of what is damaged."""
    with suppress(ValueError, RecursionError, AttributeError):
        found = json.loads(memory or "{}").items()  # an earlier version kept one text
        return {name: [one] if isinstance(one, str) else one for name, one in found if isinstance(one, str | list)}
    return {}


def write_beside(
    path: Path,
    contents: Mapping[str, bytes],
    own: Mapping[str, Sequence[str]],
    note: Callable[[dict[str, list[str]]], object] = lambda _: None,
) -> dict[str, list[str]]:
    """Write files of one stem that differ by suffix, under the first name where nothing else would be lost.

    ``contents`` maps a suffix to what is written; ``own`` maps the names of files that were written before to
    each ``fingerprint`` that they may have. Where one of them is no longer ours, ``brief-2.md`` is written
    beside ``brief.md``. Return names and fingerprints as ``own`` has them. ``note`` is given these before
    anything is written: who is killed between two files, or after them, still knows his own. Raises OSError.
    """
    with alone_with(path) as still_alone:
        for number in count(1):
            stem = path.name if number == 1 else f"{path.name}-{number}"
            places = {path.with_name(stem + suffix): content for suffix, content in contents.items()}
            for place in places:
                remove_drafts(place)
            if all(is_ours(place, own.get(place.name, ())) for place in places):
                break
        noted = {
            place.name: [fingerprint(known) for known in (content_of(place), content) if known is not None]
            for place, content in places.items()
        }
        note(noted)
        for place, content in places.items():
            write_whole(place, content, still_alone, for_others=True)
    return noted


def copy_of(stem: str, suffix: str) -> re.Pattern[str]:
    """Return the form of names that a synced folder may give a copy of a file that two machines changed.

    These are ``NAME (….SUFFIX`` and ``Copy of NAME.SUFFIX`` (Dropbox, Google Drive), ``NAME 2.SUFFIX`` and
    ``.NAME.SUFFIX.icloud`` (iCloud), any that says conflict (Syncthing, Nextcloud, Synology) and
    ``NAME-COMPUTER.SUFFIX`` (OneDrive). A computer is this one, or one whose name says what it is; any other
    end, as in ``NAME-ann.SUFFIX``, is more likely another student's, and thirty of them no reason to warn.
    Stem and suffix are patterns.
    """
    here = re.escape(platform.node().partition(".")[0]) or "(?!)"
    machines = rf"{here}|(?:.*-)?(?:desktop|laptop|macbook|imac|mac|pc|win)(?:-.*)?"
    ends = rf" ?\(.*\)|[ ._\[-].*conflict.*| \d+|-(?:{machines})(?:-\d+)?"
    form = rf"{stem}(?:{ends}){suffix}|copy of {stem}{suffix}|\.{stem}{suffix}\.icloud"
    return re.compile(form, re.IGNORECASE | re.DOTALL)


def copies_beside(path: Path) -> list[str]:
    """Return the names of a file's copies in its folder."""
    copy = copy_of(re.escape(path.stem), re.escape(path.suffix))
    with suppress(OSError):
        return sorted(found.name for found in path.parent.iterdir() if copy.fullmatch(found.name))
    return []
