"""What is believed about a parameter, and who says so, as a model file writes them."""

from collections.abc import Mapping

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import (
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
)
from wholeprint.quantities.source import Read, Source
from wholeprint.systems.text.item import Item, nearest

SHAPES = ("low", "high", "uniform", "lognormal", "samples")
"""Keys that tell a belief."""

BELIEF_KEYS = (*SHAPES, "weights")
"""These, and what goes with one of them."""

_SOURCE = ("title", "year", "url", "licence", "read")


def read_belief(item: Item, entries: Mapping[str, Item]) -> Distribution | None:
    """Return what a mapping says is believed, None where it says a bare value.

    ``low`` and ``high`` with a value are a triangle; ``uniform: [a, b]``; ``lognormal: [p05,
    p95]``, the values below which 5 % and 95 % of belief lie, or its median and sigma;
    ``samples: [...]``, with ``weights`` or without.

    Args:
        item: The mapping, for errors.
        entries: Its entries.

    Raises:
        ModelError: If it tells two beliefs, half a one, or one that does not hold its value.
    """
    told = [key for key in SHAPES if key in entries]
    if not told:
        return None
    if len(told) > 1 and told != ["low", "high"]:
        item.fail("tells more than one belief", seen=", ".join(told), fix="Keep one of them")
    try:
        return _belief(item, entries, told[0])
    except ValueRefusedError as wrong:
        item.fail(f"has a belief that cannot be: {wrong.what}", seen=wrong.seen, fix=wrong.fix)


def _belief(item: Item, entries: Mapping[str, Item], shape: str) -> Distribution:
    value = entries["value"].number() if "value" in entries else None
    if shape in {"low", "high"}:
        if value is None or not {"low", "high"} <= set(entries):
            item.fail("tells half a belief", fix="Give value, low and high")
        return Triangular(entries["low"].number(), value, entries["high"].number())
    if shape == "samples":
        weights = entries["weights"].numbers(0) if "weights" in entries else None
        return Empirical(entries["samples"].numbers(0), weights)
    if shape == "lognormal" and isinstance(entries[shape].value, Mapping):
        return _lognormal(entries[shape])
    first, second = entries[shape].numbers(2)
    if shape == "lognormal":
        return Lognormal.from_interval(first, second)
    if value is not None and not first <= value <= second:
        entries[shape].fail("does not hold the value", seen=value, fix="Make it wider, or move it")
    return Uniform(first, second)


def _lognormal(item: Item) -> Lognormal:
    entries = item.entries(("median", "sigma"))
    if set(entries) != {"median", "sigma"}:
        item.fail("needs a median and a sigma", fix="Write [p05, p95], or both of these")
    return Lognormal(entries["median"].number(), entries["sigma"].number())


def read_value(item: Item) -> Distribution:
    """Return what a scenario says of a parameter: a number, or a mapping with a belief.

    Args:
        item: What it says.

    Raises:
        ModelError: If it is neither.
    """
    if isinstance(item.value, str):
        return Fixed(item.number())
    entries = item.entries(("value", *BELIEF_KEYS))
    belief = read_belief(item, entries)
    if belief is not None:
        return belief
    if "value" not in entries:
        item.fail("says nothing", fix="Give a value, or low and high with it")
    return Fixed(entries["value"].number())


def written_belief(belief: Distribution) -> dict[str, object]:
    """Return a belief as the keys of a mapping.

    Args:
        belief: The belief.
    """
    match belief:
        case Fixed(value):
            return {"value": value}
        case Triangular(low, mode, high):
            return {"value": mode, "low": low, "high": high}
        case Uniform(low, high):
            return {"uniform": [low, high]}
        case Lognormal(median, sigma):
            return {"lognormal": {"median": median, "sigma": sigma}}
        case Empirical(values, weights):
            told: dict[str, object] = {"samples": list(values)}
            return told if weights is None else told | {"weights": list(weights)}
        case _:
            return {"value": belief.central}


def read_sources(item: Item | None) -> dict[str, Source]:
    """Return the sources that a file declares, by key.

    Args:
        item: The mapping of them, None for none.

    Raises:
        ModelError: If one cannot be read.
    """
    if item is None:
        return {}
    return {key: _source(key, each) for key, each in item.entries().items()}


def _source(key: str, item: Item) -> Source:
    entries = item.entries(_SOURCE)
    if "title" not in entries:
        item.fail("has no title", fix="Say what to look for: title: ...")
    texts = {k: entries[k].text() for k in ("title", "url", "licence") if k in entries}
    year = entries["year"].whole() if "year" in entries else None
    read = entries["read"].choice(Read) if "read" in entries else Read.PRIMARY.value
    return Source(key, year=year, read=Read(read), **texts)


def read_cited(item: Item | None, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """Return the sources that a part names.

    Args:
        item: Their keys, None for none.
        sources: Those that are declared.

    Raises:
        ModelError: If one is not declared.
    """
    found: list[Source] = []
    for each in () if item is None else item.sequence():
        key = each.name()
        if key not in sources:
            each.fail("is not among the sources", seen=key, fix=nearest(key, sources))
        found.append(sources[key])
    return tuple(found)


def written_sources(sources: tuple[Source, ...]) -> dict[str, object]:
    """Return sources as a file declares them.

    Args:
        sources: The sources.
    """
    return {each.key: _written_source(each) for each in sources}


def _written_source(source: Source) -> dict[str, object]:
    found: dict[str, object] = {"title": source.title}
    found |= {} if source.year is None else {"year": source.year}
    found |= {key: text for key, text in (("url", source.url), ("licence", source.licence)) if text}
    return found | {"read": source.read.value}
