"""What machine learning really costs the planet.

::

    import wholeprint

    with wholeprint.track("train", project="digits", zone="FR") as run:
        ...

    print(run.assess().footprint["ghg_operational"])

Importing this package loads nothing else: each name below is loaded when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wholeprint.errors import WholeprintError
    from wholeprint.quantities.boundary import Boundary
    from wholeprint.tracking.assessment import assess, assess_many, compare, runs
    from wholeprint.tracking.assessor import Assessment
    from wholeprint.tracking.estimate import estimate
    from wholeprint.tracking.explain import explain
    from wholeprint.tracking.published import published, rebuild
    from wholeprint.tracking.track import Run, track

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Boundary",
    "Run",
    "WholeprintError",
    "assess",
    "assess_many",
    "compare",
    "estimate",
    "explain",
    "published",
    "rebuild",
    "runs",
    "track",
]

_HOMES = {
    "Assessment": "wholeprint.tracking.assessor",
    "Boundary": "wholeprint.quantities.boundary",
    "Run": "wholeprint.tracking.track",
    "WholeprintError": "wholeprint.errors",
    "assess": "wholeprint.tracking.assessment",
    "assess_many": "wholeprint.tracking.assessment",
    "compare": "wholeprint.tracking.assessment",
    "estimate": "wholeprint.tracking.estimate",
    "explain": "wholeprint.tracking.explain",
    "published": "wholeprint.tracking.published",
    "rebuild": "wholeprint.tracking.published",
    "runs": "wholeprint.tracking.assessment",
    "track": "wholeprint.tracking.track",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'wholeprint' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only when a name is first used

    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
