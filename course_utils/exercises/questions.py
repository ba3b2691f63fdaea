"""The question bank: three options each, and feedback for every one of them.

Explained feedback teaches most (Van der Kleij and others 2015: effect 0.49 against 0.05 for right or wrong alone).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic import ValidationInfo as Info

from course_utils.article.article import Article, Voice
from course_utils.errors import QuestionsError
from course_utils.files.validation import YesNo, check, check_name, checked, read_model, record, typed_as
from course_utils.files.yaml_text import items_of, text_of
from course_utils.places import AnyPath, shelf
from course_utils.reading.counts import Share, Verdict, dyads, namings, triads, voice_shares
from course_utils.reading.reading import Reading
from course_utils.reading.records import ClaimKind, MentionKind, check_id

Kind = Literal["recall", "prediction", "check", "exit"]
#: Where in the notebooks a question is asked, whatever its id.
_PLACE = re.compile("([0-9]{2})-(recall|predict|check|exit|more)-([1-9][0-9]?)")
_KINDS = {"predict": "prediction"}
_Found = list[tuple[str, str]]
#: What can be counted, as the charts count it, so that no key is false: the kinds of it, and the voice and kind of
#: each; of mentions without an actor kinds are actors.
_COUNTED: dict[str, tuple[tuple[str, ...], Callable[[Reading, str, str], _Found]]] = {
    "mentions": (get_args(MentionKind), lambda r, a, _: [
        (e.voice, m.alias_kind if a else m.refers_to)
        for m in r.mentions if not a or m.refers_to == a for e in m.evidence]),
    "namings": (("name", "metonym"), lambda r, a, _: [(n.evidence.voice, n.kind) for n in namings(r, a)]),
    "words": (get_args(Share), lambda r, *_: [
        (share.voice, share.share) for share in voice_shares(r.article) for _ in range(share.words)]),
    "sentences": (("dated",), lambda r, *_: [
        (s.voice, "dated" * any(e.sentence == s.id for time in r.times for e in time.evidence))
        for s in r.article.sentences]),
    "claims": (get_args(ClaimKind), lambda r, *_: [(claim.source[-1], claim.kind) for claim in r.claims]),
    "rule": (get_args(Verdict), lambda r, *_: [("", triad.verdict) for triad in triads(r)]),
    "tie": (("-1", "0", "1", "mixed"), lambda r, *two: [
        ("", str(dyad.sign)) for dyad in dyads(r).values() if {*dyad.actors} == {*two}]),
}  # fmt: skip
_COUNT = re.compile("([0-9]+)(-?)([0-9]*)(%?)")


@record
class Counts:
    """What is counted: all that is of an actor, or what of it is in one voice and of one kind.

    An option's ``is`` is how many (``0``, ``2-3``, ``4-``), what share (``40-60%``), or the kind with the most of them.
    """

    what: Literal["mentions", "namings", "words", "sentences", "claims", "rule", "tie"]
    actor: str = ""
    other: str = ""  #: Whom a tie is with.
    voice: Voice | None = None
    kind: str | None = None

    def held(self, says: Mapping[str, str], reading: Reading) -> tuple[str, list[str]]:
        """Return what is counted, in words, and the options that say so; raises ValueError for what is no count."""
        actors, (kinds, found) = [actor.id for actor in reading.actors], _COUNTED[self.what]
        for who in (self.actor, self.other)[: {"namings": 1, "tie": 2}.get(self.what, bool(self.actor))]:
            check_name(who or "nobody", actors, "the id of an actor")
        kinds = kinds if self.actor or self.what != "mentions" else tuple(actors)
        if self.kind is not None:
            check_name(self.kind, kinds, f"a kind of {self.what}")
        every = found(reading, self.actor, self.other)
        mine = Counter(kind for voice, kind in every if self.voice in (None, voice))
        number, of, held = mine[self.kind] if self.kind else mine.total(), len(every), []
        # What is not all of it is no 100 %, and what is some of it is no 0 %.
        percent = min(max(round(100 * number / (of or 1)), number > 0), 100 - (number < of))
        for option, said in says.items():
            if self.what != "tie" and (form := _COUNT.fullmatch(said)):
                low, dash, high, share = form.groups()
                holds = int(low) <= (percent if share else number) <= float(high or ("inf" if dash else low))
            else:
                check_name(said, kinds, f"a kind of {self.what}", " Or write a count: 0, 2-3, 4- or 40-60%.")
                holds = mine[said] == max(mine[one] for one in says.values()) > 0
            held += [option] if holds else []
        named = ", ".join(f"{mine[said]} of {said}" for said in says.values() if said in kinds)
        return named or f"{number} of {of} ({percent}%)", held


def _free(own: str, info: Info) -> str:
    what = info.context and info.context.taken.get(own)
    check(not what, f"{what} has the id “{own}”, and answers would replace each other; give the question another id.")
    return own


def _citing(text: str, info: Info) -> str:
    for sentence in re.findall(r"\bs[0-9]{2}\b", text):
        _of_the_article(sentence, info)
    return text


def _of_the_article(sentence: str, info: Info) -> str:
    article: Article | None = info.context and info.context.article
    if article is not None:
        known = [one.id for one in article.sentences]
        check_name(sentence, known, "a sentence of the article")
    return sentence


def _caught(name: str, info: Info) -> str:
    tree = info.context and info.context.tree
    if tree:
        names = [text_of(one, "name") for one in items_of(tree, "misconceptions")]
        check(names.count(name) == 1, f"“{name}” stands twice; keep one of them.")
        options = (option for one in items_of(tree, "questions") for option in items_of(one, "options"))
        known = dict.fromkeys(text for option in options if (text := text_of(option, "misconception")))
        check_name(name, known, "what an option has as its misconception")
    return name


def _counted(counts: Counts, info: Info) -> Counts:
    """Hold the key against what the reading has, where there is one."""
    says, key = {option.id: option.counted for option in info.data.get("options", ())}, info.data.get("key")
    if info.context and info.context.reading and key in says and None not in says.values():
        found, held = counts.held(says, info.context.reading)
        remedy = f"write key: {held[0]}." if len(held) == 1 else "let “is” of exactly one option say that."
        said = f"the reading has {found}, so that {' and '.join(held) or 'no option'} would be right, found key: {key}"
        check(held == [key], f"{said}; {remedy}")
    return counts


Told = Annotated[str, AfterValidator(_citing)]  #: A text in which no sentence is named that the article has not.


@record(kw_only=False)
class Option:
    """One answer to choose."""

    id: Annotated[str, checked(check_id)]
    text: Told
    feedback: Told  #: Why it is right or wrong, in words of its own.
    #: What a student who chooses it believes; None for a right answer and where none is wrong.
    misconception: str | None = None
    #: What is counted where it is right, as ``Counts`` says.
    counted: Annotated[str | None, Field(validation_alias="is")] = None


def _apart(texts: Iterable[str]) -> bool:
    """Whether three texts differ by more than space and capitals."""
    return len({" ".join(text.split()).casefold() for text in texts}) == 3


@record
class Question:
    """A question with exactly three options; raises ValueError where it could not be asked as it stands."""

    id: Annotated[str, checked(check_id), AfterValidator(_free)]
    notebook: str
    kind: Kind
    prompt: Told
    options: tuple[Option, ...]
    key: str | None = None  #: The right option's id; None where the question asks for a guess or a view.
    counts: Annotated[Counts, AfterValidator(_counted)] | None = None
    #: 1 (anyone who has read the page) to 3 (has to be thought about).
    difficulty: Annotated[Literal[1, 2, 3], typed_as({"1": 1, "2": 2, "3": 3})]
    #: Whether it tells of what came after the page, so that it stays closed until the estimate is made.
    after_estimate: YesNo = False
    #: Whether it stands under *More*, for whoever is done: then it is not missing where it is not answered.
    optional: YesNo = False
    draft: YesNo = False  #: Whether it waits for its author's eye.
    #: Ids of the sentences that the answer rests on.
    sentences: tuple[Annotated[str, AfterValidator(_of_the_article)], ...] = ()

    def __post_init__(self) -> None:
        ids = [option.id for option in self.options]
        three = f"expected three options with ids of their own, found {', '.join(ids) or 'none'}."
        check(len(ids) == 3 and len(set(ids)) == 3, three)
        asks = self.kind in ("recall", "check") or any(option.misconception for option in self.options)
        may = "a prediction may have no key, and then no misconception"
        check(self.key is not None or not asks, f"key is missing; it names the right option, {', '.join(ids)} ({may}).")
        if self.key is not None:
            check_name(self.key, ids, "an option's id, so it cannot be the key")
        says = [option.counted is not None for option in self.options]
        said = "with counts and a key, “is” of each option says what is counted where it is right; else none does."
        check(says == [self.counts is not None] * 3 and not (self.counts and self.key is None), said)
        check(_apart(self.texts.values()), "two options say the same; a student cannot choose between them.")
        said = "two options have the same feedback; say of each why it is right or wrong."
        check(_apart(option.feedback for option in self.options), said)
        for option in self.options:
            wrong = self.key not in (None, option.id)
            said = "its misconception is missing" if wrong else "it is right; remove its misconception"
            check((option.misconception is not None) == wrong, f"option {option.id}: {said}.")

    @property
    def texts(self) -> dict[str, str]:
        """What each option says, by its id."""
        return {option.id: option.text for option in self.options}

    def option(self, name: str) -> Option:
        """Return the option with this id; raises KeyError that lists the ids."""
        if name not in self.texts:
            raise KeyError(f"question {self.id} has no option {name!r}; it has {', '.join(self.texts)}")
        return next(option for option in self.options if option.id == name)


@record
class Misconception:
    """What a class may believe, in the words of the options that catch it, and three minutes to spend on it."""

    name: Annotated[str, AfterValidator(_caught)]
    talk: Told


@record
class Bank:
    """A file of questions."""

    questions: tuple[Question, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()

    def at(self, place: str) -> Question | None:
        """Return the question at a place such as ``01-check-2``, the second check of 01; None where it has too few.

        Those under *More* have places of their own, such as ``01-more-1``. Raises KeyError for what is no place.
        """
        if not (found := _PLACE.fullmatch(place)):
            raise KeyError(f"no question {place!r}; there are {', '.join(q.id for q in self.questions)}")
        notebook, kind, number = found.groups()
        there = (q for q in self.questions if q.notebook[:2] == notebook)
        alike = [q for q in there if (kind == "more" if q.optional else q.kind == _KINDS.get(kind, kind))]
        return dict(enumerate(alike, start=1)).get(int(number))

    @property
    def talks(self) -> dict[str, str]:
        """What to do about a misconception, by its name."""
        return {one.name: one.talk for one in self.misconceptions}


def load_bank(
    path: AnyPath | None = None,
    *,
    article: Article | None = None,
    reading: Reading | None = None,
    taken: dict[str, str] | None = None,
) -> Bank:
    """Load a question bank, the course's own if none is named; with an article, its sentences must be that's.

    With a reading, keys are what is counted in it. ``taken`` are ids that the course keeps other answers under, each
    with what has it. All comes in the order of the file. Raises QuestionsError with every problem of the file.
    """
    file = Path(path) if path else shelf("data") / "questions.yaml"
    return read_model(file, Bank, QuestionsError, article=article, reading=reading, taken=taken or {})


def load_questions(path: AnyPath | None = None, *, article: Article | None = None) -> tuple[Question, ...]:
    """Load the questions of a bank, as ``load_bank`` does."""
    return load_bank(path, article=article).questions
