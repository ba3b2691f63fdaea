#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools[woff]==4.68.0"]
# ///
"""Cut the faces in course_utils/data/fonts out of Noto Sans and Literata, with the licences that they carry.

Use it as ``npm i @fontsource-variable/{noto-sans,noto-sans-armenian,noto-sans-georgian,noto-sans-hebrew,
noto-sans-arabic,literata}@5.3.0``, then ``uv run --script .ci/make_fonts.py node_modules``.

Course Sans is Noto Sans, semi-condensed, with the letters of Armenian, Georgian, Hebrew and Arabic in one file;
Course Serif is Literata. Neither reserves its name. They have names of their own all the same, so that neither
matplotlib nor a browser takes an installed font for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parents[1] / "course_utils" / "data" / "fonts"
#: First and last character of each range that is kept, in hexadecimal.
LATIN = "20-7E A0-17F 18F 1E3 259 2BB-2BF 1E00-1E2F 1E62-1E63 2010-2015 2018-201E 2020-2022 2026 202F 2030 2032-2033"
SIGNS = "2039-203A 2044 20AC 2116 2122 2190-2193 2212 2248 2260-2265 400-45F 490-491"
ARABIC = "60C 61B 61F 620-655 660-671 679 67E 686 688 691 698 6A9 6AD 6AF 6BE-6C1 6C6-6C7 6CC 6D0 6D5 6F0-6F9 200C-200D"
SCRIPTS = {"armenian": "531-58A", "georgian": "10D0-10FF", "hebrew": "5B0-5C7 5D0-5F4", "arabic": ARABIC}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "rlig", "init", "medi", "fina", "isol", "calt", "tnum"]
FEATURES += ["lnum"]
#: File, family, style and weight; what is cut: package, part of it, characters; and where on its axes.
SANS = [("noto-sans", part, f"{LATIN} {SIGNS}") for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")]
SANS += [(f"noto-sans-{script}", script, letters) for script, letters in SCRIPTS.items()]
SERIF = [("literata", part, f"{LATIN} {SIGNS}") for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")]
FACES = [
    ("CourseSans-Regular", "Course Sans", "Regular", 400, SANS, {"wght": 400, "wdth": 87.5}),
    ("CourseSans-SemiBold", "Course Sans", "SemiBold", 600, SANS, {"wght": 600, "wdth": 87.5}),
    ("CourseSerif-Regular", "Course Serif", "Regular", 400, SERIF, {"wght": 400, "opsz": 14}),
]


def characters(ranges: str) -> set[int]:
    """Return the characters of some ranges."""
    ends = ([int(end, 16) for end in one.split("-")] for one in ranges.split())
    return {character for first, *last in ends for character in range(first, (last or [first])[0] + 1)}


def cut(path: Path, wanted: set[int], place: dict[str, float]) -> TTFont:
    """Return what a variable font has of some characters, at one place on its axes."""
    font = TTFont(path)
    options = Options(layout_features=FEATURES, hinting=False, glyph_names=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    instantiateVariableFont(font, {axis: at for axis, at in place.items() if axis in axes}, inplace=True)
    for table in {"STAT", "avar", "MVAR", "HVAR"} & {*font.keys()}:
        del font[table]
    return font


def parts(
    modules: Path, scratch: Path, cuts: list[tuple[str, str, str]], place: dict[str, float]
) -> Iterator[tuple[Path, str]]:
    """Yield the cuts as files, each character in the first that has it, with the first line of their licence."""
    done = set[int]()
    for number, (package, part, ranges) in enumerate(cuts):
        folder, axis = modules / "@fontsource-variable" / package, "opsz" if package == "literata" else "standard"
        path = folder / "files" / f"{package}-{part}-{axis}-normal.woff2"
        if wanted := (characters(ranges) & {*TTFont(path).getBestCmap()}) - done:
            done |= wanted
            made = scratch / f".{number}.ttf"
            cut(path, wanted, place).save(made)
            yield made, (folder / "LICENSE").read_text("utf-8")


def main() -> None:
    """Write the faces and their licences."""
    OUT.mkdir(exist_ok=True)
    for name, family, style, weight, cuts, place in FACES:
        made, licences = zip(*parts(Path(sys.argv[1]), OUT, cuts, place), strict=True)
        font = Merger().merge([str(path) for path in made])
        latin = TTFont(made[0])  # Arabic would put every line further apart
        for table, side in (
            ("hhea", "ascent descent"),
            ("OS/2", "sTypoAscender sTypoDescender usWinAscent usWinDescent"),
        ):
            for one in side.split():
                setattr(font[table], one, getattr(latin[table], one))
        names = {1: family, 2: "Bold" if weight > 400 else "Regular", 3: f"{family} {style}", 4: f"{family} {style}"}
        names |= {6: name, 13: "SIL Open Font License 1.1", 14: "https://openfontlicense.org"}
        font["name"].names = []
        for number, text in names.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].fsSelection = 0x20 if weight > 400 else 0x40
        font["head"].macStyle = int(weight > 400)
        font["head"].created = font["head"].modified = 0  # the same bytes on every day
        font.recalcTimestamp = False
        font.save(OUT / f"{name}.ttf")
        owners = dict.fromkeys(text.partition("\n")[0].partition(") ")[0].rstrip(")") + ")" for text in licences)
        licence = "\n".join(owners) + "\n" + licences[0].partition("\n")[2]
        (OUT / f"OFL-{family.replace('Course ', 'Course')}.txt").write_text(licence, "utf-8")
        for path in made:
            path.unlink()
        print(f"{name}: {(OUT / f'{name}.ttf').stat().st_size / 1024:.0f} KiB, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main()
