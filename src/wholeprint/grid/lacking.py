"""Who could be asked for what is not at hand, and with which key."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace

from wholeprint.errors import UnknownFactorError
from wholeprint.grid.keys import variable_of
from wholeprint.grid.live import LiveProvider, Want
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response


@contextmanager
def naming(
    want: Want, lineage: Sequence[Zone], providers: Iterable[LiveProvider]
) -> Generator[None, None, None]:
    """Let a refusal of marginal numbers, which no table holds, say who serves them.

    Args:
        want: What is wanted.
        lineage: The zone, and those that it lies in.
        providers: Whoever could be asked.

    Raises:
        UnknownFactorError: As what is done inside raises it, with what can be done about it.
    """
    try:
        yield
    except UnknownFactorError as error:
        if want.response is not Response.MARGINAL:
            raise
        raise UnknownFactorError(
            f"no {want.scope.value} marginal numbers of {want.zone.code} are at hand, and the "
            "tables hold averages only",
            fix=_who(want, lineage, providers),
        ) from error


def _who(want: Want, lineage: Sequence[Zone], providers: Iterable[LiveProvider]) -> str:
    able = [
        provider.about.title + _with_key(provider)
        for provider in providers
        if any(provider.serves(replace(want, zone=zone)) for zone in lineage)
    ]
    if not able:
        return f"Nobody whom wholeprint can ask serves them for {want.zone.code}: take the average"
    return f"Ask over the network (--fetch): {'; or '.join(able)}"


def _with_key(provider: LiveProvider) -> str:
    names = [variable_of(name) for name in provider.about.key]
    return f", with its key in {' and '.join(names)}" if names else ""
