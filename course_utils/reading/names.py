"""What an actor is called: by an article, and by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from course_utils.reading.codes import AliasKind, check, one_of

# The shape of BCP 47 tags; whether a language is registered is not looked up.
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Alias:
    """One way in which an article names an actor."""

    form: str
    kind: AliasKind

    def __post_init__(self) -> None:
        check(bool(self.form.strip()), "an alias needs a form.")
        one_of(self.kind, AliasKind, "kind of alias")


@dataclass(frozen=True, slots=True)
class Endonym:
    """An actor's own name for itself, in its own script."""

    text: str
    #: A BCP 47 language tag.
    lang: str
    dir: Literal["ltr", "rtl"] = "ltr"

    def __post_init__(self) -> None:
        check(bool(self.text.strip()), "an endonym needs a text.")
        check(
            _LANG.fullmatch(self.lang) is not None,
            f"“{self.lang}” is not a language tag (BCP 47), such as az, hy or fa.",
        )
        one_of(self.dir, Literal["ltr", "rtl"], "direction")
