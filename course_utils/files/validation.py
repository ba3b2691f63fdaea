"""A file that a person writes → records: the types of a record's fields are the file's format and its check.

A file's records are pydantic dataclasses, made with ``record``. ``read_model`` reads a YAML file into one of
them, or tells all that is wrong in the course's own words, each with its line. A check is a function that
raises ValueError with a sentence; while a file is read it finds the ``File`` in ``info.context``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, dataclass_transform, get_args, get_origin

import pydantic.dataclasses
from pydantic import AfterValidator, AliasChoices, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic import ValidationInfo as Info
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from course_utils.errors import TOLD, CourseError, Problems, quoted, unknown_name
from course_utils.files.edtf import read_date
from course_utils.files.yaml_text import Fields, Items, Node, Place, Text, Where, items_of, read_plain, text_of

Made = TypeVar("Made")

_WHERE: Final = 100  #: How many characters say where in a file something is.
_NAMES: dict[type, str] = {Text: "text", Items: "a list", Fields: "a mapping (key: value)"}
_FORMAT = ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(kind: Any = None, /, *, kw_only: bool = True) -> Any:
    """Make a class a frozen record that checks itself and is the format of a mapping in a file.

    It is a dataclass, so ``dataclasses.replace``, ``fields`` and ``asdict`` work, and checks run again.
    """
    make = pydantic.dataclasses.dataclass(frozen=True, slots=True, kw_only=kw_only, config=_FORMAT)
    return make if kind is None else make(kind)


def check(ok: bool, message: str) -> None:
    """Raise ValueError with the message where something does not hold."""
    if not ok:
        raise ValueError(message)


def check_name(found: str, valid: Collection[str], what: str, remedy: str = "") -> None:
    """Raise ValueError where a name is none of the valid ones; to look for the nearest takes time."""
    if found not in valid:
        raise ValueError(unknown_name(found, valid, what) + remedy)


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


def later(tell: Callable[[], str] | None = None) -> PydanticCustomError:
    """Return an error whose text is made when it is told, or of an item where another has told what is wrong."""
    return PydanticCustomError("later" if tell else "elsewhere", "see the file", {"tell": tell})


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
        number = re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]+)?", value)
        check(number is not None, f"{quoted(value, 60)} is not a number such as 8.5.")
    return value


def typed_as(values: Mapping[str, Any], meant: Mapping[str, str] | None = None) -> BeforeValidator:
    """Return a reader of the texts that stand for values; a value, for itself; some are ``meant`` as others."""
    kinds = {type(value) for value in values.values()}  # True equals 1, and is none

    def read(value: Any) -> Any:
        if isinstance(value, str) and (text := (meant or {}).get(value.casefold())):
            raise ValueError(f"“{value}” is written {text} here.")
        if value not in values if isinstance(value, str) else type(value) not in kinds:
            raise PydanticCustomError("literal_error", "none of them", {"expected": ", ".join(map(repr, values))})
        return values[value] if isinstance(value, str) else value

    numbers = (value for value in values.values() if type(value) is int)  # as which an editor takes them
    return BeforeValidator(read, json_schema_input_type=Literal[(*values, *numbers)])


#: A number, a yes or no, and an EDTF date, as they are typed.
Number: TypeAlias = Annotated[float, BeforeValidator(_number)]
YesNo: TypeAlias = Annotated[bool, typed_as({"yes": True, "no": False})]
Date: TypeAlias = Annotated[str, checked(read_date)]


@dataclass
class File:
    """One file while it is read: what it holds, and what is wrong with it."""

    log: Problems
    tree: Node
    article: Any = None  #: The text that the file is about, where it is held against one; its checks know what it is.
    reading: Any = None  #: The same for what is counted in a reading.
    taken: Mapping[str, str] = field(default_factory=dict)  #: Ids that no item may have, and what has them.
    #: For each list of the file, the ids of its items.
    ids: dict[str, dict[str, None]] = field(default_factory=dict, init=False)
    made: dict[str, Any] = field(default_factory=dict, init=False)  #: Items that others hold, by their ids.
    _known: dict[Any, dict[str, None]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        first: dict[str, int] = {}
        for name in self.tree if isinstance(self.tree, Fields) else ():
            for number, item in enumerate(items_of(self.tree, name)):
                if own := text_of(item, "id"):
                    self.ids.setdefault(name, {})[own] = None
                    line = self.line(where := (name, number, "id"))
                    if own in first:
                        self.add(where, f"the id {own} stands twice, first in line {first[own]}; rename one.")
                    first.setdefault(own, line)

    @classmethod
    def read(cls, path: Path, error: type[CourseError], **more: Any) -> File:
        """Read a YAML file; raises the error for what is none."""
        log = Problems(path.name, error)
        return cls(log, read_plain(path, log), **more)

    def known(self, lists: tuple[str, ...], also: tuple[str, ...] = ()) -> dict[str, None]:
        """Return the ids of some lists, and ``also``."""
        if (lists, also) not in self._known:
            ids = (own for name in lists for own in self.ids.get(name, ()) if own not in also)
            self._known[lists, also] = dict.fromkeys((*ids, *also))
        return self._known[lists, also]

    def make(self, kind: Callable[..., Made]) -> Made | None:
        """Make the file's record; None where it cannot be made, and why is noted."""
        try:
            made: Made = _adapter(kind).validate_python(
                self._filled(kind, self.tree), context=self, by_alias=True, by_name=False
            )
            return made
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self._tell(one, kind)
            return None

    def _filled(self, kind: Any, node: Node) -> Any:
        """Give a part of the tree as pydantic reads it; the empty value of a known key is a missing one."""
        if isinstance(node, Fields):
            made = Fields(node.line, node.where)
            for key, value in node.items():
                one = _keys(kind).get(key)
                if not _is_empty(value) or one is None:
                    made[key] = self._filled(_record_at(kind, key), value)
                elif isinstance(value, Text) and not one.is_required() and get_origin(one.annotation) is not tuple:
                    self.add(value.where, f"{key} is empty; fill it in, or remove it.")
            return made
        if isinstance(node, Items):
            return [self._filled(kind, item) for item in node]
        return node or None

    def add(self, path: Where, message: str) -> None:
        """Note a problem of what stands at a place."""
        place = Place.of(self.tree, path)
        self._add(place.reached if isinstance(place.node, Fields) else place.where, place.line, message)

    def line(self, path: Where) -> int:
        """Return the line of a place."""
        return Place.of(self.tree, path).line

    def _add(self, where: str, line: int, message: str) -> None:
        where = where if len(where) <= _WHERE else quoted(where, _WHERE)
        self.log.add(line, f"{where}: {message}" if where else message)

    def _tell(self, error: Any, kind: Any) -> None:
        """Note what pydantic found, where it stands."""
        path, found = error["loc"], error["type"]
        if found in ("elsewhere", "default_factory_not_called"):
            return
        if len(self.log.problems) >= TOLD:  # which will not be told
            self.log.add(None, "")
            return
        place = Place.of(self.tree, path)
        of_parent = found in ("unexpected_keyword_argument", "tuple_type")
        of = reduce(_record_at, path[:-1] if of_parent else path, kind)
        of_whole = found == "dataclass_type" or (found == "value_error" and isinstance(place.node, Fields))
        of_value = of_whole or found == "later" or found.endswith("_type")
        line = place.node.line if of_value and place.node is not None else place.line
        self._add(place.reached if of_whole else place.where, line, self._said(error, place, of))

    def _said(self, error: Any, place: Place, kind: Any) -> str:
        """Say in the course's own words what pydantic found."""
        key, node = place.key, place.node
        empty = node is not None and _is_empty(node)
        found = "nothing" if empty else _NAMES.get(type(node), "")
        match error["type"]:
            case "later":
                return str(error["ctx"]["tell"]())
            case "value_error":
                return str(error["ctx"]["error"])
            case "missing":
                return f"{key} is {'missing' if node is None else 'empty'}."
            case "unexpected_keyword_argument":
                if one := _keys(kind).get(key):
                    first = next(name for name, same in _keys(kind).items() if same is one)
                    return f"both {key} and {first} are given; write {first} alone."
                if key.isdigit():
                    return f"“{key}” stands alone after a comma; write a number with a point, such as 8.5."
                return _glued(key, kind) or self.log.unknown(key, _valid(kind), "a key here")
            case "dataclass_type":
                said = f"expected a mapping with the keys {', '.join(_valid(kind, required=True))}, found {found}."
                return f"{said} {_glued(str(node), kind)}".strip()
            case "tuple_type":
                return f"{key} must be a list, found {found}; {_as_list(_keys(kind)[key].annotation, node)}."
            case "literal_error" if isinstance(node, Text) and not empty:
                valid = re.findall(r"'([^']+)'|(-?\d+)", error["ctx"]["expected"])
                return self.log.unknown(node, ["".join(one) for one in valid], f"a valid {key}")
        if error["type"] != "literal_error" and not error["type"].endswith("_type"):
            return f"{key}: {error['msg']}."
        return f"{key} must {'hold texts' if place.listed else 'be text'}, found {found}."


def read_model(path: Path, kind: Callable[..., Made], error: type[CourseError], **more: Any) -> Made:
    """Read a YAML file into a record, or raise all that is wrong with it; ``more`` is for the ``File``."""
    file = File.read(path, error, **more)
    made = file.make(kind)
    file.log.close()
    assert made is not None
    return made


_adapter = cache(TypeAdapter[Any])


def _is_empty(node: Node) -> bool:
    """Whether a value is an empty text or list."""
    return not node and not isinstance(node, Fields)


@cache
def _keys(kind: Any) -> dict[str, FieldInfo]:
    """Return the fields of a record by all that each may be called in the file."""
    found = dict[str, FieldInfo]()
    for name, one in getattr(kind, "__pydantic_fields__", {}).items():
        alias = one.validation_alias
        found |= dict.fromkeys(map(str, alias.choices if isinstance(alias, AliasChoices) else [alias or name]), one)
    return found


def _valid(kind: Any, required: bool = False) -> list[str]:
    """Return the keys of a record that a file may have, or must."""
    return [key for key, one in _keys(kind).items() if one.is_required() or not required]


@cache
def _record_at(kind: Any, key: str | int) -> Any:
    """Return the record that a key of a record leads to; the record itself where it leads to none."""
    one = _keys(kind).get(str(key))
    return (
        next((part for part in _parts(one.annotation) if hasattr(part, "__pydantic_fields__")), kind) if one else kind
    )


def _glued(text: str, kind: Any) -> str:
    """Say that a text is a key of a record and its value, if it is."""
    key, colon, _ = text.partition(":")
    return f"A space is missing after “{key}:”." if colon and key in _valid(kind) else ""


def _as_list(hint: Any, node: Node | None) -> str:
    """Say how what stands where a list should is written as one."""
    if isinstance(node, Text) and node.startswith("-"):
        return "a space is missing after each dash (- )"
    if not isinstance(node, Text) or not any(part in (str, float) for part in _parts(hint)):
        return "begin each item with a dash (-)"
    text = node.strip("[]()")  # one of which is there
    plain = re.fullmatch(r"\w[\w. -]*|[\w.-]+(, ?[\w.-]+)+", text)  # no text with a comma, but several words
    return f"write [{text if plain else json.dumps(text, ensure_ascii=False)}]"


def _parts(hint: Any) -> Iterator[Any]:
    """Give a type and all that it is made of or typed as."""
    yield hint
    for part in (*get_args(hint), getattr(hint, "json_schema_input_type", None)):
        yield from _parts(part) if part is not None else ()
