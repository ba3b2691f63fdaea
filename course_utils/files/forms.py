"""Reading a plain tree against the keys and values it should have, noting all that is wrong.

``plain`` gives text with lines; a ``Form`` turns one mapping of it into the few things a record needs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from course_utils.errors import Problems, quoted
from course_utils.files.yaml_text import Fields, Items, Node, Text

#: How many characters say where in a file something is.
_WHERE = 100

_NAMES: dict[type, str] = {Text: "text", Items: "a list", Fields: "a mapping (key: value)"}


class Form:
    """A mapping that is being read against the keys it should have.

    Every accessor notes what is wrong and gives a harmless value instead, so that one pass finds it all;
    nothing that a Form gives may be used before the log is closed.
    """

    def __init__(
        self, node: Node, where: str, log: Problems, *, required: Sequence[str], optional: Sequence[str] = ()
    ) -> None:
        self.log, self.where, self.line = log, where, node.line
        self._fields: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        #: Whether a mapping with all its required keys was found.
        self.whole = isinstance(node, Fields)
        if not isinstance(node, Fields):
            self.add(self.line, f"expected a mapping with the keys {', '.join(required)}, found {_kind(node)}.")
            return
        self._fields, self._lines = node.fields, node.lines
        valid = tuple(dict.fromkeys((*required, *optional)))
        for key, line in node.lines.items():
            if key not in valid:
                self.add(line, self.unknown(key, valid, "a key here"))
        for key in required:
            value = node.fields.get(key)
            if value is None or value in (Text("", value.line), Items([], value.line)):
                self.whole = False
                self.add(self.line_of(key), f"{key} is {'missing' if value is None else 'empty'}.")

    def add(self, line: int | None, message: str) -> None:
        """Note a problem, with the section and id where it is."""
        where = self.where if len(self.where) <= _WHERE else quoted(self.where, _WHERE)
        self.log.add(line, f"{where}: {message}" if where else message)

    def unknown(self, found: str, valid: Collection[str], what: str) -> str:
        """Say that a name is none of the valid ones, as the function does, and guess while that is quick."""
        return self.log.unknown(found, valid, what)

    def line_of(self, key: str) -> int:
        """Return the line of a key, or the mapping's own where it is missing."""
        return self._lines.get(key, self.line)

    def node(self, key: str) -> Node | None:
        """Return the value as it stands; None where it is missing or empty."""
        value = self._fields.get(key)
        return None if isinstance(value, Text) and not value.text else value

    def text(self, key: str) -> str | None:
        """Return a text; None where it is missing, empty or no text."""
        value = self.node(key)
        if value is None:
            return None
        if isinstance(value, Text):
            return value.text
        self.add(value.line, f"{key} must be text, found {_kind(value)}.")
        return None

    def choice(self, key: str, valid: Collection[str]) -> str | None:
        """Return a text that is one of the valid ones, else None."""
        value = self.text(key)
        if value is None or value in valid:
            return value
        self.add(self.line_of(key), self.unknown(value, valid, f"a valid {key}"))
        return None

    def items(self, key: str) -> list[Node]:
        """Return a list's items; empty where it is missing or no list."""
        value = self.node(key)
        if value is None or isinstance(value, Items):
            return value.items if value else []
        self.add(value.line, f"{key} must be a list, found {_kind(value)}.")
        return []

    def texts(self, key: str) -> list[Text]:
        """Return the texts of a list; what is no text is noted and left out."""
        found = []
        for item in self.items(key):
            if isinstance(item, Text) and item.text:
                found.append(item)
            else:
                self.add(item.line, f"{key} must hold texts, found {_kind(item)}.")
        return found


def _kind(node: Node) -> str:
    return "nothing" if isinstance(node, Text) and not node.text else _NAMES[type(node)]
