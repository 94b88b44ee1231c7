"""What a claim leaves open, and what its words promise that its numbers do not."""

from collections.abc import Iterator
from dataclasses import dataclass

from wholeprint.advice.audit.ratios import IDLE_SHARE
from wholeprint.advice.claims import QUANTITIES, Claim

_COMPUTE = ("FLOP", "parameters", "memory", "data")
_CLOSE = 0.02


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a claim must say and does not.

    Attributes:
        field: The field that answers it.
        ask: The question.
        because: Why it matters.
        choices: What may be answered, where only some words may.
    """

    field: str
    ask: str
    because: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the words of a claim promise, or hide.

    Attributes:
        code: One word that never changes.
        severity: "contradiction" where it cannot be, "caution" where it misleads, else "remark".
        message: What is wrong, as a sentence.
    """

    code: str
    severity: str
    message: str


def questions(claim: Claim) -> tuple[Question, ...]:
    """Return what a claim must still say, the most needed first.

    Args:
        claim: The claim.
    """
    return tuple(_questions(claim))


def is_compared(claim: Claim) -> bool:
    """Return whether a claim compares with something, with a number or without.

    Args:
        claim: The claim.
    """
    has_number = bool(claim.readings or claim.difference or claim.impossible or claim.unclear)
    return has_number or claim.value_ratio is not None or bool(claim.way) or claim.is_gain


def _questions(claim: Claim) -> Iterator[Question]:
    if not claim.quantity:
        yield Question(
            "quantity",
            "Of what?",
            "efficient in parameters, operations, time, energy and carbon are different things, "
            "and one does not follow from another",
            QUANTITIES,
        )
    if not claim.readings and claim.value_ratio is None and not claim.value:
        yield Question("value", "How much is it?", "a claim without a number cannot be checked")
    if len(claim.readings) > 1 and not claim.is_range and claim.value_ratio is None:
        listed = "; ".join(f"{i}: {each.words}" for i, each in enumerate(claim.readings, 1))
        choices = tuple(str(i) for i in range(1, len(claim.readings) + 1))
        yield Question(
            "reading",
            f"Which is meant? {listed}",
            "the same words are used for both",
            choices,
        )
    if not claim.baseline and not claim.is_absolute and (is_compared(claim) or claim.green):
        yield Question(
            "baseline", "Than what?", "a ratio says nothing until its other side is named"
        )
    if not claim.per:
        yield Question(
            "per",
            "For each what: a request, a thousand tokens, a training run of given quality?",
            "two systems are compared for the same work",
        )
    if not claim.measured:
        yield Question(
            "measured",
            "How is it known?",
            "what was measured, modelled or merely declared is believed differently",
            ("measured", "modelled", "declared"),
        )
    if not claim.boundary:
        yield Question(
            "boundary",
            "What is counted: the chip, the machine, the building; idle time, embodied, water?",
            "what is left out may be more than what is saved",
        )
    if not claim.level:
        yield Question(
            "level",
            "At which level does it hold?",
            "a gain of one computation may be lost over the life of the model, the platform or "
            "the system",
            ("compute", "life cycle", "platform", "system"),
        )
    yield from _more_questions(claim)


def _more_questions(claim: Claim) -> Iterator[Question]:
    if (claim.readings or claim.difference) and not (claim.value and claim.baseline_value):
        yield Question(
            "value" if not claim.value else "baseline_value",
            "What are the two figures themselves, with their units?",
            "a ratio alone cannot be checked, nor added to anything",
        )
    if not (claim.hardware and (claim.is_absolute or claim.baseline_hardware)):
        missing = "hardware" if not claim.hardware else "baseline_hardware"
        yield Question(
            missing,
            "On which hardware did the two run?",
            "a gain of newer hardware is no gain of the model",
        )
    if not claim.quality:
        yield Question(
            "quality",
            "Is the task the same, and the quality of its result?",
            "less done for less is no efficiency",
        )
    if claim.quantity == "carbon" and not claim.accounting:
        yield Question(
            "accounting",
            "Of the grid where it ran, or of contracts?",
            "contracts lower a figure on paper; the grid emits what it emits",
            ("location", "market"),
        )


def remarks(claim: Claim) -> tuple[Remark, ...]:
    """Return what the words of a claim promise, or hide.

    Args:
        claim: The claim.
    """
    return (*_of_numbers(claim), *_of_words(claim), *_of_scope(claim))


def _of_numbers(claim: Claim) -> Iterator[Remark]:
    if claim.impossible:
        yield Remark("impossible", "contradiction", f"It cannot be: {claim.impossible}.")
    for each in (claim, *claim.others):
        yield from _of_reading(each)
    if claim.others:
        kinds = ", ".join(each.quantity or "something not named" for each in claim.others)
        yield Remark(
            "several-claims",
            "remark",
            f"The sentence claims more than one thing; beside it {kinds}. Each needs its own "
            "baseline and boundary (--of chooses the one that is asked about).",
        )
    if claim.value_ratio is not None and claim.readings and not claim.up_to:
        yield from _of_figures(claim, claim.value_ratio)
    if claim.aligned:
        yield Remark(
            "aligned",
            "remark",
            f"Like is compared with like: {claim.aligned}.",
        )
    timed = next((each for each in (claim, *claim.others) if each.speedup_ratio), claim)
    yield from _of_speed(timed)
    if any(each.up_to for each in (claim, *claim.others)):
        yield Remark(
            "up-to",
            "caution",
            "'Up to' names the best case: the usual one, and the worst, are open.",
        )


def _of_reading(claim: Claim) -> Iterator[Remark]:
    if claim.unclear:
        yield Remark(
            "not-read",
            "caution",
            f"{claim.unclear[0].upper()}{claim.unclear[1:]}. Say it as '75 % less energy than "
            "...', or give the two figures.",
        )
    if len(claim.readings) > 1 and not claim.is_range:
        listed = ", or ".join(each.words for each in claim.readings)
        count = "two" if len(claim.readings) == 2 else "several"  # noqa: PLR2004 - two is two
        yield Remark("two-readings", "caution", f"The number may mean {count} things: {listed}.")


def _of_figures(claim: Claim, ratio: float) -> Iterator[Remark]:
    ends = sorted(each.ratio for each in claim.readings)
    if claim.is_range and ends[0] <= ratio <= ends[-1]:
        return
    if any(abs(each - ratio) <= _CLOSE * max(each, ratio) for each in ends):
        return
    yield Remark(
        "figures-unlike",
        "contradiction",
        f"The figures give {ratio:.4g} of the baseline's ({_away(ratio)}); the claim says "
        f"{' or '.join(each.words for each in claim.readings)}.",
    )


def _of_speed(claim: Claim) -> Iterator[Remark]:
    ratio = claim.ratio
    if claim.speedup_ratio is None or ratio is None:
        return
    power = ratio * claim.speedup_ratio
    if power < IDLE_SHARE:
        yield Remark(
            "power-implied",
            "contradiction",
            f"Energy is power times time: {ratio:.3g} of the energy in "
            f"1/{claim.speedup_ratio:g} of the time needs {power:.3g} times the power, less "
            "than the same machine draws at rest. The task, boundary or hardware changed.",
        )


def _away(ratio: float) -> str:
    return f"{100.0 * abs(1.0 - ratio):.4g} % {'less' if ratio <= 1.0 else 'more'}"


def _of_words(claim: Claim) -> Iterator[Remark]:
    if claim.green:
        yield Remark(
            "green-word",
            "caution",
            f"{claim.green!r} promises more than a number of one quantity can carry: efficient is "
            "not sustainable.",
        )
    elif claim.efficient:
        yield Remark(
            "efficient-not-sustainable",
            "remark",
            "Efficient is not sustainable: a total can rise while each piece of work takes less.",
        )
    if claim.neutral:
        yield Remark(
            "neutral",
            "caution",
            f"{claim.neutral!r} is market-based: contracts or offsets, bought beside what was "
            "emitted. Say what was emitted where it ran, and the rest beside it.",
        )
    if claim.quantity in _COMPUTE:
        yield Remark(
            "compute-not-energy",
            "caution",
            f"It is of {claim.quantity}: neither energy nor carbon follows from it, and the order "
            "of two models can turn round between them.",
        )
    if claim.quantity == "time":
        yield Remark(
            "time-not-energy",
            "caution",
            "Faster is not less energy: that depends on the power drawn meanwhile.",
        )
    if claim.quantity == "power":
        yield Remark("power-not-energy", "caution", "Less power for longer can be more energy.")
    if claim.quantity == "energy" and is_compared(claim):
        yield Remark(
            "energy-not-carbon",
            "remark",
            "Less energy is less carbon only on the same grid at the same hours.",
        )


def _of_scope(claim: Claim) -> Iterator[Remark]:
    if claim.hardware and claim.baseline_hardware and claim.hardware != claim.baseline_hardware:
        yield Remark(
            "hardware-changed",
            "caution",
            f"The hardware changed from {claim.baseline_hardware} to {claim.hardware}: part of the "
            "gain is its, and making it cost something.",
        )
    if "embodied" not in claim.boundary:
        yield Remark(
            "no-embodied", "remark", "What making the hardware emitted is not said to be in it."
        )
    if claim.level != "system":
        yield Remark(
            "rebound",
            "remark",
            "What is cheaper is used more: whether a total falls is not said (rebound).",
        )
    if claim.measured == "modelled":
        yield Remark("modelled", "remark", "It is modelled: the model's error belongs beside it.")
    if claim.measured == "declared":
        yield Remark("declared", "caution", "It is declared: nobody is said to have measured it.")
    if claim.accounting == "market":
        yield Remark(
            "market",
            "caution",
            "It is market-based: contracts count, and not what the grid emitted.",
        )
