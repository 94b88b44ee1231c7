"""A Prometheus server of one's own: a series that somebody exports, of a kind that you declare.

Nothing in Prometheus says which of the numbers that read "g/kWh" a series holds, so whoever names
the query says it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.grid.answer import BEYOND, Said, known_series, said
from wholeprint.grid.live import About, Answer, Door, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Signal

DEFAULT = ""
"""There is no server that everybody could ask."""

KEY = "prometheus"
MOST_POINTS_COUNT = 11_000
"""More points for one series are refused by the server."""

_STEP_SECONDS = 300.0
_BAD_QUERY = (400, 422)
_WHO = "Prometheus"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a query gives, as its owner declares it.

    Attributes:
        query: The query, in PromQL; it must give one series [gCO2e/kWh].
        signal: Which number it is, and of which zone.
        step_seconds: For how long each value holds [s], from the time that it is given for.
    """

    query: str
    signal: Signal
    step_seconds: float = _STEP_SECONDS


class Prometheus:
    """What a server of your own knows, of the kind and zone that you declare.

    Args:
        key: Secrets by name; ``prometheus`` is sent as a bearer token where there is one.
        base: The address of the server, without ``/api``.
        declared: What is asked, and what it gives.
    """

    name = "prometheus"

    def __init__(
        self, key: Mapping[str, str], base: str = DEFAULT, declared: tuple[Declared, ...] = ()
    ) -> None:
        self._key = key
        self._base = base.rstrip("/")
        self._declared = declared
        shortest = min((one.step_seconds for one in declared), default=_STEP_SECONDS)
        self._about = About(
            title="Prometheus",
            url="https://prometheus.io/docs/prometheus/latest/querying/api/",
            licence="as its owner says",
            attribution="Source: a Prometheus server of the user's",
            key=(),  # a server may want one, and need not
            spacing_seconds=0.0,
            keep_seconds=60.0,
            # Fewer than it gives at most, since both ends are points.
            reach_seconds=(MOST_POINTS_COUNT - 2) * shortest,
            ahead_seconds=7 * 86400.0,
        )

    @property
    def about(self) -> About:
        """What there is to know before asking."""
        return self._about

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True where a server is named and a query is declared for just that.
        """
        return bool(self._base) and self._fitting(want) is not None

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where the server knows nothing of that time.

        Raises:
            ProviderRefusedError: If no server is named, or nothing is declared that fits.
        """
        one = self._fitting(want)
        if one is None or not self._base:
            raise ProviderRefusedError(
                f"no {_WHO} server and query are named for that",
                seen=f"{want.zone.code}, {want.tense.value}",
                fix="Name its address, a query, and which number the query gives",
            )
        step = one.step_seconds
        token = self._key.get(KEY)
        answer = await door.get(
            f"{self._base}/api/v1/query_range",
            params={
                "query": one.query,
                "start": want.start_seconds // step * step,
                "end": math.ceil(want.end_seconds / step) * step - step,
                "step": step,
            },
            headers={"Authorization": f"Bearer {token}"} if token else {},
            also=_BAD_QUERY,
        )
        _check_query(answer, one)
        series = known_series(_slots(said(answer, _WHO), step), _WHO)
        return () if series is None else (Reading(one.signal, series),)

    def _fitting(self, want: Want) -> Declared | None:
        asked = (want.zone.code, want.response, want.scope, want.tense)
        for one in self._declared:
            signal = one.signal
            kinds = (signal.zone, signal.response, signal.scope, signal.tense)
            if kinds == asked and want.flow in {None, signal.flow}:
                return one
        return None


def prometheus(
    key: Mapping[str, str], base: str = DEFAULT, declared: tuple[Declared, ...] = ()
) -> Prometheus:
    """Return the provider.

    Args:
        key: Secrets by name; ``prometheus`` is sent as a bearer token where there is one.
        base: The address of the server.
        declared: What is asked, and what it gives; without it nothing is served.
    """
    return Prometheus(key, base, declared)


def _check_query(answer: Answer, one: Declared) -> None:
    if answer.status not in _BAD_QUERY:
        return
    kind = said(answer, _WHO).find("errorType")
    raise ProviderAnswerError(
        f"{_WHO} cannot answer that query",
        seen=f"{one.query} (HTTP {answer.status}{f', {kind.text()[:40]}' if kind else ''})",
        fix="Try the query in the server's own page",
    )


def _slots(whole: Said, step: float) -> list[Slot]:
    status = whole.at("status")
    if status.text() != "success":
        status.refuse("is not 'success'")
    kind = whole.at("data").at("resultType")
    if kind.text() != "matrix":
        kind.refuse("is not a range of values, 'matrix'")
    result = whole.at("data").at("result")
    found = result.each()
    if len(found) > 1:
        result.refuse(f"is {len(found)} series, where one is needed: sum, average or select one")
    return [_slot(point, step) for series in found for point in series.at("values").each()]


def _slot(point: Said, step: float) -> Slot:
    pair = point.each()
    if len(pair) != 2:  # noqa: PLR2004 - a time and a value
        point.refuse("is no pair of a time and a value")
    start, text = pair[0].unix_seconds(), pair[1].text()
    try:
        amount = float(text)
    except ValueError:
        pair[1].refuse("is no number")
    # "NaN" is how it says "not known"; "+Inf" is what a division by nothing leaves.
    if abs(amount) > BEYOND:
        pair[1].refuse("is no possible intensity")
    return Slot(start, start + step, amount)
