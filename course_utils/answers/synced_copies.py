"""Copies of the answers that a synced folder makes when two machines have changed them."""

from __future__ import annotations

import platform
import re
from contextlib import suppress
from pathlib import Path


def copies_beside(path: Path) -> list[str]:
    """Return the names of copies that a synced folder may have put beside a file that two machines changed.

    These are ``NAME (….SUFFIX`` and ``Copy of NAME.SUFFIX`` (Dropbox, Google Drive), ``NAME 2.SUFFIX`` and
    ``.NAME.SUFFIX.icloud`` (iCloud), any that says conflict (Syncthing, Nextcloud, Synology) and
    ``NAME-COMPUTER.SUFFIX`` (OneDrive). A computer is this one, or one whose name says what it is; any other
    end, as in ``NAME-ann.SUFFIX``, is more likely another student's, and thirty of them no reason to warn.
    """
    here = re.escape(platform.node().partition(".")[0]) or "(?!)"
    machines = rf"{here}|(?:.*-)?(?:desktop|laptop|macbook|imac|mac|pc|win)(?:-.*)?"
    ends = rf" ?\(.*\)|[ ._\[-].*conflict.*| \d+|-(?:{machines})(?:-\d+)?"
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    form = rf"{stem}(?:{ends}){suffix}|copy of {stem}{suffix}|\.{stem}{suffix}\.icloud"
    copy = re.compile(form, re.IGNORECASE | re.DOTALL)
    with suppress(OSError):
        return sorted(found.name for found in path.parent.iterdir() if copy.fullmatch(found.name))
    return []
