"""Where names stand in a text, as words of their own.

Alternatives that begin alike are merged into a tree (a trie), so that the time grows with the text and
hardly with the number of names. A place is looked at only where one of their first letters is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Accents stored apart from their letters are no word characters to Python, yet they go on with a word.
_WORD = r"[\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
#: What may part a name's words (a line break, but no blank line), and what is typed for its signs.
_ALIKE = {" ": r"(?:[^\S\n]+\n?|\n)[^\S\n]*", **dict.fromkeys("-‐‑–", "[-‐‑–]"), **dict.fromkeys("'’ʼ", "['’ʼ]")}
_Tree = dict[str, "_Tree"]


@lru_cache(maxsize=64)
def names(forms: tuple[str, ...], *, any_case: bool = False) -> re.Pattern[str]:
    """Return a pattern that finds these names in a text; its matches do not overlap.

    A match begins and ends where words do; of several names at one place it is the longest. Names count as
    they are written and in capitals; with ``any_case``, capitals and small letters are alike. Accents may be
    stored with their letters or apart, and any white space but a blank line may part a name's words.

    >>> [found[0] for found in names(("Iran", "Baku")).finditer("IRAN’s border, Baku, Iranian")]
    ['IRAN', 'Baku']
    """
    tree: _Tree = {}
    for form in forms:
        for written in _spellings(form.strip(), any_case):
            node = tree
            for character in written:
                node = node.setdefault(_ALIKE.get(character) or re.escape(character), {})
            node[""] = {}
    tree.pop("", None)  # of a form without letters
    return re.compile(_begun(tree, 0) or r"(?!)", re.DOTALL | (re.IGNORECASE if any_case else 0))


def _spellings(form: str, any_case: bool) -> Iterable[str]:
    cases = (form,) if any_case else (form, form.upper())
    return {unicodedata.normalize(way, case) for case in cases for way in ("NFC", "NFD")}


def _begun(node: _Tree, read: int) -> str:
    """Return the pattern of what follows the first letters, with the boundary before a name.

    That is looked for after three letters, since letters rule out more; it counts characters back, so it must
    come before what may be of any length.
    """
    if read == 3 or (read and any(len(letter) > 2 for letter in node)) or "" in node:
        return f"(?<!{_WORD}{'.' * read}){_branches(node)}"
    branches = "|".join(letter + _begun(after, read + 1) for letter, after in node.items())
    return f"(?:{branches})" if read else branches


def _branches(node: _Tree) -> str:
    """Return the pattern of all that follows; where a name may end, that comes last, so the longest wins."""
    alone = ""
    while len(node) == 1 and "" not in node:  # a long name is no deep recursion
        ((letter, node),) = node.items()
        alone += letter
    branches = [letter + _branches(after) for letter, after in node.items() if letter]
    if "" in node:
        branches.append(f"(?!{_WORD})")
    return alone + (branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})")
