"""Means over the assessed runs of a project, each with the doubt that is in it."""

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.quantities.distribution import Empirical, Fixed, FloatArray
from wholeprint.quantities.source import Known, least_known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.systems.check.ledger_measures import MONTH_SECONDS
from wholeprint.tracking.assessor import Assessment

FEWEST_DAYS = 7.0
"""Runs within less time say nothing about a month: who begins three in a minute does not do so all
month, and a week has its days of rest."""
_NANOSECONDS = 1e9
_DAY_SECONDS = 86_400.0
_KWH_JOULES = 3.6e6
_FEWEST = 2
_POINTS = 41
"""Quantiles that a belief is handed on as: every 2.5 %."""
_TAIL = 0.005
"""Share of the draws beyond the first and the last of them."""
_DRAWS = 1024
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
_NORMAL = NormalDist()


class Found(NamedTuple):
    """What the runs of a project say about one thing.

    Attributes:
        value: The number [unit of the measure].
        known: As surely as the least sure of what is in it.
        runs_count: Of how many runs it is.
        more: What to mind, behind what it is.
        belief: What is believed about it; None where nothing is doubted.
    """

    value: float
    known: Known
    runs_count: int
    more: str = ""
    belief: Empirical | None = None


def belief_of(draws: FloatArray, values: Sequence[float]) -> Empirical | None:
    """Return what is believed about a mean over runs.

    Two doubts come together: what the assessments assume, which is in the draws, and that a few
    runs need not be like all others, whose standard error is that of a mean: the deviation of the
    values over the root of their number. It widens the draws by a factor, so that nothing falls
    below nought.

    Args:
        draws: The mean in each draw of the world; one draw stands for all.
        values: The value of each run.

    Returns:
        The belief, None where all draws and all values are the same.
    """
    many = np.resize(draws, max(draws.size, _DRAWS)).astype(np.float64)
    mean = float(np.mean(values)) if len(values) else 0.0
    if len(values) >= _FEWEST and mean > 0.0:
        error = float(np.std(values, ddof=1)) / math.sqrt(len(values)) / mean
        # Places that are spread evenly and are in step with no order of the draws.
        places = (0.5 + _GOLDEN * np.arange(1, many.size + 1, dtype=np.float64)) % 1.0
        scores = np.array([_NORMAL.inv_cdf(min(max(each, 1e-6), 1 - 1e-6)) for each in places])
        many = many * np.exp(error * scores)
    return _handed_on(many)


def _handed_on(draws: FloatArray) -> Empirical | None:
    shares = np.linspace(0.0, 1.0, _POINTS)
    # The furthest draws are as far as they happen to be: the ends stand for all beyond a share.
    found = np.quantile(draws, np.clip(shares, _TAIL, 1.0 - _TAIL))
    if not np.isfinite(found).all() or found[-1] - found[0] <= 1e-9 * abs(found[-1]):
        return None
    return Empirical(tuple(found.tolist()))


def _rate(found: Sequence[Assessment]) -> Found | None:
    begun = sorted(each.record.started_unix_ns for each in found)
    span_seconds = (begun[-1] - begun[0]) / _NANOSECONDS
    if len(begun) < _FEWEST or span_seconds < FEWEST_DAYS * _DAY_SECONDS:
        return None
    gaps = len(begun) - 1
    rate = gaps / span_seconds * MONTH_SECONDS
    # Runs that begin at random: a count has the root of itself as its deviation.
    shares = (np.arange(_DRAWS, dtype=np.float64) + 0.5) / _DRAWS
    scores = np.array([_NORMAL.inv_cdf(each) for each in shares.tolist()])
    belief = _handed_on(rate * np.exp(scores / math.sqrt(gaps)))
    more = f"; over {span_seconds / _DAY_SECONDS:.3g} days"
    return Found(rate, Known.MEASURED, len(begun), more, belief)


def _mean_of(category: str, unit: str) -> "Callable[[Sequence[Assessment]], Found | None]":
    def mean(found: Sequence[Assessment]) -> Found | None:
        known = _amounts(found, category, unit)
        if not known:
            return None
        left = len(found) - len(known)
        more = f"; {left} runs have none" if left else ""
        worst = least_known(each.known for each in known)
        values = [each.central for each in known]
        draws = sum((each.draws for each in known[1:]), known[0].draws) / len(known)
        belief = belief_of(draws, values)
        return Found(sum(values) / len(known), worst, len(known), more, belief)

    return mean


def _amounts(found: Sequence[Assessment], category: str, unit: str) -> list[Uncertain]:
    quantities = [each.footprint[category] for each in found]
    return [each.to(unit) for each in quantities if isinstance(each, Uncertain)]


def _intensity(found: Sequence[Assessment]) -> Found | None:
    pairs = [
        (ghg.to("kgCO2e"), energy.to("kWh"))
        for each in found
        for ghg, energy in [(each.footprint["ghg_operational"], each.footprint["energy"])]
        if isinstance(ghg, Uncertain) and isinstance(energy, Uncertain)
    ]
    whole_energy = sum(energy.central for _, energy in pairs)
    if whole_energy <= 0.0:
        return None
    known = least_known(each.known for pair in pairs for each in pair)
    ghg_draws = sum((ghg.draws for ghg, _ in pairs[1:]), pairs[0][0].draws)
    energy_draws = sum((energy.draws for _, energy in pairs[1:]), pairs[0][1].draws)
    value = sum(ghg.central for ghg, _ in pairs) / whole_energy
    belief = belief_of(ghg_draws / energy_draws, ())
    return Found(value, known, len(pairs), "", belief)


def _pue(found: Sequence[Assessment]) -> Found | None:
    factors = [
        factor
        for each in found
        for factor in each.footprint.assumptions
        if factor.id.startswith("pue.") or factor.id == "declared.pue"
    ]
    if not factors:
        return None
    mean = sum(each.central for each in factors) / len(factors)
    shares = (np.arange(_DRAWS, dtype=np.float64) + 0.5) / _DRAWS
    # One assumption of all runs is one doubt: quantiles are averaged, not thinned out.
    doubted = [each for each in factors if not isinstance(each.distribution, Fixed)]
    draws = np.full(_DRAWS, mean)
    if doubted:
        draws = np.mean([each.distribution.quantile(shares) for each in factors], axis=0)
    known = least_known(each.known for each in factors)
    return Found(mean, known, len(factors), "", _handed_on(draws))


def _hours(record: RunRecord) -> float:
    return (record.edges[-1] - record.edges[0]) / 3600.0 if record.edges else 0.0


def _plain(values: Sequence[float]) -> Found:
    mean = sum(values) / len(values)
    belief = belief_of(np.array([mean], dtype=np.float64), values)
    return Found(mean, Known.MEASURED, len(values), "", belief)


def _length(found: Sequence[Assessment]) -> Found | None:
    hours = [_hours(each.record) for each in found if each.record.edges]
    return _plain(hours) if hours else None


def _accelerators(record: RunRecord) -> int:
    return len({each.domain for each in record.channels if each.domain.startswith("gpu")})


def _accelerator_hours(found: Sequence[Assessment]) -> Found | None:
    hours = [_hours(each.record) * _accelerators(each.record) for each in found]
    return _plain(hours) if any(hours) else None


def _accelerator_power(found: Sequence[Assessment]) -> Found | None:
    used = [each.record for each in found if _accelerators(each.record) and each.record.edges]
    hours = [_hours(each) * _accelerators(each) for each in used]
    kwh = [
        sum(
            channel.total_joules() / _KWH_JOULES
            for channel in each.channels
            if channel.domain.startswith("gpu") and channel.within is None
        )
        for each in used
    ]
    if sum(hours) <= 0.0:
        return None
    mean = sum(kwh) / sum(hours)
    powers = [one / other for one, other in zip(kwh, hours, strict=True) if other > 0.0]
    belief = belief_of(np.array([mean], dtype=np.float64), powers)
    return Found(mean, Known.MEASURED, len(used), "", belief)


def _failed(found: Sequence[Assessment]) -> Found | None:
    failed = sum(each.record.status in {Status.FAILED, Status.INTERRUPTED} for each in found)
    return Found(failed / len(found), Known.MEASURED, len(found))


COMPUTED: Mapping[str, Callable[[Sequence[Assessment]], Found | None]] = MappingProxyType(
    {
        "runs_per_month": _rate,
        "energy_per_run": _mean_of("energy", "kWh"),
        "ghg_per_run": _mean_of("ghg_operational", "kgCO2e"),
        "embodied_per_run": _mean_of("ghg_embodied", "kgCO2e"),
        "water_per_run": _mean_of("water_onsite", "L"),
        "hours_per_run": _length,
        "accelerator_hours_per_run": _accelerator_hours,
        "accelerator_power": _accelerator_power,
        "carbon_intensity": _intensity,
        "pue": _pue,
        "failed_share": _failed,
    }
)
"""How each measure is worked out; None where the runs do not give it."""
