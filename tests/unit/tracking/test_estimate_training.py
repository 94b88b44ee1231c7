"""Training from a few facts."""

from typing import Any

import pytest

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate import estimate
from wholeprint.tracking.estimate_training import Training, estimate_training
from wholeprint.tracking.estimate_workload import Estimate

FACTS: dict[str, Any] = {"parameters_count": 70e9, "tokens_count": 15e12}


def _hours(found: Estimate) -> Uncertain:
    return found.workload.quantities["accelerator_hours"]


def _energy(found: Estimate) -> Uncertain:
    energy = found.footprint[Category.ENERGY]
    assert isinstance(energy, Uncertain)
    return energy


def test_parameters_and_tokens_by_hand() -> None:
    """6 x 70e9 x 15e12 at 0.4 of 989.4 TFLOP/s are 4.42 million hours. Rounding of floats."""
    found = estimate_training("h100-sxm5-80gb:4096", Training(**FACTS, mfu_share=0.4))

    expected = 6 * 70e9 * 15e12 / (989.4e12 * 0.4) / 3600
    assert _hours(found).central == pytest.approx(expected, rel=1e-9)
    assert [m.name for m in found.workload.methods] == ["6ND", "utilisation"]


def test_operations_say_the_same_as_parameters_and_tokens() -> None:
    """The product itself comes to the same energy, draw by draw."""
    one = estimate_training("h100-sxm5-80gb", Training(**FACTS))
    other = estimate_training("h100-sxm5-80gb", Training(training_flop_count=6 * 70e9 * 15e12))

    assert _energy(one).low == pytest.approx(_energy(other).low)
    assert _energy(one).high == pytest.approx(_energy(other).high)


def test_only_active_parameters_work() -> None:
    """A mixture of experts with a tenth active takes a tenth of the hours. Rounding of floats."""
    dense = estimate_training("h100-sxm5-80gb", Training(**FACTS))
    sparse = estimate_training("h100-sxm5-80gb", Training(**FACTS, active_parameters_count=7e9))

    assert _hours(sparse).central == pytest.approx(_hours(dense).central / 10)


def test_given_hours_are_taken_as_they_are() -> None:
    """Hours have no doubt of their own, and need no rate of the board."""
    found = estimate_training("k80", Training(accelerator_hours=1000.0))

    assert _hours(found).low == _hours(found).high == 1000.0


def test_the_utilisation_is_where_the_doubt_is() -> None:
    """Without it the energy is wider, and it is named among the drivers; with it, narrower."""
    wide = estimate_training("h100-sxm5-80gb", Training(**FACTS), pue=1.1)
    told = estimate_training("h100-sxm5-80gb", Training(**FACTS, mfu_share=0.33), pue=1.1)

    assert wide.footprint.drivers("energy")[0].factor_id == "training.mfu"
    assert _energy(wide).high / _energy(wide).low > _energy(told).high / _energy(told).low


def test_the_number_of_boards_changes_no_energy() -> None:
    """The same hours on more boards are the same energy; only when it ends is another."""
    one, many = (
        estimate_training(f"h100-sxm5-80gb:{n}", Training(accelerator_hours=8e4)) for n in (8, 512)
    )

    assert _energy(one).central == pytest.approx(_energy(many).central)
    assert one.assessment.record.edges[-1] > many.assessment.record.edges[-1]


@pytest.mark.parametrize(
    ("hardware", "memory_gb"),
    [
        ("a100-sxm4-80gb:64,epyc-7742:16", None),
        ("a100-sxm4-80gb:64,epyc-7742:16", 8192.0),
        ("a100-sxm4-80gb:64,epyc-7742:3", None),
        ("a100-sxm4-80gb:64", 8192.0),
        ("a100-sxm4-80gb:8,epyc-7742:2", 1024.0),
    ],
)
def test_the_same_facts_cost_the_same_by_accelerator_hours_and_by_hours(
    hardware: str, memory_gb: float | None
) -> None:
    """Hours of all boards and hours on the clock are two ways to say one thing. Floats."""
    boards = int(hardware.split(",", maxsplit=1)[0].split(":")[1])
    training = Training(accelerator_hours=1000.0 * boards, power_share=0.7)
    one = estimate_training(hardware, training, memory_gb=memory_gb, pue=1.1)
    other = estimate(hardware, 1000.0, load_share=0.7, memory_gb=memory_gb, pue=1.1)

    energy = other.footprint[Category.ENERGY]
    assert isinstance(energy, Uncertain)
    assert _energy(one).central == pytest.approx(energy.central, rel=1e-9)


def test_memory_is_not_counted_beside_an_overhead_that_holds_it() -> None:
    """Where no processor is named, the machine that an accelerator takes with it has memory."""
    found = estimate("a100-sxm4-80gb:8", 24.0, memory_gb=1024.0, pue=1.2)
    without = estimate("a100-sxm4-80gb:8", 24.0, pue=1.2)

    ours, theirs = (each.footprint[Category.ENERGY] for each in (found, without))
    assert isinstance(ours, Uncertain)
    assert isinstance(theirs, Uncertain)
    assert ours.central == theirs.central
    assert "memory-in-overhead" in [note.code for note in found.footprint.notes]


@pytest.mark.parametrize(("hardware", "memory_gb"), [("l4,epyc-7742:2", None), ("l4", 64.0)])
def test_a_total_of_processors_needs_the_number_of_boards(
    hardware: str, memory_gb: float | None
) -> None:
    """Two processors beside nobody knows how many boards say nothing."""
    with pytest.raises(ValueRefusedError, match="of all hosts together"):
        estimate_training(hardware, Training(accelerator_hours=1e4), memory_gb=memory_gb)


def test_a_fleet_of_known_size_takes_so_long() -> None:
    """80,000 hours on 512 boards are 6.51 days; without a number nobody knows. Floats."""
    told = estimate_training("h100-sxm5-80gb:512", Training(accelerator_hours=8e4))
    untold = estimate_training("h100-sxm5-80gb", Training(accelerator_hours=8e4))

    assert told.workload.quantities["duration"].central == pytest.approx(8e4 / 512 / 24)
    assert "duration" not in untold.workload.quantities


def test_tokens_have_a_footprint() -> None:
    """A training of 15,000 billion tokens is so many times one billion of them. Floats."""
    found = estimate_training("h100-sxm5-80gb", Training(**FACTS))
    each = found.workload.per["billion tokens"][Category.ENERGY]

    assert each.central == pytest.approx(_energy(found).central / 15_000)


def test_development_is_left_out_with_a_word() -> None:
    """The final run alone says so; a ratio multiplies; the published spread is a spread."""
    final = estimate_training("h100-sxm5-80gb", Training(accelerator_hours=1e4))
    twice = estimate_training(
        "h100-sxm5-80gb", Training(accelerator_hours=1e4, development_ratio=2.0)
    )
    spread = estimate_training(
        "h100-sxm5-80gb", Training(accelerator_hours=1e4, development_ratio="published")
    )

    assert "final-run-only" in [note.code for note in final.footprint.notes]
    assert _energy(twice).central == pytest.approx(2 * _energy(final).central)
    assert "development-declared" in [note.code for note in twice.footprint.notes]
    assert "development-assumed" in [note.code for note in spread.footprint.notes]
    assert _energy(spread).low > _energy(final).low


def test_hours_of_another_board_are_turned_by_the_ratio_of_peaks() -> None:
    """989.4 over 312 TFLOP/s: so many more hours on the slower board, and nobody knows exactly.

    Floats at the centre; the width is that of two unknown utilisations.
    """
    found = estimate_training(
        "a100-sxm4-80gb", Training(accelerator_hours=1e6), trained_on="h100-sxm5-80gb"
    )
    hours = _hours(found)

    assert hours.central == pytest.approx(1e6 * 989.4 / 312, rel=1e-9)
    assert hours.high / hours.low > 2.0
    assert found.workload.methods[-1].name == "other hardware"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"mfu_share": 1.01}, "more than its peak"),
        ({"mfu_share": 0.0}, "more than its peak"),
        ({"parameters_count": -1.0}, "parameters cannot be meant"),
        ({"tokens_count": float("nan")}, "tokens cannot be meant"),
        ({"training_flop_count": 1e40}, "FLOP cannot be meant"),
        ({"accelerator_hours": 0.0}, "hours cannot be meant"),
        ({"parameters_count": 1e9, "active_parameters_count": 2e9}, "more parameters are active"),
        ({"power_share": 1.5}, "load is out of range"),
        ({"development_ratio": 0.5}, "no less than its final run"),
        ({"development_ratio": "all"}, "no less than its final run"),
        ({"bits": 12}, "so many bits"),
        ({"power_share": 0.5, "power_watts": 200.0}, "both say how hard"),
        ({**FACTS, "training_flop_count": 1e22}, "not 6 x parameters x tokens"),
    ],
)
def test_what_cannot_be_meant_is_refused(facts: dict[str, Any], said: str) -> None:
    """Physically impossible facts are refused with the reason, before anything is worked out."""
    with pytest.raises(ValueRefusedError, match=said):
        Training(**facts)


def test_operations_that_do_not_fit_in_the_hours_are_refused() -> None:
    """4.2e22 FLOP at the peak of an A100 are 37,393 h: a thousand are a slip of the pen.

    With enough of them nothing is said, nor for a board whose peak nobody tells.
    """
    facts: dict[str, Any] = {"parameters_count": 7e9, "tokens_count": 1e12}
    with pytest.raises(ValueRefusedError, match="do not fit"):
        estimate_training("a100-sxm4-80gb", Training(**facts, accelerator_hours=1000.0))

    estimate_training("a100-sxm4-80gb", Training(**facts, accelerator_hours=40_000.0))
    estimate_training("k80", Training(**facts, accelerator_hours=1000.0))


def test_a_utilisation_beyond_what_was_published_is_remarked_upon() -> None:
    """0.95 is taken, with a warning; 0.5 is within what trainings have reached."""
    high, usual = (
        estimate_training("h100-sxm5-80gb", Training(**FACTS, mfu_share=share))
        for share in (0.95, 0.5)
    )

    assert "beyond-published" in [note.code for note in high.footprint.notes]
    assert "beyond-published" not in [note.code for note in usual.footprint.notes]


def test_rounded_operations_are_those_of_the_parameters() -> None:
    """3.8e25 is how a paper writes 6 x 405e9 x 15.6e12, 3.79e25: the same, told twice."""
    facts = Training(
        parameters_count=405e9, tokens_count=15.6e12, training_flop_count=3.8e25, mfu_share=0.4
    )

    found = estimate_training("h100-sxm5-80gb", facts)
    assert found.workload.quantities["flop"].central == 3.8e25


def test_eight_bits_are_no_integers() -> None:
    """An A100 multiplies integers of 8 bits, and no floating point: its rate is not taken."""
    with pytest.raises(UnknownHardwareError, match="8-bit floating-point"):
        estimate_training("a100-sxm4-80gb", Training(**FACTS, bits=8))


def test_training_in_8_bits_has_a_utilisation_of_its_own() -> None:
    """The hours of DeepSeek-V3 lie within the interval, and the middle within a third of them.

    Published: 2.788 million h of H800 for 37e9 active parameters and 14.8e12 tokens. It is one of
    four families in that spread, so this says how wide it is and not how good.
    """
    facts = Training(
        parameters_count=671e9, active_parameters_count=37e9, tokens_count=14.8e12, bits=8
    )
    found = estimate_training("h800-sxm5-80gb", facts)

    assert _hours(found).low < 2.788e6 < _hours(found).high
    assert _hours(found).median == pytest.approx(2.788e6, rel=0.34)
    assert "training.mfu_fp8" in [each.id for each in found.footprint.assumptions]


def test_what_was_worked_out_was_not_published() -> None:
    """Hours from parameters at a declared utilisation are modelled, and so is a duration."""
    found = estimate_training("h100-sxm5-80gb:64", Training(**FACTS, mfu_share=0.4))
    quantities = found.workload.quantities

    names = ("flop", "accelerator_hours", "duration")
    assert [quantities[name].known for name in names] == [Known.MODELLED] * 3


def test_too_little_is_refused() -> None:
    """Parameters without tokens say nothing of how much there is to compute."""
    with pytest.raises(ValueRefusedError, match="how much there is to compute"):
        estimate_training("h100-sxm5-80gb", Training(parameters_count=70e9))


def test_a_board_without_a_rate_needs_hours() -> None:
    """Nobody makes up a peak."""
    with pytest.raises(UnknownHardwareError, match="peak"):
        estimate_training("k80", Training(**FACTS))
