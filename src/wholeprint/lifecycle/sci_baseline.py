"""A carbon intensity beside its baseline: everything the same but for the action."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.errors import BoundaryError
from wholeprint.lifecycle.sci import Score
from wholeprint.quantities.uncertain import Uncertain

MethodValue = str | float | int | bool | None | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Assumed:
    """What must be the same in a score and its baseline.

    Attributes:
        values: Each by its name: R, boundary, set of coefficients, kinds of I, methods, what was
            declared. The place, the hardware and the hours are not among them: to change those is
            what actions do.
    """

    values: Mapping[str, MethodValue]

    @property
    def digest(self) -> str:
        """A short name of the whole set: the same set, the same name."""
        plain = json.dumps(dict(self.values), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, eq=False)
class Improvement:
    """What an action changed.

    Attributes:
        baseline: The score without it.
        proposed: The score with it.
        difference: The second less the first, draw by draw [gCO2e per R].
        ratio: The second over the first [1].
        digest: The name of the set of assumptions that both share.
    """

    baseline: Score
    proposed: Score
    difference: Uncertain
    ratio: Uncertain
    digest: str


def assumed_of(score: Score, more: Mapping[str, MethodValue]) -> Assumed:
    """Return what a score assumed that its baseline must assume too.

    Args:
        score: The score.
        more: What the score itself does not know: the set of coefficients, what was declared.
    """
    parts = score.parts
    return Assumed(
        {
            "R": str(score.unit),
            "boundary": {item.name: item.state for item in score.boundary},
            "kind of I": sorted({part.intensity.kind.value for part in parts}),
            "resolution of I": sorted({part.intensity.resolution.value for part in parts}),
            "building in E": sorted({str(bool(part.component.pue)) for part in parts}),
            "reserved": sorted({str(part.component.is_reserved) for part in parts}),
            "conversions": [str(each) for each in score.conversions],
            **more,
        }
    )


def improvement(baseline: Score, before: Assumed, proposed: Score, after: Assumed) -> Improvement:
    """Return what an action changed, where nothing else differs.

    Args:
        baseline: The score without the action.
        before: What it assumed.
        proposed: The score with the action.
        after: What it assumed.

    Raises:
        BoundaryError: If the two assume different things; the message names them.
    """
    names = sorted({*before.values, *after.values})
    differing = [name for name in names if before.values.get(name) != after.values.get(name)]
    if differing:
        raise BoundaryError(
            "the baseline was not computed as the score was",
            seen="; ".join(
                f"{name}: {_told(before.values.get(name), after.values.get(name))}"
                for name in differing
            ),
            fix="Compute both in one way; only the action may differ",
        )
    difference = proposed.rate - baseline.rate
    return Improvement(
        baseline, proposed, difference, (proposed.rate / baseline.rate).to("1"), after.digest
    )


def _told(ours: MethodValue, theirs: MethodValue) -> str:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
        return ", ".join(f"{name} {ours.get(name)} against {theirs.get(name)}" for name in names)
    return f"{ours} against {theirs}"
