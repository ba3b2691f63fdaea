"""The coding scheme: which values a reading's fields can take, and the checks that records share.

The terms are the fields': NAM, NOM and PRO mentions from ACE, event types from PLOVER, factuality and
source chains from FactBank (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias, get_args

from course_utils.article.article import Voice

Role: TypeAlias = Literal["state", "body", "group", "person", "bloc"]
AliasKind: TypeAlias = Literal["name", "metonym", "demonym", "description"]
MentionKind: TypeAlias = Literal["name", "metonym", "demonym", "description", "pronoun"]
MentionForm: TypeAlias = Literal["NAM", "NOM", "PRO"]
Factuality: TypeAlias = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
Realis: TypeAlias = Literal["actual", "generic", "other"]
Polarity: TypeAlias = Literal[-1, 0, 1, "mixed"]
ClaimKind: TypeAlias = Literal["seen", "asserted", "reported", "accused", "hypothetical", "judged"]
AttributionKind: TypeAlias = Literal["attribution", "hedge"]

#: The sixteen types of PLOVER's published codebook (Halterman and others 2023).
PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
#: The article's own voices, which every source chain ends in.
VOICES: tuple[Voice, ...] = ("editor", "author")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def check(ok: bool, message: str) -> None:
    """Raise ValueError with the message where something does not hold."""
    if not ok:
        raise ValueError(message)


def one_of(value: object, valid: Any, what: str) -> None:
    """Raise ValueError for a value that is none of a Literal's."""
    names = get_args(valid)
    # True equals 1, but is no polarity.
    if value not in names or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a valid {what}; valid: {', '.join(map(str, names))}.")


def check_id(value: str) -> None:
    """Raise ValueError for an id that is not 1 to 64 plain letters, digits, hyphens or underscores."""
    check(
        _ID.fullmatch(value) is not None,
        f"the id “{value[:70]}” must be 1 to 64 letters (a to z), digits, hyphens or underscores.",
    )
    check(value not in VOICES, f"the id “{value}” is reserved for one of the article's voices.")
