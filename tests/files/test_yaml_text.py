from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course_utils import load_article, load_context, load_questions, load_reading
from course_utils.errors import CourseError, Problems, QuestionsError, ReadingError
from course_utils.files.yaml_text import MAX_BYTES, MAX_DEPTH, Fields, Items, Node, Text, Where, parse_plain, read_plain

REFUSED = yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text(encoding="utf-8"))


def said(text: str) -> str:
    """Return the whole error that a text raises, or the problems that were noted."""
    log = Problems("x.yaml", ReadingError)
    try:
        parse_plain(text, log)
    except ReadingError as error:
        return str(error)
    return "\n".join(map(str, log.problems))


@pytest.mark.parametrize("typed", ["NO", "yes", "057", "12:30", "2020-07-01", "1e3", "null", "~", "+1", "0x1F", ".inf"])
def test_every_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    assert parse_plain(f"a: {typed}", Problems("x.yaml", ReadingError)) == {"a": typed}


def places(node: Node) -> Iterator[tuple[str, int, Where]]:
    """Give each part of a tree with its line and the way to it, a mapping with its keys and theirs."""
    yield (node if isinstance(node, Text) else type(node).__name__), node.line, node.where
    if isinstance(node, Fields):
        yield from ((key, line, node.where) for key, line in node.lines.items())
    for part in node.values() if isinstance(node, Fields) else node if isinstance(node, Items) else ():
        yield from places(part)


def test_everything_knows_its_line_and_the_way_to_it() -> None:
    tree = parse_plain("# a comment\na:\n  - one\n  - {b:\n two}\n", Problems("x.yaml", ReadingError))
    assert tree == {"a": ["one", {"b": "two"}]}
    assert list(places(tree)) == [
        ("Fields", 2, ()),
        ("a", 2, ()),
        ("Items", 3, ("a",)),
        ("one", 3, ("a", 0)),
        ("Fields", 4, ("a", 1)),
        ("b", 4, ("a", 1)),
        ("two", 5, ("a", 1, "b")),
    ]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: repr(case["text"]))
def test_what_is_not_yaml_or_more_than_a_reader_sees_is_told_with_its_line(case: dict[str, Any]) -> None:
    assert said(case["text"]) == f"x.yaml{case['said']}"
    if "obeyed" in case:
        assert said(case["obeyed"]) == ""
        assert parse_plain(case["obeyed"], Problems("x.yaml", ReadingError)) == case["tree"]


@pytest.mark.parametrize(
    "text",
    [
        "actors: # all of them\n  - a\n",
        "a: # of them\nb: c",
        "a: #all\n  - b\n",
        "a: [b] # c",
        "a: [b, # c\n d]",
        "a: 'b #c' # d",
        'a: "b #c"\n',
        "a: | # b\n  c #d\n",
        "a: >\n  c #d\n",
        "a: b#c",
        "a: b\n# c\n#d",
        "- id: a\n  # b\n  #name: c\n  d: e",
        "- a\n- b\n  # c",
        "- a\n#- b",
        "a:\n  #- b\n",
        "a: b\n  ## c",
    ],
)
def test_a_comment_that_hides_no_text_is_let_be(text: str) -> None:
    assert said(text) == ""


def test_without_libyaml_the_tree_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser build of PyYAML has no C part."""
    monkeypatch.delattr(yaml, "CBaseLoader")
    tree = parse_plain("a: [NO,\n '1']", Problems("x.yaml", ReadingError))
    assert tree == {"a": ["NO", "1"]}
    assert [line for _, line, _ in places(tree)] == [1, 1, 1, 1, 2]
    assert said("a: 1\nb: 'it's'") == (
        "x.yaml, line 2: this is not YAML: a quotation mark is missing here, or text in quotes holds a mark like "
        "those around it (put it in the other kind, '…' or \"…\")."
    )


def test_deep_nesting_is_refused_without_recursion() -> None:
    message = f"x.yaml, line 1: lists and mappings nest deeper than {MAX_DEPTH}."
    assert said("[" * 100_000) == message
    assert said("- " * 400) == message


def test_a_file_of_too_many_values_is_refused_where_they_become_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course_utils.files.yaml_text.MAX_NODES", 1_000)
    most = "a:\n" + "- x\n" * 997  # the mapping, its key and the list are values too
    assert said(most) == ""
    assert said(f"{most}- x\n") == "x.yaml, line 999: the file holds more than 1,000 values; split it."


def test_a_tower_of_aliases_does_not_unfold() -> None:
    lines = ["a: &a [x, x]"] + [f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    assert said("\n".join(lines)).count("is not allowed") == 9 + 8


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: 1\nb: \xe9", "x.yaml, line 2: the file is not UTF-8 text from here on; save it as UTF-8."),
        (b"#" * (MAX_BYTES + 1), "x.yaml: the file is larger than 32 MB; split it."),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(QuestionsError) as caught:
        read_plain(path, Problems("x.yaml", QuestionsError))
    assert str(caught.value) == message


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"^x\.yaml: the file cannot be read: no such file or directory\.$"):
        read_plain(tmp_path / "x.yaml", Problems("x.yaml", ReadingError))
    with pytest.raises(ReadingError, match=r"^x\.yaml: the file cannot be read: it is a folder or a device\.$"):
        read_plain(tmp_path, Problems("x.yaml", ReadingError))


LOADERS = (load_reading, load_context, load_questions, load_article)


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_or_a_device_is_refused_and_not_waited_for(load: Callable[[Path], object], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/tty")):
        with pytest.raises(CourseError, match=rf"^{path.name}: .* a folder or a device"):
            load(path)


@pytest.mark.parametrize("load", LOADERS)
def test_of_a_huge_file_no_more_is_read_than_the_most_that_is_taken(
    load: Callable[[Path], object], tmp_path: Path
) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as file:
        file.truncate(300_000_000)  # which takes no room on most disks
    tracemalloc.start()
    with pytest.raises(CourseError, match=r"^big\.yaml: .*( larger than 32 MB|more than 50,000,000 bytes)"):
        load(big)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 110_000_000


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "/"), (".", "."), ("\0x", r"\u0000x"), ("a\ud800", r"a\ud800"), ("x" * 300, "x"), ("", None)],
)
def test_a_path_that_no_file_can_have_is_refused_in_a_line_that_begins_with_it(
    load: Callable[[Path], object], path: str, name: str | None
) -> None:
    with pytest.raises(CourseError) as caught:
        load(Path(path))
    assert str(caught.value).startswith(name or ".")
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_and_windows_newlines_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    tree = read_plain(path, Problems("x.yaml", ReadingError))
    assert list(places(tree))[1:] == [("a", 1, ()), ("b", 2, ()), ("1", 1, ("a",)), ("2", 2, ("b",))]


@given(st.text(alphabet=st.sampled_from("ab:-[]{}\"'&*!?|>%@#, \n\té“”\x85\u2028\ufeff"), max_size=60))
def test_any_text_gives_a_tree_or_the_error(text: str) -> None:
    log = Problems("x.yaml", ReadingError)
    message = "x.yaml"
    try:
        assert isinstance(parse_plain(text, log), Text | Items | Fields)
    except ReadingError as error:
        message = str(error)
    assert message.startswith("x.yaml")
