from __future__ import annotations

from course_utils.errors import Problems, ReadingError
from course_utils.files.forms import Form
from course_utils.files.yaml_text import Text, parse_plain


def form(text: str, *required: str, optional: tuple[str, ...] = ()) -> tuple[Form, Problems]:
    log = Problems("x.yaml", ReadingError)
    return Form(parse_plain(text, log), "things t1", log, required=required, optional=optional), log


def lines(log: Problems) -> list[str]:
    return [str(problem) for problem in log.problems]


def test_an_unknown_key_is_told_with_the_nearest_and_the_valid_ones() -> None:
    _, log = form("nmae: x\nname: y", "name", optional=("note",))
    assert lines(log) == ["x.yaml, line 1: things t1: “nmae” is not a key here. Did you mean name? Valid: name, note."]


def test_missing_and_empty_keys_are_told_at_once() -> None:
    found, log = form("note: x\nname:", "name", "kind", optional=("note",))
    assert not found.whole
    assert lines(log) == ["x.yaml, line 2: things t1: name is empty.", "x.yaml, line 1: things t1: kind is missing."]


def test_a_list_where_a_mapping_should_be() -> None:
    found, log = form("- name", "name", "kind")
    assert found.text("name") is None
    assert lines(log) == ["x.yaml, line 1: things t1: expected a mapping with the keys name, kind, found a list."]


def test_values_of_the_wrong_kind_are_noted_and_nothing_is_raised() -> None:
    found, log = form("a: [1]\nb: x\nc: [x, [y], '']\nd: stae", "a", optional=("b", "c", "d", "e"))
    assert found.text("a") is None
    assert found.items("b") == []
    assert found.texts("c") == [Text("x", 3)]
    assert found.choice("d", ("state", "body")) is None
    assert found.items("e") == []
    assert found.node("e") is None
    assert lines(log) == [
        "x.yaml, line 1: things t1: a must be text, found a list.",
        "x.yaml, line 2: things t1: b must be a list, found text.",
        "x.yaml, line 3: things t1: c must hold texts, found a list.",
        "x.yaml, line 3: things t1: c must hold texts, found nothing.",
        "x.yaml, line 4: things t1: “stae” is not a valid d. Did you mean state? Valid: state, body.",
    ]
