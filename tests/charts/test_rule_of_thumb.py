"""The rule of thumb stands beside the text, and never in its place."""

from dataclasses import replace

from course_utils.charts.rule_of_thumb import rule_of_thumb
from course_utils.reading.load import Reading, load_reading

READING = load_reading()
CHART = rule_of_thumb(READING)


def tied(*ties: tuple[str, str, int]) -> Reading:
    one = READING.relations[0]
    relations = tuple(
        replace(one, id=f"r{n}", actor=a, recipient=b, polarity=sign)  # type: ignore[arg-type]
        for n, (a, b, sign) in enumerate(ties)
    )
    return replace(READING, relations=relations)


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == (
        "The rule fits the text in 0 of 6 triads; in 2 the text says something else, in 4 it says nothing."
    )
    assert CHART.alt == (
        "Rows of 6 triads: two ties of the text, the third that the enemy-of-enemy rule predicts, and what "
        f"the text has. {CHART.title}"
    )


def test_a_row_holds_two_ties_the_prediction_and_what_the_text_says() -> None:
    assert [row.cells for row in CHART.table.rows][:3] == [
        (
            "Armenia and Azerbaijan: hostile", "Azerbaijan and Israel: friendly", "Armenia and Israel",
            "hostile", "neutral", "differs",
        ),
        (
            "Azerbaijan and Israel: friendly", "Israel and Iran: hostile", "Azerbaijan and Iran",
            "hostile", "mixed", "differs",
        ),
        (
            "Azerbaijan and Armenia: hostile", "Armenia and Russia: friendly", "Azerbaijan and Russia",
            "hostile", "nothing", "silent",
        ),
    ]  # fmt: skip
    assert {row.origin for row in CHART.table.rows} == {"inferred"}


def test_a_row_rests_on_the_words_of_all_three_ties() -> None:
    sentences = [piece.sentence for piece in CHART.table.rows[1].evidence]
    assert sentences == ["s11", "s04", "s04", "s05", "s05", "s05", "s08"]


def test_the_description_calls_it_a_rule_of_thumb_and_silence_no_refutation() -> None:
    assert "a rule of thumb and no law, the text is one text" in CHART.description
    assert "where the text is silent it refutes nothing" in CHART.description


def test_a_triad_that_agrees_is_counted_as_one() -> None:
    chart = rule_of_thumb(tied(("armenia", "iran", -1), ("iran", "israel", -1), ("armenia", "israel", 1)))
    assert chart.title.startswith("The rule fits the text in 1 of 1 triad; in 0 ")


def test_without_two_signed_ties_it_says_so() -> None:
    chart = rule_of_thumb(tied(("armenia", "iran", -1)))
    assert chart.title == "No two signed ties of the text meet, so the rule predicts nothing."
    assert chart.table.rows == ()


def test_of_very_many_triads_the_first_are_drawn_and_all_are_counted() -> None:
    ids = [actor.id for actor in READING.actors]
    chart = rule_of_thumb(tied(*((a, b, 1) for n, a in enumerate(ids) for b in ids[n + 1 :])))
    assert chart.title.startswith("The rule fits the text in 165 of 165 triads")
    assert chart.description.endswith("The first 30 of 165 triads are drawn.")
