"""Processors are counted rightly with few reads."""

from collections.abc import Callable, Mapping

from wholeprint.hardware.processor import processor
from wholeprint.hardware.tree import Tree

MakeTree = Callable[[Mapping[str, str]], Tree]
CPU = "sys/devices/system/cpu"


def test_cores_are_counted_one_by_one_where_nothing_cheaper_is_sure(make_tree: MakeTree) -> None:
    """With one thread offline the cores' own lists are read: two cores from three threads."""
    tree = make_tree(
        {
            "proc/cpuinfo": "processor\t: 0\nmodel name\t: X\nsiblings\t: 4\ncpu cores\t: 2\n",
            f"{CPU}/online": "0-2",
            f"{CPU}/smt/active": "1",
            f"{CPU}/cpu0/topology/package_cpus_list": "0-2",
            f"{CPU}/cpu0/topology/thread_siblings_list": "0-1",
            f"{CPU}/cpu2/topology/thread_siblings_list": "2",
        }
    )

    found = processor(tree)

    assert (found.sockets, found.cores, found.threads) == (1, 2, 3)


def test_a_list_that_leaves_out_its_own_processor_is_not_believed(make_tree: MakeTree) -> None:
    """Garbled topology gives None and never an endless count."""
    tree = make_tree({f"{CPU}/online": "0-3", f"{CPU}/cpu0/topology/package_cpus_list": "1-3"})

    assert processor(tree).sockets is None


def test_an_unknown_maker_keeps_its_number(make_tree: MakeTree) -> None:
    """A maker that is in no list is named by its code."""
    tree = make_tree({"proc/cpuinfo": "processor\t: 0\nCPU implementer\t: 0x99\nCPU part\t: 0x1\n"})

    assert processor(tree).vendor == "implementer 0x99"


def test_a_power_processor_is_named(make_tree: MakeTree) -> None:
    """On POWER the name stands under ``cpu``."""
    tree = make_tree({"proc/cpuinfo": "processor\t: 0\ncpu\t\t: POWER9, altivec supported\n"})

    assert processor(tree).model == "POWER9, altivec supported"
