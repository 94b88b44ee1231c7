"""Whatever JSON holds, a reader returns something or refuses it, and counts add up."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.registry import REPORTS, USAGES
from wholeprint.tracking.importers.terraform import MAKERS, estate_of
from wholeprint.tracking.importers.terraform_worked import plan, resource

NAMES = (
    *("instance_type", "machine_type", "size", "sku", "instances", "desired_capacity", "min_size"),
    *("location", "zone", "availability_zone", "launch_template", "node_config", "node_count"),
    *("boot_disk", "guest_accelerator", "scaling_config", "version", "settings", "node_pool"),
)
FIELDS = (
    *("usage_month", "carbon_footprint_kgCO2e", "latestMonthEmissions", "date", "value"),
    *("Results", "emissions", "total_lbm_emissions_value", "usage_period_start"),
    *("line_item_usage_type", "line_item_usage_amount", "line_item_usage_start_date"),
)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
)


def _values(names: tuple[str, ...]) -> st.SearchStrategy[object]:
    return st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=4)
        ),
        max_leaves=12,
    )


@settings(deadline=None, max_examples=200)
@given(
    kind=st.sampled_from(sorted(MAKERS)),
    values=st.dictionaries(st.sampled_from(NAMES), _values(NAMES), max_size=6),
)
def test_any_values_of_a_resource(kind: str, values: dict[str, object]) -> None:
    """A resource of a known type with anything in it is read, unknown, or refused."""
    document = plan(resource(f"{kind}.x") | {"values": values})

    try:
        found = estate_of(document, "plan.json")
    except ImportRefusedError:
        return
    assert all(each.count >= 0.0 for each in found.resources)


@settings(deadline=None, max_examples=200)
@given(document=_values(("planned_values", "values", "root_module", "resources", "child_modules")))
def test_any_document(document: object) -> None:
    """A plan, or no plan."""
    try:
        estate_of(document, "plan.json")
    except ImportRefusedError:
        return


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(document=_values(FIELDS))
@pytest.mark.parametrize("name", [*REPORTS, *USAGES])
def test_any_report(tmp_path: Path, name: str, document: object) -> None:
    """A report, or none."""
    path = tmp_path / "file.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    try:
        (REPORTS.get(name) or USAGES[name])(path)
    except ImportRefusedError:
        return
