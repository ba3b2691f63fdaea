"""A file that a person writes → records: the types of a record's fields are the file's format and its check.

A file's records are pydantic dataclasses, made with ``record``. ``read_model`` reads a YAML file into one of
them, or tells all that is wrong in the course's own words, each with its line. A check is a function that
raises ValueError with a sentence; while a file is read it finds the ``File`` in ``info.context``, and a text
knows where it stands (``Typed``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeVar, dataclass_transform, get_args

import pydantic.dataclasses
from pydantic import AfterValidator, AliasChoices, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic import ValidationInfo as Info
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from course_utils.errors import CourseError, Problems, quoted
from course_utils.files.edtf import read_date
from course_utils.files.yaml_text import Fields, Items, Node, Text, read_plain

if TYPE_CHECKING:
    from course_utils.article.article import Article

Made = TypeVar("Made")
Path_: TypeAlias = "tuple[str | int, ...]"

#: How many characters say where in a file something is.
_WHERE: Final = 100
_NAMES: dict[type, str] = {Text: "text", Items: "a list", Fields: "a mapping (key: value)"}
_FORMAT = ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(kind: type[Any]) -> type[Any]:
    """Make a class a frozen record that checks itself and is the format of a mapping in a file.

    It is a dataclass, so ``dataclasses.replace``, ``fields`` and ``asdict`` work, and checks run again.
    """
    return pydantic.dataclasses.dataclass(frozen=True, slots=True, kw_only=True, config=_FORMAT)(kind)


class Typed(str):
    """A text as it was typed in a file, which knows where it stands there."""

    __slots__ = ("path",)
    path: Path_


def check(ok: bool, message: str) -> None:
    """Raise ValueError with the message where something does not hold."""
    if not ok:
        raise ValueError(message)


def checked(test: Callable[[Any], object]) -> AfterValidator:
    """Return a check of a whole value: a function that raises ValueError with a sentence."""

    def run(value: Any) -> Any:
        test(value)
        return value

    return AfterValidator(run)


def filled(message: str) -> AfterValidator:
    """Return a check that a text or a tuple is not empty."""
    return checked(lambda value: check(bool(value.strip() if isinstance(value, str) else value), message))


def like(pattern: str, what: str) -> AfterValidator:
    """Return a check that a text has a form."""
    form = re.compile(pattern)
    return checked(lambda value: check(bool(form.fullmatch(value)), f"“{value[:60]}” is not {what}."))


def later(tell: Callable[[], str | None]) -> PydanticCustomError:
    """Return an error whose text is made when it is told, and that is not told where that gives None."""
    return PydanticCustomError("later", "see the file", {"tell": tell})


def ref(*lists: str, said: str, also: tuple[str, ...] = ()) -> AfterValidator:
    """Return a check that a name is an id in one of the file's lists, or one of ``also``."""

    def known(value: str, info: Info) -> str:
        file: File | None = info.context
        if file is not None and value not in (valid := file.known(lists, also)):
            raise later(lambda: file.log.unknown(value, valid, said))
        return value

    return AfterValidator(known)


def _number(value: Any) -> Any:
    if isinstance(value, str):
        form = re.compile(r"-?[0-9]{1,9}(\.[0-9]+)?")
        check(bool(form.fullmatch(value)), f"{quoted(value, 60)} is not a number such as 8.5.")
    return value


def _yes_no(value: Any) -> Any:
    if isinstance(value, str) and value not in ("yes", "no"):
        raise PydanticCustomError("literal_error", "yes or no", {"expected": "'yes' or 'no'"})
    return value == "yes" if isinstance(value, str) else value


#: A number, a yes or no, and an EDTF date, as they are typed.
Number: TypeAlias = Annotated[float, BeforeValidator(_number)]
YesNo: TypeAlias = Annotated[bool, BeforeValidator(_yes_no)]
Date: TypeAlias = Annotated[str, checked(read_date)]


@dataclass(slots=True)
class File:
    """One file while it is read: what it holds, and what is wrong with it."""

    log: Problems
    tree: Node
    #: The text that the file is about, where it is to be held against one.
    article: Article | None = None
    #: For each list of the file, the ids of its items.
    ids: dict[str, dict[str, None]] = field(default_factory=dict, init=False)
    _known: dict[Any, dict[str, None]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        first: dict[str, int] = {}
        for name, number, own in self._own_ids():
            self.ids.setdefault(name, {})[own.text] = None
            if own.text in first:
                twice = f"the id {own.text} stands twice, first in line {first[own.text]}; rename one."
                self.add((name, number, "id"), twice)
            first.setdefault(own.text, own.line)

    @classmethod
    def read(cls, path: Path, error: type[CourseError], **more: Any) -> File:
        """Read a YAML file; raises the error for what is none."""
        log = Problems(path.name, error)
        return cls(log, read_plain(path, log), **more)

    def _own_ids(self) -> Iterator[tuple[str, int, Text]]:
        for name, items in self.tree.fields.items() if isinstance(self.tree, Fields) else ():
            for number, item in enumerate(items.items if isinstance(items, Items) else ()):
                own = item.fields.get("id") if isinstance(item, Fields) else None
                if isinstance(own, Text) and own.text:
                    yield name, number, own

    def known(self, lists: tuple[str, ...], also: tuple[str, ...] = ()) -> dict[str, None]:
        """Return the ids of some lists, and ``also``."""
        if (lists, also) not in self._known:
            ids = (own for name in lists for own in self.ids.get(name, ()) if own not in also)
            self._known[lists, also] = dict.fromkeys((*ids, *also))
        return self._known[lists, also]

    def make(self, kind: Callable[..., Made]) -> Made | None:
        """Make the file's record; None where it cannot be made, and why is noted."""
        try:
            values = self._values(kind, self.tree, ())
            made: Made = _adapter(kind).validate_python(values, context=self, by_alias=True, by_name=False)
            return made
        except ValidationError as error:
            for one in error.errors(include_url=False):
                place = _Place.of(self.tree, one["loc"])
                if message := self._told(one, place, _kind_at(kind, one["loc"])):
                    where = place.reached if one["type"] == "dataclass_type" else place.where
                    of_value = one["type"].endswith("_type") or one["type"] == "later"
                    self._add(where, place.node.line if of_value and place.node else place.line, message)
            return None

    def _values(self, kind: Any, node: Node, path: Path_) -> Any:
        """Give a part of the tree as pydantic reads it; the empty value of a known key is a missing one."""
        if isinstance(node, Fields):
            return {
                key: self._values(kind, value, (*path, key))
                for key, value in node.fields.items()
                if not _is_empty(value) or key not in _valid(_kind_at(kind, path))
            }
        if isinstance(node, Items):
            return [self._values(kind, item, (*path, number)) for number, item in enumerate(node.items)]
        if not node.text:
            return None
        typed = Typed(node.text)
        typed.path = path
        return typed

    def add(self, path: Path_, message: str) -> None:
        """Note a problem of what stands at a place."""
        place = _Place.of(self.tree, path)
        self._add(place.where, place.line, message)

    def line(self, path: Path_) -> int:
        """Return the line of a place."""
        return _Place.of(self.tree, path).line

    def _add(self, where: str, line: int, message: str) -> None:
        where = where if len(where) <= _WHERE else quoted(where, _WHERE)
        self.log.add(line, f"{where}: {message}" if where else message)

    def _told(self, error: Any, place: _Place, kind: Any) -> str | None:
        """Say what pydantic found in the course's own words."""
        key, found = place.key, "nothing" if place.empty else _NAMES.get(type(place.node), "")
        match error["type"]:
            case "later":
                said: str | None = error["ctx"]["tell"]()
                return said
            case "value_error":
                return str(error["ctx"]["error"])
            case "missing":
                return f"{key} is {'missing' if place.node is None else 'empty'}."
            case "unexpected_keyword_argument":
                for keys in (_keys(*one) for one in kind.__pydantic_fields__.items()):
                    if key in keys[1:]:
                        return f"both {key} and {keys[0]} are given; write {keys[0]} alone."
                return self.log.unknown(key, _valid(kind), "a key here")
            case "dataclass_type":
                return f"expected a mapping with the keys {', '.join(_valid(kind, required=True))}, found {found}."
            case "dict_type":
                return f"{key} must be a mapping (key: value), found {found}."
            case "tuple_type" | "frozen_set_type":
                return f"{key} must be a list, found {found}."
            case "literal_error" if isinstance(place.node, Text) and not place.empty:
                valid = re.findall(r"'([^']+)'|(-?\d+)", error["ctx"]["expected"])
                return self.log.unknown(place.node.text, ["".join(one) for one in valid], f"a valid {key}")
        if error["type"] != "literal_error" and not error["type"].endswith("_type"):
            return f"{key}: {error['msg']}."
        return f"{key} must {'hold texts' if place.listed else 'be text'}, found {found}."


def read_model(
    path: Path, kind: Callable[..., Made], error: type[CourseError], *, article: Article | None = None
) -> Made:
    """Read a YAML file into a record, or raise all that is wrong with it."""
    file = File.read(path, error, article=article)
    made = file.make(kind)
    file.log.close()
    assert made is not None
    return made


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands in a file."""

    #: Of which mapping it is, in words.
    where: str
    #: What it is itself, in words, where it is a mapping.
    reached: str
    #: The last key on the way.
    key: str
    #: What stands there; None where the key is missing.
    node: Node | None
    #: The line of the key, or of the list's item; of the mapping where the key is missing.
    line: int
    #: Whether it is an item of a list.
    listed: bool

    @property
    def empty(self) -> bool:
        return self.node is not None and _is_empty(self.node)

    @classmethod
    def of(cls, tree: Node, path: Path_) -> _Place:
        where = reached = key = ""
        node: Node | None = tree
        line, listed = tree.line, False
        for part in path:
            if isinstance(node, Fields) and isinstance(part, str):
                where, key, listed = reached, part, False
                reached = f"{where}, {key}" if where else key
                line = node.lines.get(part, node.line)
                node = node.fields.get(part)
            elif isinstance(node, Items) and isinstance(part, int):
                node, listed = node.items[part], True
                line = node.line
                own = node.fields.get("id") if isinstance(node, Fields) else None
                if isinstance(own, Text) and own.text:
                    reached += f" {quoted(own.text, 40)[1:-1]}"
                elif not where:
                    reached += f", item {part + 1}"
        if isinstance(node, Fields):  # what is meant is the mapping as a whole
            where, line = reached, node.line
        return cls(where, reached, key, node, line, listed)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _is_empty(node: Node) -> bool:
    return (isinstance(node, Text) and not node.text) or (isinstance(node, Items) and not node.items)


def _keys(name: str, found: FieldInfo) -> list[str]:
    """Return what a field is called in the file."""
    alias = found.validation_alias
    return list(map(str, alias.choices)) if isinstance(alias, AliasChoices) else [str(alias or name)]


@cache
def _valid(kind: Any, required: bool = False) -> list[str]:
    fields = kind.__pydantic_fields__.items()
    return [key for name, f in fields if f.is_required() or not required for key in _keys(name, f)]


def _kind_at(kind: Any, path: Iterable[str | int]) -> Any:
    """Return the record that a place is of, or in."""
    for part in path:
        for name, found in getattr(kind, "__pydantic_fields__", {}).items():
            if part in _keys(name, found):
                kind = next(_records_in(found.annotation), kind)
    return kind


def _records_in(hint: Any) -> Iterator[Any]:
    if hasattr(hint, "__pydantic_fields__"):
        yield hint
    for part in get_args(hint):
        yield from _records_in(part)
