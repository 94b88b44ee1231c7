"""``wholeprint delete``."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from wholeprint.ledger.book import Ledger


class _Terminal(io.StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


def _left(ledger: Path) -> int:
    return len(Ledger(ledger).runs())


def test_deleting_without_asking(call: Any, ledger: Path) -> None:
    """Several runs go at once; "last" means what it meant before the first was removed."""
    document = call("delete", "last", "last-1", "--yes", "--json").document("delete")

    assert document["deleted"] == ["20261121-120000-5e6f70", "20261121-113000-1b2c3d"]
    assert _left(ledger) == 1


@pytest.mark.parametrize(
    ("typed", "status", "left"), [("y\n", 0, 2), ("YES\n", 0, 2), ("n\n", 1, 3), ("", 1, 3)]
)
def test_asking_first(
    call: Any, ledger: Path, monkeypatch: pytest.MonkeyPatch, typed: str, status: int, left: int
) -> None:
    """On a terminal the question goes to the error stream; anything but yes deletes nothing."""
    monkeypatch.setattr(sys, "stdin", _Terminal(typed))

    answer = call("delete", "last")

    assert answer.status == status
    assert "Delete run 20261121-120000-5e6f70" in answer.err
    assert ("Nothing was deleted" in answer.out) == (status == 1)
    assert _left(ledger) == left


def test_nobody_to_ask(call: Any, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nothing is deleted unless ``--yes`` says so."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))

    assert call("delete", "last").status == 2
    assert _left(ledger) == 3
