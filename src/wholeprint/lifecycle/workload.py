"""What a workload asks of accelerators: operations, hours, and hours at the power limit.

Formulas alone; every number comes from whoever calls them.
"""

from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.uncertain import Uncertain


@dataclass(frozen=True, slots=True, eq=False)
class Busy:
    """How long accelerators are held, and how hard they work in that time.

    Attributes:
        hours: Accelerator hours, all accelerators together [h].
        at_limit: The hours at the power limit that take the same energy [h].
        server: Energy of the servers around them up to their plugs [J]; None where it follows
            from that of the accelerators.
    """

    hours: Uncertain
    at_limit: Uncertain
    server: Uncertain | None = None

    @classmethod
    def at(cls, hours: Uncertain, power_share: Uncertain) -> "Busy":
        """Return hours at one power.

        Args:
            hours: Accelerator hours [h].
            power_share: Mean power over the limit in that time [1].
        """
        return cls(hours, hours * power_share)

    def __add__(self, other: "Busy") -> "Busy":
        hours, at_limit = self.hours + other.hours, self.at_limit + other.at_limit
        if self.server is None and other.server is None:
            return Busy(hours, at_limit)
        if self.server is None or other.server is None:
            raise ValueRefusedError(
                "servers of the one are counted by themselves, of the other not"
            )
        return Busy(hours, at_limit, self.server + other.server)

    def __mul__(self, times: Uncertain | float) -> "Busy":
        server = None if self.server is None else self.server * times
        return Busy(self.hours * times, self.at_limit * times, server)


def operations(parameters: Uncertain, tokens: Uncertain, each: Uncertain) -> Uncertain:
    """Return the floating-point operations of passing tokens through parameters.

    Source: Kaplan et al. (2020) and Hoffmann et al. (2022): C = 6 N D for training (2 forward, 4
    backward), and 2 N for each token that is only read or written.

    Args:
        parameters: Parameters that a token passes through [parameter].
        tokens: How many tokens pass [token].
        each: Operations per parameter and token [FLOP/parameter/token].

    Returns:
        The operations [FLOP].
    """
    return (each * parameters * tokens).to("FLOP")


def hours_for(flop: Uncertain, peak: Uncertain, utilisation: Uncertain) -> Uncertain:
    """Return the accelerator hours that operations take.

    Source: the definition of model FLOP utilisation, Chowdhery et al. (2022): operations that the
    model needs, over what the accelerator could have done in that time.

    Args:
        flop: Operations of the model [FLOP].
        peak: Greatest rate of one accelerator [TFLOP/s].
        utilisation: Model FLOP utilisation [1].

    Returns:
        The hours [h].
    """
    return (flop / (peak * utilisation)).to("h")
