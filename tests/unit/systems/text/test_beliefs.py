"""Beliefs and sources as a file writes them."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import (
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
)
from wholeprint.quantities.source import Read, Source
from wholeprint.systems.build import plain_item
from wholeprint.systems.text.beliefs import (
    read_cited,
    read_sources,
    read_value,
    written_belief,
    written_sources,
)


@pytest.mark.parametrize(
    "belief",
    [
        Fixed(2.5),
        Triangular(1, 2, 4),
        Uniform(1, 3),
        Lognormal(2, 0.3),
        Empirical((1, 5, 2)),
        Empirical((1, 5), (2, 1)),
    ],
)
def test_a_belief_reads_back_as_it_was_written(belief: Distribution) -> None:
    """All five shapes, to the last digit."""
    assert read_value(plain_item(written_belief(belief), "it")) == belief


def test_an_interval_of_a_lognormal_is_its_fifth_and_ninety_fifth_percent() -> None:
    """As `Lognormal.from_interval` has it."""
    read = read_value(plain_item({"lognormal": [1, 9]}, "it"))

    assert read == Lognormal.from_interval(1, 9)


@pytest.mark.parametrize(
    "content",
    [{}, {"low": 1}, {"lognormal": {"median": 1}}, {"lognormal": [0, 1]}, {"samples": []}],
)
def test_half_a_belief_is_refused(content: dict[str, object]) -> None:
    """What is missing is not made up."""
    with pytest.raises(ModelError):
        read_value(plain_item(content, "it"))


def test_sources_read_back_as_they_were_written() -> None:
    """With and without a year; citing one that is not there is refused."""
    sources = (
        Source("a-2020", "A", 2020, "https://a", "CC BY 4.0", Read.QUOTED),
        Source("b", "B"),
    )
    declared = read_sources(plain_item(written_sources(sources), "sources"))

    assert tuple(declared.values()) == sources
    assert read_cited(plain_item(["b"], "it"), declared) == (sources[1],)
    with pytest.raises(ModelError, match="a-2020"):
        read_cited(plain_item(["a-202"], "it"), declared)
    with pytest.raises(ModelError, match="no title"):
        read_sources(plain_item({"a": {"year": 2000}}, "sources"))
