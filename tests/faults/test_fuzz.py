"""Every parser gives a record that holds or a CourseError with the file's name, whatever the file holds."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from faults.parsers import KINDS, FaultError, HangError, judge, kept
from fuzz import damaged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.errors import TOLD, QuestionsError, ReadingError
from course_utils.exercises.questions import load_questions
from course_utils.files.yaml_text import MAX_TEXT
from course_utils.reading.load import load_reading

#: How many inputs each kind is tried with: together they take about 20 seconds. tests/proof/fuzz.py tries more.
EXAMPLES = {"article": 200, "reading": 50, "context": 50, "questions": 80, "answers": 100, "class": 100, "date": 300}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_damaged_is_told_or_read(kind: str, tmp_path: Path) -> None:
    @settings(max_examples=EXAMPLES[kind], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=False), st.one_of(st.none(), st.binary(max_size=60)))
    def holds(chance: random.Random, raw: bytes | None) -> None:
        content = raw if raw is not None else damaged(kind, chance, size=2_000)
        for left in tmp_path.iterdir():
            left.unlink()
        try:
            judge(kind, content, tmp_path)
        except (FaultError, HangError) as fault:
            fault.add_note(f"The input, to be kept in tests/faults/corpus/{kind}: {content!r}")
            raise

    holds()


@pytest.mark.parametrize("path", [pytest.param(p, id=f"{k}-{p.name}") for k in KINDS for p in kept(k)])
def test_what_was_once_a_fault_is_none_any_more(path: Path, tmp_path: Path) -> None:
    judge(path.parent.name, path.read_bytes(), tmp_path)


def test_the_error_of_10_000_bad_questions_is_short_and_counts_them_all(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text("questions:\n" + "- {id: a}\n" * 10_000)
    with pytest.raises(QuestionsError) as caught:
        load_questions(path)
    lines = str(caught.value).split("\n")
    assert lines[0] == "questions.yaml, line 3: questions a: the id a stands twice, first in line 2; rename one."
    assert lines[TOLD:] == ["questions.yaml: 59,899 more of such problems; mend these first."]
    assert sum(max(1, problem.more) for problem in caught.value.problems) == 6 * 10_000 - 1


def test_a_place_or_a_valid_name_of_a_page_is_not_repeated_in_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.reading.yaml"
    long = "a" * MAX_TEXT
    events = [{"id": f"e{number}", "actor": "b"} for number in range(50)]
    (tmp_path / "x.txt").write_bytes(b"T https://a.org/b\n\nLead:\n\nText.")
    path.write_text(json.dumps({"reading": "1", "actors": [{"id": long, "name": "n"}], "events": events}))
    with pytest.raises(ReadingError) as caught:
        load_reading(path)
    assert max(len(problem.message) for problem in caught.value.problems) < 400
