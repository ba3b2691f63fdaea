"""A control's script is one module of several files, and describes its messages as Python does."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from course_utils import widgets
from course_utils.look import theme
from course_utils.look.wording import RUN_ALL
from course_utils.widgets import control as base

STATIC = Path(base.__file__).with_name("static")
SHARED = ("kit.js", "article.js", "marks.js")
KINDS = [getattr(widgets, name) for name in vars(widgets) if name[0].isupper()]
CONTROLS = [kind for kind in KINDS if hasattr(kind, "script")]
PLAIN = {str: "string", bool: "boolean", int: "number", float: "number", NoneType: "null"}


def typedefs(name: str) -> dict[str, str]:
    """Return a script's descriptions of objects, each on one line."""
    text = (STATIC / name).read_text("utf-8").replace("\n *", " ")
    found = re.findall(r"@typedef \{\{([^@]*)\}\} (\w+)", text)
    return {kind: f"{{{' '.join(keys.split())}}}" for keys, kind in found}


def spelt(hint: Any) -> str:
    """Write a type of Python's as JavaScript's type checker does."""
    kind, parts = get_origin(hint), get_args(hint)
    if kind in (Union, UnionType):
        return " | ".join(map(spelt, parts))
    if kind is Literal:
        return " | ".join(map(json.dumps, parts))
    if kind is NotRequired:
        return spelt(parts[0])
    if kind is list:
        return f"{spelt(parts[0])}[]"
    if kind is dict:
        return f"Record<{', '.join(map(spelt, parts))}>"
    if kind is tuple:
        return f"[{', '.join(map(spelt, parts))}]"
    return PLAIN.get(hint) or str(hint.__name__)


def held(hint: Any) -> Iterator[Any]:
    """Yield the TypedDicts in a type, as the second one in ``dict[str, Option]``."""
    if is_typeddict(hint):
        yield hint
    for part in get_args(hint):
        yield from held(part)


def described(kind: Any, name: str) -> dict[str, str]:
    """Return a TypedDict, and those that it holds, as a script describes them."""
    hints = get_type_hints(kind, include_extras=True)
    keys = [f"{key}{'?' * (get_origin(hint) is NotRequired)}: {spelt(hint)}" for key, hint in hints.items()]
    found = {name: f"{{{', '.join(keys)}}}"}
    for other in (one for hint in hints.values() for one in held(hint)):
        found |= described(other, other.__name__)
    return found


@pytest.mark.parametrize("control", CONTROLS)
def test_what_a_control_shows_answers_and_is_told_is_described_alike_in_its_script(control: Any) -> None:
    roles = zip(("Item", "Reply", "Message"), get_args(control.__orig_bases__[0]), strict=True)
    python = {
        name: text for role, kind in roles if kind is not base.Nothing for name, text in described(kind, role).items()
    }
    shared = {name: text for one in SHARED for name, text in typedefs(one).items() if name in python}
    assert shared | typedefs(control.script) == python


def test_what_every_answer_has_besides_is_described_alike() -> None:
    assert typedefs("kit.js")["Told"] == described(base.Told, "Told")["Told"]


def test_the_words_for_running_a_notebook_are_alike() -> None:
    assert f'const RUN_ALL = "{RUN_ALL}";' in base.script("kit.js")


def test_each_control_has_a_script_of_its_own_and_the_others_are_shared() -> None:
    given = {path.name for path in STATIC.glob("*.js") if "export default" in path.read_text("utf-8")}
    assert given == {control.script for control in CONTROLS}
    assert {path.name for path in STATIC.glob("*.js")} - given == {
        *SHARED,
        "foretold.js",
        "foretold_more.js",
        "site.js",
    }


def test_a_script_follows_those_that_it_imports_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kit.js").write_text("/** @param {string} one */\nexport const h = (one) => one;\n")
    (tmp_path / "marks.js").write_text(
        'import {h} from "./kit.js";\n\n/**\n * Shown.\n * @param {string} one\n */\n'
        "export function drawn(one) {\n  const all = /** @type {string[]} */ ([]);\n  return h(one);\n}\n"
    )
    (tmp_path / "own.js").write_text(
        'import {\n  h,\n} from "./kit.js";\nimport {drawn} from "./marks.js";\n'
        '/** @import {Option} from "./kit.js" */\nexport default {render: () => drawn(h("a"))};\n'
    )
    monkeypatch.setattr(base, "_STATIC", tmp_path)
    assert base.script.__wrapped__("own.js") == (
        "const h = (one) => one;\n"
        "\nfunction drawn(one) {\n  const all = ([]);\n  return h(one);\n}\n"
        'export default {render: () => drawn(h("a"))};\n'
    )


def test_the_theme_is_the_one_home_of_its_colours() -> None:
    sheet = (STATIC / "course.css").read_text("utf-8")
    colours = re.findall(r"#[0-9a-f]{6}", Path(theme.__file__).read_text("utf-8").lower())
    assert [colour for colour in colours if colour in sheet.lower()] == []
    own = set(re.findall(r"--rtc-(\w+):", sheet))
    assert set(re.findall(r"var\(--rtc-(\w+)\)", sheet)) - own == {"ink", "editor", "author"}
    assert base.style() == f":root{{--rtc-ink:#1a1a1a;--rtc-editor:#D55E00;--rtc-author:#0072B2;}}\n{sheet}"
