"""The honest sentence: what a claim can say with what is given, and what it leaves open."""

import re

from wholeprint.advice.claims import Claim
from wholeprint.advice.claims_words import quantity_in

_VERBS = {
    "energy": (("uses", "use"), "energy"),
    "carbon": (("emits", "emit"), "greenhouse gas"),
    "water": (("consumes", "consume"), "water"),
    "FLOP": (("needs", "need"), "floating-point operations"),
    "parameters": (("has", "have"), "parameters"),
    "time": (("takes", "take"), "time"),
    "power": (("draws", "draw"), "power"),
    "memory": (("needs", "need"), "memory"),
    "cost": (("costs", "cost"), "money"),
    "data": (("needs", "need"), "data"),
}
_MANY = re.compile(
    r"(?:we|they|you|i|these|those)\b|(?:\S+\s+)+(?!\S*(?:ss|us|is|'s)$)\S+s$", re.IGNORECASE
)
_MANIFOLD = 2.0
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
        One or several sentences, one for each thing that is claimed; what is missing is said to be.
    """
    said = [_first(each) for each in (claim, *claim.others)]
    whole = " ".join(dict.fromkeys(said))
    if not claim.quantity and not claim.others:
        return whole
    return f"{whole} {_counted(claim)} It says nothing of {_silent(claim)}."


def _first(claim: Claim) -> str:
    subject = "It" if quantity_in(claim.subject) else claim.subject or "It"
    subject = subject[0].upper() + subject[1:]
    is_many = _MANY.match(subject) is not None
    be = "are" if is_many else "is"
    if claim.unclear:
        return (
            f"{subject} {be} said to differ{_in(claim)}; how is not read with certainty: "
            f"{claim.unclear}."
        )
    if not claim.quantity:
        return _of_nothing(claim, f"{subject} {be}")
    if claim.neutral and not claim.readings and not claim.value:
        return (
            f"{subject} {be} called {claim.neutral}; what was emitted where it ran is not said, "
            "nor what was bought beside it."
        )
    if claim.is_absolute:
        return f"{subject} {_amount(claim, is_many)}{_unit(claim)}{_known(claim)}."
    if claim.ratio is None and not claim.readings and not (claim.way or claim.difference):
        if claim.impossible:
            return f"{subject} {be} said to do what cannot be: {claim.impossible}."
        return (
            f"{subject} {be} spoken of, and {_VERBS[claim.quantity][1]} is named; no amount and no "
            "comparison can be read."
        )
    said = f"{subject} {_amount(claim, is_many)}{_unit(claim)}{_than(claim)}{_figures(claim)}"
    return f"{said}{_known(claim)}."


def _of_nothing(claim: Claim, subject: str) -> str:
    end = "of what is not said, so that nothing can be checked and nothing follows."
    if not claim.readings and not (claim.way or claim.is_gain or claim.green or claim.impossible):
        return f"{subject} spoken of; no amount and no comparison can be read."
    ratios = [each.ratio for each in claim.readings]
    word = "better"
    if (ratios and min(ratios) > 1.0) or (not ratios and claim.way == "more"):
        word = "worse" if claim.is_gain else "more"
    elif not claim.is_gain and (ratios or claim.way) and not claim.green:
        word = "less"
    return f"{subject} said to be {word}{_by(claim)}; {end}"


def _in(claim: Claim) -> str:
    return f" in {_VERBS[claim.quantity][1]}" if claim.quantity else ""


def _by(claim: Claim) -> str:
    return f" ({' or '.join(each.words for each in claim.readings)})" if claim.readings else ""


def _amount(claim: Claim, is_many: bool) -> str:  # noqa: FBT001 - of grammar alone
    verbs, noun = _VERBS[claim.quantity]
    verb = verbs[1] if is_many else verbs[0]
    less = "fewer" if claim.quantity in _FEWER else "less"
    ratio = claim.ratio
    if ratio is None and claim.readings:
        between, end = (" to ", "") if claim.is_range else (" or ", ", depending on what is meant,")
        listed = [_change(each.ratio, less) for each in claim.readings]
        ways = {each.rpartition(" ")[2] for each in listed}
        if len(ways) == 1:
            listed = [each.rpartition(" ")[0] for each in listed[:-1]] + listed[-1:]
        return f"{verb}{_best(claim)} {between.join(listed)} {noun}{end}"
    if ratio is None and claim.value:
        way = {"less": f" {less}", "more": " more", "": " of"}[claim.difference]
        is_plain = claim.quantity == "time" and not claim.difference
        return f"{verb} {claim.value}{'' if is_plain else f'{way} {noun}'}"
    if ratio is None:
        way = "more" if claim.way == "more" else less
        return f"{verb} {way} {noun}, by how much is not said,"
    if ratio >= _MANIFOLD:
        much = "many" if claim.quantity in _FEWER else "much"
        return f"{verb}{_best(claim)} {_times(ratio)} times as {much} {noun}"
    return f"{verb}{_best(claim)} {_change(ratio, less)} {noun}"


def _times(ratio: float) -> str:
    return f"{float(f'{ratio:.3g}'):,.12g}"


def _best(claim: Claim) -> str:
    if not claim.up_to:
        return ""
    ratios = [each.ratio for each in claim.readings] or [claim.ratio or 0.0]
    return ", in the best case," if max(ratios) <= 1.0 else ", at most,"


def _change(ratio: float, less: str) -> str:
    if ratio == 1.0:
        return "as much"
    if ratio < 1.0:
        return f"{_percent(1.0 - ratio)} {less}"
    return f"{_percent(ratio - 1.0)} more"


def _percent(share: float) -> str:
    return f"{100.0 * share:.3g} %"


def _unit(claim: Claim) -> str:
    return f" per {claim.per}" if claim.per else ""


def _than(claim: Claim) -> str:
    if claim.is_absolute:
        return ""
    ratio = claim.ratio
    joint = "as" if ratio is not None and (ratio == 1.0 or ratio >= _MANIFOLD) else "than"
    return f" {joint} {claim.baseline or 'something that is not named'}"


def _figures(claim: Claim) -> str:
    if claim.is_absolute:
        return ""
    if claim.value and claim.baseline_value:
        return f" ({claim.value} against {claim.baseline_value})"
    return f" ({claim.value})" if claim.value and not claim.difference else ""


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
    inside = {claim.quantity, *claim.boundary, *(each.quantity for each in claim.others)}
    silent = [words for name, words in _ALL.items() if name not in inside]
    if claim.level != "system":
        silent.append("how much more it will be used")
    if claim.level not in {"life cycle", "platform", "system"}:
        silent.append("development and the rest of the model's life")
    if not silent:
        return "anything beyond that"
    return silent[0] if len(silent) == 1 else f"{', '.join(silent[:-1])} or {silent[-1]}"
