"""``course site``: the notebooks as pages that need no Python, with all that a control would answer."""

import base64
import json
import re
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fontTools.ttLib import TTFont
from markupsafe import Markup

from course_utils.charts import Chart
from course_utils.command.build import PENCIL
from course_utils.command.cells import Cell, run_notebooks
from course_utils.command.check import to_do
from course_utils.command.export import ask_leave
from course_utils.course_parts import CourseParts
from course_utils.disk import content_of, fingerprint, is_ours, remembered, told, write_whole
from course_utils.errors import CourseError, visible
from course_utils.exercises.portfolio import foretold
from course_utils.look.html import ENGLISH, OUTPUT_STYLE, details, esc, join, page, tag
from course_utils.look.shown import More, Shown
from course_utils.look.theme import FACES, dark, light
from course_utils.look.wording import RUN_AGAIN, RUN_ALL, many, provenance
from course_utils.places import part, shelf
from course_utils.widgets.control import Control, scripts, style

#: Remembers, in the folder, the fingerprints of what was written there.
_MEMORY = ".course-site.json"
#: What a notebook says for its readers in Jupyter alone, and what a site says in the place of it.
_INSTEAD = re.compile(r"^[^\n]+\n<!-- site:(.*?)-->", re.MULTILINE | re.DOTALL)
#: What prose may be made of.
_TAGS = (
    "a abbr b bdi blockquote br caption cite code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s "
    "small span strong sub summary sup table tbody td th thead tr u ul"
)
_ATTRIBUTES = ["class", "dir", "href", "lang", "open", "scope", "start", "style", "title"]
_BLOCK = re.compile(r"(?<=>)(?=<(?:tr|li|p|div|h3|blockquote|details|table|tbody|caption)\b)")
_PNG = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_KEPT = (
    "They are kept in this browser, on this computer, and nobody else sees them. Browsers delete such things: a "
    "private window when it is closed, a guest account when you sign out, Safari after seven days without a visit. "
    "So save them as a file before you leave, and open that file here the next time."
)
_PLACE = '<div class="rtc-place"></div>'
_UNFORETOLD = "What this control does needs the notebook: it is shown here to read."


def site(arguments: Namespace, now: Callable[[str], None]) -> int:
    """Write a course's notebooks as a site, and say in a line what was written."""
    course = CourseParts(arguments.course)
    ask_leave(course, yes=arguments.yes)
    files = pages(course, now)
    now("Writing")
    _write(arguments.output, files)
    size = sum(map(len, files.values())) / 1_000_000
    count = sum(name.endswith(".html") for name in files)
    marks = {0x2068: None, 0x2069: None}  # of direction: a terminal has them spelled
    source = provenance(course.article, course.file.rights).translate(marks)
    print(visible(f"{arguments.output / 'index.html'}: {many(count, 'page')}, {size:.1f} MB. {source}"))
    for left in to_do(course):
        print(visible(f"Not finished: {left}"), file=sys.stderr)
    return 0


def pages(course: CourseParts, now: Callable[[str], None] = lambda _: None) -> dict[str, bytes]:
    """Return the files of a course's site by their names: never the teacher's guide."""
    made = list[tuple[str, str, Page]]()
    for file, cells in run_notebooks(course):
        now(f"Making {file.name}")
        steps = Page(course)
        for cell in cells:
            steps.add(cell)
        made.append((f"{file.stem}.html", steps.title or file.stem, steps))
    folder = part(course.folder, "notebooks", course.file.notebooks or "")
    glossary = content_of(folder / "glossary.md")
    if glossary is not None:
        words = Page(course)
        words.parts.append(words.prose(re.sub(f"\n.*{PENCIL}.*", "", glossary.decode())))
        made.append(("glossary.html", words.title, words))
    index, listed = Page(course), (tag("li", _link(name, f"{_short(name)} {title}")) for name, title, _ in made)
    index.parts.append(tag("div", tag("h1", esc(course.title)), tag("ul", *listed), class_="jp-MarkdownOutput"))
    contents = [("index.html", course.title), *((name, title) for name, title, _ in made)]
    made.insert(0, ("index.html", "", index))
    files = {f"{name.removesuffix('html')}js": one.script().encode() for name, _, one in made}

    def filed(png: re.Match[str]) -> str:
        content = base64.b64decode(png[1])
        files[name := f"pictures/{fingerprint(content)[:16]}.png"] = content
        return name

    for name, _, one in made:
        said = one.html(contents, name).replace(RUN_ALL, "let this page run its script").replace(RUN_AGAIN, "")
        files[name] = _PNG.sub(filed, said).encode("utf-8", "backslashreplace")
    fonts = shelf("data") / "fonts"
    files |= {f"fonts/{file.name}": file.read_bytes() for file in fonts.glob("*.txt")}
    files |= {f"fonts/{Path(name).stem}.woff": _compressed(fonts / name) for name in FACES}
    return {**files, "site.css": _style().encode()}


def _compressed(face: Path) -> bytes:
    """Return a face as pages load it: half as many bytes as matplotlib reads."""
    with TTFont(face, recalcTimestamp=False) as font, BytesIO() as file:
        font.flavor = "woff"
        font.save(file)
        return file.getvalue()


class Page:
    """A page in the making: its parts, and what its controls show and would answer."""

    def __init__(self, course: CourseParts) -> None:
        self.course, self.title = course, ""
        self.parts, self.controls = list[Markup](), list[dict[str, Any]]()

    def add(self, cell: Cell) -> None:
        """Add a cell: prose, or what its last line makes, under its first line, by which prose names it."""
        if cell.kind == "markdown":
            if not cell.source.startswith(PENCIL):  # what is to be written is told to the teacher
                self.parts.append(self.prose(cell.source))
        elif shown := self.show(cell.made):
            step = cell.source.partition("\n")[0].removeprefix("#").strip()
            self.parts.append(tag("p", esc(step), class_="rtc-step") + shown)

    def prose(self, source: str) -> Markup:
        """Return Markdown as markup; what is said of Jupyter alone goes, and links lead to pages.

        Of HTML in it only what shapes prose is left, as JupyterLab leaves it; the rest stands there as text.
        """
        import mistune
        from bleach.css_sanitizer import CSSSanitizer
        from bleach.sanitizer import Cleaner

        source = _INSTEAD.sub(lambda said: said[1].strip(), source)
        source = "\n\n".join(text for text in source.split("\n\n") if RUN_ALL not in text.replace("*", ""))
        self.title = self.title or next(iter(re.findall(r"^# (.+)$", source, re.MULTILINE)), "")
        clean = Cleaner(_TAGS.split(), {"*": _ATTRIBUTES}, css_sanitizer=CSSSanitizer({"font-family"}))
        text = clean.clean(mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])(source))
        text = re.sub(r'href="([^":/#]+)\.(?:ipynb|md)(?=[#"])', r'href="\1.html', text)
        text = re.sub(r"<h([1-6])>(.*?)</h\1>", lambda h: f'<h{h[1]} id="{_anchor(h[2])}">{h[2]}</h{h[1]}>', text)
        return tag("div", Markup(text), class_="jp-MarkdownOutput", lang=self.course.file.language, dir="auto")

    def show(self, made: object) -> Markup:
        """Return what a cell has made: of a control its twin, and a place that the script fills."""
        if isinstance(made, Control):
            foretold = made.foretold()
            twin = Markup(str(made.standing()).replace("<img ", '<img loading="lazy" '))
            if foretold is None:
                return twin + tag("p", tag("em", esc(_UNFORETOLD)))
            traits = {name: getattr(made, name) for name in ("item", "spoken", "twin_id", "script")}
            self.controls.append({**traits, "foretold": foretold})
            return twin + Markup(_PLACE)
        if isinstance(made, More):
            return details(made.title, *map(self.show, made.shown), class_="rtc-more", **ENGLISH)
        return made.markup if isinstance(made, Shown | Chart) else Markup()

    def has(self, *kinds: str) -> bool:
        """Say whether one of its controls is of these kinds."""
        return any(control["foretold"]["kind"] in kinds for control in self.controls)

    def script(self) -> str:
        """Return what the page's controls need, and no more."""
        own = dict.fromkeys(control["script"] for control in self.controls)
        return scripts(
            (*own,), *(["foretold_more.js"] if self.has("votes", "estimate", "sorting", "portfolio", "brief") else [])
        )

    def html(self, contents: Sequence[tuple[str, str]], here: str) -> str:
        """Return the whole page, with what it shows and would answer as data beside it."""
        course = self.course
        current = {here: {"aria_current": "page"}}
        links = (
            tag("li", _link(name, _short(name), aria_label=f"{_short(name)}: {title}", **current.get(name, {})))
            for name, title in contents
        )
        chance = course.file.estimate
        data: dict[str, Any] = {"id": course.file.id}
        if chance:
            data["estimate"] = {"chances": chance.chances, "others": chance.others}
        if self.has("portfolio", "brief"):
            asked = course.questions.values() if course.file.questions else ()
            data["chapters"] = foretold(asked, course.sorting_tasks, chance)
        pooled = _pooled([*self.controls, data])
        *foretold_here, data = pooled["whole"]
        places = iter(foretold_here)
        text = re.sub(_PLACE, lambda _: f'<div class="rtc-place">{_data(next(places))}</div>', str(join(self.parts)))
        answers = tag("h2", esc("Your answers")) + tag("p", esc(_KEPT))
        source = provenance(course.article, course.file.rights)
        licence = tag("a", esc("Open Font License"), href="fonts/OFL-CourseSans.txt")
        body = (
            tag("a", esc("To the page"), href="#main", class_="rtc-skip"),
            tag("nav", tag("ol", *links), aria_label="The course"),
            tag("main", Markup(text), tag("section", answers, id="answers"), id="main", class_="jp-Notebook"),
            tag("footer", tag("p", esc(source)), tag("p", esc("Letters are under the "), licence, esc("."))),
            _data({"course": data, "pool": pooled["pool"]}, id="course"),
            tag("script", src=quote(here.removesuffix("html") + "js")),
        )
        title = " · ".join(dict.fromkeys(filter(None, (self.title, course.title))))
        look = Markup('<link rel="stylesheet" href="site.css">')
        return str(page(title, _POLICY, look, body, data_rtc_faces="Infinity"))


def _data(data: object, **attributes: str) -> Markup:
    """Return data as an element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return tag("script", Markup(text), type="application/json", **attributes)


def _link(name: str, title: str, **attributes: str) -> Markup:
    return tag("a", esc(title), href=quote(name), **attributes)


def _short(name: str) -> str:
    """Return what a page is called where room is short: a notebook by its number."""
    stem = name.removesuffix(".html")
    return stem[:2] if stem[:2].isdigit() else {"index": "Contents", "glossary": "Words"}.get(stem, stem)


def _anchor(heading: str) -> str:
    return re.sub(r"<[^>]*>", "", heading).replace(" ", "-")


def _pooled(data: object) -> dict[str, Any]:
    """Put what repeats into a pool, once: the article beside every chart, a picture's marks, a table."""
    seen = Counter[str]()

    def parted(one: Any) -> Any:
        """Cut markup before each of its blocks."""
        blocks = _BLOCK.split(one) if isinstance(one, str) else []
        return {"+": blocks} if len(blocks) > 1 else one

    def count(one: Any) -> None:
        one = parted(one)
        parts = one.values() if isinstance(one, dict) else one if isinstance(one, list | tuple) else ()
        for each in parts:
            count(each)
        text = json.dumps(one)
        seen[text] += len(text) > 60

    count(data)
    pool, places = list[object](), dict[str, int]()

    def small(one: Any) -> object:
        text = json.dumps(one := parted(one))
        if seen[text] > 1 and text in places:
            return {"$": places[text]}
        made: object = one
        if isinstance(one, dict):
            made = {name: small(each) for name, each in one.items()}
        elif isinstance(one, list | tuple):
            made = [*map(small, one)]
        if seen[text] < 2:
            return made
        places[text] = len(pool)
        pool.append(made)
        return {"$": places[text]}

    return {"whole": small(data), "pool": pool}


def _style() -> str:
    """Return the site's style sheet: the controls' own, and what JupyterLab's gives in a notebook."""
    faces = (
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url(fonts/{Path(name).stem}.woff)}}\n'
        for name, (family, weight) in FACES.items()
    )

    def colors(theme: Any) -> str:
        return (
            f":root{{--jp-layout-color1:{theme.paper};--jp-layout-color2:{theme.chosen};--jp-border-color1:{theme.hairline};"
            f"--jp-content-font-color1:{theme.ink};--jp-content-font-color2:{theme.quiet}}}"
        )

    dusk = f"@media screen and (prefers-color-scheme:dark){{{colors(dark())}}}\n"
    own = (shelf("data") / "site.css").read_text("utf-8")
    text = "".join((*faces, colors(light()), dusk, str(OUTPUT_STYLE)[7:-8], style(), own))
    return re.sub(r"/\*.*?\*/|(?<=\n)[ \n]+", "", text, flags=re.DOTALL)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files; raises CourseError where one would take the place of what is no site of ours as written."""
    memory = folder / _MEMORY
    try:
        for inner in (folder, folder / "pictures", folder / "fonts"):
            inner.mkdir(parents=True, exist_ok=True)
            if inner != folder and inner.is_symlink():
                raise CourseError.at(
                    folder.name, f"{inner.name} is a link, which leads out of this folder; give another."
                )
        own = remembered(content_of(memory))
        foreign = next((name for name in files if not is_ours(folder / name, own.get(name, ()))), "")
        if foreign:
            why = f"{foreign} is there already and is no page of a site as written, and stays; nothing was written."
            raise CourseError.at(folder.name or str(folder), f"{why} Give another folder, or move it away.")
        new = {name: [fingerprint(content)] for name, content in files.items()}
        write_whole(memory, json.dumps({name: own.get(name, []) + one for name, one in new.items()}).encode())
        for name, content in files.items():
            write_whole(folder / name, content, for_others=True)
        write_whole(memory, json.dumps(new).encode(), for_others=True)
        for path in (folder / "pictures").iterdir():  # an earlier site's
            if (name := f"pictures/{path.name}") not in files and name in own and is_ours(path, own[name]):
                path.unlink()
    except OSError as error:
        raise CourseError.at(
            folder.name or str(folder), f"could not be written: {told(error, 'Give another folder.')}"
        ) from error
