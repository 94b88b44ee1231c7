"""Every report has a name."""

from wholeprint.cli import import_
from wholeprint.tracking.importers.registry import NAMES, REPORTS, USAGES


def test_the_command_line_knows_every_report() -> None:
    """One file, one line, and the verb offers it."""
    assert set(NAMES) == {*REPORTS, *USAGES}
    assert set(import_.TOOLS) == set(NAMES)
