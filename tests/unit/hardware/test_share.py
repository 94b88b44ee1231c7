"""The part of a host that a run's threads are: exact where it can be seen, wide where not."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Chip
from wholeprint.hardware.share import share_of, sockets_spanned
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.source import Known
from wholeprint.quantities.world import World

CHIP = Chip("some-chip", "Some Chip", "server", cores=16, threads=32)


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def test_bare_metal_without_limits_is_all_of_the_host(factors: Factors) -> None:
    """Nothing is shared, so there is no factor to doubt."""
    share = share_of(Machine(threads=64), None, "server", factors)

    assert share is not None
    assert (share.threads, share.of_processors, share.of_host) == (64.0, None, None)


def test_a_limit_on_bare_metal_is_exact(factors: Factors) -> None:
    """Two of eight threads are a quarter, measured."""
    share = share_of(Machine(threads=8, cpu_limit_cores=2.0), None, "server", factors)

    assert share is not None
    assert share.of_host is not None
    assert (share.of_host.central, share.of_host.known) == (0.25, Known.MEASURED)


def test_threads_of_declared_processors_are_counted(factors: Factors) -> None:
    """A machine that was only declared has the threads of its processors."""
    share = share_of(Machine(sockets=2), CHIP, "server", factors)

    assert share is not None
    assert share.threads == 64.0


def test_nothing_known_is_no_share(factors: Factors) -> None:
    """Without any count there is nothing to take a part of."""
    assert share_of(Machine(), None, "server", factors) is None


@pytest.mark.parametrize(("threads", "sockets"), [(1, 1), (32, 1), (33, 2), (64, 2)])
def test_a_guest_spans_as_few_processors_as_hold_it(
    threads: int, sockets: int, factors: Factors
) -> None:
    """Thirty-two threads fit into one processor of as many; one more needs a second."""
    share = share_of(Machine(threads=threads, hypervisor="KVM"), CHIP, "server", factors)

    assert share is not None
    assert sockets_spanned(share, CHIP) == sockets


def test_a_guest_that_fills_its_host_is_all_of_it(factors: Factors) -> None:
    """As many vCPUs as the processors have threads leave nothing for others."""
    share = share_of(Machine(threads=64, hypervisor="KVM"), CHIP, "server", factors)

    assert share is not None
    assert share.of_processors is None
    assert share.of_host is None


def test_a_share_of_an_unknown_host_is_wide_and_never_above_all(factors: Factors) -> None:
    """Hosts differ by more than tenfold, and no guest is larger than its host."""
    share = share_of(Machine(threads=16, hypervisor="KVM"), None, "server", factors)

    assert share is not None
    assert share.of_host is not None
    draws = World().draw(share.of_host)
    assert draws.high > 5 * draws.low
    assert draws.draws.max() <= 1.0


def test_more_threads_are_never_a_smaller_share(factors: Factors) -> None:
    """A guest of twice the size has at least the central share."""
    shares = [
        share_of(Machine(threads=count, hypervisor="KVM"), None, "server", factors)
        for count in (4, 8)
    ]
    parts = [share.of_host for share in shares if share is not None]

    assert parts[0] is not None
    assert parts[1] is not None
    assert parts[1].distribution.central >= parts[0].distribution.central
