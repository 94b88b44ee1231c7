"""What sentences claim: each number with its quantity and its direction, or not at all."""

import pytest

from wholeprint.advice.claims import claim_of
from wholeprint.advice.claims_check import questions, remarks
from wholeprint.advice.claims_ratio import Said, read
from wholeprint.advice.claims_read import said_in
from wholeprint.advice.claims_say import sentence
from wholeprint.advice.claims_words import numbers

_SENTENCES: list[tuple[str, list[tuple[str, list[float]]]]] = [
    ("Half the carbon, twice the speed", [("carbon", [0.5]), ("time", [0.5])]),
    ("Our model is 4x less efficient than GPT-4", [("", [4.0])]),
    ("Emissions rose by 48 % since 2019", [("carbon", [1.48])]),
    ("Emissions fell by 48 % since 2019", [("carbon", [0.52])]),
    ("Our emissions went up 12 % last year", [("carbon", [1.12])]),
    ("+48 % emissions", [("carbon", [1.48])]),
    ("-20 % energy", [("energy", [0.8])]),
    ("We cut energy in half", [("energy", [0.5])]),
    ("We cut the energy of training by a third", [("energy", [2 / 3])]),
    ("A third less water than before", [("water", [2 / 3])]),
    ("Half as much electricity as BERT", [("energy", [0.5])]),
    ("twice the water of a search", [("water", [2.0])]),
    ("doubles the energy", [("energy", [2.0])]),
    ("doubles the energy efficiency", [("energy", [0.5])]),
    ("emissions tripled", [("carbon", [3.0])]),
    ("energy use grew fourfold", [("energy", [4.0])]),
    ("GPT-4 uses 10 times more energy than GPT-3.5", [("energy", [10.0])]),
    ("ten times the electricity of a Google search", [("energy", [10.0])]),
    ("25 % of the energy of BERT", [("energy", [0.25])]),
    ("a tenth of the compute of Llama 3.1", [("FLOP", [0.1])]),
    ("4 times as efficient as BERT", [("", [0.25])]),
    ("20 % less energy-efficient than ours", [("energy", [1.25, 1.2])]),
    ("energy efficiency fell by 20 %", [("energy", [1.25, 1.2])]),
    ("improves energy efficiency by 25 %", [("energy", [0.8, 0.75])]),
    ("2x slower", [("time", [2.0])]),
    ("twice as slow as the old one", [("time", [2.0])]),
    ("3 times faster", [("time", [1 / 3])]),
    ("a 5x speedup", [("time", [0.2])]),
    ("uses 40-60% less power", [("power", [0.6, 0.4])]),
    ("uses 2 to 3 times less memory", [("memory", [0.5, 1 / 3])]),
    (
        "reduce energy up to 100x and emissions up to 1000x",
        [("energy", [0.01]), ("carbon", [0.001])],
    ),
    (
        "energy per prompt fell 33x and carbon per prompt 44x",
        [("energy", [1 / 33]), ("carbon", [1 / 44])],
    ),
    ("energy fell by a factor of 33, carbon by 44", [("energy", [1 / 33]), ("carbon", [1 / 44])]),
    (
        "halves the memory and makes inference 3 times cheaper",
        [("memory", [0.5]), ("cost", [1 / 3])],
    ),
    ("75 % less energy and 20 % more water than GPT-3", [("energy", [0.25]), ("water", [1.2])]),
    ("two orders of magnitude less carbon", [("carbon", [0.01])]),
    ("20 % energy reduction compared to the baseline", [("energy", [0.8])]),
    ("costs 30 % more", [("cost", [1.3])]),
    ("water use is 3 times that of 2019", [("water", [3.0])]),
    ("30 % lower carbon footprint vs. 2020", [("carbon", [0.7])]),
    ("4x energy", [("energy", [0.25, 4.0])]),
    (
        "0.24 Wh of energy, 0.03 gCO2e and 0.26 mL of water",
        [("energy", []), ("carbon", []), ("water", [])],
    ),
    ("emitted 25 t CO2eq, 20 times less than GPT-3", [("carbon", [0.05])]),
    ("40 % of queries use less energy", []),
    ("539 tCO2eq, 100% of which were offset", [("carbon", [])]),
    ("carbon neutral since 2007", []),
    ("net zero by 2030", []),
    ("a green model", []),
    ("100% renewable energy", []),
    ("Trained on 8x A100 GPUs", []),
    ("as much carbon as five cars", []),
    (
        "Emissions per user fell 10 % while total emissions rose 20 %",
        [("carbon", [0.9]), ("carbon", [1.2])],
    ),
    ("reduced our water by a factor of four", [("water", [0.25])]),
    ("carbon free 90 % of the time", []),
    ("does twice the work for the same energy", []),
    ("Energy was reduced to 40 % of last year's", [("energy", [0.4])]),
    ("Emissions are 20 % of the 2019 level", [("carbon", [0.2])]),
    ("energy dropped to a third", [("energy", [1 / 3])]),
    ("Energy efficiency is 3 times worse", [("energy", [3.0])]),
    ("50 % worse energy efficiency", [("energy", [2.0, 1.5])]),
    ("Demand for electricity will more than double by 2030", [("energy", [2.0])]),
    ("uses less than half the energy", [("energy", [0.5])]),
    ("use <1/10th the energy of dense models", [("energy", [0.1])]),
    ("80 % of the energy goes to inference", []),
    ("inference is 60 % of energy use", []),
    ("40% of emissions come from manufacturing", []),
    ("half the energy goes to cooling", []),
    ("60 % faster, and retains 97 % of the accuracy", [("time", [0.625, 0.4])]),
    ("an energy overhead of 5 %", [("energy", [1.05])]),
    ("latency is 3x higher but energy is 20 % lower", [("time", [3.0]), ("energy", [0.8])]),
    ("cuts 80 % of the energy", [("energy", [0.2])]),
    ("improves accuracy by 5 % with 20 % less energy", [("energy", [0.8])]),
]


@pytest.mark.parametrize(("text", "expected"), _SENTENCES)
def test_each_number_is_read_as_the_sentence_means_it(
    text: str, expected: list[tuple[str, list[float]]]
) -> None:
    """Quantity and ratio of each claim; several where the words leave several open."""
    claim = claim_of(text)
    claims = [claim, *claim.others] if expected else []
    found = [(each.quantity, sorted(one.ratio for one in each.readings)) for each in claims]

    assert [name for name, _ in found] == [name for name, _ in expected]
    for (_, ratios), (_, wanted) in zip(found, expected, strict=True):
        assert ratios == pytest.approx(sorted(wanted))
    if not expected:
        assert claim.readings == ()


@pytest.mark.parametrize(
    "text",
    [
        "uses -20% less energy",
        "It does not use 4x less energy",
        "We save 3x more energy than BERT",
        "energy went from 40 % to 60 %",
        "1e400x less energy",
        "4,5x less energy",
        "+20 % less energy",
        "far from 4x less energy",
        "without increasing energy by more than 3 %",
        "Emissions have not increased by 10 %",
        "0x less energy",
    ],
)
def test_what_is_not_certain_is_not_read(text: str) -> None:
    """No ratio is made, the sentence says that it was not read, and the claim does not stand."""
    claim = claim_of(text)

    assert claim.readings == ()
    assert claim.ratio is None
    assert "not read with certainty" in sentence(claim)
    assert "not-read" in {each.code for each in remarks(claim)}
    assert "value" in {each.field for each in questions(claim)}


@pytest.mark.parametrize(
    "text",
    [
        "A median prompt uses 0.24 Wh",
        "One prompt consumes five drops of water",
        "Training took 34 days on 1024 A100 GPUs",
        "A training run emits as much as five cars in their lifetimes",
        "Our data centres run on 100% renewable energy",
        "The total emissions were 539 tCO2eq, 100% of which were offset",
        "Training emitted 25 t CO2e",
    ],
)
def test_no_comparison_is_made_where_none_is(text: str) -> None:
    """A fact is said as one: neither less nor more, nor best case, and no baseline is asked for."""
    claim = claim_of(text)
    said = sentence(claim).split(" It says nothing")[0]

    assert not any(word in said for word in (" less ", " more ", "best case", " than ", "better"))
    assert "baseline" not in {each.field for each in questions(claim)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We cut the carbon footprint by 100x", "We emit 99 % less greenhouse gas than"),
        ("Our data centres use 20 % less water", "Our data centres consume 20 % less water"),
        (
            "GPT-4 uses 10 times more energy than GPT-3.5",
            "uses 10 times as much energy as GPT-3.5,",
        ),
        ("Our model is 4x less efficient", "Our model is said to be worse (4 times"),
        ("Emissions rose by up to 48 %", "It emits, at most, 48 % more greenhouse gas"),
        ("uses 40-60% less power", "It draws 40 % to 60 % less power"),
        ("saves 3 MWh", "It uses 3 MWh less energy than something that is not named"),
        ("The run took 34 days", "The run takes 34 days,"),
        ("ours can cut energy by up to 90 %", "Ours uses, in the best case, 90 % less energy"),
        ("1,000 times the carbon", "It emits 1,000 times as much greenhouse gas as something"),
        ("ours reduces energy without loss of quality", "Ours uses less energy, by how much"),
        ("ours uses more energy", "Ours uses more energy, by how much is not said,"),
        ("A green model", "It is said to be better; of what is not said"),
        ("net zero by 2030", "It is called net zero; what was emitted where it ran is not said"),
        ("ours cuts emissions by 150 %", "Ours is said to do what cannot be"),
    ],
)
def test_the_sentence_goes_the_same_way(text: str, words: str) -> None:
    """What can be said has the direction, the verb and the baseline of what was said."""
    assert words in sentence(claim_of(text))


@pytest.mark.parametrize(
    ("text", "baseline", "per"),
    [
        ("a tenth of the compute of Llama 3.1", "Llama 3.1", ""),
        ("4 times as efficient as BERT", "BERT", ""),
        ("25 % of the energy of BERT", "BERT", ""),
        ("Emissions rose by 48 % since 2019", "2019", ""),
        ("energy per prompt fell 33x over 12 months", "", "prompt"),
        ("Energy per token decreased from 4 J to 1 J", "", "token"),
        ("Per-prompt energy fell by a factor of 33", "", "prompt"),
        ("75 % less energy and 20 % less water than GPT-3.5", "GPT-3.5", ""),
    ],
)
def test_the_other_side_is_read(text: str, baseline: str, per: str) -> None:
    """Than what and per what; a span of months is no baseline."""
    claim = claim_of(text)

    assert (claim.baseline, claim.per) == (baseline, per)


def test_two_amounts_of_one_sentence_are_its_two_sides() -> None:
    """'from 0.96 Wh to 0.24 Wh, a reduction of 75 %' gives both figures and the ratio of them."""
    claim = claim_of("Energy drops from 0.96 Wh to 0.24 Wh per request, a reduction of 75 %")

    assert (claim.value, claim.baseline_value) == ("0.24 Wh", "0.96 Wh")
    assert [each.ratio for each in claim.readings] == [0.25]


def test_numbers_do_not_overlap() -> None:
    """'from 1 Wh to 2 Wh' is one pair, and none of its numbers is taken twice."""
    assert [each.kind for each in numbers("from 1 Wh to 2 Wh, 4x and 30 %")] == [
        "pair",
        "times",
        "percent",
    ]
    assert said_in("nothing of the kind") == ()


@pytest.mark.parametrize(
    ("words", "way", "is_gain", "ratios"),
    [
        ("4x", "less", False, [0.25]),
        ("4x", "more", False, [4.0]),
        ("4x", "more", True, [0.25]),
        ("4x", "less", True, [4.0]),
        ("4x", "", False, [0.25, 4.0]),
        ("20 %", "less", False, [0.8]),
        ("20 %", "more", False, [1.2]),
        ("20 %", "of", False, [0.2]),
        ("20 %", "less", True, [1.25, 1.2]),
        ("half", "of", False, [0.5]),
        ("half", "of", True, [2.0]),
    ],
)
def test_less_of_a_gain_is_more_of_what_it_takes(
    words: str, way: str, *, is_gain: bool, ratios: list[float]
) -> None:
    """Efficiency and speed go the other way than what they are of."""
    number = numbers(words)[0]
    found = read(Said("energy", way=way, is_gain=is_gain), number, "")

    assert [each.ratio for each in found.readings] == pytest.approx(ratios)
