"""The worked example."""

from wholeprint.lifecycle import worked
from wholeprint.quantities.distribution import Fixed


def test_every_assumption_is_declared_and_fixed() -> None:
    """The example has no doubt in it, so that it can be checked by hand."""
    profile = worked.profile()
    assert isinstance(profile.pue.distribution, Fixed)
    assert isinstance(worked.book().factor("water.offsite.FR").distribution, Fixed)


def test_its_run_has_the_hours_and_threads_it_says() -> None:
    """Two hours at half of 20 threads are 36,000 s of processor time in each."""
    run = worked.run(2, cpu_share=0.5)
    assert run.seconds == 7200.0
    assert run.cpu_seconds.tolist() == [36_000.0, 36_000.0]
