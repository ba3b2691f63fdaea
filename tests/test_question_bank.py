"""The question bank holds together: fair, explained, counted from the article, and no answer shows itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from statistics import mean, median

import pytest
from voices import CONTESTED, unquoted, words_by

from course_utils import Course
from course_utils.article.article import Voice, read_article
from course_utils.charts import rule_of_thumb
from course_utils.exercises.questions import Option, Question, load_bank, load_questions
from course_utils.files.edtf import read_date
from course_utils.outside.context import load_context
from course_utils.places import shelf
from course_utils.reading.load import load_reading

BANK = load_questions()
KEYED = tuple(q for q in BANK if q.key)
ARTICLE = read_article()
READING = load_reading()
CONTEXT = load_context()
CELLS = [
    "".join(cell["source"])
    for path in shelf("notebooks").glob("*.ipynb")
    for cell in json.loads(path.read_text("utf-8"))["cells"]
]
BODY = " ".join(sentence.text for sentence in ARTICLE.sentences)

#: What a distractor catches, in the wording that every count of a class's answers relies on.
MISCONCEPTIONS = (
    "1 the byline wrote everything",
    "2 square brackets are the author's aside",
    "3 Baku means the city or the people",
    "4 “the Azeris in Iran” are Azerbaijan's citizens",
    "5 “claim” means true, or means false",
    "6 “all hypothetical” covers the trucks",
    "7 an accusation needs no reply",
    "8 neutral means no interests, or secretly partisan",
    "9 the enemy-of-enemy rule proves a tie",
    "10 the war was obvious",
    "11 with two opposed sources the truth is in the middle",
)

QUOTED = re.compile("“[^”]*”")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
_VALUES = {word: number for number, word in enumerate(_WORDS, 2)} | {"once": 1, "twice": 2, "sixth": 6}
_NUMBER = re.compile(rf"\b(?:\d+|{'|'.join(_VALUES)})\b", re.IGNORECASE)
#: Where a number stands in a name, or two is only a way to say both.
_NO_COUNT = re.compile(
    r"\bs\d\d\b|notebook \d\d|at once|once it is|the two together|those two|the two voices"
    r"|two sides of a border|two opposite statements"
)


def texts(question: Question) -> Iterator[tuple[str, str]]:
    """Yield every text that a student may see, with the place where it stands."""
    yield f"{question.id} prompt", question.prompt
    for option in question.options:
        yield f"{question.id} {option.id} text", option.text
        yield f"{question.id} {option.id}", option.feedback


TEXTS = [place_and_text for question in BANK for place_and_text in texts(question)]
PROSE = [(place, text) for place, text in TEXTS if not place.endswith(" text")]


def wrong(question: Question) -> Iterator[Option]:
    return (option for option in question.options if question.key and option.id != question.key)


def keyed_by_notebook() -> dict[str, list[Question]]:
    found = {name: [q for q in KEYED if q.notebook == name] for name in dict.fromkeys(q.notebook for q in KEYED)}
    return {name: some for name, some in found.items() if len(some) >= 3}


# How many there are, and for what


def test_no_prompt_and_no_feedback_stands_twice() -> None:
    said = Counter([*(q.prompt for q in BANK), *(option.feedback for q in BANK for option in q.options)])
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06"])
def test_each_notebook_recalls_twice_predicts_checks_three_times_and_closes(number: str) -> None:
    kinds = Counter(q.kind for q in BANK if q.notebook.startswith(number))
    assert (kinds["recall"], kinds["exit"]) == (2, 1)
    assert kinds["prediction"] >= 1
    assert kinds["check"] >= 3


def test_a_question_belongs_to_the_notebook_its_id_begins_with_and_recall_of_an_earlier_one_comes_first() -> None:
    for question in BANK:
        assert question.id[:3] == f"{question.notebook[:2]}-"
        if question.kind == "recall":
            named = re.match(r"From notebook (\d\d)\. ", question.prompt)
            assert named, question.id
            assert named[1] < question.notebook[:2]
    for notebook in {question.notebook for question in BANK}:
        kinds = [question.kind for question in BANK if question.notebook == notebook]
        assert sorted(kinds, key=lambda kind: kind != "recall") == kinds
        assert "exit" not in kinds[:-1]


def test_what_is_optional_stands_under_more_and_nothing_else_does() -> None:
    under = re.findall(r'course\.(?:ask|predict)\("([^"]+)"', "".join(text for text in CELLS if "course.more(" in text))
    found = [Course(shelf("data")).question(place).id for place in under]
    assert sorted(found) == sorted(question.id for question in BANK if question.optional)


# Misconceptions


def test_each_of_the_eleven_misconceptions_is_caught_by_two_questions_and_no_other_has_a_number() -> None:
    caught = Counter(name for q in BANK for name in {option.misconception or "" for option in wrong(q)})
    assert {name: caught[name] for name in MISCONCEPTIONS if caught[name] < 2} == {}
    for name in caught.keys() - set(MISCONCEPTIONS):
        assert not name[0].isdigit(), name
        assert not name.endswith("."), name


# No answer shows itself


def test_the_key_has_no_favourite_place() -> None:
    """In no notebook does one place hold more than half of the keys, and none holds all of the bank's."""
    for notebook, some in keyed_by_notebook().items():
        places = Counter([option.id for option in q.options].index(q.key or "") for q in some)
        assert max(places.values()) <= len(some) / 2, notebook
        assert set(places) == {0, 1, 2}, notebook


def test_the_key_is_neither_the_longest_nor_the_shortest_option_too_often() -> None:
    for name, some in {"bank": list(KEYED), **keyed_by_notebook()}.items():
        for extreme in (max, min):
            found = [q.id for q in some if len(q.option(q.key or "").text) == extreme(len(o.text) for o in q.options)]
            assert len(found) <= len(some) / 2, f"{name}: {found}"


def test_an_option_that_gives_a_reason_is_no_sign_that_it_is_wrong() -> None:
    """So no greater share of the wrong options argues than of the right ones."""

    def share(options: list[Option]) -> float:
        return sum(bool(re.search(r"\b(since|because|so|or nobody)\b|, (as|which)\b", o.text)) for o in options) / len(
            options
        )

    keys = [question.option(question.key or "") for question in KEYED]
    assert share([option for question in KEYED for option in wrong(question)]) <= share(keys) > 0


def test_an_option_that_names_a_government_is_no_sign_that_it_is_right() -> None:
    """Whoever always takes one is right by chance at most in the lessons, and half the time in the bank."""
    steps = "".join(text for text in CELLS if "course.more(" not in text)
    named = {q: [o.id for o in q.options if re.search(r"\bgovernments?\b", o.text)] for q in KEYED}
    right = {q.id: (q.key in some) / len(some) for q, some in named.items() if some}
    assert mean(right.values()) <= 1 / 2
    course = Course(shelf("data"))
    asked = {course.question(place).id for place in re.findall(r'course\.(?:ask|predict|vote_twice)\("([^"]+)"', steps)}
    assert mean(share for name, share in right.items() if name in asked) <= 1 / 3


def test_no_option_speaks_of_the_other_options_and_no_feedback_says_little_or_begins_with_a_bare_verdict() -> None:
    """A control puts “Yes.” or “Not yet.” before it."""
    for name, option in ((q.id, option) for q in BANK for option in q.options):
        assert not re.search(r"\b(all|none|both) of (the above|these|them)\b|\babove\b", option.text, re.I), name
        assert not re.match(r"(yes|not|right|wrong|correct)\b|no,", option.feedback, re.I), name
        assert len(option.feedback.split()) >= 10, f"{name} {option.id}"


# The article's words


def test_every_sentence_that_is_named_is_in_the_article() -> None:
    assert {name for _, text in TEXTS for name in re.findall(r"\bs\d+\b", text)} <= {s.id for s in ARTICLE.sentences}


def test_a_sentence_shown_beside_an_answer_is_one_that_the_question_speaks_of() -> None:
    for question in BANK:
        said = " ".join(text for _, text in texts(question))
        quotes = [quote.strip("“”:") for quote in QUOTED.findall(said)]
        for name in question.sentences:
            words = ARTICLE.sentence(name).text
            assert name in said or any(quote in words for quote in quotes), f"{question.id} {name}"


def test_every_wrong_answers_feedback_points_to_a_sentence_or_to_the_page() -> None:
    for question in BANK:
        for option in wrong(question):
            assert re.search(r"\bs\d\d\b|\b(?:article|page)\b", option.feedback), f"{question.id} {option.id}"


def test_words_in_quotation_marks_are_the_articles_unless_somebody_invented_says_them() -> None:
    """What an invented person says follows a colon."""
    for place, text in TEXTS:
        for words in re.findall("(?<!: )“([^”]*)”", text):
            assert words in ARTICLE.text, place


def test_contested_words_stand_in_quotation_marks_only() -> None:
    named = [(q.id, option.misconception or "") for q in BANK for option in q.options]
    for place, text in (*TEXTS, *named):
        assert not CONTESTED.search(unquoted(text)), place


# The course's words


def test_the_sentences_are_short() -> None:
    for some in (PROSE, [(p, t) for p, t in PROSE if p.endswith(" prompt")]):
        sentences = [s for _, text in some for s in re.split(r"(?<=[.?:…])[”)]?\s+", text) if s]
        assert median(len(sentence.split()) for sentence in sentences) < 16
        assert max(len(sentence.split()) for sentence in sentences) <= 36


def test_outside_knowledge_is_marked_and_names_a_source_with_its_grade() -> None:
    signs = {"01-recall-shape outside"}  # explains the sign
    for place, text in PROSE:
        cited = re.findall(r"\(([^()]+), grade ([ABC])\)", text)
        if place not in signs:
            # The figures of arms have their sources in the feedback.
            assert ("■" in text) == bool(cited) or place == "03-check-arms prompt", place
        for names, grade in cited:
            graded = [f"{one.title or ''} {one.publisher}" for one in CONTEXT.library if one.grade == grade]
            publishers, _, whose = names.removeprefix("repost in ").partition(", ")
            assert whose, f"{place}: {names}"
            for name in publishers.split(" and "):
                assert any(name in source for source in graded), f"{place}: {name}"


def test_nothing_later_than_the_page_is_told_before_the_estimate_is_committed() -> None:
    later = re.compile(r"(27|end of) September|(October|November|December) 2020|\b202[1-9]\b|ceasefire of")
    places = [question.id for question in BANK if any(later.search(text) for _, text in texts(question))]
    after = [question.id for question in BANK if question.after_estimate]
    assert set(places) <= set(after)
    history = [question.id for question in BANK if question.notebook.startswith("03")]
    assert history[-len(after) :] == after


# Numbers: whatever a text counts is counted here again


def printed(word: str, voice: Voice | None = None) -> int:
    stretches = words_by(ARTICLE, voice) if voice else [BODY]
    return sum(len(re.findall(rf"\b{word}\b", stretch)) for stretch in stretches)


def called(actor: str, kind: str) -> int:
    return sum(mention.refers_to == actor and mention.alias_kind == kind for mention in READING.mentions)


def ties(polarity: str) -> int:
    pair = {"azerbaijan", "iran"}
    return sum({r.actor, r.recipient} == pair and str(r.polarity) == polarity for r in READING.relations)


def share(window: str, supplier: str) -> int:
    of = (window, "Azerbaijan", supplier)
    (found,) = (one.percent for one in CONTEXT.series if (one.date, one.importer, one.supplier) == of)
    return int(found)


def span(edtf: str) -> tuple[date, date]:
    found = read_date(edtf)
    assert found.earliest
    assert found.latest
    return found.earliest, found.latest


def fact(name: str) -> tuple[date, date]:
    (found,) = (one.date for one in CONTEXT.facts if one.id == name)
    return span(found)


def counted() -> dict[str, list[int]]:
    page = ARTICLE.published
    assert page is not None
    kinds = Counter(claim.kind for claim in READING.claims)
    own = sum(sentence.voice == "author" for sentence in ARTICLE.sentences)
    insertions = sum(passage.kind == "interpolation" for passage in ARTICLE.passages)
    (decade,) = {time.date for time in READING.times if time.evidence[0].sentence == "s02"}
    first, last = (day.year for day in span(decade))
    years = last - first + 1
    claims, flat = len(READING.claims), kinds["asserted"]
    war = fact("F32")[0]
    outcomes = [row.cells[5] for row in rule_of_thumb(READING).table.rows]
    cases, other, silent = len(outcomes), outcomes.count("differs"), outcomes.count("silent")
    return {
        "01-recall-evidence prompt": [3],  # the words, the voice, the certainty
        "01-predict-armenia four text": [4],
        "01-predict-armenia four": [printed("Armenia", "editor"), printed("Yerevan", "editor"), 3],
        "01-predict-armenia twice text": [printed("Armenia")],
        "01-predict-share prompt": [len(ARTICLE.sentences)],
        "01-predict-share half": [own],
        "01-predict-share most": [own],
        "01-predict-share all": [insertions],
        "02-predict-baku name": [called("azerbaijan", "name"), called("azerbaijan", "metonym")],
        "02-predict-baku equal": [called("azerbaijan", "name"), printed("Azerbaijan")],
        "02-check-absent turkey": [fact("F10")[0].year],
        "03-predict-dated prompt": [len(ARTICLE.sentences)],
        "03-predict-dated most text": [10],
        "03-predict-dated most": [len(READING.times)],
        "03-predict-dated few text": [2, len(READING.times)],
        "03-predict-dated few": [len({time.evidence[0].sentence for time in READING.times})],
        "03-check-decade start text": [first],
        "03-check-decade start": [years],
        "03-check-decade bar text": [first, last],
        "03-check-decade bar": [day.year for day in fact("F02")],
        "03-check-decade middle text": [first + years // 2],
        "03-check-decade middle": [years],
        "03-check-july prompt": [fact("F30")[0].year],
        "03-check-july open": [fact("F30")[0].year],
        "03-check-trucks prompt": [fact("F29")[0].year],
        "03-check-arms prompt": [
            *(2010, 14, share("2010/2014", "Russia")),
            *(2015, 19, share("2015/2019", "Israel"), share("2015/2019", "Russia")),
        ],
        "03-check-known prompt": [page.day, page.year],
        "03-after-foreseen prompt": [war.day, war.year, (war - page).days],
        "03-after-exit agree": [2],  # exactly two alternatives: notebook 03 asks for them
        "03-after-exit ending": [3],
        "03-after-exit nobody": [fact("F26")[0].year],
        "06-recall-endings prompt": [2],
        "06-recall-endings middle": [2],
        "06-recall-endings hides": [2, 10, 2002],  # Sanna and others
        "04-predict-asserted prompt": [claims],
        "04-predict-asserted quarter": [flat, claims],
        "04-predict-asserted half": [
            *(flat, claims, kinds["judged"], kinds["reported"], kinds["accused"], kinds["hypothetical"])
        ],
        "04-predict-asserted all": [flat, claims, kinds["judged"]],
        "04-check-seen summons": [fact("F29")[0].year],
        "05-predict-fit prompt": [cases, 2],
        "05-predict-fit all text": [cases],
        "05-predict-fit half": [other, silent],
        "05-predict-fit never": [other, silent],
        "05-predict-rule mixed": [ties("1"), ties("-1")],
        "05-check-reason rule": [2],  # two states and a third
        "06-check-date prompt": [page.day + 1, page.year],
        "06-check-date open": [2],
    }


def test_every_number_is_one_that_is_counted_again() -> None:
    expected = counted()
    found = {
        place: [_VALUES.get(n.lower()) or int(n) for n in _NUMBER.findall(_NO_COUNT.sub("…", unquoted(text)))]
        for place, text in TEXTS
    }
    assert {place: numbers for place, numbers in found.items() if numbers} == expected


def test_what_is_called_never_or_none_is_so() -> None:
    own = " ".join(words_by(ARTICLE, "author"))
    assert not re.search("Armenia|Yerevan", own)
    assert not re.search("Turk|Ankara|Russia", BODY)
    assert not re.search(r"\b(I|we|my|our|saw|witness\w*|documents?)\b", BODY)


#: What each chart draws, as a question calls what it counts.
DRAWN = {"naming_matrix": "mentions", "naming_strip": "namings", "words_by_voice": "words",
         "certainty_ladder": "claims", "dated_in_the_article": "sentences", "rule_of_thumb": "rule"}  # fmt: skip
_PREDICT = re.compile(r'course\.(?:predict|look_back)\("([\w-]+)", result=course\.charts\.(\w+)\("?([\w-]*)"?\)\)')


def test_each_prediction_counts_what_its_chart_in_the_notebook_draws_and_its_key_is_that() -> None:
    """That of a tie has no chart: s04 says it."""
    counts = {q.id: q.counts for q in load_bank(article=ARTICLE, reading=READING).questions if q.counts}
    assert {*counts} == {question.id for question in KEYED if question.kind == "prediction"}
    course = Course(shelf("data"))
    drawn = {
        course.question(place).id: (DRAWN[chart], course.file.step(of).actor or "" if of else "")
        for place, chart, of in _PREDICT.findall("".join(CELLS))
    }
    said = {name: (one.what, one.actor) for name, one in counts.items()}
    assert drawn == {name: one for name, one in said.items() if one[0] != "tie"}


def test_keys_about_the_reading_are_what_the_reading_holds() -> None:
    said = {interest.id: interest.explicit for interest in READING.interests}
    assert (said["n05"], said["n04"], said["n09"]) == (True, False, False)  # 05-check-interest
    (stations,) = (claim for claim in READING.claims if claim.id == "c39")
    assert stations.source == ("media-sources", "author")  # 04-check-chain
