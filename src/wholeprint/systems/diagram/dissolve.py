"""Leaves out variables that only pass on what they are given, and joins the links through them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wholeprint.systems.diagram.shapes import Sign


@dataclass(frozen=True, slots=True)
class Way:
    """A link between two variables while a diagram is made simpler.

    Attributes:
        sign: What more of the cause does to the effect.
        is_delayed: Whether it takes its time.
        variance_share: How much its share in what moves its target varied over the run [1].
        strengths: That share with its sign, at instants of the run.
    """

    sign: Sign
    is_delayed: bool
    variance_share: float
    strengths: tuple[float, ...] = ()

    def beside(self, other: "Way") -> "Way":
        """Return what two links from the same cause to the same effect are together.

        Args:
            other: The other link.
        """
        signs = {self.sign, other.sign}
        if Sign.UNKNOWN in signs:
            sign = Sign.UNKNOWN
        else:
            sign = self.sign if len(signs) == 1 else Sign.CHANGES
        return Way(
            sign,
            self.is_delayed and other.is_delayed,
            max(self.variance_share, other.variance_share),
            tuple(
                max(one, two, key=abs)
                for one, two in zip(self.strengths, other.strengths, strict=True)
            ),
        )

    def before(self, other: "Way") -> "Way":
        """Return what two links one after the other are together.

        Args:
            other: The link that begins where this one ends.
        """
        signs = {self.sign, other.sign}
        if Sign.UNKNOWN in signs:
            sign = Sign.UNKNOWN
        elif Sign.CHANGES in signs:
            sign = Sign.CHANGES
        else:
            sign = Sign.MORE if len(signs) == 1 else Sign.LESS
        return Way(
            sign,
            self.is_delayed or other.is_delayed,
            max(self.variance_share, other.variance_share),
            tuple(a * b for a, b in zip(self.strengths, other.strengths, strict=True)),
        )


def dissolve(
    ways: Mapping[tuple[int, int], Way], stocks: Collection[int], least_share: float
) -> tuple[dict[tuple[int, int], Way], set[int]]:
    """Return links without the variables that only pass on, and these variables.

    A variable passes on if it is no stock, if none of its inputs has a share that varies by the
    least wished for, and if joining its links makes no more of them. Source for the threshold on
    the variance of links: Schoenberg 2019, "LoopX".

    Args:
        ways: Links by cause and effect.
        stocks: Variables that always stay.
        least_share: The least variance of a link that keeps its target [1].
    """
    found = dict(ways)
    gone: set[int] = set()
    for variable in sorted({end for pair in ways for end in pair} - set(stocks)):
        into = [pair for pair in found if pair[1] == variable]
        out = [pair for pair in found if pair[0] == variable]
        varies = any(found[pair].variance_share >= least_share for pair in into)
        if varies or (variable, variable) in found or not into or not out:
            continue
        if len(into) * len(out) > len(into) + len(out):
            continue
        gone.add(variable)
        joined = [((one[0], two[1]), found[one].before(found[two])) for one in into for two in out]
        for pair in (*into, *out):
            found.pop(pair, None)
        for pair, way in joined:
            known = found.get(pair)
            found[pair] = way if known is None else known.beside(way)
    return found, gone
