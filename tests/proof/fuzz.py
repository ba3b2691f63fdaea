"""Let every parser read damaged files for minutes; the tests do so for seconds.

    uv run tests/proof/fuzz.py [--minutes 6] [--seed N]

A file is damaged at random, and one of which something new is said is one to go on from. What finds a fault is put
into tests/faults/corpus, where the tests replay it. The exit code is 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

sys.path.append(str(Path(__file__).resolve().parents[1]))

from faults.parsers import CORPUS, KINDS, FaultError, HangError, judge, kept

from course_utils.places import ARTICLE, READING, shelf

#: Kept inputs are small enough to be looked at.
SMALL = 20_000


@cache
def seed(kind: str) -> bytes:
    """Return a good file of a kind, from which damaged ones are made."""
    if kind == "article":
        return (shelf("seeds") / ARTICLE).read_bytes()
    if kind == "date":
        return b"1988~/1994-05?"
    if kind in ("answers", "class"):
        answer = {"value": "b", "first": "a", "tries": 2, "saved": "2026-11-22T17:32"}
        names = ("00-view", "04-sort.s03", "07-brief.opening")
        return json.dumps({"schema": 1, "answers": dict.fromkeys(names, answer), "note": ["mine"]}).encode()
    name = {"reading": READING, "context": "context.yaml", "questions": "questions.yaml"}[kind]
    return (shelf("data") / name).read_bytes()


@cache
def _tree(kind: str) -> str:
    """Return the seed's tree as JSON: a copy to damage is then quickly made."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    plain = seed(kind) if kind in ("answers", "class") else json.dumps(yaml.load(seed(kind), loader)).encode()
    return plain.decode()


#: What trips parsers: marks of the formats, numbers at an edge, and text that is not what it seems.
ODD = (
    "", " ", "\t", "\n", "\r\n", "\x00", "\x1b[2J", "\x7f", "\x85", "\u00a0", "\u0300", "\u2028",
    "\ufeff", "\u200b", "\u202e", "\u2066", "\ufffe", "\ud800", "\U0010ffff", "🏳\u200d🌈", "İ", "ß",
    "ﷺ", "٣", "Ⅷ", "½", "J.\u2003R. ", "A.\u3000B.", "“", "”", "«", "'", '"', "\\", "\\u0000", "|",
    ">", "|2", "? ", ": ", "- ", "#", " #", "&a ", "*a", "!!python/name:os.system ", "<<: ",
    "%YAML 9.9\n", "%TAG ! x\n", "---\n", "...\n", "{", "}", "[", "]", "[[", "]]", ",", "@", "`",
    "~", "null", "NaN", "-Infinity", "1e999", "-0", "9" * 5000, "0x10", "yes", "NO", "2020-02-30",
    "9999-24", "XXXX", "../..", "199X/..", ":", "Read more on ", "About the author: ",
    "More about: ", "https://", "javascript:alert(1)", " | ", "by ", "September 31, 2020 | ",
    "9/9/9999 | ", "..", ".", "/", "con", "a" * 300, "../../etc/passwd", "<b>", "&amp;", "Ã©", "\r",
)  # fmt: skip


def damaged(kind: str, chance: random.Random, pool: Sequence[bytes] = (), size: int = 20_000) -> bytes:
    """Return a good file of a kind, or one of the pool, with some damage, of ten times ``size`` at most."""
    content = chance.choice(pool) if pool and chance.random() < 0.7 else seed(kind)
    if kind not in ("article", "date") and chance.random() < 0.5:
        content = _damaged_tree(json.loads(_tree(kind)), chance, size)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 4))):
        content = chance.choice(_DAMAGES)(content, chance, size)[: 10 * size]
    return content


def _damaged_tree(tree: Any, chance: random.Random, size: int) -> bytes:
    """Change some nodes for others, keep a part of long lists, and spell it as JSON, which YAML contains."""
    for value in tree.values() if chance.random() < 0.8 and isinstance(tree, dict) else ():
        if isinstance(value, list) and len(value) > 6:
            value[:] = chance.sample(value, chance.randrange(1, 6))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        places = list(_places(tree))
        if not places:
            break
        parent, key = chance.choice(places)
        match chance.randrange(9):
            case 0:
                del parent[key]
            case 1:
                parent[key] = chance.choice((None, True, 0, -1, 1.5, 10**30, [], {}, [[]], {"": ""}, [None], ""))
            case 2:
                other, at = chance.choice(places)
                with_it = other[at] if isinstance(other, dict) or at < len(other) else ""
                parent[key] = json.loads(json.dumps(with_it))
            case 3:
                parent[key] = chance.choice(ODD)
            case 4:
                parent[key] = json.dumps(parent[key])[1 : chance.randrange(200)] + chance.choice(ODD)
            case 5:
                parent[key] = chance.choice("a“ 9é\u202e-[") * chance.randrange(size)
            case 6:
                for _ in range(chance.choice((3, 20, 90))):
                    parent[key] = [parent[key]] if chance.random() < 0.5 else {"a": parent[key]}
            case 7:
                parent[key] = [parent[key]] * chance.choice((2, 50))
            case 8 if isinstance(parent, dict):
                parent[chance.choice((*ODD, "id", "answers", "schema"))] = parent.pop(key)
            case _:
                parent[key] = chance.choice((99, 2, "2", 0.0, False, "CT+", "editor"))
    return json.dumps(tree, ensure_ascii=chance.random() < 0.3).encode("utf-8", "surrogatepass")


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each value of a tree as its container and its key."""
    todo = [tree]
    while todo:
        parent = todo.pop()
        keys = list(parent) if isinstance(parent, dict) else range(len(parent))
        for key in keys:
            yield parent, key
            if isinstance(parent[key], dict | list):
                todo.append(parent[key])


def _flip(content: bytes, chance: random.Random, size: int) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        if flipped:
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _cut(content: bytes, chance: random.Random, size: int) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in "ab")
    return chance.choice((content[:first], content[first:], content[:first] + content[last:]))


def _insert(content: bytes, chance: random.Random, size: int) -> bytes:
    at = chance.randrange(len(content) + 1)
    odd = chance.choice(ODD).encode("utf-8", "surrogatepass")
    times = chance.choice((1, 1, 1, 2, 40, size // (len(odd) + 1)))
    return content[:at] + odd * times + content[at:]


def _lines(content: bytes, chance: random.Random, size: int) -> bytes:
    """Swap, repeat, indent, remove or join lines."""
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines[one:one] = lines[min(one, other) : max(one, other)][:200] * chance.choice((1, 2, 9))
        case 2:
            lines[one] = b" " * chance.randrange(1, 9) + lines[one]
        case 3:
            del lines[one]
        case 4:
            lines[one : one + 2] = [b"".join(lines[one : one + 2])]
        case _:
            return chance.choice((b"\r\n", b"\r", b"\n\n", b" ", b"")).join(lines)
    return b"\n".join(lines)


def _splice(content: bytes, chance: random.Random, size: int) -> bytes:
    other = seed(chance.choice(list(KINDS)))
    start = chance.randrange(len(other))
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start : start + chance.randrange(300)] + content[at:]


def _bomb(content: bytes, chance: random.Random, size: int) -> bytes:
    """Put a structure in that would unfold, or that recursion would not survive."""
    deep = chance.choice((40, 1000, size))
    bomb = chance.choice(
        (
            b"[" * deep,
            b"- " * deep,
            b"? " * deep,
            b'{"a":' * deep,
            b"[" * deep + b"]" * deep,
            b"\n".join(b"%s: &%s [*%s,*%s]" % (b, b, a, a) for a, b in zip(*(_ABC, _ABC[1:]), strict=False)),
            b"a: &a [*a]",
            b"a: &a b\n<<: *a",
            b"\n".join(b"- {id: %d}" % n for n in range(deep // 12)),
            b"'" * deep,
            b'"\\x' + b"4" * deep,
            b"# " + b"x" * deep,
            b"!" * min(deep, 1000) + b" x",
        )
    )
    return chance.choice((bomb, content + b"\n" + bomb, bomb + b"\n" + content))


_ABC = [bytes([letter]) for letter in range(97, 123)]
_DAMAGES = (_flip, _cut, _insert, _insert, _lines, _splice, _bomb)


def search(kind: str, seconds: float, chance: random.Random, folder: Path) -> tuple[int, dict[str, bytes]]:
    """Damage files of a kind until the time is over; return how many, and by its fault the smallest of each."""
    end, tried, found, answers = time.monotonic() + seconds, 0, dict[str, bytes](), set[str]()
    pool = [content for path in kept(kind) if len(content := path.read_bytes()) < SMALL]
    while time.monotonic() < end:
        content = damaged(kind, chance, pool)
        tried += 1
        try:
            said = judge(kind, content, folder)
        except (FaultError, HangError) as fault:
            for left in folder.iterdir():
                left.unlink()
            found[str(fault)] = min(content, found.get(str(fault), content), key=len)
            continue
        if said not in answers and len(content) < SMALL:
            answers.add(said)
            pool.append(content)
    return tried, found


def main() -> int:
    """Search the parsers in turn; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=6, help="for all parsers together")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of what is random")
    asked = parser.parse_args()
    chance, faults = random.Random(asked.seed), 0
    print(f"Seed {asked.seed}.\n\n| parser | files | faults |\n|---|---:|---:|")
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            tried, found = search(kind, asked.minutes * 60 / len(KINDS), chance, Path(folder))
        print(f"| {kind} | {tried:,} | {len(found)} |", flush=True)
        faults += len(found)
        for fault, content in found.items():
            place = CORPUS / kind / f"found-{hashlib.sha256(content).hexdigest()[:12]}"
            place.write_bytes(content)
            print(f"{fault} (kept as {place})")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
