"""Make random one-token mutants of modules and see which of them the tests kill.

    uv run tests/proof/mutants.py --modules course_utils/article --tests tests/article --count 25 --seed 14

To compare tests, keep the mutants and run the same ones on the same code: ``--out old.json`` first, then
``--again old.json --tests …``. The exit code is 1 where one that was killed before survives now.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tokenize
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "node_modules")
#: By kind, what is written instead of a token. What then does not compile is left out.
INSTEAD = {
    "comparison": {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "is": "is not", "in": "not in"},
    "boolean": {"and": "or", "or": "and", "not": "", "True": "False", "False": "True"},
    "arithmetic": {"+": "-", "-": "+", "*": "+", "/": "*", "//": "*", "%": "*"},
    "condition": {"if": "if True or", "while": "while False and"},
    "return": {"return": "return None if True else"},
}  # fmt: skip
BETWEEN = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT)


@dataclass(frozen=True)
class Mutant:
    """One token made another; ``column`` counts characters from 0."""

    file: str
    line: int
    column: int
    token: str
    instead: str
    killed: bool | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.token[:60]!r} -> {self.instead[:60]!r}"

    def made_in(self, source: str) -> str:
        """Return the source with this change; raises ValueError where it holds another token."""
        lines = source.splitlines(keepends=True)
        start = sum(map(len, lines[: self.line - 1])) + self.column
        if not source.startswith(self.token, start):
            raise ValueError(f"{self}: the code is another than when this mutant was made")
        return source[:start] + self.instead + source[start + len(self.token) :]


def mutants(file: str) -> Iterator[tuple[str, Mutant]]:
    """Yield every mutant of a module with its kind; docstrings stay as they are."""
    last = tokenize.NEWLINE
    with (PROJECT / file).open("rb") as lines:
        for token in tokenize.tokenize(lines.readline):
            found = {kind: words[token.string] for kind, words in INSTEAD.items() if token.string in words}
            if token.type == tokenize.NUMBER:
                found["number"] = f"({token.string} {random.choice('+-')} 1)"
            elif token.type == tokenize.STRING and last not in BETWEEN and "Literal[" not in token.line:
                found["string"] = f'({token.string} + {"b" * token.string.startswith("b")}"s")'
            for kind, instead in found.items():
                yield kind, Mutant(file, *token.start, token.string, instead)
            last = token.type


def sample(modules: list[str], count: int, seed: int) -> list[Mutant]:
    """Return mutants of modules and folders that compile; each kind is as likely as any other."""
    random.seed(seed)
    kinds = dict[str, list[Mutant]]()
    for path in [PROJECT / name for name in modules]:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for kind, each in mutants(file.relative_to(PROJECT).as_posix()):
                kinds.setdefault(kind, []).append(each)
    drawn = list[Mutant]()
    while len(drawn) < count and (left := sorted(kind for kind, each in kinds.items() if each)):
        several = kinds[random.choice(left)]
        each = several.pop(random.randrange(len(several)))
        try:
            compile(each.made_in((PROJECT / each.file).read_text(encoding="utf-8")), each.file, "exec")
        except SyntaxError:
            continue
        drawn.append(each)
    return drawn


def passes(copy: Path, tests: list[str], limit: float) -> bool:
    """Run tests in the copy; what does not end in time does not pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    environment = {**os.environ, "PYTHONPATH": str(copy)}  # else what a test starts would take the original
    with tempfile.TemporaryFile() as said:
        run = subprocess.Popen(
            [*command, *tests], cwd=copy, env=environment, stdout=said, stderr=said, start_new_session=True
        )
        try:
            code = run.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)  # and the kernels that it started
            run.wait()
            return False
        if code in (4, 5):
            said.seek(0)
            raise SystemExit(f"{said.read().decode()}\nThese tests cannot be run.")
    return code == 0


def main() -> int:
    """Run the mutants that are asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--modules", nargs="+", default=["course_utils"], help="files and folders to change")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="what pytest shall run")
    parser.add_argument("--count", type=int, default=25)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep the mutants, and what became of them")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run the mutants that were kept")
    asked = parser.parse_args()
    if asked.again:
        drawn = [Mutant(**each) for each in json.loads(asked.again.read_text(encoding="utf-8"))]
    else:
        drawn = sample(asked.modules, asked.count, asked.seed)
    done = list[Mutant]()
    with tempfile.TemporaryDirectory(prefix="course-mutants-") as folder:
        copy = Path(folder, "course")
        shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        start = time.monotonic()
        if not passes(copy, asked.tests, 3600):
            raise SystemExit("These tests are red before anything is changed.")
        limit = 60 + 4 * (time.monotonic() - start)
        for each in drawn:
            file = copy / each.file
            whole = file.read_text(encoding="utf-8")
            for source in each.made_in(whole), whole:
                shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)  # may seem to be of this source
                file.write_text(source, encoding="utf-8")
                if source != whole:
                    done.append(replace(each, killed=not passes(copy, asked.tests, limit)))
            print("killed  " if done[-1].killed else "SURVIVED", each, flush=True)
    if asked.out:
        asked.out.write_text(json.dumps([asdict(each) for each in done], indent=1), encoding="utf-8")
    print(f"{sum(each.killed is True for each in done)} of {len(done)} are killed.")
    lost = [new for old, new in zip(drawn, done, strict=True) if old.killed and not new.killed]
    if asked.again:
        print(f"{len(lost)} that were killed before survive.", *lost, sep="\n  ")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
