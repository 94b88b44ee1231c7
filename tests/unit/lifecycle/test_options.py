"""How to assess."""

from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.boundary import Boundary


def test_the_default_declares_nothing() -> None:
    """Without options the run and the tables decide, under the default boundary."""
    options = AssessOptions()
    assert options.boundary == Boundary()
    assert (options.pue, options.wue, options.zone, options.attribution) == (None,) * 4
    assert dict(options.overrides) == {}
