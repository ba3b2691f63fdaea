"""What a reading holds, for other programs: a collection of Web Annotations, and tables for spreadsheets."""

import csv
import io
import json
import re
import uuid
from collections.abc import Iterable
from typing import Any

from course_utils.reading.reading import CONTEXT_URL, Reading

#: Where a spreadsheet takes what follows for a formula; a Japanese or Chinese one takes the wide signs too.
#: One that parts cells by another sign than ours finds cells within them, whether quoted or not.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[,;\t\r\n])(?=\"*[=+\-@＝＋－＠])")


def csv_text(rows: Iterable[Iterable[Any]], **style: Any) -> str:
    """Write rows; an apostrophe before what a spreadsheet would take for a formula makes it a text again."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n", **style)
    for row in rows:
        table.writerow(_FORMULA.sub("'", cell) if isinstance(cell, str) else cell for cell in row)
    return out.getvalue()


def annotations(reading: Reading, source: str) -> bytes:
    """Write a reading as one W3C AnnotationCollection; ``source`` says where its article's words come from."""
    notes = [{k: v for k, v in note.items() if k != "@context"} for note in reading.web_annotations()]
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{reading.article.url or reading.article.name}#{reading.name}").urn
    page = {"id": f"{name}#page", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": notes}
    whole = {"@context": CONTEXT_URL, "id": name, "type": "AnnotationCollection", "label": source, "total": len(notes)}
    return (json.dumps({**whole, "first": page}, ensure_ascii=False, indent=1) + "\n").encode()


def reading_tables(reading: Reading) -> dict[str, bytes]:
    """Return a reading's tables by kind, as spreadsheets of most European countries open them.

    Cells are parted by semicolons, and texts stand in quotation marks, so that a program which parts by commas or
    tabs, too, gives the same. A mark of the encoding comes first, without which Excel spoils letters beyond ASCII.
    """
    frames = {kind: frame.astype(object).where(frame.notna(), "") for kind, frame in reading.frames().items()}
    rows = {kind: [[*frame], *frame.itertuples(index=False, name=None)] for kind, frame in frames.items()}
    style = {"delimiter": ";", "quoting": csv.QUOTE_NONNUMERIC}
    return {kind: csv_text(table, **style).encode("utf-8-sig") for kind, table in rows.items()}
