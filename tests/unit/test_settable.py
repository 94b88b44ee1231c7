"""What each setting may be."""

from pathlib import Path

import pytest

from wholeprint.settable import PRIVATE, READERS


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("pue", "1.2", 1.2),
        ("meters", "rapl, nvml", ("rapl", "nvml")),
        ("quiet", "Yes", True),
        ("network", "off", False),
        ("root", "/proc", Path("/proc")),
        ("attribution", "process", "process"),
        ("prometheus_url", " http://localhost:9090/ ", "http://localhost:9090"),
        ("prometheus_url", "https://prom.example.org/team/a", "https://prom.example.org/team/a"),
        ("prometheus_scope", "lifecycle", "lifecycle"),
    ],
)
def test_what_can_be_used_is_read(name: str, given: object, read: object) -> None:
    """Text of a variable and values of a file become one kind of value."""
    assert READERS[name](given) == read


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("pue", "0.5", "1 to 10"),
        ("attribution", ["machine"], "machine or process"),
        ("prometheus_flow", "trade", "production or consumption"),
        ("prometheus_url", "localhost:9090", "http"),
        ("prometheus_url", "file:///etc/passwd", "http"),
        ("prometheus_url", "http://ada:secret@prom.example.org", "no name"),
        ("prometheus_url", "http://prom.example.org/?token=secret", "query"),
        ("prometheus_query", "  ", "not empty"),
    ],
)
def test_what_cannot_be_used_says_what_can(name: str, given: object, wanted: str) -> None:
    """The refusal names what is wanted, and never what was given: it may be a secret."""
    with pytest.raises(ValueError, match=wanted) as caught:
        READERS[name](given)

    assert "secret" not in str(caught.value)


def test_what_is_private_is_a_setting() -> None:
    """No name outlives its setting."""
    assert set(READERS) >= PRIVATE
