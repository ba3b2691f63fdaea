"""The sections of a reading file: which keys each item has, and how each key becomes a record's field.

``SECTIONS`` is the format in one table.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial
from typing import Any, get_args

from course_utils.errors import quoted
from course_utils.files.edtf import read_date
from course_utils.files.forms import Form
from course_utils.reading.codes import (
    PLOVER,
    VOICES,
    AliasKind,
    AttributionKind,
    ClaimKind,
    Factuality,
    MentionForm,
    MentionKind,
    Realis,
    Role,
)
from course_utils.reading.drafts import Draft, Read, Roster, Section, make
from course_utils.reading.evidence import Contested
from course_utils.reading.names import Alias, Endonym
from course_utils.reading.records import (
    AT,
    Actor,
    Attribution,
    Claim,
    Event,
    Interest,
    Mention,
    Place,
    Relation,
    Time,
    check_at,
)

_POLARITY = {"-1": -1, "0": 0, "+1": 1, "1": 1, "mixed": "mixed"}
_TRUTH = {"yes": True, "no": False}


def _text(draft: Draft, roster: Roster, key: str) -> str | None:
    return draft.form.text(key)


def _choice(draft: Draft, roster: Roster, key: str, *, valid: Any) -> Any:
    found = draft.form.choice(key, valid)
    return valid[found] if found is not None and isinstance(valid, dict) else found


def _flag(draft: Draft, roster: Roster, key: str) -> bool:
    return _choice(draft, roster, key, valid=_TRUTH) or False


def _one(literal: Any) -> Read:
    return partial(_choice, valid=get_args(literal))


def _actor(draft: Draft, roster: Roster, key: str, *, also: Sequence[str] = ()) -> str | None:
    found = draft.form.text(key)
    if found is not None and found not in roster.actors and found not in also:
        valid = (*roster.actors, *also)
        draft.form.add(draft.form.line_of(key), draft.form.unknown(found, valid, "the id of an actor"))
    return found


def _source(draft: Draft, roster: Roster, key: str) -> tuple[str, ...]:
    texts = draft.form.texts(key)
    for text in texts:
        if text.text not in roster.actors and text.text not in VOICES:
            valid = (*roster.actors, *VOICES)
            said = draft.form.unknown(text.text, valid, "the id of an actor, editor or author")
            draft.form.add(text.line, said)
    if texts and texts[-1].text not in VOICES:
        draft.form.add(texts[-1].line, f"the source chain ends in “{texts[-1].text}”; it must end in editor or author.")
    return tuple(text.text for text in texts)


def _date(draft: Draft, roster: Roster, key: str) -> str | None:
    found = draft.form.text(key)
    if found is not None:
        try:
            read_date(found)
        except ValueError as error:
            draft.form.add(draft.form.line_of(key), str(error))
    return found


def _aliases(draft: Draft, roster: Roster, key: str) -> tuple[Alias, ...]:
    found, forms = [], roster.forms.setdefault(draft.id or "", {})
    for form in _forms(draft, key, ("form", "kind")):
        alias = make(form, Alias, {"form": form.text("form"), "kind": form.choice("kind", get_args(AliasKind))})
        if alias is None:
            continue
        if alias.form in forms:
            first = forms[alias.form][1]
            form.add(form.line, f"the alias “{alias.form}” stands twice, first in line {first}; keep one.")
        forms.setdefault(alias.form, (alias.kind, form.line))
        found.append(alias)
    return tuple(found)


def _endonyms(draft: Draft, roster: Roster, key: str) -> tuple[Endonym, ...]:
    found = []
    for form in _forms(draft, key, ("text", "lang"), ("dir",)):
        text = form.text("text") or ""
        direction = form.choice("dir", ("ltr", "rtl")) or _direction(text)
        if endonym := make(form, Endonym, {"text": text, "lang": form.text("lang"), "dir": direction}):
            found.append(endonym)
    return tuple(found)


def _at(draft: Draft, roster: Roster, key: str) -> tuple[float, ...] | None:
    texts = draft.form.texts(key)
    try:
        found = tuple(float(text.text) for text in texts)
        check_at(found or (0, 0))
    except ValueError:
        said = quoted(f"[{', '.join(text.text for text in texts)}]", 40)
        draft.form.add(draft.form.line_of(key), f"{key} {AT} such as [4, -2.5], not {said}.")
        return None
    return found or None


def _direction(text: str) -> str:
    """Return the direction of the first letter that has one, as HTML's dir="auto" does."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def _contested(draft: Draft, roster: Roster, key: str) -> Contested | None:
    node = draft.form.node(key)
    if node is None:
        return None
    form = Form(node, f"{draft.form.where}, contested", draft.form.log, required=("reading", "other"))
    made: Contested | None = make(form, Contested, {"reading": form.text("reading"), "other": form.text("other")})
    return made


def _forms(draft: Draft, key: str, required: Sequence[str], optional: Sequence[str] = ()) -> list[Form]:
    where = f"{draft.form.where}, {key}"
    nodes = draft.form.items(key)
    return [Form(node, where, draft.form.log, required=required, optional=optional) for node in nodes]


def _entity(draft: Draft, roster: Roster, key: str) -> str | None:
    found = draft.form.text(key)
    if found is not None:
        if found in roster.forms:
            roster.mentions.setdefault(found, []).append(draft)
        else:
            draft.form.add(
                draft.form.line_of(key), draft.form.unknown(found, roster.forms, "the id of an actor or place")
            )
    return found


def _mention_kind(draft: Draft, roster: Roster, key: str) -> str | None:
    """Check a mention's words against the names of what it refers to."""
    form, kind = draft.form, draft.form.choice(key, get_args(MentionKind))
    entity, words = form.text("refers_to"), draft.quotes["evidence"]
    if not words or entity not in roster.forms:
        return kind
    exact, line = words[0][0].exact, words[0][1]
    names = roster.forms[entity]
    roster.used.add((entity, exact))
    if form.text("form") == "PRO":
        return kind or "pronoun"
    if kind in ("description", "pronoun"):
        return kind
    if exact not in names:
        problem = form.unknown(exact, names, f"an alias of {entity}")
        form.add(line, f"{problem} Add it there, or mark the mention as: description.")
        return kind
    named = names[exact][0]
    if kind is not None and kind != named:
        form.add(form.line_of(key), f"“{exact}” is a {named} by the aliases of {entity}, not a {kind}.")
    return named


#: The format of a reading file. Actors and places come first, because the others refer to them.
SECTIONS = {
    "actors": Section(
        Actor,
        {
            "name": _text,
            "role": _one(Role),
            "aliases": _aliases,
            "iso3": _text,
            "endonyms": _endonyms,
            "note": _text,
            "at": _at,
        },
        ("id", "name", "role"),
        (),
    ),
    "places": Section(Place, {"name": _text, "kind": _text, "note": _text}, ("id", "name", "kind"), ()),
    "times": Section(Time, {"label": _text, "date": _date}, ("id", "label", "date")),
    "mentions": Section(
        Mention,
        {"refers_to": _entity, "form": _one(MentionForm), "as": _mention_kind, "contested": _contested},
        ("refers_to", "form"),
    ),
    "events": Section(
        Event,
        {
            "label": _text,
            "type": partial(_choice, valid=PLOVER),
            "actor": _actor,
            "recipient": _actor,
            "date": _date,
            "factuality": _one(Factuality),
            "source": _source,
            "realis": _one(Realis),
            "contested": _contested,
        },
        ("id", "label", "factuality", "source", "realis"),
    ),
    "relations": Section(
        Relation,
        {
            "actor": _actor,
            "recipient": _actor,
            "kind": _text,
            "polarity": partial(_choice, valid=_POLARITY),
            "source": _source,
            "contested": _contested,
        },
        ("id", "actor", "recipient", "kind", "polarity", "source"),
    ),
    "interests": Section(
        Interest,
        {
            "actor": _actor,
            "summary": _text,
            "explicit": partial(_choice, valid=_TRUTH),
            "source": _source,
            "contested": _contested,
        },
        ("id", "actor", "summary", "explicit", "source"),
    ),
    "claims": Section(
        Claim,
        {
            "summary": _text,
            "factuality": _one(Factuality),
            "source": _source,
            "kind": _one(ClaimKind),
            "contested": _contested,
            "main": _flag,
        },
        ("id", "summary", "kind", "factuality", "source"),
        ("quotes", "cues"),
    ),
    "attributions": Section(
        Attribution,
        {"source": partial(_actor, also=VOICES), "kind": _one(AttributionKind), "contested": _contested},
        ("id", "kind", "source", "cue", "content"),
        ("cue", "content"),
    ),
}
