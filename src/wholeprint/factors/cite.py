"""The references behind a result, as text and as BibTeX."""

from collections.abc import Iterable

from wholeprint.quantities.source import Read, Source

_HOW_READ = {
    Read.PRIMARY: "",
    Read.QUOTED: " (quoted)",
    Read.SECOND_HAND: " (read second-hand)",
    Read.COMPUTED: " (computed from it)",
}


def distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return each source once, sorted by its key; the surest reading of it stays.

    Args:
        sources: Sources, as factors carry them.

    Returns:
        One source per key.
    """
    order = tuple(Read)
    surest: dict[str, Source] = {}
    for source in sources:
        known = surest.get(source.key)
        if known is None or order.index(source.read) < order.index(known.read):
            surest[source.key] = source
    return tuple(surest[key] for key in sorted(surest))


def text(sources: Iterable[Source]) -> str:
    """Return the references as lines of text.

    Args:
        sources: The sources to cite.

    Returns:
        One line per source, sorted by key, empty for no source.
    """
    return "\n".join(_line(source) for source in distinct(sources))


def bibtex(sources: Iterable[Source]) -> str:
    """Return the references as BibTeX entries of type ``misc``.

    Args:
        sources: The sources to cite.

    Returns:
        The entries, separated by blank lines, empty for no source.
    """
    return "\n\n".join(_entry(source) for source in distinct(sources))


def _line(source: Source) -> str:
    year = "undated" if source.year is None else str(source.year)
    parts = [f"[{source.key}] {source.title} ({year}).{_HOW_READ[source.read]}"]
    if source.url:
        parts.append(source.url)
    if source.licence:
        parts.append(f"Licence: {source.licence}.")
    return " ".join(parts)


def _entry(source: Source) -> str:
    fields = [("title", f"{{{_escaped(source.title)}}}")]
    if source.year is not None:
        fields.append(("year", str(source.year)))
    if source.url:
        fields.append(("howpublished", rf"\url{{{source.url}}}"))
    note = f"{_escaped(source.licence)}{_HOW_READ[source.read]}".strip()
    if note:
        fields.append(("note", note))
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{{source.key},\n{body}\n}}"


def _escaped(words: str) -> str:
    for character in ("&", "%", "$", "#", "_"):
        words = words.replace(character, f"\\{character}")
    return words
