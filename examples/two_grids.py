"""Measure once, assess in two grids.

Covers: ``wholeprint.track``, spans, facts, and placing one run in several zones afterwards.

Scenario: a sum is worked out in three epochs. Its energy is what it is; what it causes follows
from the grid. The example prints only what is the same on every machine.
"""

import tempfile
from pathlib import Path

import wholeprint
from wholeprint.quantities.absence import NoData

NUMBERS = 200_000
EPOCHS = 3


def central(found: wholeprint.Assessment, category: str) -> float:
    """Return the central value of one category.

    Args:
        found: The assessment.
        category: The category.

    Raises:
        SystemExit: If nobody has data for it.
    """
    amount = found.footprint[category]
    if isinstance(amount, NoData):  # what nobody knows is absent, never zero
        raise SystemExit(amount.reason)
    return amount.central


def main() -> None:
    """Measure, and place what was measured."""
    ledger = Path(tempfile.mkdtemp()) / "ledger.sqlite"
    with wholeprint.track("squares", project="examples", ledger=ledger) as run:
        for _ in range(EPOCHS):
            with run.span("epoch"):
                sum(i * i for i in range(NUMBERS))
        run.note(samples=EPOCHS * NUMBERS)

    france, poland = run.assess(zone="FR"), run.assess(zone="PL")
    print("spans:", ", ".join(span.name for span in france.spans))
    print("energy is the same:", central(france, "energy") == central(poland, "energy"))
    ratio = central(poland, "ghg_operational") / central(france, "ghg_operational")
    print(f"carbon in Poland over carbon in France: {ratio:.1f}")


if __name__ == "__main__":
    main()
