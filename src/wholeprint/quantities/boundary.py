"""What a result counts, so that two results are compared only when they count the same."""

from dataclasses import asdict, dataclass, fields

from wholeprint.errors import BoundaryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """What a result counts.

    Attributes:
        operational: Energy of the run, and what was emitted and drunk to provide it.
        idle: The part of that energy which the machine would have used without any load.
        facility: Cooling and distribution in the building, by PUE.
        embodied: Making the hardware, by the share of its life that was used.
        water: Water, wherever it is known.
        end_of_life: Hardware thrown away.
        network: Moving data outside the building.
        failed_runs: Runs that gave no result.
    """

    operational: bool = True
    idle: bool = True
    facility: bool = True
    embodied: bool = True
    water: bool = True
    end_of_life: bool = True
    network: bool = False
    failed_runs: bool = False

    def as_json(self) -> dict[str, bool]:
        """Return the boundary as plain values."""
        return asdict(self)


def check_same(left: Boundary, right: Boundary) -> None:
    """Refuse two results that do not count the same things.

    Args:
        left: Boundary of the one.
        right: Boundary of the other.

    Raises:
        BoundaryError: If they differ; the message names the members that do.
    """
    ours, theirs = left.as_json(), right.as_json()
    differing = [item.name for item in fields(Boundary) if ours[item.name] != theirs[item.name]]
    if differing:
        seen = "; ".join(
            f"{name}: {_said(ours[name])} against {_said(theirs[name])}" for name in differing
        )
        raise BoundaryError(
            "these results do not count the same things",
            seen=seen,
            fix="Assess both again under one boundary; the activity is kept, so nothing is lost",
        )


def _said(counted: object) -> str:
    return "in" if counted else "out"
