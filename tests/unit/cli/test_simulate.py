"""``wholeprint simulate``."""

from typing import Any


def test_without_a_model_the_library_is_listed(call: Any) -> None:
    """Names, titles and scenarios, with `--list` or without."""
    listed = call("simulate", "--json").document("models")

    assert "rebound" in [each["name"] for each in listed["models"]]
    assert call("simulate", "--list").out == call("simulate").out
    assert "rebound" in call("simulate").out


def test_a_model_is_run_or_listed(call: Any) -> None:
    """Both at once is a mistake."""
    answer = call("simulate", "rebound", "--list")

    assert answer.status == 2
    assert "not both" in answer.err


def test_a_model_that_is_not_there_is_an_error_with_near_names(call: Any) -> None:
    """The library is looked through."""
    answer = call("simulate", "rebuond")

    assert answer.status == 2
    assert "rebound" in answer.err
