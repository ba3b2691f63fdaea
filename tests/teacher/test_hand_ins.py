"""A zip is read as learning platforms make it, in memory and within limits; what is not read is told."""

from __future__ import annotations

import io
import json
import random
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from course_utils.teacher.class_counts import read_class

DAMAGED = "expected a zip that can be read, found a damaged one. Ask for the file again."
FULL = "found more. No zip of answers does so: the rest of it was not read. Ask for the files themselves."
OTHER = "A file of answers ends in .json: rename any that is one."
COPY = "a copy, by its name; not counted. Delete it, or rename it, as to 7.json, if it is another student's."
ASIDE = "set aside by the course, which could not read it; not counted."
SOMETHING = "expected answers that the course wrote, found something else. Ask for the file again."
#: What each file holds; a number stands for so many zeros, which are made when they are packed.
Contents = Mapping[str, bytes | int]
Case = tuple[Contents, str, list[str], list[str]]


def answers(value: str, letters: str | None = "", minute: int = 0) -> bytes:
    fields = {"value": value, "first": value, "tries": 1, "saved": f"2026-11-30T09:{minute:02}"}
    return json.dumps({"schema": 1, "letters": letters, "answers": {"q": fields}}).encode()


def packed(contents: Contents, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, content in contents.items():
            file.writestr(zipfile.ZipInfo(name), bytes(content), how)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    """Say of a zip's files that a password locks them."""
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = content.index(sign) + at
        content = content[:place] + b"\1" + content[place + 1 :]
    return content


A, B, C, D = (answers(value) for value in "abcd")
#: What a zip holds; how often each value is counted; what is passed over and refused, by numbers.
ZIPS: dict[str, Case] = {
    "Moodle": ({"Ann_101_assignsubmission_file_/answers.json": A, "Bob_102_assignsubmission_file_/answers.json": B,
                "Eve_103_assignsubmission_file_/caucasus-course.zip": packed({"c/answers.json": C, "c/01.ipynb": b""})},
               "abc", [f"not read: no. 3.1. {OTHER}"], []),
    "Moodle without folders": ({"Ann_1_file_answers.json": A, "Bob_2_file_answers.json": B}, "ab", [], []),
    "Canvas": ({"ann_101_201_answers.json": A, "bob_LATE_102_202_answers-1.json": B, "cid_1_2_answers (1).json": C},
               "abc", [], []),
    "Teams": ({"Ann Lee/Lesson 1/Version 1/answers.json": A, "Ann Lee/Lesson 1/Version 2/answers.json": B,
               "Bob Ray/Lesson 1/Version 10/answers.json": C, "Bob Ray/Lesson 1/Version 9/answers.json": D,
               "Cid/Lesson 1/answers.json": A},
              "bca", [f"no. {n}, a .json: an earlier version of what was handed in; not counted." for n in (1, 4)], []),
    "names from elsewhere": ({"..\\..\\up.json": A, "/etc/abs.json": B, "C:\\x\\y.json": C, "../x.zip": packed({}),
                              "__MACOSX/._answers.json": D, ".DS_Store": b"", "\u202egnp.json": D},
                             "abcd", [], []),
    "copies": ({"a/answers.json": A, "b/answers.json": A, "b/answers (1).json": B}, "a",
               ["no. 3, a .json: the same, byte for byte, as no. 1, a .json; counted once."],
               [f"no. 2, a .json: {COPY}"]),
    "zips in zips": ({"a.zip": packed({"b.zip": packed({"c.json": A}), "d.json": B}), "e.zip": packed({}),
                      "f.zip": b"PK\3\4", "g.rar": b""},
                     "b", ["no. 2, a .zip: an empty zip; not counted."],
                     ["no. 1.1, a .zip: a zip in a zip in a zip: unpack it first.",
                      f"no. 3, a .zip: {DAMAGED}", "no. 4, a .rar: unpack it first."]),
    "a locked one, and one packed in a rare way": (
        {"a.zip": locked(packed({"a.json": A})), "b.zip": packed({"b.json": B}, zipfile.ZIP_LZMA), "c.json": C},
        "c", [],
        ["no. 1.1, a .json: it is locked by a password: unpack it first.",
         "no. 2.1, a .json: it is packed in a rare way: unpack it first."]),
    "bombs beside a hand-in": (
        {"a.json": 300_000_000, "b.zip": 300_000_000, "c.json": C}, "c", [],
        ["no. 1, a .json: expected at most 2,000,000 bytes of answers, found more."]),
}  # fmt: skip


#: The same of what a folder holds, or a zip.
HAND_INS: dict[str, Case] = {
    "as a learning platform gives them, in three ways": (
        {"one_101_assignsubmission_file_/answers.json": A, "three_103_assignsubmission_file_/answers.json.txt": A,
         "two_102_assignsubmission_file_/caucasus-course.zip": b"PK\3\4"},
        "a",
        ["no. 2, a .json.txt: the same, byte for byte, as no. 1, a .json; counted once."],
        [f"no. 3, a .zip: {DAMAGED}"],
    ),
    "a hidden ending, with other answers in it": (
        {"ann/answers.json": A, "bob/ANSWERS.JSON.TXT": answers("a", minute=1), "c.json.txt": b"{"},
        "aa", [], [f"no. 3, a .json.txt: {SOMETHING}"],
    ),
    "set aside": (
        {"four/answers.json": A, "four/answers.unreadable-1.json": b'{"schema": 1, "answ',
         "four/answers.unreadable-2 (1).json": B, "five/mine.unreadable-1.json": b""},
        "a", [f"no. {number}, a .json: {ASIDE}" for number in (1, 3, 4)], [],
    ),
    "copies of a synced folder": (
        {"a/answers.json": A, "a/answers (1).json": B, "a/answers 2.json": A,
         "a/answers-conflict-20261130.json": answers("a", minute=1), "a/Copy of answers.json": b"{",
         "7.json": answers("a", minute=2), "7 (1).json.txt": answers("a", minute=3)},
        "aa", [],
        [f"no. 1, a .json.txt: {COPY}", *(f"no. {number}, a .json: {COPY}" for number in (3, 4, 5, 6))],
    ),
    "copies whose original is not there": (
        {"a/answers (1).json": A, "b/answers 2.json": answers("a", minute=1), "class 1.json": B,
         "class 2.json": C, "b/answers/x.md": b""},
        "aabc", [f"not read: no. 3. {OTHER}"], [],
    ),
    "handed in twice": (
        {"a.json": A, "a/b.json": A, "c.json": A, "d.json": answers("a", minute=1)},
        "aa",
        [f"no. {number}, a .json: the same, byte for byte, as no. 1, a .json; counted once." for number in (2, 3)],
        [],
    ),
    "packed": (
        {"a.zip": b"", "b.tar.gz": b"", "c.7z": b"", "D.RAR": b"", "answers.json.zip": b"", "e.json": A},
        "a", [],
        [f"no. {number}, a {ending}: {DAMAGED if 'zip' in ending else 'unpack it first.'}"
         for number, ending in enumerate([".rar", ".zip", ".json.zip", ".gz", ".7z"], 1)],
    ),
    "what is no answers": (
        {"a/01-voices.ipynb": b"{}", "a/answers.json": A, "a/brief.html": b"",
         "answers.json.bak": A, "anna.maria": b"", "answers.txt": A},
        "a", [f"not read: no. 1; no. 3; no. 4; no. 5, a .json.bak; no. 6, a .txt. {OTHER}"], [],
    ),
    "a mark of their encoding": (
        {"a.json": b"\xef\xbb\xbf" + A, "b.json": A.decode().encode("utf-16"),
         "c.json": b"\xfe\xff" + A.decode().encode("utf-16-be"), "d.json": b"\xef\xbb\xbf",
         "e.json": b"\xff\xfe{"},
        "aaa", [], [f"no. {number}, a .json: {SOMETHING}" for number in (4, 5)],
    ),
    "files of others": (
        {"a.json": b'{"quiz": "cells", "key": {"1": "b", "2": "d"}}\n', "b.json": b"null",
         "c.json": b'{"schema": 0, "answers": {}}', "d.json": A},
        "a", [], [f"no. {number}, a .json: {SOMETHING}" for number in (1, 2, 3)],
    ),
}  # fmt: skip


def told(root: Path, contents: Contents) -> tuple[str, list[str], list[str]]:
    """Hand in a folder or a zip; give each value that is counted, what is passed over and what is refused."""
    if root.suffix:
        root.write_bytes(packed(contents))
    for path, content in {} if root.suffix else {root / name: content for name, content in contents.items()}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(content))
    found = read_class([root])
    assert [*root.parent.iterdir()] == [root]
    values = "".join(value * n for (_, value), n in sorted(found.votes["q"].items()) if n)
    assert len(values) == found.files
    return values, [*map(str, found.passed)], [*map(str, found.refused)]


@pytest.mark.parametrize("case", ZIPS)
def test_a_platforms_zip_is_counted_and_what_is_not_is_told(case: str, tmp_path: Path) -> None:
    contents, values, passed, refused = ZIPS[case]
    counted, aside, wrong = told(tmp_path / "class.zip", contents)
    if "bombs" in case:
        assert wrong.pop().startswith("no. 2, a .zip: expected at most ")
    if "elsewhere" in case:
        assert aside.pop().endswith("an empty zip; not counted.")
    assert (counted, aside, wrong) == ("".join(sorted(values)), passed, refused)


@pytest.mark.parametrize("root", ["class", "class.zip"])
@pytest.mark.parametrize("case", HAND_INS)
def test_what_is_handed_in_counts_once_or_is_told_by_its_number(case: str, root: str, tmp_path: Path) -> None:
    contents, *expected = HAND_INS[case]
    assert [*told(tmp_path / root, contents)] == expected


@pytest.mark.parametrize(
    ("contents", "last"),
    [
        ({"a.json": 1_000_000_000}, "no. 1, a .json: expected at most 2,000,000 bytes of answers, found more."),
        (dict.fromkeys((f"{n:02}.zip" for n in range(60)), packed({"a.json": 1_900_000})), f"at most 20-fold, {FULL}"),
        ({f"{n:03}.json": 1_900_000 for n in range(200)}, f"a zip that grows at most 20-fold, {FULL}"),
        ({f"{n}": b"" for n in range(41_000)}, f"class.zip: expected at most 40,000 files in a zip, {FULL}"),
    ],
    ids=["a gigabyte of answers", "zips of bombs", "many bombs", "many files"],
)  # fmt: skip
def test_a_bomb_is_refused_at_once(contents: Contents, last: str, tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(packed(contents, 8))
    start = time.process_time()
    found = read_class([tmp_path / "class.zip"])
    assert time.process_time() - start < 2  # a busy machine; 0.5 s on a quiet one
    assert found.files == 0
    assert last in str(found.refused[-1])


def test_a_zip_in_a_folder_is_read_and_each_file_is_told_by_its_path_where_names_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "one.zip").write_bytes(
        packed({"ann/answers.json": A, "ann/in.zip": packed({"bo.json": b"{"})})
    )
    (tmp_path / "two.zip").write_bytes(packed({"x/cid.json": b"[]"}))
    found = read_class([tmp_path / "class", tmp_path / "two.zip"], names=True)
    said = [f"class, one.zip/ann/in.zip/bo.json: {SOMETHING}", f"two.zip, x/cid.json: {SOMETHING}"]
    assert [*map(str, found.refused)] == said
    assert [str(one).partition(":")[0] for one in read_class([tmp_path / "class", tmp_path / "two.zip"]).refused] == [
        "class, no. 1.2.1, a .json", "two.zip, no. 1, a .json"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "values", "kept"),
    [
        ((answers("a", "KQ7X", 1), answers("b", "KQ7X", 2)), "b", "no. 2"),
        ((answers("a", "KQ7X", 2), answers("b", "KQ7X", 1)), "a", "no. 1"),
        ((answers("a", "0Z9A", 1), answers("b", "0Z9A", 3), answers("c", "0Z9A", 2)), "b", "no. 2"),
        ((answers("a", "KQ7X"), answers("b", "KQ7Y")), "ab", ""),
        ((answers("a", "ILOU"), answers("b", "ILOU")), "ab", ""),
        ((answers("a", None), answers("b", "kq7x"), answers("c", "")), "abc", ""),
    ],
)
def test_of_one_students_hand_ins_the_later_is_counted(
    files: tuple[bytes, ...], values: str, kept: str, tmp_path: Path
) -> None:
    counted, passed, refused = told(tmp_path / "class.zip", {f"{n}.json": content for n, content in enumerate(files)})
    assert (counted, refused) == (values, [])
    assert len(passed) == len(files) - len(values)
    letters = json.loads(files[0])["letters"]
    for line in passed:
        assert f"a hand-in under the name {letters}, older than " in line
    assert not kept or passed[-1].endswith(f"older than {kept}, a .json; not counted.")


def test_no_damage_is_a_traceback() -> None:
    """Each byte may be another; what can still be read is."""
    whole, chance = packed({"a/answers.json": A, "b.zip": packed({"answers.json": B})}), random.Random(1)
    seen = set()
    for _ in range(1_500):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 2, 8))):
            content[chance.randrange(2, len(content))] = chance.randrange(256)
        with io.BytesIO(bytes(content[: chance.choice((len(content), chance.randrange(4, len(content))))])) as file:
            seen.add(counted(file.getvalue()))
    assert {0, 1, 2} <= seen


def counted(content: bytes) -> int:
    from course_utils.teacher.hand_ins import _unpacked

    return sum(not one.why for one in _unpacked(content, "class.zip", "", False))
