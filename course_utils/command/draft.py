"""``course draft``: questions made of a reading after ``data/drafts.yaml``, for a teacher to go over."""

import json
import re
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any, cast

import yaml

from course_utils.command.build import notebooks_of, source_of, write_notebooks
from course_utils.course_parts import CourseParts, actor_of
from course_utils.disk import told, write_whole
from course_utils.errors import QuestionsError
from course_utils.exercises.questions import Bank, Counts, Option, Question, load_bank
from course_utils.look.wording import capital, many, voice_name
from course_utils.places import part, shelf
from course_utils.reading.counts import namings, triads
from course_utils.reading.evidence import VOICES, Evidence
from course_utils.reading.quotes import folded
from course_utils.reading.reading import Reading

Words = dict[str, str]
_ASKED = re.compile(r'course\.(\w+)\(\s*"([0-9]{2}-(?:recall|predict|check|exit|more)-[1-9][0-9]?)"')
#: What needs no quotation marks to be the same text to every program.
_PLAIN = re.compile("(?!(true|false|yes|no|on|off|null|y|n)$)[a-z]+|[0-9]+-[a-z][a-z0-9-]*")
_HARD = {"recall": 1, "prediction": 1, "check": 2, "exit": 3}


def unasked(course: CourseParts) -> dict[str, tuple[str, str]]:
    """Return the places at which notebooks ask and the bank has nothing, each with its notebook and the call there."""
    code = [(n, source_of(c)) for n, cells in notebooks_of(course) for c in cells if c["cell_type"] == "code"]
    asked = {at: (name, call) for name, source in code for call, at in _ASKED.findall(source) if at[:2] == name[:2]}
    bank = course.bank if course.file.questions else Bank()
    ids = {question.id for question in bank.questions}
    return {one: where for one, where in asked.items() if one not in ids and not bank.at(one)}


def draft(arguments: Namespace, _: object = None) -> int:
    """Append drafts to a course's bank, and say where; a second time there is nothing to add."""
    course = CourseParts(arguments.folder)
    write_notebooks(course)  # whose cells say what is asked
    made, bare = append_drafts(course)
    said = f"{course.file.questions}: {many(len(made), 'draft')} added"
    print(f"{said}: {', '.join(made)}. Each is a question once its line “draft: yes” is gone." if made else f"{said}.")
    if bare:
        print(f"Not drafted, because the reading has nothing more for them: {', '.join(bare)}.")
    return 0


def append_drafts(course: CourseParts) -> tuple[list[str], list[str]]:
    """Append drafts to a course's bank; return the places that have one now, and those for which nothing is there.

    None is made that an earlier text gives away: one that names its sentence and has what is right in its words.
    """
    path = part(course.folder, "questions", course.needed("questions", course.file.questions or ""))
    patterns, items = yaml.safe_load((shelf("data") / "drafts.yaml").read_bytes()), _items(course)
    ready = patterns["general"] | (patterns["with_estimate"] if course.file.estimate else {})
    own = {question.id: question for question in load_bank().questions}
    seen, made, bare = [*map(_text, course.bank.questions)], list[Question](), list[str]()
    missing, groups = unasked(course), defaultdict[str, list[str]](list)
    for place in sorted(missing, key=lambda one: (len(one), one)):
        groups[place.rpartition("-")[0]].append(place)
    for place in [groups[one.rpartition("-")[0]].pop(0) for one in missing]:  # of a kind the first come first
        (group, _, number), (notebook, call) = place.rpartition("-"), missing[place]
        kind = "prediction" if call in ("predict", "look_back") else group[3:] if group[3:] in _HARD else "check"
        given: dict[str, Any] = {"id": place, "notebook": notebook, "kind": kind, "difficulty": _HARD[kind]}
        given |= {"optional": group[3:] == "more", "draft": True}
        fits = [one for one in patterns["templates"] if group in one["at"]]
        fits = fits[(turn := int(number) % (len(fits) or 1)) :] + fits[:turn]
        found = (_filled(one, words, given, course.reading, len(made)) for one in fits for words in items[one["of"]])
        fresh = (one for one in found if one and not any(_tells(text, one) for text in seen))
        question = replace(own[ready[place]], **given) if place in ready else next(fresh, None)
        if question and group not in bare:
            made, seen = [*made, question], [*seen, _text(question)]
        else:
            bare += [place, group]
    try:
        if made:
            write_whole(path, _with(path.read_bytes().decode(), made, path.name).encode(), for_others=True)
    except OSError as error:
        raise QuestionsError.at(path.name, f"no draft was written: {told(error, 'Make room for it.')}") from error
    return [question.id for question in made], [place for place in bare if place in missing]


def _text(question: Question) -> str:
    said = (question.prompt, *(f"{option.text} {option.feedback}" for option in question.options))
    return " ".join((*said, *question.sentences)).casefold()


def _tells(text: str, question: Question) -> bool:
    """Whether a text that is seen before speaks of a question's sentence, and has what is right."""
    right = re.escape(question.texts[question.key or question.options[0].id].casefold())
    return any(one in text for one in question.sentences) and bool(re.search(rf"(?<!\w){right}(?!\w)", text))


def _filled(pattern: Any, words: Words, given: dict[str, Any], reading: Reading, turn: int) -> Question | None:
    """Make a question; None where it could not be asked as it stands, as where two options say the same."""
    words = words | {capital(key): capital(text) for key, text in words.items()}
    options, right, counts = pattern["options"], None if "open" in pattern else 0, None
    if "counts" in pattern:
        counts = Counts(**{key: text.format_map(words) for key, text in pattern["counts"].items()})
        words["found"], held = counts.held({str(n): options[n]["is"].format_map(words) for n in range(3)}, reading)
        right = int(held[0]) if len(held) == 1 else None
    made, key = list[Option](), None
    for letter, n in zip("abc", ((turn + n) % 3 for n in range(3)), strict=True):
        said = {name: text.format_map(words) for name, text in options[n].items()}
        catches = None if n == right else said.get("misconception")
        made.append(Option(letter, said["text"], said["feedback"], catches, said.get("is")))
        key = letter if n == right else key
    prompt = pattern["prompt"].format_map(words)
    if given["kind"] == "recall":
        prompt = f"From notebook {pattern['taught']}. {prompt}"
    texts = " ".join([prompt, *(option.feedback for option in made)])
    named = tuple(sorted({*re.findall(r"\bs[0-9]{2,}\b", texts)}))
    with suppress(ValueError):
        return Question(prompt=prompt, options=tuple(made), key=key, counts=counts, sentences=named, **given)
    return None


def _with(text: str, made: list[Question], name: str) -> str:
    """Put questions below a bank's last one, as far to the right; all that stands there stays as it is."""
    text += "" if text.endswith("\n") else "\n"
    keys: dict[str, Any] = {key.value: value for key, value in cast(yaml.MappingNode, yaml.compose(text)).value}
    node, column = keys.get("questions"), 2
    if node is None:
        text, at = f"{text}questions:\n", len(text)
    elif not node.value:  # nothing, or an empty [], which gives way
        at = len(text[: node.start_mark.index].rstrip())
        text = text[:at] + text[node.end_mark.index :]
    elif node.flow_style:
        said = "expected each question on lines of its own, found a list in brackets; begin each with “- id: …”."
        raise QuestionsError.at(name, said, node.start_mark.line + 1)
    else:
        column = node.start_mark.column
        while isinstance(node.value, list) and not node.flow_style:
            node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
        at = len(text[: node.end_mark.index].rstrip())
    at, end = text.index("\n", at) + 1, "\r\n" if "\r\n" in text else "\n"
    lines = (f"{' ' * column}{line}{end}" for question in made for line in _lines(question))
    return text[:at] + "".join(lines) + text[at:]


def _lines(question: Question) -> Iterator[str]:
    """Give a question as a bank has it: text stands in quotation marks, whatever is in it."""
    fields: dict[str, Any] = {"id": question.id, "draft": True} | asdict(question)
    for key, value in fields.items():
        if key == "options":
            yield "  options:"
            for one in value:
                option = {"is" if name == "counted" else name: _said(text) for name, text in one.items() if text}
                yield from (f"    {'  ' if n else '- '}{name}: {option[name]}" for n, name in enumerate(option))
        elif value not in (None, False, ()):
            yield f"{'- ' if key == 'id' else '  '}{key}: {_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_said(one)}' for key, one in value.items() if one)}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    plain = isinstance(value, bool | int) or _PLAIN.fullmatch(value)
    return ("yes" if value is True else str(value)) if plain else json.dumps(value, ensure_ascii=False)


def _items(course: CourseParts) -> dict[str, list[Words]]:
    """Give what patterns are made of, each as the words that fill one."""
    reading, article, found = course.reading, course.article, defaultdict[str, list[Words]](list)
    names = {one.id: one.name for one in reading.actors}
    states = {one.id for one in reading.actors if one.role == "state"}
    voices = {str(voice): voice_name(article, voice) for voice in VOICES}
    mentions = [one for one in reading.mentions if one.refers_to in names]
    there = defaultdict[str, dict[str, None]](dict)  # whom a sentence speaks of
    for one in mentions:
        there[one.evidence[0].sentence][names[one.refers_to]] = None

    def add(of: str, piece: Evidence, **more: str) -> None:
        sentence = article.sentence(piece.sentence)
        first, last = next(run[2:] for run in article.runs(sentence) if run[2] <= piece.start < run[3])
        before = re.findall(r"(?:\S+\s+){0,2}\S*$", article.text[first : piece.start])[0]
        after = re.findall(r"^\S*(?:\s+\S+){0,4}", article.text[piece.end : last])[0]
        around = f"{before}{piece.exact}{after}".rstrip(",;:")
        words = {"quote": piece.exact, "words": around, "sentence": sentence.id, "voice": voices[piece.voice]}
        words |= voices | more
        found[of].append({key: " ".join(text.split()) for key, text in words.items()})

    def add_three(of: str, three: Iterable[tuple[Evidence, str, Words]]) -> None:
        words = {"title": article.title}
        for n, (piece, who, more) in enumerate(three, 1):
            said = {"name": names[who], "quote": piece.exact, "sentence": piece.sentence, "voice": voices[piece.voice]}
            said |= more
            words |= {f"{key}_{n}": " ".join(text.split()) for key, text in said.items()}
        found[of].append(words)

    both = len({sentence.voice for sentence in article.sentences}) == 2
    for sentence in article.sentences:
        named = next((name for name in there[sentence.id] if name != article.author), "Somebody whom it names")
        for n, (voice, inserted, start, end) in enumerate(article.runs(sentence)):
            begins = " ".join(article.text[start:end].split()[: None if inserted else 8])
            if inserted or (both and not n):
                of = "insertion" if inserted else "lead" if voice == "editor" else "excerpt"
                found[of].append({"sentence": sentence.id, "words": begins, "named": named, **voices})
    seats = Counter(one.evidence[0].exact for one in mentions if one.alias_kind == "metonym")
    spans = Counter(one.evidence for one in mentions)
    for one in mentions:
        piece, who = one.evidence[0], names[one.refers_to]
        near = [name for name in dict.fromkeys((*there[piece.sentence], *names.values())) if name != who]
        if one.contested or spans[one.evidence] > 1:
            continue
        if one.alias_kind == "metonym":
            who = f"{who}’s government" if one.refers_to in states else who
            add("metonym", piece, form=piece.exact, who=who, seat=max(seats, key=seats.__getitem__))
        elif one.alias_kind in ("pronoun", "description") and len(near) > 1 and folded(piece.exact) not in folded(who):
            add("pointer", piece, form=piece.exact, who=who, near=near[0], far=near[1])
    given = {(a.source, a.cue.sentence): a.cue.exact for a in reading.attributions if a.kind == "attribution"}
    for claim in reading.claims:
        piece, source, plain = claim.evidence[0], claim.source, claim.kind == "asserted"
        by = given.get((source[0], piece.sentence)) if source[0] in names else None
        cue = by if claim.kind in ("reported", "accused") else claim.cues[-1].exact if claim.cues else None
        whose = {"voice": voices[source[-1]], "other": voices[VOICES[source[-1] == "editor"]]}
        if claim.contested or len(claim.evidence) > 1:
            continue
        if bool(cue) != plain and (claim.main or not plain) and (len(source) == 1 or claim.kind != "judged"):
            add(claim.kind, piece, cue=f"“{cue}”", **whose)
        if by and names[source[0]] != article.author:
            add("chain", piece, cue=f"“{by}”", inner=names[source[0]], **whose)
    wishes = [one for one in reading.interests if not one.contested]
    said, inferred = ([one for one in wishes if one.explicit == yes] for yes in (True, False))
    for three in zip(said, inferred[::2], inferred[1::2], strict=False):
        add_three("interest", ((one.evidence[0], one.actor, {"summary": one.summary}) for one in three))
    first = {one.refers_to: one.evidence[0] for one in reversed(mentions)}
    most = Counter(one.refers_to for one in mentions).most_common(3)
    beliefs = ("a text on a conflict gives each side the same room", "whom a title names, the text names most")
    if len(most) == 3:
        belief = {who: {"misconception": beliefs[names[who] in article.title]} for who, _ in most}
        add_three("most", ((first[who], who, {"id": who, "number": str(n), **belief[who]}) for who, n in most))
    for of, step in (("named", "01-strip"), ("called", "02-strip")) if names else ():
        places = namings(reading, actor := actor_of(course, step))
        seated = any(place.kind == "metonym" for place in places)
        if places and (both if of == "named" else seated):
            seat = ", or its seat of government" * seated
            add(of, places[0].evidence, id=actor, name=names[actor], seat=seat)
    flat = [claim.evidence[0] for claim in reading.claims if claim.kind == "asserted"]
    ruled, dated = [three.ties[0].evidence[0] for three in triads(reading)], [one.evidence[0] for one in reading.times]
    for of, some in (("dated", dated), ("flat", flat), ("rule", ruled)):
        for piece in some[:1]:
            add(of, piece)
    found["shares"], found["brief"] = found["excerpt"][:1], [{}]
    return found
