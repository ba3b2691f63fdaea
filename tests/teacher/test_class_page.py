"""The page for the projector: every number recounted by other means, and nobody seen."""

from __future__ import annotations

import html
import io
import itertools
import json
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.answers.workbook import Answer
from course_utils.command import cli
from course_utils.course_parts import CourseParts
from course_utils.places import shelf
from course_utils.teacher.class_counts import Tally, read_class, tallies
from course_utils.teacher.class_page import bars, class_page

FEW = "few or none"
ARTICLE = CourseParts().article


def tally(firsts: Sequence[int], lasts: Sequence[int]) -> Tally:
    names = "abc"[: len(firsts)]
    first, last = (dict(zip(names, counts, strict=True)) for counts in (firsts, lasts))
    return Tally("q", "Who?", {name: name.upper() for name in names}, "a", first, last)


@pytest.mark.parametrize(
    ("firsts", "lasts", "shown"),
    [
        ((2, 2, 0), (4, 0, 0), {}),
        ((4, 0, 0), (0, 0, 0), {}),
        ((2, 2, 2), (2, 2, 1), {}),
        ((3, 2, 0), (1, 2, 1), {"A": [60], "others: B · C": [None]}),
        ((5, 0, 0), (0, 5, 0), {"A": [70, None], "B": [None, 70], "others: C": [None, None]}),
        ((12, 10, 1), (14, 9, 0), {"A": [50, 60], "B": [40, 40], "others: C": [None, None]}),
        ((2, 2, 10), (1, 1, 12), {"C": [70, 80], "others: A · B": [30, None]}),
        ((10, 10, 10), (28, 2, 0), {"A": [33, 90], "B": [33, None], "C": [33, None]}),
        ((4, 5, 5), (10, 2, 2), {"A": [30, 70], "B": [35, None], "C": [35, None]}),
        ((0, 0, 0), (3, 3, 94), {"A": [4], "B": [4], "C": [92]}),
        ((7, 13, 7), (3, 5, 5), {"A": [25, 20], "B": [50, 40], "C": [25, 40]}),
        ((7, 7, 0), (7, 5, 2), {"A": [50, 50], "B": [50, 40], "others: C": [None, None]}),
        ((4, 5, 5), (15, 13, 0), {"A": [30, 50], "B": [35, 45], "C": [35, None]}),
    ],
)
def test_a_share_is_shown_from_five_answers_on_rounded_and_few_are_no_number(
    firsts: Sequence[int], lasts: Sequence[int], shown: Mapping[str, list[int | None]]
) -> None:
    assert {text: [*shares.values()] for text, shares in bars(tally(firsts, lasts)).items()} == shown


def test_whether_one_or_two_or_nobody_chose_an_option_cannot_be_told() -> None:
    """Nor, of several, which."""
    for large in range(5, 40):
        assert len({str(bars(tally((large, few, 0), (large, 0, 0)))) for few in (0, 1, 2)}) == 1, large
    for counts in ((6, 2, 1), (6, 1, 2), (9, 2, 2)):
        assert [*bars(tally(counts, counts))] == ["A", "others: B · C"]


@pytest.fixture
def faceless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the faces out of pages, of which a test makes a hundred."""
    monkeypatch.setattr("course_utils.teacher.class_page._faces", lambda _: ())


@pytest.mark.usefixtures("faceless")
def test_where_all_agree_the_page_says_the_least_that_it_may_be() -> None:
    """A number that is no less would tell of the one or two who do not."""
    for large, few in itertools.product(range(5, 40), range(3)):
        counted = tally((large, few, 0), (large + few, 0, 0))
        [first, last] = (share or 0 for share in next(iter(bars(counted).values())).values())
        assert first * (large + few) <= 100 * large <= (first + 35) * (large + few)
        page = class_page("T", ARTICLE, "From §.", [counted], {})
        assert f"A: first {first} % or more, now {last} % or more; others: B · C: first few or none" in page


def test_a_column_adds_to_a_hundred_equal_ones_stay_equal_and_others_keep_their_order() -> None:
    """Three equal ones make 99; where few chose something, what is left of a hundred is theirs."""
    for counts in ((a, b, c) for a in range(9) for b in range(8) for c in range(8) if a + b + c > 4):
        shown = [(one["first"], n) for one, n in zip(bars(tally(counts, (0, 0, 0))).values(), counts, strict=False)]
        if min(counts) > 2:
            assert sum(share or 0 for share, _ in shown) == (99 if len({*counts}) == 1 else 100), counts
            assert all((one > other) == (n > m) for one, n in shown for other, m in shown if one and other), counts
        assert all(abs((share or 0) - 100 * n / sum(counts)) < 9 for share, n in shown if share and min(counts) > 2)


# --- A class of 28 ----------------------------------------------------------------------------------------------------

BANK: list[dict[str, Any]] = yaml.load((shelf("data") / "questions.yaml").read_text("utf-8"), yaml.BaseLoader)[
    "questions"
]
KINDS = {name: name for name in ("asserted", "reported", "accused", "hypothetical", "judged")}
SIGNS = {"friendly": "friendly (+)", "hostile": "unfriendly (−)", "mixed": "mixed", "neither": "neutral (0)"}
TWICE = ("04-check-claim", "05-check-reason")
CHANCES = ("03-estimate.chance-1", "03-estimate.chance-2", "03-estimate")


def answers_of(chance: random.Random, items: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    """Let a student answer nearly everything: first and last."""
    given = {}
    for item, options in items.items():
        if chance.random() < 0.9:
            first = chance.choice([options[0], *options])
            given[item] = first, first if chance.random() < 0.6 else options[0]
    for item in TWICE:
        if item in given:
            given[f"{item}.alone"] = (given[item][0],) * 2
            given[item] = (given[item][1],) * 2
    left = chance.randrange(0, 21)
    given |= {name: (str(5 * n),) * 2 for name, n in zip(CHANCES, (left, 0, 20 - left), strict=True)}
    return given


def written(given: Mapping[str, tuple[str, str]], letters: str = "", minute: int = 0) -> bytes:
    fields = {
        item: {"first": first, "value": value, "tries": 2, "saved": f"2026-11-30T10:{minute:02}"}
        for item, (first, value) in given.items()
    }
    return json.dumps({"schema": 1, "answers": fields, **({"letters": letters} if letters else {})}).encode()


def packed(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return out.getvalue()


class Shown(HTMLParser):
    """Gathers from a page, by item, the rows of its table, and each number beside a bar."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.bars: dict[str, list[str]] = defaultdict(list)
        self.item, self.cell, self.into = "", "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.into = tag if tag in ("td", "th", "b") or given.get("class") == "quiet" else self.into
        if tag == "tr" and self.item:
            self.tables.setdefault(self.item, []).append([])
        if tag == "rect" and given["width"] != "0%":
            self.bars[self.item].append(str(given["width"]).replace("%", " %"))
        self.cell = ""

    def handle_data(self, data: str) -> None:
        self.cell += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.tables[self.item][-1].append(self.cell)
        if tag == "p" and self.into == "p" and " · " in self.cell:
            self.item, self.into = self.cell.split(" · ")[1], ""
        if tag == "b" and self.cell != FEW:
            assert self.bars[self.item][-1] == self.cell.removesuffix(" or more")


def recounted(
    files: Sequence[Mapping[str, Any]], codes: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Count anew what a page should show, without the package: notebook, item, and rows of the table."""
    known = defaultdict[str, list[tuple[str, str]]](list)
    guesses = {question["id"] for question in BANK if question["kind"] == "prediction"}
    for answers in files:
        for item, fields in answers.items():
            known[item].append((answers.get(f"{item}.alone", fields)["first"], fields["value"]))
        for item in TWICE:
            if f"{item}.alone" in answers and item not in answers:
                known[item].append((answers[f"{item}.alone"]["value"], ""))
    for code in codes:
        for item, value in code.items():
            locked = item in (*CHANCES, *guesses, *TWICE)
            known[item].append((code.get(f"{item}.alone", value if locked else ""), value))
    first, last = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for item, pairs in known.items():
        both = [pair for pair in pairs if all(pair)]
        firsts, lasts = ([pair for pair in pairs if pair[side]] for side in (0, 1))
        paired = 2 * len(both) >= max(len(firsts), len(lasts))
        first[item] = [one for one, _ in (both if paired else firsts if len(firsts) >= len(lasts) else [])]
        last[item] = [one for _, one in (both if paired else lasts if len(lasts) > len(firsts) else [])]
    for question in BANK:
        item, options = question["id"], {o["id"]: o["text"] for o in question["options"]}
        yield item, rows_of(options, first[item], [] if item in guesses else last[item])
    for name, texts in (("04-sort.", KINDS), ("05-ties.", SIGNS)):
        for item in sorted(item for item in known if item.startswith(name)):
            yield item, rows_of(texts, first[item], last[item])
    bands = {"0": "0 to 20 %", "1": "25 to 40 %", "2": "45 to 60 %", "3": "65 to 80 %", "4": "85 to 100 %"}
    for item in CHANCES:
        one, two = ([str(max(0, -(-int(v) // 20) - 1)) for v in values] for values in (first[item], last[item]))
        yield item, rows_of(bands, one, two)


def rows_of(options: Mapping[str, str], *votes: Sequence[str]) -> list[list[str]]:
    shown = {name: Counter(vote) for name, vote in zip(("At first", "Now"), votes, strict=True) if len(vote) > 4}
    small = [option for option in options if all(count[option] < 3 for count in shown.values())]
    groups = [([o], text) for o, text in options.items() if o not in small]
    groups += [(small, "others: " + " · ".join(options[o] for o in small))] if small else []

    def shares(count: Counter[str]) -> list[str]:
        chose = [sum(count[option] for option in group) for group, _ in groups]
        large, hidden = [n for n in chose if n > 2], [n for n in chose if n < 3]
        rest = sum(hidden) if sum(hidden) > 2 else min(1, len(hidden))
        if len(large) == 1:
            least = Fraction(large[0], large[0] + max(rest, 2)) * 10 // 1 * 10
            return [FEW if n < 3 else f"{least} % or more" for n in chose]
        percent = next(filter(None, (cut(large, rest, parts) for parts in (10, 20, 25, 50, sum(large) + rest))))
        return [f"{percent[n]} %" if n > 2 else FEW for n in chose]

    columns = [shares(count) for count in shown.values()]
    rows = ([text, *(column[at] for column in columns)] for at, (_, text) in enumerate(groups))
    return [["Answer", *shown], *rows] if shown and len(small) < len(options) else []


def cut(large: Sequence[int], rest: int, parts: int) -> dict[int, int]:
    """Cut a column by largest remainders, none for one part of several equal ones; {} where that does not do."""
    whole = sum(large) + rest
    exact = {n: Fraction(n * parts, whole) for n in {*large, rest}}
    given, left = {n: int(one) for n, one in exact.items()}, parts - sum(int(exact[n]) for n in (*large, rest))
    for n in sorted(exact, key=lambda n: (exact[n] - int(exact[n]), n), reverse=True):
        alike = [*large, rest].count(n)
        if n and alike <= left:
            given[n], left = given[n] + 1, left - alike
    shown = [given[n] for n in sorted(exact) if n > 2]
    far = any(abs(given[n] - exact[n]) > Fraction(3, 40) * parts for n in exact)
    ordered = all(one < two for one, two in itertools.pairwise([0, *shown]))
    return {} if left or far or not ordered else {n: round(Fraction(100 * part, parts)) for n, part in given.items()}


def test_every_number_of_a_class_of_28_is_what_another_count_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three broken files, two copies, a later hand-in, a zip in a zip, and eleven codes."""
    course, chance = CourseParts(), random.Random(28)
    items = {q["id"]: sorted((o["id"] for o in q["options"]), key=lambda o: o != q.get("key")) for q in BANK}
    rows = {f"{task.name}.{entry.id}": [*task.texts] for task in course.sorting_tasks for entry in task.entries}
    students = [answers_of(chance, items | rows) for _ in range(25)]
    first, again, *files = (written(given, f"A{n:03}", n) for n, given in enumerate(students[:15]))
    again = written(students[1], "A000", 50)
    inner = packed({f"s{n}/answers.json": content for n, content in enumerate(files[:4])})
    broken = {"b1/answers.json": b"{", "b2/answers.json": first[:500], "b3/answers.json": b"[]"}
    copies = {"c1/answers.json": files[5], "s9/answers (1).json": files[6]}
    plain = {f"s{n}/answers.json": content for n, content in enumerate(files[4:], 4)}
    Path(tmp_path / "class.zip").write_bytes(
        packed({"a/answers.json": first, "z/answers.json": again, "in.zip": inner, **broken, **copies, **plain})
    )
    coded = []
    for number, given in enumerate(students[14:25]):
        notebook = ("03", "04", "05")[number % 3]
        kept = {item: Answer(value, value, 1, "2026-11-30T10:00") for item, (_, value) in given.items()}
        wanted = course.codes.items(notebook)
        coded.append({item: given[item][1] for item in wanted if item in given})
        with (tmp_path / "codes.txt").open("a", encoding="utf-8") as lines:
            lines.write(f"{number}. {course.codes.code_of(notebook, kept).lower()}\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["class", "class.zip", "codes.txt", "--page", "class.html"]) == 1
    said = capsys.readouterr().out
    assert said.endswith("The page is in class.html.\n14 files of answers and 11 codes counted, 4 refused.\n")
    assert said.count("Ask for the file again.") == 3

    known = dict[str, bytes]()  # the last of each student's
    with zipfile.ZipFile("class.zip") as outer, zipfile.ZipFile(io.BytesIO(outer.read("in.zip"))) as zipped:
        contents = [
            f.read(name) for f in (outer, zipped) for name in f.namelist() if re.search(r"\ws?/answers\.json", name)
        ]
    for content in sorted(content for content in contents if content.endswith(b"}") and len(content) > 500):
        data = json.loads(content)
        time = lambda one: max(fields["saved"] for fields in json.loads(one)["answers"].values())  # noqa: E731
        known[data["letters"]] = max(known.get(data["letters"], content), content, key=time)
    assert len(known) == 14

    page = Path("class.html").read_text("utf-8")
    assert all(source in page for source in ("mosaicmagazine.com", "BESA Center", "Emil Avdaliani"))
    shown, expected = Shown(page), dict[str, list[list[str]]]()
    sorted_ = defaultdict[str, list[str]](list)
    for item, rows_shown in recounted([json.loads(c)["answers"] for c in known.values()], coded):
        expected[item] = rows_shown
        for name in ("04-sort.", "05-ties."):
            if item.startswith(name) and rows_shown:
                sorted_[name].append(item)
    wanted_items = [item for item in expected if item[:8] not in sorted_ and expected[item]]
    assert {item: shown.tables.get(item) for item in wanted_items} == {item: expected[item] for item in wanted_items}
    for name, found in sorted_.items():
        most = [item for item in shown.tables if item.startswith(name)]
        assert len(most) == 5
        assert {item: shown.tables[item] for item in most} == {item: expected[item] for item in most}
        assert {*most} <= {*found}
    assert len(shown.tables) == len(wanted_items) + 10
    for item, table in shown.tables.items():
        numbers = Counter(cell.removesuffix(" or more") for row in table[1:] for cell in row[1:] if cell != FEW)
        assert Counter(shown.bars[item]) == numbers
    assert len(page.encode()) < 300_000


def test_nothing_that_an_answer_file_says_reaches_the_page(tmp_path: Path) -> None:
    course = CourseParts()
    asked = [*course.questions.values(), *course.sorting_tasks]
    evil = "<script>alert(1)</script>"
    for number in range(8):
        given = {q.id: (evil if number == 7 else q.options[0].id,) * 2 for q in course.questions.values()}
        (tmp_path / f"{number}.json").write_bytes(written(given, minute=number))
    pages = set()
    for _ in range(2):
        pages.add(
            class_page(course.title, course.article, "From §.", tallies(read_class([tmp_path], asked), asked), {})
        )
        (tmp_path / "7.json").unlink(missing_ok=True)
    [page] = pages
    assert "alert" not in page
    assert page.count("<script>") == 1
    assert "From §." in page


@pytest.mark.usefixtures("faceless")
@pytest.mark.parametrize("folder", [None, Path(__file__).parents[1] / "second_course"])
def test_the_wrong_answer_that_most_chose_has_the_talk_that_the_bank_has_for_it(folder: Path | None) -> None:
    course, written_talks = CourseParts(folder), set[str]()
    for question in course.questions.values():
        for option in question.options if question.key else ():
            if option.id != question.key:
                votes = dict.fromkeys(question.texts, 0) | {option.id: 6, str(question.key): 3}
                counted = Tally(
                    question.id, question.prompt, question.texts, question.key, votes, votes, asked=question
                )
                page = html.unescape(class_page("T", course.article, "From §.", [counted], course.bank.talks))
                talk = course.bank.talks.get(str(option.misconception), "Which word speaks for that, and which against")
                assert page.count(talk) == page.count(f"Three minutes for “{option.text}”") == 1
                written_talks |= {talk} & {*course.bank.talks.values()}
    assert written_talks == {*course.bank.talks.values()}


def test_a_course_of_other_words_has_its_page_and_five_are_needed(tmp_path: Path) -> None:
    course = CourseParts(Path(__file__).parents[1] / "second_course")
    asked = [*course.questions.values(), *course.sorting_tasks]
    own = course.title, course.article, "From §."
    for number in range(5):
        page = class_page(*own, tallies(read_class([tmp_path], asked), asked), {})
        assert "No question has five answers yet." in page
        given = {q.id: (q.options[number % 2].id,) * 2 for q in course.questions.values()}
        (tmp_path / f"{number}.json").write_bytes(written(given, minute=number))
    page = class_page(*own, tallies(read_class([tmp_path], asked), asked), {})
    assert len(Shown(page).tables) == len(course.questions)
    assert "Three minutes for “" in page
