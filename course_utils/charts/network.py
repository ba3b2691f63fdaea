"""Who stands how to whom, as the text has it: actors where they lie on a map, every tie its own line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, get_args

from course_utils.article.article import Voice
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.network_drawing import Scene, paint
from course_utils.charts.signs import SCALE
from course_utils.look.html import cut, voice_short
from course_utils.look.theme import Size
from course_utils.look.wording import SURENESS, chain_of
from course_utils.reading.pairs import POLARITIES, certainty_of
from course_utils.reading.records import Factuality

if TYPE_CHECKING:
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Relation


def network(
    reading: Reading,
    size: Size = "page",
    *,
    voice: Voice | None = None,
    source: str | None = None,
    certainty: Factuality | None = None,
    focus: str | None = None,
) -> Chart:
    """Draw every tie between two actors with its sign; a filter leaves out the others, a focus fades them.

    ``voice`` is whose words a tie rests on, ``source`` the id of who is first in its chain, ``certainty``
    how sure that one is of it (``dyads.certainty_of``; what is taken for granted counts as CT+), ``focus`` an
    actor's id. Raises KeyError with what is known for any other value.
    """
    known = [actor.id for actor in reading.actors]
    _check("voice", voice, get_args(Voice))
    _check("source", source, [*known, *get_args(Voice)])
    _check("certainty", certainty, get_args(Factuality))
    _check("actor", focus, known)
    left = tuple(
        r
        for r in reading.relations
        if voice in (None, r.source[-1])
        and source in (None, r.source[0])
        and certainty in (None, certainty_of(reading, r) or "CT+")
    )
    shown = tuple(r for r in left if focus in (None, r.actor, r.recipient))
    tied = {actor for r in reading.relations for actor in (r.actor, r.recipient)}
    scene = Scene(
        reading,
        tuple(actor for actor in reading.actors if actor.id in tied),
        shown,
        tuple(r for r in left if r not in shown),
        focus,
    )
    names = {actor.id: cut(actor.name) for actor in reading.actors}
    choice = [
        f"in {voice_short(reading.article, voice)}’s words" if voice else "",
        f"according to {chain_of(reading, (source,))[0]}" if source else "",
        SURENESS[certainty] if certainty else "",
    ]
    chosen = "; ".join(filter(None, choice))
    point = _point(scene, names) + (f" Shown: {cut(chosen, 90)}." if chosen else "")
    return Chart(
        title=point,
        alt=cut(f"Network of {len(scene.actors)} actors and {len(shown)} ties. {point}", 250),
        description="Actors stand roughly as on a map, north at the top. Each line is one tie that the text "
        "gives: solid in the author’s words, dashed in the editor’s, with an arrowhead if it is one-sided. "
        f"Its sign is the course’s inference: {SCALE}. A careful reader could code "
        f"{sum(r.contested is not None for r in shown)} of these ties otherwise. How surely a tie is put is "
        "taken from the claim that puts it; where none does, the words take it for granted.",
        table=Table(
            "Ties", ("From", "Tie", "To", "Sign", "According to", "How surely"), tuple(_row(reading, r) for r in shown)
        ),
        article=reading.article,
        paint=lambda theme: paint(theme, scene),
        size=size,
    )


def _check(what: str, found: str | None, known: Collection[str]) -> None:
    if found is not None and found not in known:
        raise KeyError(f"no {what} {found!r}; the reading has {', '.join(known)}")


def _row(reading: Reading, relation: Relation) -> Row:
    names = chain_of(reading, (relation.actor, relation.recipient))
    sure = certainty_of(reading, relation)
    cells = (
        names[0],
        relation.kind.replace("-", " "),
        names[1],
        POLARITIES[relation.polarity],
        " ← ".join(chain_of(reading, relation.source)),
        SURENESS[sure] if sure else "taken for granted",
    )
    return Row(cells, relation.evidence, "inferred")


def _point(scene: Scene, names: dict[str, str]) -> str:
    """Say how many ties of each sign there are: the focus’s, the busiest pair’s, or all."""
    total = len(scene.shown)
    ties = "1 tie" if total == 1 else f"{total} ties"
    pairs = Counter(tuple(sorted((r.actor, r.recipient))) for r in scene.shown)
    (pair, most), second = (*pairs.most_common(2), ((), 0), ((), 0))[:2]
    if scene.focus:
        return f"{names[scene.focus]} has {_counted(scene.shown, ties)} in this text."
    if most > 2 and most > second[1] and most < total:
        one, other = (actor.id for actor in scene.actors if actor.id in pair)
        chosen = tuple(r for r in scene.shown if {r.actor, r.recipient} == {one, other})
        return f"{_counted(chosen, f'{most} of {total} ties')} join {names[one]} and {names[other]}."
    return f"The text gives {_counted(scene.shown, ties)}."


def _counted(relations: tuple[Relation, ...], ties: str) -> str:
    counts = Counter(r.polarity for r in relations)
    said = ", ".join(f"{counts[sign]} {word}" for sign, word in POLARITIES.items() if counts[sign])
    return f"{ties} ({said})" if relations else "no tie"
