"""The tightest limit of a group and its ancestors is the one that holds."""

from collections.abc import Callable, Mapping

import pytest

from wholeprint.hardware.cgroup import reach
from wholeprint.hardware.tree import Tree

MakeTree = Callable[[Mapping[str, str]], Tree]
ONLINE = frozenset(range(8))
GIB = 2**30


@pytest.mark.parametrize(
    ("leaf", "parent", "cores"),
    [
        ("150000 100000", "400000 100000", 1.5),
        ("400000 100000", "150000 100000", 1.5),
        ("max 100000", "50000 100000", 0.5),
        ("max 100000", "max 100000", None),
        ("900000 100000", "max 100000", None),  # nine of eight processors limit nothing
        ("150000 0", "max 100000", None),
        ("rubbish", "", None),
    ],
)
def test_the_tightest_ancestor_wins(
    make_tree: MakeTree, leaf: str, parent: str, cores: float | None
) -> None:
    """A quota holds for all below it, so that the smallest on the way up is the limit."""
    tree = make_tree(
        {
            "proc/self/cgroup": "0::/a/b\n",
            "sys/fs/cgroup/a/b/cpu.max": leaf,
            "sys/fs/cgroup/a/cpu.max": parent,
        }
    )

    assert reach(tree, ONLINE, 16 * GIB).cpu_limit_cores == cores


def test_memory_takes_the_tightest_ancestor(make_tree: MakeTree) -> None:
    """A memory limit holds for all below it too."""
    tree = make_tree(
        {
            "proc/self/cgroup": "0::/a/b\n",
            "sys/fs/cgroup/a/b/memory.max": "max\n",
            "sys/fs/cgroup/a/memory.max": str(4 * GIB),
            "sys/fs/cgroup/memory.max": str(12 * GIB),
        }
    )

    assert reach(tree, ONLINE, 16 * GIB).memory_limit_bytes == 4 * GIB


def test_version_one_without_limit_has_none(make_tree: MakeTree) -> None:
    """Version 1 writes "no limit" as -1 and as nearly 2^63; both are no limit."""
    tree = make_tree(
        {
            "proc/self/cgroup": "4:memory:/\n1:cpu:/\n",
            "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
            "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        }
    )

    found = reach(tree, ONLINE, 16 * GIB)

    assert found.cpu_limit_cores is None
    assert found.memory_limit_bytes is None


def test_a_group_outside_the_namespace_reads_the_mount(make_tree: MakeTree) -> None:
    """A path that climbs out of the namespace cannot be followed; the mount's own limit holds."""
    tree = make_tree(
        {"proc/self/cgroup": "0::/../../x\n", "sys/fs/cgroup/cpu.max": "200000 100000"}
    )

    assert reach(tree, ONLINE, None).cpu_limit_cores == 2.0


def test_affinity_limits_like_a_quota(make_tree: MakeTree) -> None:
    """Processors that the scheduler may not use are out of reach; those offline never counted."""
    tree = make_tree({"proc/self/status": "Name:\tx\nCpus_allowed_list:\t0-1,64-127\n"})

    assert reach(tree, ONLINE, None).cpu_limit_cores == 2.0


def test_cpuset_is_read_where_the_status_is_missing(make_tree: MakeTree) -> None:
    """Without the status file the set of processors of the group still limits."""
    tree = make_tree({"sys/fs/cgroup/cpuset.cpus.effective": "2-4\n"})

    assert reach(tree, ONLINE, None).cpu_limit_cores == 3.0


@pytest.mark.parametrize(
    ("groups", "contained"),
    [
        ("0::/kubepods/besteffort/pod1/abc", True),
        ("0::/system.slice/docker-0123.scope", True),
        ("9:cpu:/docker/0123", True),
        ("0::/system.slice/docker.service", False),
        ("0::/user.slice/user-1000.slice/session-2.scope", False),
    ],
)
def test_groups_of_containers_are_known(
    make_tree: MakeTree,
    groups: str,
    contained: bool,  # noqa: FBT001
) -> None:
    """Names that container runtimes give their groups tell a container; a daemon's do not."""
    assert reach(make_tree({"proc/self/cgroup": groups}), ONLINE, None).in_container is contained
