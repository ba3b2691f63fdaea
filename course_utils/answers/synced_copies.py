"""Copies of a file that a synced folder has made, by their names."""

import platform
import re
from contextlib import suppress
from pathlib import Path


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
