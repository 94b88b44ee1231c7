"""Quantities of single devices come from the row of their key."""

import json
from pathlib import Path

import pytest

from wholeprint.factors.devices import device_factor, device_ids, family_id
from wholeprint.factors.table import Table, read_table
from wholeprint.quantities.distribution import Fixed, Triangular
from wholeprint.quantities.source import Known, Source

SOURCES = {"maker": Source("maker", "Maker's sheet")}
COLUMNS = [
    {"name": "key", "type": "text", "required": True},
    {"name": "family", "type": "text"},
    {"name": "tdp_watts", "type": "number", "unit": "W"},
    {"name": "tdp_other_watts", "type": "number", "unit": "W"},
    {"name": "die_area_mm2", "type": "number", "unit": "mm2"},
    {"name": "year", "type": "whole"},
    {"name": "source", "type": "text"},
    {"name": "read", "type": "text"},
]
ROWS = """key,family,tdp_watts,tdp_other_watts,die_area_mm2,year,source,read
big.one,big,400,300,826,2020,maker,primary
small,small,70,,,2018,maker,computed
"""


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Two devices, one of them with a second figure."""
    schema = {"title": "Devices", "key": ["key"], "columns": COLUMNS}
    (tmp_path / "d.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "d.csv").write_text(ROWS, encoding="utf-8")
    return read_table(tmp_path, "d")


def test_one_figure_is_fixed(table: Table) -> None:
    """A device with one figure has that figure, with its unit and its source."""
    factor = device_factor("gpu.small.tdp", table, SOURCES)

    assert factor is not None
    assert (factor.id, factor.unit) == ("gpu.small.tdp", "W")
    assert factor.distribution == Fixed(70.0)
    assert factor.known is Known.MODELLED
    assert factor.sources[0].key == "maker"


def test_two_figures_make_a_triangle(table: Table) -> None:
    """A second figure is the far end; the first stays the likeliest. A dot in a key is kept."""
    factor = device_factor("gpu.big.one.tdp", table, SOURCES)

    assert factor is not None
    assert factor.distribution == Triangular(300.0, 400.0, 400.0)
    assert factor.known is Known.PUBLISHED


@pytest.mark.parametrize("name", ["gpu.none.tdp", "gpu.small.die_area", "gpu.small.year", "gpu.x"])
def test_what_is_not_there_is_nothing(table: Table, name: str) -> None:
    """No device, no value, no unit: no factor."""
    assert device_factor(name, table, SOURCES) is None


def test_every_figure_has_an_id(table: Table) -> None:
    """Each filled cell with a unit is a factor, a second figure is none of its own."""
    assert list(device_ids("gpu", table)) == [
        "gpu.big.one.tdp",
        "gpu.big.one.die_area",
        "gpu.small.tdp",
    ]


def test_a_device_leads_to_its_family(table: Table) -> None:
    """An id that ends in a key leads to the id of its family, an unknown key to nothing."""
    assert family_id("mass.accelerator.small", table) == "mass.accelerator.small"
    assert family_id("mass.accelerator.unknown", table) == ""
