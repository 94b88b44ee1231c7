"""How much of the machine this process may use: control groups, versions 1 and 2, and affinity."""

from typing import NamedTuple

from wholeprint.hardware.tree import Tree, cpu_list, fields, whole

_MOUNT = "sys/fs/cgroup"
_CONTAINER_PARTS = (
    "/docker/",
    "/docker-",
    "/kubepods",
    "/lxc/",
    "/lxc.payload",
    "containerd",
    "/libpod",
    "/crio-",
    "/buildkit",
    "/ecs/",
    "/garden/",
)


class Reach(NamedTuple):
    """What of the machine is in reach of this process.

    Attributes:
        cpu_limit_cores: Processor time per time it may use, in logical processors [1]; None
            where nothing limits it.
        memory_limit_bytes: Memory it may use [bytes]; None where nothing limits it.
        in_container: Whether the control groups' names are those of a container.
    """

    cpu_limit_cores: float | None
    memory_limit_bytes: int | None
    in_container: bool


def reach(tree: Tree, online: frozenset[int], memory_bytes: int | None) -> Reach:
    """Find the tightest limit on this process.

    A group's own limit says little: every ancestor's holds too, so that the tightest one wins.
    Ancestors outside a container's view cannot be seen from within.

    Args:
        tree: The machine's files.
        online: The logical processors in use.
        memory_bytes: The machine's memory [bytes]; a limit at or above it limits nothing.

    Returns:
        The limits.
    """
    groups = tree.text("proc/self/cgroup", 8192) or ""
    cpu = [_allowed(tree, online)]
    memory: list[int | None] = []
    for line in groups.splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        for base in _bases(tree, controllers):
            for folder in _upwards(base, path):
                cpu.append(_quota_cores(tree, folder))
                memory.append(_memory_bytes(tree, folder))
    cores = min((each for each in cpu if each is not None), default=None)
    limit = min((each for each in memory if each is not None), default=None)
    return Reach(
        cpu_limit_cores=None if cores is None or (online and cores >= len(online)) else cores,
        memory_limit_bytes=None if limit is None or limit >= (memory_bytes or 1 << 60) else limit,
        in_container=any(part in groups for part in _CONTAINER_PARTS),
    )


def _bases(tree: Tree, controllers: str) -> list[str]:
    """Return where a hierarchy is mounted, by the conventional names: reading mounts is dear."""
    if not controllers:  # version 2, alone or beside version 1
        unified = f"{_MOUNT}/unified"
        return [unified if tree.has(unified) else _MOUNT]
    wanted = [each for each in controllers.split(",") if each in {"cpu", "memory", "cpuset"}]
    joint = f"{_MOUNT}/{controllers}"
    if wanted and tree.has(joint):
        return [joint]
    return [f"{_MOUNT}/{each}" for each in wanted]


def _upwards(base: str, path: str) -> list[str]:
    """Return the folders from a group up to its mount.

    Inside a container without its own namespace the path does not exist below the mount, and
    the mount itself is the container's group; reading missing files on the way costs little.
    """
    parts = [part for part in path.split("/") if part]
    if ".." in parts:  # the group lies outside the namespace: only the mount can be read
        parts = []
    return ["/".join([base, *parts[:depth]]) for depth in range(len(parts), -1, -1)]


def _quota_cores(tree: Tree, folder: str) -> float | None:
    text = tree.text(f"{folder}/cpu.max")
    if text is None:
        quota = tree.whole(f"{folder}/cpu.cfs_quota_us")
        period = tree.whole(f"{folder}/cpu.cfs_period_us") if quota is not None else None
    else:
        first, _, second = text.strip().partition(" ")
        quota, period = whole(first), whole(second)
    if quota is None or not period or quota <= 0 or period <= 0:
        return None
    return quota / period


def _memory_bytes(tree: Tree, folder: str) -> int | None:
    limit = tree.whole(f"{folder}/memory.max")
    if limit is None:
        limit = tree.whole(f"{folder}/memory.limit_in_bytes")
    return limit if limit is not None and limit > 0 else None


def _allowed(tree: Tree, online: frozenset[int]) -> float | None:
    """Return how many processors the scheduler may use for this process.

    The status file is read and not ``sched_getaffinity`` asked, because a file can be recorded
    and because it is the process's mask and not the calling thread's. It already holds what
    cpusets leave; they are read only where it is missing.
    """
    status = fields(tree.text("proc/self/status", 8192))
    allowed = cpu_list(status.get("Cpus_allowed_list"))
    if allowed is None:
        allowed = cpu_list(
            tree.line(f"{_MOUNT}/cpuset.cpus.effective")
            or tree.line(f"{_MOUNT}/cpuset/cpuset.effective_cpus")
            or tree.line(f"{_MOUNT}/cpuset/cpuset.cpus")
        )
    if allowed is None:
        return None
    usable = allowed & online if online else allowed
    return float(len(usable)) if usable else None
