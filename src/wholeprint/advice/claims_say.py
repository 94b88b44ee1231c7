"""The honest sentence: what a claim can say with what is given, and what it leaves open."""

from wholeprint.advice.claims import Claim

_VERBS = {
    "energy": ("uses", "energy"),
    "carbon": ("emits", "greenhouse gas"),
    "water": ("consumes", "water"),
    "FLOP": ("needs", "floating-point operations"),
    "parameters": ("has", "parameters"),
    "time": ("takes", "time"),
    "power": ("draws", "power"),
    "memory": ("needs", "memory"),
    "cost": ("costs", "money"),
    "data": ("needs", "data"),
}
_FEWER = {"FLOP", "parameters"}
_ALL = {
    "energy": "energy",
    "carbon": "carbon",
    "water": "water",
    "embodied": "the making of hardware",
}


def sentence(claim: Claim) -> str:
    """Return what a claim can honestly say.

    Args:
        claim: The claim, with what is given beside it.

    Returns:
        One or several sentences; what is missing is said to be.
    """
    subject = claim.subject or "It"
    subject = subject[0].upper() + subject[1:]
    if not claim.quantity:
        return (
            f"{subject} is said to be better{_by(claim)}; of what is not said, so that nothing "
            "can be checked and nothing follows."
        )
    if claim.neutral and not claim.readings and not claim.value:
        return (
            f"{subject} is called {claim.neutral}; what was emitted where it ran is not said, nor "
            f"what was bought beside it. It says nothing of {_silent(claim)}."
        )
    said = f"{subject} {_amount(claim)}{_unit(claim)}{_than(claim)}{_figures(claim)}"
    return f"{said}{_known(claim)}. {_counted(claim)} It says nothing of {_silent(claim)}."


def _by(claim: Claim) -> str:
    return f" ({claim.readings[0].words})" if claim.readings else ""


def _amount(claim: Claim) -> str:
    verb, noun = _VERBS[claim.quantity]
    less = "fewer" if claim.quantity in _FEWER else "less"
    ratio = claim.ratio
    best = "in the best case " if claim.up_to else ""
    if ratio is None and claim.readings:
        low, high = sorted(each.ratio for each in claim.readings)[:2]
        return (
            f"{best}{verb} {_percent(1.0 - high)} or {_percent(1.0 - low)} {less} {noun}, "
            "depending on what the number means,"
        )
    if ratio is None and claim.value:
        return f"{verb} {claim.value} of {noun}"
    if ratio is None:
        return f"{verb} {less} {noun}, by how much is not said,"
    if ratio <= 1.0:
        return f"{best}{verb} {_percent(1.0 - ratio)} {less} {noun}"
    return f"{best}{verb} {_percent(ratio - 1.0)} more {noun}"


def _percent(share: float) -> str:
    return f"{100.0 * share:.3g} %"


def _unit(claim: Claim) -> str:
    return f" per {claim.per}" if claim.per else ""


def _than(claim: Claim) -> str:
    if claim.is_absolute:
        return ""
    return f" than {claim.baseline}" if claim.baseline else " than something that is not named"


def _figures(claim: Claim) -> str:
    if claim.is_absolute:
        return ""
    if claim.value and claim.baseline_value:
        return f" ({claim.value} against {claim.baseline_value})"
    return f" ({claim.value})" if claim.value else ""


def _known(claim: Claim) -> str:
    how = claim.measured or "how it is known is not said"
    found = f", {how}"
    if claim.hardware:
        found += f" on {claim.hardware}"
        if claim.baseline_hardware and claim.baseline_hardware != claim.hardware:
            found += f" and {claim.baseline_hardware}"
    if claim.quality:
        found += f", {claim.quality}"
    if claim.accounting:
        found += f", {claim.accounting}-based"
    return found


def _counted(claim: Claim) -> str:
    only = " only" if len(claim.boundary) == 1 else ""
    counted = "What is counted is not said."
    if claim.boundary:
        counted = f"Counted: {', '.join(claim.boundary)}{only}."
    return f"{counted} Level: {claim.level}." if claim.level else counted


def _silent(claim: Claim) -> str:
    inside = {claim.quantity, *claim.boundary}
    silent = [words for name, words in _ALL.items() if name not in inside]
    if claim.level != "system":
        silent.append("how much more it will be used")
    if claim.level not in {"life cycle", "platform", "system"}:
        silent.append("development and the rest of the model's life")
    if not silent:
        return "anything beyond that"
    return silent[0] if len(silent) == 1 else f"{', '.join(silent[:-1])} or {silent[-1]}"
