"""A reading as pandas tables, for a teacher who counts further."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from course_utils.reading.evidence import Evidence
from course_utils.reading.records import KINDS, Alias, Attribution, Claim, Endonym

if TYPE_CHECKING:
    import pandas as pd

    from course_utils.reading.load import Reading

_SPAN = ("sentence", "start", "end", "exact")
_PIECE = ("kind", "item", "part", *_SPAN, "voice")


def frames(reading: Reading) -> dict[str, pd.DataFrame]:
    """Return one table a kind and ``evidence``.

    A kind's table has one row an item: its fields as columns, several values of one field joined by "; ".
    The last columns are ``sentence`` (ids, joined by spaces), ``start`` and ``end`` (from the first piece's
    first character to the last one's end, code points) and ``exact`` (the pieces, joined by " … ").
    ``evidence`` has one row a piece: kind, item, part (evidence, cue or content), sentence, start, end,
    exact, voice.
    """
    import pandas as pd

    tables = {
        kind: pd.DataFrame([_row(item) for item in getattr(reading, kind)], columns=_columns(record))
        for kind, record in KINDS.items()
    }
    pieces = [row for kind in KINDS for item in getattr(reading, kind) for row in _pieces(kind, item)]
    tables["evidence"] = pd.DataFrame(pieces, columns=list(_PIECE))
    return tables


def _columns(record: type[Any]) -> list[str]:
    names = [f.name for f in fields(record) if f.name != "evidence"]
    if "contested" in names:
        names.remove("contested")
        names += ["contested_reading", "contested_other"]
    return [*names, *_SPAN]


def _row(item: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for f in fields(item):
        value = getattr(item, f.name)
        if f.name == "contested":
            row["contested_reading"] = value and value.reading
            row["contested_other"] = value and value.other
        elif f.name != "evidence":
            row[f.name] = "; ".join(str(_said(part)) for part in value) if isinstance(value, tuple) else _said(value)
    evidence = item.evidence
    row["sentence"] = " ".join(dict.fromkeys(piece.sentence for piece in evidence))
    row["start"], row["end"] = evidence[0].start, max(piece.end for piece in evidence)
    row["exact"] = " … ".join(piece.exact for piece in evidence)
    return row


def _said(value: Any) -> Any:
    """Give a field's value as a table's cell."""
    match value:
        case Evidence(exact=text) | Alias(form=text) | Endonym(text=text):
            return text
    return value


def _pieces(kind: str, item: Any) -> list[dict[str, Any]]:
    found = [("evidence", piece) for piece in item.evidence]
    if isinstance(item, Attribution):
        found = [("cue", item.cue), ("content", item.content)]
    elif isinstance(item, Claim):
        found += [("cue", cue) for cue in item.cues]
    own = ("sentence", "start", "end", "exact", "voice")
    return [
        {"kind": kind, "item": item.id, "part": part} | {name: getattr(piece, name) for name in own}
        for part, piece in found
    ]
