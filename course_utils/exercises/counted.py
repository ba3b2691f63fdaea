"""What a question has counted in the reading, as the charts count it, so that no key is false."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal, get_args

from course_utils.article.article import Voice
from course_utils.files.validation import check_name, record
from course_utils.reading.counts import Share, namings, voice_shares
from course_utils.reading.pairs import Verdict, dyads, triads
from course_utils.reading.reading import Reading
from course_utils.reading.records import ClaimKind, MentionKind

_Found = list[tuple[str, str]]
#: What can be counted: the kinds of it, and the voice and kind of each; of mentions without an actor kinds are actors.
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
