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
    from wholeprint.engine.door import load_model, simulate
    from wholeprint.errors import WholeprintError
    from wholeprint.quantities.boundary import Boundary
    from wholeprint.systems.build import ModelBuilder
    from wholeprint.tracking.assessment import assess, assess_many, compare, runs
    from wholeprint.tracking.assessor import Assessment
    from wholeprint.tracking.audit import audit
    from wholeprint.tracking.estimate import estimate
    from wholeprint.tracking.estimate_cloud import estimate_instances, estimate_plan
    from wholeprint.tracking.estimate_inference import Inference, estimate_inference
    from wholeprint.tracking.estimate_job import Job, estimate_job
    from wholeprint.tracking.estimate_like import estimate_like
    from wholeprint.tracking.estimate_training import Training, estimate_training
    from wholeprint.tracking.explain import explain
    from wholeprint.tracking.published import published, rebuild
    from wholeprint.tracking.track import Run, track

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Boundary",
    "Inference",
    "Job",
    "ModelBuilder",
    "Run",
    "Training",
    "WholeprintError",
    "assess",
    "assess_many",
    "audit",
    "compare",
    "estimate",
    "estimate_inference",
    "estimate_instances",
    "estimate_job",
    "estimate_like",
    "estimate_plan",
    "estimate_training",
    "explain",
    "load_model",
    "published",
    "rebuild",
    "runs",
    "simulate",
    "track",
]

_HOMES = {
    "Assessment": "wholeprint.tracking.assessor",
    "Boundary": "wholeprint.quantities.boundary",
    "Inference": "wholeprint.tracking.estimate_inference",
    "Job": "wholeprint.tracking.estimate_job",
    "ModelBuilder": "wholeprint.systems.build",
    "Run": "wholeprint.tracking.track",
    "Training": "wholeprint.tracking.estimate_training",
    "WholeprintError": "wholeprint.errors",
    "assess": "wholeprint.tracking.assessment",
    "assess_many": "wholeprint.tracking.assessment",
    "audit": "wholeprint.tracking.audit",
    "compare": "wholeprint.tracking.assessment",
    "estimate": "wholeprint.tracking.estimate",
    "estimate_inference": "wholeprint.tracking.estimate_inference",
    "estimate_instances": "wholeprint.tracking.estimate_cloud",
    "estimate_job": "wholeprint.tracking.estimate_job",
    "estimate_like": "wholeprint.tracking.estimate_like",
    "estimate_plan": "wholeprint.tracking.estimate_cloud",
    "estimate_training": "wholeprint.tracking.estimate_training",
    "explain": "wholeprint.tracking.explain",
    "load_model": "wholeprint.engine.door",
    "published": "wholeprint.tracking.published",
    "rebuild": "wholeprint.tracking.published",
    "runs": "wholeprint.tracking.assessment",
    "simulate": "wholeprint.engine.door",
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
