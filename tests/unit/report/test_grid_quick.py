"""One moment straight from the cache is the same document as the longer way gives."""

import subprocess
import sys
from pathlib import Path

import pytest

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.moment import at_moment
from wholeprint.grid.service import Grid
from wholeprint.report.grid import moment_document
from wholeprint.report.grid_quick import quick_document

START = 1_700_000_000.0 // 1800.0 * 1800.0
NOW = START + 100.0
SIGNAL = {
    "zone": "GB",
    "response": "average",
    "scope": "direct",
    "flow": "consumption",
    "tense": "actual",
    "accounting": "location",
    "unit": "gCO2e/kWh",
}


def kept(values: list[float], **more: str) -> Kept:
    """What a provider said for half hours around the moment."""
    return Kept(
        provider=more.get("provider", "neso"),
        signal={**SIGNAL, **{name: told for name, told in more.items() if name in SIGNAL}},
        edges_seconds=[START + 1800.0 * place for place in range(-2, len(values) - 1)],
        values=values,
        fetched_unix_seconds=NOW,
        licence="CC BY 4.0",
    )


def filled(folder: Path, *answers: Kept) -> Cache:
    cache = Cache(folder / "grid.sqlite")
    question = Question("neso", "GB", "average", "direct", "", "actual", START, NOW)
    cache.keep(question, NOW, answers)
    return cache


@pytest.mark.parametrize("name", ["GB", "gb", "Great Britain"])
@pytest.mark.parametrize("tense", ["actual", "forecast", "estimated"])
def test_it_is_the_same_document(tmp_path: Path, name: str, tense: str) -> None:
    """Every key and number is that of the longer way, but for how the source is titled."""
    cache = filled(tmp_path, kept([100.0, 110.0, 120.0, 130.0], tense=tense))

    quick = quick_document(cache, name, NOW, response="average", scope="direct")
    found, told = at_moment(Grid(Factors(), cache), name, NOW, fetch=False)

    assert quick == moment_document(found, NOW, told)
    assert quick is not None


def test_the_surest_tense_counts(tmp_path: Path) -> None:
    """What was seen goes before what was foreseen, whenever each was fetched."""
    cache = filled(tmp_path, kept([0.0, 0.0, 120.0]), kept([0.0, 0.0, 90.0], tense="forecast"))

    quick = quick_document(cache, "GB", NOW, response="average", scope="direct")

    assert quick is not None
    assert quick["value"]["value"] == 120.0  # pyright: ignore[reportIndexIssue]


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (kept([100.0, 100.0, float("nan")]),),
        (kept([100.0, 100.0, -5.0]),),
        (kept([100.0, 100.0, 5000.0]),),
        (kept([700.0] * 40),),
        (kept([100.0] * 3), kept([90.0] * 3, provider="other")),
        (kept([100.0] * 3), kept([90.0] * 3, flow="production")),
    ],
    ids=["nothing", "gap", "negative", "beyond", "flat", "two providers", "two kinds"],
)
def test_what_is_not_plain_takes_the_longer_way(tmp_path: Path, answers: tuple[Kept, ...]) -> None:
    """Anything that must be weighed, checked or mixed is left to the longer way."""
    cache = filled(tmp_path, *answers)

    assert quick_document(cache, "GB", NOW, response="average", scope="direct") is None


def test_an_unknown_zone_is_refused(tmp_path: Path) -> None:
    """The zone is looked up in the tables, as ever."""
    with pytest.raises(UnknownZoneError):
        quick_document(filled(tmp_path), "Nowhere", NOW, response="average", scope="direct")


def test_numpy_is_not_loaded() -> None:
    """The reason for all of this: a program that only asks for now starts at once."""
    code = "import sys, wholeprint.report.grid_quick; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
