"""Arguments that several verbs share."""

import argparse

import pytest

from wholeprint.cli import options
from wholeprint.errors import ValueRefusedError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    options.site(parser)
    options.moved(parser)
    options.assumptions(parser)
    return parser


def test_what_is_not_given_is_not_told() -> None:
    """An assessment is told only what was given, so that the run's own settings hold."""
    assert options.assess_arguments(_parser().parse_args([])) == {}


def test_arguments_have_the_names_of_the_python_interface() -> None:
    """Each option arrives under the name that ``wholeprint.assess`` has for it."""
    words = (
        "--zone FR --pue 1.2 --wue 1 --at 2026-07-01 --attribution process --utilisation 0.5 "
        "--signal direct --hourly --intensity g.csv --lifetime 4 --draws 64 --seed 0 "
        "--boundary operational --wue-withdrawal 2 --water-stress 30 --hydro-water none "
        "--cooling tower --climate 5A"
    )

    told = options.assess_arguments(_parser().parse_args(words.split()))

    assert told.pop("boundary").operational  # pyright: ignore[reportOptionalMemberAccess] - it was given
    assert told == {
        "zone": "FR",
        "pue": 1.2,
        "wue": 1.0,
        "at": "2026-07-01",
        "attribution": "process",
        "utilisation": 0.5,
        "signal": "direct",
        "hourly": True,
        "intensity_file": "g.csv",
        "lifetime_years": 4.0,
        "draws": 64,
        "seed": 0,
        "withdrawn_wue": 2.0,
        "water_stress_factor": 30.0,
        "hydro_water": "none",
        "cooling": "tower",
        "climate": "5A",
    }


def test_a_boundary_counts_what_is_named() -> None:
    """Everything that is not named is out; what cannot be counted is refused."""
    counted = options.boundary(("water", "end_of_life")).as_json()

    assert [name for name, inside in counted.items() if inside] == ["water", "end_of_life"]
    with pytest.raises(ValueRefusedError, match="fire"):
        options.boundary(("water", "fire"))


@pytest.mark.parametrize("text", ["x", "nan", "inf", ""])
def test_numbers_are_finite(text: str) -> None:
    """What is no finite number is refused before anything is computed with it."""
    with pytest.raises(argparse.ArgumentTypeError):
        options.number(text)
