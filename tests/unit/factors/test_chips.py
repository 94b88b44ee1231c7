"""The tables of processors and accelerators, and how their rows are found."""

import re
from collections import defaultdict

import pytest

from wholeprint.errors import UnknownHardwareError
from wholeprint.factors.chips import CPU_CLASSES, Chips
from wholeprint.factors.match import normalise
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row, Table
from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.source import Read

FACTORS = Factors()
CHIPS = Chips(FACTORS)
TABLES = ("cpus", "accelerators")
CITING = ("source", "other_source", "checked_by", "silicon_source", "names_source")


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> Table:
    """Each of the two tables."""
    return FACTORS.table(str(request.param))


def _cited(row: Row, names: tuple[str, ...]) -> set[str]:
    return {key for name in CITING if name in names for key in row.text(name).split("|") if key}


def test_every_cell_keeps_to_the_schema(table: Table) -> None:
    """Each cell is of its type and range, and no key occurs twice."""
    table.check()


def test_rows_stand_in_the_order_of_their_keys(table: Table) -> None:
    """The file is sorted, so that a new row moves no other."""
    keys = table.raw("key")

    assert keys == sorted(keys)


def test_there_are_enough_rows_to_be_of_use() -> None:
    """The tables hold at least what was promised of them."""
    assert len(FACTORS.table("cpus")) >= 1700
    assert len(FACTORS.table("accelerators")) >= 90


def test_no_two_rows_share_a_name(table: Table) -> None:
    """Keys, names and aliases differ after normalisation: matching them is safe."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for row in table:
        key = row.text("key")
        for name in (key, row.text("name"), *row.text("aliases").split("|")):
            owners[normalise(name)].add(key)
    owners.pop("", None)

    assert not {name: keys for name, keys in owners.items() if len(keys) > 1}


def test_every_source_is_listed(table: Table) -> None:
    """Whatever a row cites stands in the table of sources, with its licence."""
    cited = {key for row in table for key in _cited(row, table.schema.names)}

    assert cited <= set(FACTORS.sources)
    assert all(FACTORS.sources[key].licence for key in cited)


def test_no_row_checks_itself(table: Table) -> None:
    """The source of a row is not among those that agree with it."""
    assert not [
        row.text("key") for row in table if row.text("source") in row.text("checked_by").split("|")
    ]


def test_a_second_power_differs_and_names_its_source(table: Table) -> None:
    """Where two powers are kept they differ, and both say who gives them."""
    for row in table:
        other = row.number("other_tdp_watts")
        assert (other is None) == (not row.text("other_source")), row.text("key")
        assert other != row.number("tdp_watts"), row.text("key")


def test_silicon_names_its_source() -> None:
    """A process or a die area of an accelerator says who gives it."""
    bare = [
        row.text("key")
        for row in FACTORS.table("accelerators")
        if (row.number("process_nm") or row.number("die_area_mm2"))
        and not row.text("silicon_source")
    ]

    assert not bare


def test_processors_have_plausible_powers() -> None:
    """Threads are at least as many as cores, and a core takes between 1 and 40 W."""
    for row in FACTORS.table("cpus"):
        cores, threads = row.number("cores"), row.number("threads")
        if cores is not None:
            assert 1.0 <= row.required_number("tdp_watts") / cores <= 40.0, row.text("key")
            assert threads is None or cores <= threads <= 2 * cores, row.text("key")


@pytest.mark.parametrize(("name", "share"), [("cpus", 0.6), ("accelerators", 0.4)])
def test_many_powers_are_checked_by_a_second_source(name: str, share: float) -> None:
    """This share of the rows, at least, agrees with a source other than its own."""
    checked = FACTORS.table(name).raw("checked_by")

    assert sum(map(bool, checked)) > share * len(checked)


def test_each_class_and_vendor_is_there() -> None:
    """Both large makers are covered in every class, Ampere among the servers."""
    cpus = FACTORS.table("cpus")
    seen = set(zip(cpus.raw("vendor"), cpus.raw("class"), strict=True))

    assert seen == {
        *((vendor, kind) for vendor in ("AMD", "Intel") for kind in CPU_CLASSES),
        ("Ampere", "server"),
    }


@pytest.mark.parametrize(
    ("key", "watts", "cores"),
    [
        ("amd-epyc-7763", 280, 64),
        ("amd-epyc-7742", 225, 64),
        ("amd-epyc-9654", 360, 96),
        ("amd-ryzen-9-5950x", 105, 16),
        ("intel-xeon-gold-6248", 150, 20),
        ("intel-xeon-e5-2680-v4", 120, 14),
        ("intel-xeon-platinum-8480-plus", 350, 56),
        ("intel-core-i9-13900k", 125, 24),
        ("ampere-altra-q80-30", 210, 80),
    ],
)
def test_published_powers_of_processors(key: str, watts: float, cores: int) -> None:
    """Known design powers stand as published.

    Source: AMD's and Intel's catalogues as codecarbon 3.0.2 passes them on (MIT), Gold 6248
    also in Green Algorithms (CC BY 4.0); Altra from heise online, 2020.
    """
    row = CHIPS.cpu(key)

    assert row is not None
    assert (row.tdp_watts, row.cores) == (watts, cores)


@pytest.mark.parametrize(
    ("key", "watts", "memory_gb"),
    [
        ("a100-sxm4-80gb", 400, 80),
        ("a100-pcie-40gb", 250, 40),
        ("h100-sxm5-80gb", 700, 80),
        ("h100-pcie-80gb", 350, 80),
        ("h200-sxm-141gb", 700, 141),
        ("t4", 70, 16),
        ("mi300x", 750, 192),
        ("rtx-4090", 450, 24),
    ],
)
def test_published_powers_of_accelerators(key: str, watts: float, memory_gb: float) -> None:
    """Known design powers stand as published.

    Source: AnandTech 2020 (A100 SXM), Green Algorithms quoting NVIDIA (A100 PCIe), Epoch AI
    (H100 SXM, MI300X), NVIDIA PB-11133 (H100 PCIe), NVIDIA in MLPerf v4.1 (H200), the T4
    manual, Fossbytes 2022 (RTX 4090).
    """
    row = CHIPS.accelerator(key)

    assert row is not None
    assert (row.tdp_watts, row.memory_gb) == (watts, memory_gb)


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        ("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", "intel-xeon-e5-2680-v4"),
        ("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", "intel-xeon-gold-6248"),
        ("Intel(R) Xeon(R) Platinum 8480+", "intel-xeon-platinum-8480-plus"),
        ("13th Gen Intel(R) Core(TM) i9-13900K", "intel-core-i9-13900k"),
        ("AMD EPYC 7763 64-Core Processor", "amd-epyc-7763"),
        ("AMD Ryzen 9 5950X 16-Core Processor", "amd-ryzen-9-5950x"),
        ("i7-8700K", "intel-core-i7-8700k"),
        ("E5-2690 v3", "intel-xeon-e5-2690-v3"),
    ],
)
def test_a_processor_is_found_as_the_kernel_writes_it(shown: str, key: str) -> None:
    """Decoration around a name does not hide the row, nor does a short name."""
    row = CHIPS.cpu(shown)

    assert row is not None
    assert row.key == key


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        ("NVIDIA A100-SXM4-80GB", "a100-sxm4-80gb"),
        ("A100-SXM4-80GB", "a100-sxm4-80gb"),
        ("NVIDIA A100 80GB PCIe", "a100-pcie-80gb"),
        ("NVIDIA H100 80GB HBM3", "h100-sxm5-80gb"),
        ("NVIDIA H100 PCIe", "h100-pcie-80gb"),
        ("Tesla T4", "t4"),
        ("NVIDIA T4", "t4"),
        ("Tesla V100-SXM2-16GB", "v100-sxm2-16gb"),
        ("NVIDIA GeForce RTX 3090", "rtx-3090"),
        ("AMD Instinct MI300X", "mi300x"),
    ],
)
def test_an_accelerator_is_found_as_its_driver_writes_it(shown: str, key: str) -> None:
    """The names that drivers report lead to the one board they mean."""
    row = CHIPS.accelerator(shown)

    assert row is not None
    assert row.key == key


@pytest.mark.parametrize(
    "name", ["AMD EPYC 7R13 48-Core Processor", "Intel(R) Xeon(R) CPU @ 2.20GHz", "Apple M2", "CPU"]
)
def test_a_processor_that_is_not_listed_is_not_guessed(name: str) -> None:
    """A part made for one cloud, a nameless one and an empty name fit nothing."""
    assert CHIPS.cpu(name) is None


@pytest.mark.parametrize(
    "name", ["A100", "NVIDIA GeForce RTX 4090 Laptop GPU", "NVIDIA GeForce RTX 3080 Ti", ""]
)
def test_an_accelerator_that_is_not_listed_is_not_guessed(name: str) -> None:
    """A name that several boards share, or that is merely near one, fits nothing."""
    assert CHIPS.accelerator(name) is None


def test_every_row_is_found_by_each_of_its_names() -> None:
    """The shortcut of the search loses no row."""
    for row in FACTORS.table("accelerators"):
        for name in (row.text("key"), row.text("name"), *row.text("aliases").split("|")):
            found = CHIPS.accelerator(name) if name else None
            assert name == "" or (found is not None and found.key == row.text("key")), name


def test_the_rows_of_processors_with_a_plus_are_found() -> None:
    """A plus at the end of a name tells two processors apart and survives."""
    names = [name for name in FACTORS.table("cpus").raw("name") if name.endswith("+")]
    found = [CHIPS.cpu(name) for name in names]

    assert names
    assert [row.name for row in found if row is not None] == names


def test_a_row_says_how_it_is_known() -> None:
    """Source, reading and checks come along with the number."""
    row = CHIPS.cpu("Xeon Gold 6248")

    assert row is not None
    assert (row.vendor, row.cpu_class, row.source) == ("Intel", "server", "codecarbon-intel-ark")
    assert row.read is Read.QUOTED
    assert row.checked_by == ("green-algorithms", "codecarbon-legacy")
    assert row.threads is None


def test_a_board_of_two_chips_says_so() -> None:
    """The power of a K80 is that of two devices of its driver; of others, of one."""
    double, single = CHIPS.accelerator("Tesla K80"), CHIPS.accelerator("Tesla T4")

    assert double is not None
    assert double.devices == 2
    assert single is not None
    assert single.devices == 1


def test_families_join_the_variants_of_a_chip() -> None:
    """Variants share the word that embodied factors are kept under."""
    rows = [CHIPS.accelerator(key) for key in ("a100-sxm4-40gb", "a100-pcie-80gb")]

    assert {row.family for row in rows if row is not None} == {"a100"}


def test_design_power_is_a_factor_with_its_source() -> None:
    """The design power of a row, not its second power, is what a factor of its id holds."""
    row = CHIPS.cpu("AMD Ryzen 7 5800H")
    factor = FACTORS.factor("cpu.amd-ryzen-7-5800h.tdp")

    assert row is not None
    assert row.other_tdp_watts == 54.0
    assert (factor.central, factor.unit) == (row.tdp_watts, "W")
    assert [source.key for source in factor.sources] == [row.source]


@pytest.mark.parametrize(
    ("cpu_class", "low", "high"), [("server", 7, 10), ("desktop", 10, 14), ("laptop", 5, 9)]
)
def test_the_spread_of_a_class_covers_its_rows(cpu_class: str, low: float, high: float) -> None:
    """The median is in the expected range and the ends are those of the rows."""
    factor = CHIPS.class_spread(cpu_class)
    shares = [
        row.required_number("tdp_watts") / row.required_number("cores")
        for row in FACTORS.table("cpus").where("class", cpu_class)
        if row.number("cores") is not None
    ]

    assert isinstance(factor.distribution, Empirical)
    assert low < factor.central < high
    assert min(factor.distribution.values) == min(shares)
    assert max(factor.distribution.values) == max(shares)
    assert sum(factor.distribution.weights or ()) == len(shares)
    assert factor.sources
    assert re.search(rf"\b{len(shares)} processors", factor.note)


def test_an_unknown_class_is_refused() -> None:
    """A class that is not in the catalogue has no spread, and the message lists those that are."""
    with pytest.raises(UnknownHardwareError, match="server, desktop, laptop"):
        CHIPS.class_spread("mainframe")
