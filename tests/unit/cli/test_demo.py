"""``wholeprint demo``."""

import sys
from pathlib import Path
from typing import Any

import pytest

from wholeprint.ledger.book import Ledger


def test_demo_trains_records_and_places(call: Any, ledger: Path) -> None:
    """Each model is a run of its own that keeps its accuracy, and all are placed elsewhere."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    answer = call("demo", "--zone", "DE", "--elsewhere", "FR,IN", "--json")
    document = answer.document("demo")

    assert answer.err.count("training ") == len(document["models"]) == 4
    assert list(document["elsewhere"])[:2] == ["FR", "IN"]
    for model in document["models"]:
        record = Ledger(ledger).load(model["run"])
        assert (record.project, record.settings["zone"]) == ("demo", "DE")
        assert record.meta["accuracy"] == model["accuracy"] > 0.9


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--elsewhere", "FR,Atlantis"), "wp-zone"),
        (("--zone", "Atlantis"), "wp-zone"),
        (("--pue", "0.5"), "wp-setting"),
    ],
)
def test_nothing_is_trained_for_a_mistake(call: Any, words: tuple[str, ...], code: str) -> None:
    """A wrong zone or setting is found before the first model is trained."""
    answer = call("demo", *words)

    assert answer.status == 2
    assert f"[{code}]" in answer.err
    assert "training" not in answer.err


def test_nothing_is_trained_while_tracking_is_off(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With tracking disabled there would be nothing to show: that is said at once."""
    monkeypatch.setenv("WHOLEPRINT_DISABLED", "1")
    answer = call("demo")

    assert answer.status == 2
    assert "disabled" in answer.err
    assert "training" not in answer.err


def test_without_scikit_learn_it_says_what_to_install(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the optional package the demo names it, and trains nothing."""
    for module in ("sklearn", "sklearn.datasets"):
        monkeypatch.setitem(sys.modules, module, None)
    answer = call("demo")

    assert answer.status == 2
    assert "pip install 'wholeprint[demo]'" in answer.err
    assert "training" not in answer.err
