"""The estimate of a run that is on, beside counters with known joules."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.detect import look
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.settings import Loaded, Settings
from wholeprint.tracking.activity import nothing_yet
from wholeprint.tracking.assessor import Assessor, default_factors
from wholeprint.tracking.live import Estimate
from wholeprint.tracking.session import Session, Subject, start

_SAID = re.compile(
    r"0:00:\d\d  (?P<about>~?)(?P<watts>\d+) W  ~?(?P<joules>[\d.e+]+) (?P<unit>J|Wh)  "
    r"~(?P<grams>[\d.e+-]+) mgCO2e  \[(?P<run>[^\]]+)\]"
)

Begun = Callable[..., tuple[Session, Settings]]


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    """Begin a run on a tree of files; a scenario's counters run in it."""
    twins: list[PowercapTwin] = []
    sessions: list[Session] = []

    def begin(
        scenario: str | None, subject: Subject | None = None, **told: Any
    ) -> tuple[Session, Settings]:
        root = tmp_path / "root"
        root.mkdir()
        if scenario is not None:
            twin = PowercapTwin(root, SCENARIOS[scenario]())
            twins.append(twin)
            twin.start()
        settings = Settings(
            ledger=tmp_path / "book.sqlite", root=root, meters=("rapl",), interval=0.3, quiet=True
        )
        settings = settings._replace(**told)
        session = start("work", Loaded(settings, ()), subject=subject)
        sessions.append(session)
        return session, settings

    yield begin
    for session in sessions:
        session.stop()
    for twin in twins:
        twin.stop()


@pytest.fixture(scope="module")
def profile() -> Profile:
    return resolve(look().machine, default_factors())


def _after(seconds: float, estimate: Estimate, session: Session) -> re.Match[str]:
    """Ask as the wrapper does, often enough to hear of every reading."""
    end = time.monotonic() + seconds
    while True:
        phrase = estimate.phrase(session)
        if time.monotonic() > end:
            said = _SAID.fullmatch(phrase)
            assert said is not None, phrase
            return said
        time.sleep(0.05)


def _grams_per_kwh(zone: str | None) -> float:
    factor = Assessor(default_factors(), {}).intensity(nothing_yet(zone)).factor
    assert factor is not None
    return factor.central


@pytest.mark.parametrize(
    ("scenario", "chip_watts", "is_platform"),
    [("dram", 137.0, False), ("two-sockets", 234.0, False), ("psys", 190.0, True)],
)
def test_known_watts(
    begun: Begun, profile: Profile, scenario: str, chip_watts: float, *, is_platform: bool
) -> None:
    """What counters count is carried to the building's door: once the host, once the PUE.

    Source: the twin's own constant powers, without those that lie within another; a platform's
    counter has the host in it. 8 %: counters that move every millisecond on a busy machine.
    """
    session, settings = begun(scenario, zone="FR", pue=1.5)
    estimate = Estimate(settings)
    said = _after(1.3, estimate, session)

    host = 1.0 if is_platform else profile.host_overhead.central
    memory = profile.memory_gb * profile.dram_watts_per_gb.central * profile.host_overhead.central
    has_memory = scenario != "package"
    watts = (chip_watts * host + (0.0 if has_memory else memory)) * 1.5
    assert said["about"] == ""
    assert float(said["watts"]) == pytest.approx(watts, rel=0.08)
    # The last reading may be an interval of 0.3 s old, and the first moments are read twice.
    assert 0.7 * watts < float(said["joules"]) < 1.7 * watts
    grams = float(said["joules"]) / 3.6e6 * _grams_per_kwh("FR")
    assert float(said["grams"]) == pytest.approx(grams * 1000.0, rel=0.01)  # as it was rounded
    assert said["run"] == session.run_id


def test_memory_that_nothing_counts_is_modelled(begun: Begun, profile: Profile) -> None:
    """Beside a package's counter the memory is modelled, as in the assessment of the same run."""
    session, settings = begun("package", pue=1.0)
    said = _after(0.8, Estimate(settings), session)

    memory = profile.memory_gb * profile.dram_watts_per_gb.central
    watts = (100.0 + memory) * profile.host_overhead.central
    assert float(said["watts"]) == pytest.approx(watts, rel=0.08)


def test_without_counters_all_is_modelled_and_marked(begun: Begun, profile: Profile) -> None:
    """Without a counter power lies between rest and full load; a tilde says: modelled.

    A place that nobody told is the world.
    """
    session, settings = begun(None)
    said = _after(0.8, Estimate(settings), session)

    assert said["about"] == "~"
    assert profile.cpu is not None
    cpu = profile.cpu
    share = 1.0 if cpu.power_share is None else cpu.power_share.central
    top = cpu.sockets * cpu.tdp.central * share
    memory = profile.memory_gb * profile.dram_watts_per_gb.central
    outwards = profile.host_overhead.central * profile.pue.central
    assert (top * cpu.idle_share.central + memory) * outwards - 1 <= float(said["watts"])
    assert float(said["watts"]) <= (top * cpu.full_share.central + memory) * outwards + 1
    # Joules are rounded to a whole one, milligrams to three digits.
    least, most = (
        (float(said["joules"]) + half) / 3.6e6 * _grams_per_kwh(None) * 1000.0
        for half in (-0.5, 0.5)
    )
    assert 0.994 * least <= float(said["grams"]) <= 1.006 * most


def test_the_estimate_is_near_the_assessment(begun: Begun) -> None:
    """The energy that is shown comes to the central energy of the assessment that follows.

    10 %: the live line takes the power curve and every factor at its centre, as the assessment's
    central value does; the run goes on for a moment after the last line.
    """
    from wholeprint.tracking.assessment import assess

    session, settings = begun("dram", zone="FR", pue=1.2)
    estimate = Estimate(settings)
    _after(1.2, estimate, session)
    shown = estimate.phrase(session)
    seen = session.sampler
    assert seen is not None
    until = seen.latest().elapsed_seconds
    session.stop()
    found = assess(session.run_id or "", ledger=settings.ledger)
    energy = found.footprint["energy"]
    assert isinstance(energy, Uncertain)
    said = _SAID.fullmatch(shown)
    assert said is not None

    seconds = found.record.edges[-1]
    assert float(said["joules"]) == pytest.approx(energy.to("J").central * until / seconds, rel=0.1)


def test_before_the_first_reading_nothing_is_claimed(begun: Begun) -> None:
    """With a long interval there is no power yet, and what comes later is a number."""
    session, settings = begun("dram", interval=1.0)
    estimate = Estimate(settings)
    early = estimate.phrase(session)

    assert early == f"0:00:00  no reading yet  [{session.run_id}]"
    assert "nan" not in _after(1.5, estimate, session)[0]


def test_process_attribution_takes_the_command_s_part(begun: Begun) -> None:
    """Charged by its share of the work, a command that sleeps has next to nothing of 137 W."""
    with subprocess.Popen(["sleep", "20"]) as sleeper:
        settings = Settings(ledger=Path("unused"), attribution="process", pue=1.0)
        estimate = Estimate(settings)
        session, _ = begun(
            "dram", Subject(sleeper.pid, None), attribution="process", pue=1.0, flush=0.3
        )
        said = _after(1.0, estimate, session)
        sleeper.kill()

    assert float(said["watts"]) < 137.0 / 4


def test_a_run_that_could_not_begin_says_why(tmp_path: Path) -> None:
    """Without a measurement the line gives the reason, or no more than the fact."""
    off = start(None, Loaded(Settings(ledger=tmp_path / "x.sqlite", disabled=True), ()))

    assert Estimate(off.settings).phrase(off) == "not measured"
