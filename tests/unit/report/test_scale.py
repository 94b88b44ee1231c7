"""Numbers for the human eye."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.report import scale


@pytest.mark.parametrize(
    ("quantity", "number", "interval"),
    [
        ((12.3456, 11.9, 12.9, "Wh"), "12.3 Wh", "[11.9 \u2013 12.9]"),
        ((4.6, 2.1, 9.8, "gCO2e"), "4.6 gCO2e", "[2.1 \u2013 9.8]"),
        ((7.6, 3.0, 17.8, "gCO2e"), "7.6 gCO2e", "[3.0 \u2013 17.8]"),
        ((12.345, 12.344, 12.3451, "Wh"), "12.3 Wh", ""),
        ((4.6, 0.1, 980.0, "gCO2e"), "4.6 gCO2e", "[0.10 \u2013 980]"),
        (
            (-1500.0, -1800.0, -1300.0, "gCO2e"),
            "\u22121.50 kgCO2e",
            "[\u22121.80 \u2013 \u22121.30]",
        ),
        ((1.2e5, None, None, "J"), "33.3 Wh", ""),
        ((3.2e-9, 3.1e-9, 3.3e-9, "kgSb"), "3.20 \u00b5gSb", "[3.10 \u2013 3.30]"),
        ((1234.0, 1.0, 4000.0, "kg"), "1.2 t", "[0.0010 \u2013 4.0]"),
        ((0.0, 0.0, 0.0, "L"), "0 L", ""),
        ((0.0, -3.0, 2.0, "Wh"), "0.0 Wh", "[\u22123.0 \u2013 2.0]"),
        ((1.05, 0.98, 1.12, "1"), "1.05", "[0.98 \u2013 1.12]"),
        ((1.05, None, None, "parsec"), "1.05 parsec", ""),
    ],
)
def test_quantities_are_read_in_a_fitting_unit(
    quantity: tuple[float, float | None, float | None, str], number: str, interval: str
) -> None:
    """The unit keeps the value from 1 to 1,000, and its interval decides on its digits."""
    shown = scale.shown(*quantity)

    assert shown.number.replace("\u00a0", " ") == number
    assert shown.interval.replace("\u00a0", " ") == interval.replace("-", "\u2212")


@pytest.mark.parametrize(
    ("quantity", "number", "interval"),
    [
        ((13.9, 2.04, 14.4, "kWh"), "13.9 kWh", "[2.0 \u2013 14.4]"),
        ((13.9, 0.84, 14.4, "kWh"), "13.9 kWh", "[0.840 \u2013 14.4]"),
        ((2.08, 2.06, 14.4, "kWh"), "2.08 kWh", "[2.06 \u2013 14.40]"),
        ((2.061, 2.06, 14.4, "kWh"), "2.1 kWh", "[2.1 \u2013 14.4]"),
        ((14.4, 2.04, 14.4, "kWh"), "14 kWh", "[2 \u2013 14]"),
    ],
)
def test_a_middle_that_is_no_end_is_not_read_as_one(
    quantity: tuple[float, float, float, str], number: str, interval: str
) -> None:
    """A digit more tells 13.9 from its end of 14.4; what is an end, or as good as one, stays."""
    shown = scale.shown(*quantity)

    assert shown.number.replace("\u00a0", " ") == number
    assert shown.interval.replace("\u00a0", " ") == interval


@pytest.mark.parametrize(("value", "text"), [(999.4, "999 Wh"), (999.6, "1.00 kWh")])
def test_rounding_up_to_a_thousand_changes_the_unit(value: float, text: str) -> None:
    """A value is never read as 1000 of a unit: 999.6 with three digits is 1.00 of the next."""
    assert scale.shown(value, None, None, "Wh").number == text.replace(" ", "\u00a0")


def test_water_and_water_weighted_by_scarcity_are_read_in_like_units() -> None:
    """The two stand beside each other on a page: 390,000 m3 of either are 390 thousand."""
    texts = [scale.shown(3.9e8, None, None, unit) for unit in ("L", "Leq")]

    assert [each.value for each in texts] == ["390", "390"]
    assert [each.unit for each in texts] == ["thousand m³", "thousand m³eq"]


@given(st.floats(1e-9, 1e9), st.sampled_from(["kWh", "gCO2e", "L", "kg", "kgSb", "MJ"]))
def test_what_is_read_is_what_was_meant(value: float, unit: str) -> None:
    """Reading the text back gives the value within half a unit of its third digit."""
    sizes = {"\u00b5": 1e-6, "m": 1e-3, "n": 1e-9, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
    shown = scale.shown(value, None, None, unit)
    base = {"kWh": "Wh", "gCO2e": "gCO2e", "L": "L", "kg": "g", "kgSb": "gSb", "MJ": "J"}[unit]
    special = {"t": 1e6, "kt": 1e9, "m³": 1e3, "thousand m³": 1e6, "tCO2e": 1e6, "ktCO2e": 1e9}
    special |= {"tSb": 1e6, "million m³": 1e9}
    prefix = shown.unit.removesuffix(base)
    size = special.get(shown.unit) or sizes.get(prefix, 1.0)
    given_in_base = value * {"kWh": 1e3, "kg": 1e3, "kgSb": 1e3, "MJ": 1e6}.get(unit, 1.0)

    assert math.isclose(float(shown.value) * size, given_in_base, rel_tol=0.006)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 3, "0"),
        (9.996, 3, "10.0"),
        (1234.0, 3, "1230"),
        (1e9, 3, "1.00e+09"),
        (math.inf, 3, "∞"),
        (-math.inf, 3, "\u2212∞"),
        (math.nan, 3, "not a number"),
        (-0.0001, 1, "\u22120.0001"),
    ],
)
def test_significant_digits(value: float, digits: int, text: str) -> None:
    """A number keeps so many significant digits, also where rounding adds a place."""
    assert scale.rounded(value, digits) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.999, ">99 %"), (1.0, "100 %")],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float, text: str) -> None:
    """Only nought is read as 0 % and only one as 100 %."""
    assert scale.percent(share) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "200 ms"),
        (12.34, "12.3 s"),
        (59.97, "1 min"),
        (119.7, "2 min"),
        (250, "4 min 10 s"),
        (3599.9, "1 h"),
        (7500, "2 h 5 min"),
        (90_000, "1 d 1 h"),
    ],
)
def test_durations_use_two_units(seconds: float, text: str) -> None:
    """A duration is read with its two largest units, rounded so that none reaches the next."""
    assert scale.duration(seconds) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (43.5 * 3600, "1 d 19 h 30 min"),
        (86_400, "1 d"),
        (86_399, "1 d"),
        (86_460, "1 d 1 min"),
        (7500, "2 h 5 min"),
        (45, "45.0 s"),
    ],
)
def test_a_span_is_kept_to_the_minute(seconds: float, text: str) -> None:
    """From a day on hours and minutes stand beside the days."""
    assert scale.span(seconds) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("amounts", "texts", "unit"),
    [
        ((549.7, 371.6, 178.1), ["550", "372", "178"], "gCO2e"),
        ((743.4, 1.2), ["743.40", "1.20"], "gCO2e"),
        ((743.4, 0.1), ["743.40", "0.10"], "gCO2e"),
        ((1200.0, 800.0), ["1.200", "0.800"], "kgCO2e"),
        ((0.0, 0.0), ["0", "0"], "gCO2e"),
        ((-50.0, 400.0), ["\u221250.0", "400.0"], "gCO2e"),
    ],
)
def test_numbers_read_against_each_other_share_unit_and_decimals(
    amounts: tuple[float, ...], texts: list[str], unit: str
) -> None:
    """The smallest keeps three digits, as long as the largest has no more than five."""
    how = scale.alike(amounts, "gCO2e")

    assert [how.text(amount) for amount in amounts] == texts
    assert how.unit == unit


def test_a_difference_is_that_of_what_is_written() -> None:
    """1016.4 less 751.6 is 264.8, and of 1.016 and 0.752 it is 0.264."""
    how = scale.alike((1016.4, 751.6, 264.8), "gCO2e")

    assert (how.text(1016.4), how.text(751.6)) == ("1.016", "0.752")
    assert how.difference(1016.4, 751.6) == "0.264"


def test_an_interval_beside_them_has_the_digits_of_its_doubt() -> None:
    """Two digits at each end, in the unit of the numbers; none where both ends are one."""
    how = scale.alike((1200.0, 800.0), "gCO2e")

    assert how.interval(-56.0, 1573.0) == "[\u22120.056\u00a0\u2013\u00a01.6]"
    assert how.interval(3.0, 3.0) == ""


@pytest.mark.parametrize(
    ("seconds", "text"), [(-5, "now"), (30, "now"), (90, "1 min"), (9000, "2 h"), (90_000, "1 d")]
)
def test_how_long_ago_uses_one_unit(seconds: float, text: str) -> None:
    """How long ago something was needs one unit only; a clock that is ahead shows as now."""
    assert scale.ago(seconds) == text.replace(" ", "\u00a0")


def test_memory_is_read_in_binary_units() -> None:
    """2**30 bytes are one GiB."""
    assert scale.binary_size(16 * 2**30) == "16.0\u00a0GiB"
    assert scale.binary_size(12) == "12\u00a0B"
