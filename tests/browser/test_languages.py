"""A course on a page in another language: the page's words say theirs wherever they stand, and all else is English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from bare_page import BarePage

from course_utils.course import Course

pytestmark = pytest.mark.browser

PAGES = yaml.safe_load(Path(__file__).with_name("languages.yaml").read_text(encoding="utf-8"))
FILES = {
    "course.yaml": "id: dam\ntitle: Dam\nlanguage: {tag}\narticle: page.txt\nreading: page.reading.yaml\n"
    "questions: questions.yaml\nsorting: {{sentences: 04-sort, ties: 05-ties}}\n",
    "page.txt": "{title} https://dam.example/a\n\nMay 4, 2023 | Ilse Kowarth\nAbout the author: \n\n{lead}\n\n{body}\n"
    "\nRead more on Dam: https://dam.example/b\n",
    "page.reading.yaml": "reading: 1\narticle: page.txt\n"
    "actors: [{{id: one, name: Marrenia, role: state, aliases: [{{form: {name}, kind: name}}]}}]\n"
    "mentions: [{{refers_to: one, form: NAM, quote: {name}}}]\n"
    "claims: [{{id: c1, summary: Dry, kind: asserted, factuality: CT+, source: [author], quote: {claim}}}]\n",
    "questions.yaml": "questions:\n  - {{id: 01-q, notebook: 01-a, kind: check, prompt: Who?, key: a, difficulty: 1,\n"
    "     sentences: [s02, s03], options: [{{id: a, text: A, feedback: Yes.}}, {{id: b, text: B, feedback: Not b., "
    "misconception: x}}, {{id: c, text: C, feedback: No., misconception: y}}]}}\n",
}
#: Each stretch of letters on the page, with the language and the direction that hold for it.
SAID = """() => [...document.querySelectorAll('.rtc-live, .rtc-twin, .rtc-chart, .rtc-page, .rtc-words')].map(one => {
  const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), all = [];
  while (walk.nextNode()) { const at = walk.currentNode.parentElement;
    all.push([walk.currentNode.data.trim(), at.closest('[lang]').lang, getComputedStyle(at).direction]); }
  return all; }).flat()"""


@pytest.mark.parametrize("tag", PAGES)
def test_the_pages_words_say_their_language_and_the_controls_own_are_english(
    bare: BarePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str
) -> None:
    page: dict[str, str] = PAGES[tag]
    for name, text in FILES.items():
        (tmp_path / name).write_text(text.format(tag=tag, **page), encoding="utf-8")
    monkeypatch.setenv("COURSE_ANSWERS", str(tmp_path / "answers.json"))
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    course = Course(tmp_path)
    controls = {
        "xray": course.explore.voice_xray("one"),
        "ask": course.ask("01-q"),
        "sort": course.sort_sentences(),
        "strip": course.explore.chart(course.charts.naming_strip("one"), "Find one."),
        "cards": course.cards.actors("Open one."),
        "brief": course.write_brief(),
    }
    for name, control in controls.items():
        control._ipython_display_()
        bare.show(name, control)
    for html in [one["text/html"] for one in shown] + [course.show_page().markup]:
        bare.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", html)
    for view in ("xray", "strip"):
        bare.page.locator(f"#{view} .rtc-id").last.dispatch_event("click")
    bare.page.locator("#xray input").last.check()
    bare.page.locator("#ask input").first.check()
    bare.page.locator("#ask button").click()
    bare.page.locator("#ask blockquote").first.wait_for()
    bare.page.locator("#cards [data-mark]").first.click()
    bare.page.locator("#sort input").first.check()
    bare.page.locator("#sort button").click()
    bare.page.locator("#sort .rtc-beside > *").first.wait_for()
    found = {tuple(one) for one in bare.page.evaluate(SAID)}
    sentences = [s.text for s in course.article.sentences]
    theirs = {one for one in found if any(text and text in one[0] for text in (page["claim"], *sentences))}
    assert len(theirs) > 3
    assert {one for one in theirs if one[1:] != (tag, page["dir"])} == set()
    own = {"Check", "Back (Backspace)", "inserted by the editor:", "words struck out", "s02, the editor"}
    assert {one for one in found if one[0] in own} == {(text, "en", "ltr") for text in own}
