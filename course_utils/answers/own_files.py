"""Files that are written beside what is there, so that nothing of anybody else's is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from course_utils.disk import alone_with, content_of, is_odd, remove_drafts, write_whole


def write_beside(
    path: Path,
    contents: Mapping[str, bytes],
    own: Mapping[str, Sequence[str]],
    note: Callable[[dict[str, list[str]]], object] = lambda _: None,
) -> dict[str, list[str]]:
    """Write files of one stem that differ by suffix, under the first name where nothing else would be lost.

    ``contents`` maps a suffix to what is written; ``own`` maps the names of files that were written before to
    each ``fingerprint`` that they may have. One that has another content by now, or has become a link, is no
    longer our own: ``brief-2.md`` is then written beside ``brief.md``. Return names and fingerprints as
    ``own`` has them. ``note`` is given these before anything is written: who is killed between two files, or
    after them, still knows his own. Raises OSError.
    """
    with alone_with(path) as still_alone:
        for number in count(1):
            stem = path.name if number == 1 else f"{path.name}-{number}"
            places = {path.with_name(stem + suffix): content for suffix, content in contents.items()}
            for place in places:
                remove_drafts(place)
            if all(_is_free(place, own) for place in places):
                break
        noted = {
            place.name: [fingerprint(known) for known in (content_of(place), content) if known is not None]
            for place, content in places.items()
        }
        note(noted)
        for place, content in places.items():
            write_whole(place, content, still_alone)
            place.chmod(0o644)  # to be handed in
    return noted


def _is_free(place: Path, own: Mapping[str, Sequence[str]]) -> bool:
    if is_odd(place):
        return False
    found = content_of(place)
    return found is None or fingerprint(found) in own.get(place.name, ())


def fingerprint(content: bytes) -> str:
    """Return a text that no other content has."""
    return hashlib.sha256(content).hexdigest()
