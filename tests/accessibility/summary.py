"""What a whole run found, in the few lines that are kept with the repository."""

from __future__ import annotations

from collections import Counter

from accessibility.findings import CHECKS, counted
from accessibility.report import Measured


def as_markdown(measured: Measured) -> str:
    """Say how much was looked at, what fails, the lowest contrasts, and what is the platform's."""
    used = sum((one.used for one in measured.surfaces), Counter[str]())
    rules = sorted({one["id"] for found in measured.frame.values() for one in found})
    texts, small = measured.letters
    lines = [
        measured.verdict,
        f"The course’s own: {_own(measured)}.",
        f"By keys alone: {counted(used.total(), 'use')} of {counted(len(used), 'kind')} of control.",
        *_contrasts(measured),
        f"JupyterLab’s own, which does not count: {_list(rules)} of axe-core’s rules; with letters doubled, "
        f"{small} of {counted(texts, 'text')} of its frame did not grow to twice the size.",
    ]
    return "\n".join(f"- {line}" for line in lines)


def _own(measured: Measured) -> str:
    fail = Counter(CHECKS[f.check].name for one in measured.surfaces for f in one.findings)
    said = ", ".join(f"{name} {number}" for name, number in fail.items())
    findings = f"{counted(fail.total(), 'finding')}{f' ({said})' if said else ''}"
    gaps = counted(len(measured.gaps), "thing")
    return f"{findings}; {gaps} {'was' if len(measured.gaps) == 1 else 'were'} not looked at"


def _contrasts(measured: Measured) -> list[str]:
    """Name the lowest ratio of each level that is asked for."""
    said = []
    for least in sorted({pair.least for pair in measured.pairs if pair.least}, reverse=True):
        asked = [pair for pair in measured.pairs if pair.least == least]
        low = min(asked, key=lambda pair: pair.ratio)
        said.append(
            f"Contrast of {least:g}:1 or more is asked of {counted(len(asked), 'pair')} of colours; "
            f"the lowest has {low.ratio:.2f}:1 ({low.what}, {low.theme})."
        )
    return said


def _list(rules: list[str]) -> str:
    return ", ".join(f"`{rule}`" for rule in rules) or "none"
