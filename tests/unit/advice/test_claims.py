"""Claims: what their words say, what they leave open, and the honest sentence."""

import pytest

from wholeprint.advice.claims import claim_of, completed
from wholeprint.advice.claims_check import questions, remarks
from wholeprint.advice.claims_say import sentence


@pytest.mark.parametrize(
    ("text", "quantity", "ratios"),
    [
        ("Our model uses 75 % less energy per request than GPT-3", "energy", [0.25]),
        ("our model is 4x more efficient", "", [0.25]),
        ("It is 75% more energy efficient", "energy", [1 / 1.75, 0.25]),
        ("300 % faster inference", "time", [0.25]),
        ("3.5\N{MULTIPLICATION SIGN} fewer FLOPs compared to ResNet-50", "FLOP", [1 / 3.5]),
        ("halves the energy", "energy", [0.5]),
        ("twice as fast", "time", [0.5]),
        ("cuts emissions by 40 percent", "carbon", [0.6]),
        ("an order of magnitude less water", "water", [0.1]),
        ("carbon neutral", "carbon", []),
        ("12 % higher power", "power", [1.12]),
        ("30x more power efficient", "energy", [1 / 30]),
        ("trained with 100% renewable energy", "energy", []),
        ("uses 0.24 Wh per prompt", "energy", []),
        ("emits 25 t CO2e", "carbon", []),
    ],
)
def test_a_number_and_what_it_is_of(text: str, quantity: str, ratios: list[float]) -> None:
    """The quantity is the one that is named, and each thing that the number may mean is kept."""
    claim = claim_of(text)

    assert claim.quantity == quantity
    assert [reading.ratio for reading in claim.readings] == pytest.approx(ratios)


def test_the_baseline_and_the_unit_are_read() -> None:
    """Who is compared, with what, and per what stand in the words."""
    claim = claim_of("GreenNet uses 30% less energy per 1k tokens than LLaMA-7B on an A100.")

    assert (claim.subject, claim.baseline) == ("GreenNet", "LLaMA-7B")
    assert claim_of("uses less energy per request than X").per == "request"


def test_more_than_all_of_it_cannot_be_saved() -> None:
    """150 % less is a contradiction, and no ratio is made of it."""
    claim = claim_of("cuts emissions by 150%")

    assert claim.readings == ()
    assert {each.code for each in remarks(claim)} >= {"impossible"}


def test_energy_and_speed_must_leave_a_power_that_can_be() -> None:
    """99.3 % less energy, four times faster, needs 2.8 % of the power: less than a machine at rest.

    The two numbers are those of a claim about transfer learning in a management review.
    """
    claim = claim_of("transfer learning used 99.3% less energy and was 4x faster")

    assert "power-implied" in {each.code for each in remarks(claim)}
    assert "power-implied" not in {
        each.code for each in remarks(claim_of("used 70% less energy and was 2x faster"))
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a sustainable model", "green-word"),
        ("a carbon neutral model", "neutral"),
        ("up to 10x less energy", "up-to"),
        ("4x fewer parameters", "compute-not-energy"),
        ("4x faster", "time-not-energy"),
        ("4x less energy", "energy-not-carbon"),
        ("4x more efficient", "efficient-not-sustainable"),
        ("4x more efficient", "rebound"),
        ("4x more efficient", "no-embodied"),
        ("75% more efficient", "two-readings"),
        ("half the power", "power-not-energy"),
    ],
)
def test_words_that_promise_more_than_they_say(text: str, code: str) -> None:
    """Each habit of such claims has its remark."""
    assert code in {each.code for each in remarks(claim_of(text))}


def test_an_answer_takes_its_question_away() -> None:
    """What is given is not asked for again, and a reading can be chosen."""
    claim = claim_of("our model is 75% more efficient")
    given = completed(claim, {"quantity": "energy", "reading": "2", "per": "request"})

    fields = {each.field for each in questions(given)}
    assert not fields & {"quantity", "reading", "per"}
    assert given.ratio == 0.25


def test_hardware_that_changed_is_named() -> None:
    """A gain on newer hardware is partly the hardware's."""
    claim = completed(claim_of("4x less energy"), {"hardware": "H100", "baseline_hardware": "V100"})

    assert "hardware-changed" in {each.code for each in remarks(claim)}


def test_the_sentence_says_what_is_not_known() -> None:
    """Where two readings are left the sentence names both; more is called more."""
    both = sentence(completed(claim_of("ours is 75% more efficient"), {"quantity": "energy"}))
    more = sentence(claim_of("ours needs 12 % more energy"))

    assert "42.9 % or 75 % less energy" in both
    assert "uses 12 % more energy" in more
    assert "how it is known is not said" in more


def test_a_claim_of_an_amount_has_no_baseline_to_ask_for() -> None:
    """0.24 Wh per prompt compares nothing: how it is known and what is counted are open."""
    claim = claim_of("a median prompt uses 0.24 Wh per prompt")

    assert claim.value == "0.24 Wh"
    assert "baseline" not in {each.field for each in questions(claim)}
    assert "A median prompt uses 0.24 Wh of energy per prompt," in sentence(claim)
