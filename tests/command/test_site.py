"""``course site`` writes pages that need no Python, asks before it does, and writes over nothing but its own."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import OPENING, course_folder, notebook

from course_utils.command import cli
from course_utils.widgets import QuestionControl

Run = Callable[..., tuple[int, str, str]]
PROSE = """# Who?

**Run everything first: choose *Run*, then *Run All Cells*, or press ▶▶ above the notebook.**

Beside the notebooks.
<!-- site: In this browser. -->

See [two](2-more.ipynb), [dam](glossary.md#big-dam) and [out](https://example.org/a.ipynb)."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Write the site of the second course, which has two notebooks here and a guide, where nobody can be asked."""
    bank = (Path(__file__).parents[1] / "second_course" / "questions.yaml").read_text("utf-8")
    asked = re.findall(r"^ *- id: (\S+)", bank, re.MULTILINE)
    chart = "# Step 2: a chart.\ncourse.charts.words_by_voice()"
    files = {
        "1-who.ipynb": notebook(PROSE, OPENING, f'# Step 1: ask.\ncourse.ask("{asked[0]}")', chart),
        "2-more.ipynb": notebook("# More", OPENING, '# Step 1: more.\ncourse.more("More", course.show_page())'),
        "glossary.md": "# Words\n\n### big dam\n\nA wall.\n",
        "teachers-guide.md": "# The key\n",
    }
    course_folder(tmp_path / "course", files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    def run(*more: str) -> tuple[int, str, str]:
        return cli.main(["site", "out", "--course", "course", *more]), *capsys.readouterr()

    return run


def everything() -> dict[str, bytes]:
    return {path.relative_to("out").as_posix(): path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}


def test_it_is_written_in_a_line_and_a_second_time_with_the_same_bytes(site: Run) -> None:
    code, said, told = site("--yes")
    told = re.sub(r"(Making .*|Writing)\n", "", told)  # a slow machine says what it is at
    assert (code, re.sub(r"Not finished: .*\n", "", told)) == (0, "")
    assert re.fullmatch(r"out.index\.html: 4 pages, 0\.\d MB\. “Why a Half-Filled .*\n", said)
    first = everything()
    assert (site("--yes")[:2], everything()) == ((0, said), first)
    pages = {name for name in first if name.endswith(".html")}
    assert pages == {"index.html", "1-who.html", "2-more.html", "glossary.html"}
    assert not re.search(rb"The key|Run All Cells|Beside the notebooks", b"".join(first[name] for name in pages))
    who = first["1-who.html"].decode()
    for part in (
        *(
            "In this browser.",
            'href="2-more.html"',
            'href="glossary.html#big-dam"',
            'href="https://example.org/a.ipynb"',
        ),
        *(
            "Step 1: ask.",
            "script-src 'self'",
            'class="rtc-twin',
            'class="rtc-place"',
            "Step 2: a chart.",
            "<figcaption>",
        ),
    ):
        assert part in who
    assert 'id="big-dam"' in first["glossary.html"].decode()
    pictures = set(re.findall(r'src="(pictures/[0-9a-f]{16}\.png)"', who))
    assert pictures == {name for name in first if name.startswith("pictures/")}
    assert {"fonts/OFL-CourseSans.txt", "fonts/OFL-CourseSerif.txt"} <= first.keys()


def test_it_asks_for_leave(site: Run) -> None:
    code, said, told = site()
    assert (code, said) == (1, "")
    assert "by what right the words of its article may leave the classroom" in told
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["index.html", "site.css", "pictures/{}.png", "fonts/OFL-CourseSans.txt"])
def test_what_somebody_has_changed_stays_and_so_does_all_else(site: Run, name: str) -> None:
    site("--yes")
    name = name.format(next(Path("out/pictures").iterdir()).stem)
    Path("out", name).write_text("mine")
    before = everything()
    code, said, told = site("--yes")
    assert (code, said, everything()) == (1, "", before)
    assert told == (
        f"out: {name} is there already and is no page of a site as written, and stays; nothing was written. "
        "Give another folder, or move it away.\n"
    )
    Path("out", name).unlink()
    assert site("--yes")[0] == 0


def test_an_earlier_sites_pictures_go_and_nobody_elses(site: Run) -> None:
    site("--yes")
    old = everything()
    book = Path("course/notebooks/1-who.ipynb")
    book.write_text(book.read_text("utf-8").replace("words_by_voice", "certainty_ladder"), "utf-8")
    Path("out/pictures/mine.png").write_text("mine")
    Path("out/mine.html").write_text("mine")
    assert site("--yes")[0] == 0
    gone = {name for name in old if name.startswith("pictures/")}
    assert gone - everything().keys() == gone
    assert {"pictures/mine.png", "mine.html"} <= everything().keys()


def test_a_folder_that_is_a_link_is_not_followed(site: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("out").mkdir()
    Path("out/pictures").symlink_to(tmp_path / "elsewhere")
    code, _, told = site("--yes")
    assert (code, [*(tmp_path / "elsewhere").iterdir()]) == (1, [])
    assert told.startswith("out: pictures is a link")


def test_a_control_without_a_rule_is_its_twin_with_a_sentence(site: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuestionControl, "foretold", lambda _: None)
    site("--yes")
    page = Path("out/1-who.html").read_text("utf-8")
    assert "rtc-place" not in page
    assert "needs the notebook: it is shown here to read." in page


def test_of_html_in_prose_what_shapes_it_stays_and_nothing_that_acts(site: Run) -> None:
    prose = [
        "# Who?",
        '<details open><summary>Fold</summary><span lang="hy" dir="ltr">Արցախ</span></details>',
        '<script>alert(1)</script> <meta http-equiv="refresh" content="0">',
        '<img src=x onerror="alert(1)"> <iframe></iframe>',
        '<p id="main" onclick="alert(1)" style="position: fixed; font-family: Georgia">p</p>',
        '[run](javascript:alert%281%29) <a href="javascript:alert(1)">it</a>',
    ]
    Path("course/notebooks/1-who.ipynb").write_text(notebook("\n\n".join(prose), OPENING), "utf-8")
    site("--yes")
    page = Path("out/1-who.html").read_text("utf-8")
    main = page[page.index("<main") : page.index("<section")]
    for kept in (
        "<details open",
        '<summary>Fold</summary><span lang="hy" dir="ltr">Արցախ</span></details>',
        '<p style="font-family: Georgia;">p</p>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ):
        assert kept in main
    tags = re.findall("<[^>]*>", main)
    assert [
        tag for tag in tags if re.search(r'^<(script|meta|img|iframe)|script:|position|\bon\w+=|href="(?!#)', tag)
    ] == []
