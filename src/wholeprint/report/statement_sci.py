"""A software carbon intensity in sentences: what it counts, how it is known, what it leaves out."""

from wholeprint.lifecycle.sci import Score
from wholeprint.lifecycle.sci_units import plural
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.report import scale
from wholeprint.report.sci import ISO, VERSION, Scored


def sci_statement(found: Scored, version: str) -> str:
    """Return sentences that disclose a score, its boundary and its method.

    Args:
        found: The score.
        version: The version of this program.
    """
    score = found.score
    rate = f"{amount(score.rate)} per {score.unit} ({score.rate.known.value})"
    sentences = [
        f"The software carbon intensity of {_runs(score)} is {rate}.",
        _unit(found),
        _letters(score),
        _methods(score),
        _boundary(score),
        "Offsets, certificates and contracts are not in it.",
        "Values are medians with 5th to 95th percentiles over the uncertainty of the assumptions.",
        f"Computed after SCI {VERSION} ({ISO}) with wholeprint {version}, {_set(found)}.",
    ]
    return " ".join(sentences)


def amount(quantity: Uncertain) -> str:
    """Return a quantity with its interval, in words.

    Args:
        quantity: The quantity.
    """
    unit = str(quantity.unit)
    text = scale.shown(quantity.median, quantity.low, quantity.high, unit)
    return f"{text.number} {text.interval}".strip().replace("\u00a0", " ")


def _runs(score: Score) -> str:
    if len(score.parts) == 1:
        return f"the run {score.parts[0].component.name}"
    return f"{len(score.parts)} runs"


def _unit(found: Scored) -> str:
    why = f"; {found.asked.rationale}" if found.asked.rationale else ""
    done = found.asked.done_count
    name = found.asked.counted if done == 1.0 else plural(found.asked.counted)
    times = ""
    if str(found.score.unit) != found.asked.counted:
        times = f" ({found.score.parts[0].per_count:g} times {found.score.unit})"
    return f"R: {done:g} {name} {'was' if done == 1.0 else 'were'} done{times}{why}."


def _letters(score: Score) -> str:
    part, *others = score.parts
    if others:
        return "E, I and M stand beside each run."
    intensity = part.intensity
    kind = f"{intensity.kind.value} of {intensity.region}, by the {intensity.resolution.value}, "
    kind += f"{intensity.emissions} emissions"
    return (
        f"E {amount(part.energy)}, I {amount(intensity.amount)} ({kind}), "
        f"M {amount(part.embodied)}."
    )


def _set(found: Scored) -> str:
    version = found.runs[0].factors_version
    return f"factor set {version}, assumptions {found.assumed.digest}"


def _methods(score: Score) -> str:
    found = sorted({part.component.method.value for part in score.parts})
    buildings = sorted({part.component.pue or "not counted" for part in score.parts})
    return f"Energy by {' and '.join(found)}; the building: {'; '.join(buildings)}."


def _boundary(score: Score) -> str:
    inside = [item.name for item in score.boundary if item.is_in]
    out = [item.name for item in score.boundary if item.is_in is False]
    unstated = [item.name for item in score.boundary if item.is_in is None]
    said = [f"Inside the boundary: {', '.join(inside)}"]
    said += [f"left out with a reason: {', '.join(out)}"] if out else []
    said += [f"not counted, and nobody said why: {', '.join(unstated)}"] if unstated else []
    return f"{'; '.join(said)}."
