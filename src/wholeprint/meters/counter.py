"""A hardware counter that wraps, resets and jumps, turned into joules that only grow."""

from wholeprint.meters.base import MOST_PLAUSIBLE_WATTS

_SLACK_SECONDS = 0.1
"""A counter may hold back energy and show it at once; this much is not a jump."""
_ORDINARY_WATTS = 500.0
"""What one domain draws at most in ordinary use, where the machine does not say [W]."""
_HEADROOM = 1.5
_CERTAIN_SHARE = 0.75
"""A step back whose wrap would be a larger share of the range than this is a reset."""


class Counter:
    """Adds up the steps of one counter, and says when a step cannot be believed.

    A counter that shows less than before has wrapped, or was reset (suspension, a write to
    ``energy_uj``, a reloaded driver). It is a wrap only if the power this implies is plausible;
    otherwise the energy of the interval is unknown, and the counting goes on from the new value.
    If the readings lie so far apart that it may have wrapped unseen, the energy is unknown too.

    Attributes:
        joules: Energy since the start [J].
        raw_joules: What the counter showed last [J].
    """

    __slots__ = (
        "_at_seconds",
        "_horizon_seconds",
        "_ordinary_watts",
        "_plausible_watts",
        "_range_joules",
        "_recent_watts",
        "joules",
        "raw_joules",
    )

    def __init__(
        self,
        range_joules: float,
        ordinary_watts: float = 0.0,
        plausible_watts: float = MOST_PLAUSIBLE_WATTS,
    ) -> None:
        """Describe the counter.

        Args:
            range_joules: Where it starts again from zero [J]; infinity if it never does.
            ordinary_watts: What the domain draws at most in ordinary use [W]; 0 if not known.
            plausible_watts: More than this is a fault [W].
        """
        self.joules = 0.0
        self._range_joules = range_joules
        self._ordinary_watts = ordinary_watts or _ORDINARY_WATTS
        self._plausible_watts = plausible_watts
        self._recent_watts = 0.0
        self._horizon_seconds = range_joules / (_HEADROOM * self._ordinary_watts)
        self.raw_joules = 0.0
        self._at_seconds = 0.0

    @property
    def horizon_seconds(self) -> float:
        """How far apart two readings may lie before a wrap could go unseen [s]."""
        return self._horizon_seconds

    def start(self, raw_joules: float, at_seconds: float) -> None:
        """Take the first reading, from which joules are counted."""
        self.raw_joules = raw_joules
        self._at_seconds = at_seconds

    def apart_joules(self, one_joules: float, other_joules: float) -> float:
        """Return how far two raw values lie apart, the shorter way round [J]."""
        apart = abs(one_joules - other_joules)
        return min(apart, abs(self._range_joules - apart))

    def advance(self, raw_joules: float, at_seconds: float) -> str:
        """Take a reading.

        Args:
            raw_joules: What the counter shows [J].
            at_seconds: When [s].

        Returns:
            Why the energy since the last reading is unknown, or an empty string if it is known.
        """
        elapsed = at_seconds - self._at_seconds
        before = self.raw_joules
        step = raw_joules - before
        self.raw_joules = raw_joules
        self._at_seconds = at_seconds
        if elapsed > self._horizon_seconds:
            return (
                f"{elapsed:.0f} s passed between two readings, and the counter may have started "
                f"again from zero unseen"
            )
        if step < 0:
            step += self._range_joules
            if not self._is_wrap(step, elapsed):
                return f"the counter fell from {before:.3f} J to {raw_joules:.3f} J: it was reset"
        if step > self._plausible_watts * (elapsed + _SLACK_SECONDS):
            return f"the counter jumped by {step:.0f} J in {elapsed:.3f} s"
        self.joules += step
        if elapsed > _SLACK_SECONDS:
            self._remember(step / elapsed)
        return ""

    def _remember(self, watts: float) -> None:
        self._recent_watts = watts
        if watts > self._ordinary_watts:
            self._horizon_seconds = min(
                self._horizon_seconds, self._range_joules / (_HEADROOM * watts)
            )

    def _is_wrap(self, step_joules: float, elapsed_seconds: float) -> bool:
        # A wrap means neither implausible power nor a whole round.
        expected = max(2 * self._ordinary_watts, 2 * _ORDINARY_WATTS, 10 * self._recent_watts)
        watts = min(self._plausible_watts, expected)
        seconds = elapsed_seconds + _SLACK_SECONDS
        return step_joules <= min(watts * seconds, _CERTAIN_SHARE * self._range_joules)
