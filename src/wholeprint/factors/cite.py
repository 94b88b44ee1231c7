"""The references behind a result, as text, as BibTeX and as LaTeX."""

from collections.abc import Iterable

from wholeprint.quantities.source import Read, Source

_HOW_READ = {
    Read.PRIMARY: "",
    Read.QUOTED: " (quoted)",
    Read.SECOND_HAND: " (read second-hand)",
    Read.COMPUTED: " (computed from it)",
}


def how_read(source: Source) -> str:
    """Return how a source was read, as words behind its title; empty where it was read itself.

    Args:
        source: The source.
    """
    return _HOW_READ[source.read]


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
    parts = [f"[{source.key}] {source.title} ({year}).{how_read(source)}"]
    if source.url:
        parts.append(source.url)
    if source.licence:
        parts.append(f"Licence: {source.licence}.")
    return " ".join(parts)


def latex(sources: Iterable[Source]) -> str:
    """Return the references as a LaTeX bibliography that needs no other file.

    Args:
        sources: The sources to cite.

    Returns:
        A ``thebibliography``, empty for no source.
    """
    found = distinct(sources)
    if not found:
        return ""
    lines = [r"\begin{thebibliography}{%d}" % len(found)]  # noqa: UP031 - braces are LaTeX's here
    lines += [_item(source) for source in found]
    return "\n".join([*lines, r"\end{thebibliography}"])


def _item(source: Source) -> str:
    year = "undated" if source.year is None else str(source.year)
    words = f"{escaped(source.title)} ({year}).{how_read(source)}"
    where = rf" \url{{{_address(source.url)}}}." if source.url else ""
    return rf"\bibitem{{{source.key}}} {words}{where}"


def _entry(source: Source) -> str:
    fields = [("title", f"{{{escaped(source.title)}}}")]
    if source.year is not None:
        fields.append(("year", str(source.year)))
    if source.url:
        fields.append(("howpublished", rf"\url{{{_address(source.url)}}}"))
    note = f"{escaped(source.licence)}{how_read(source)}".strip()
    if note:
        fields.append(("note", note))
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{{source.key},\n{body}\n}}"


def escaped(words: str) -> str:
    """Return words that LaTeX and BibTeX show as they are: nothing in them is a command.

    Args:
        words: The words.

    Returns:
        The words on one line.
    """
    shown = "".join(each if each.isprintable() else " " for each in words)
    return "".join(_SHOWN.get(each, each) for each in " ".join(shown.split()))


_SHOWN = {
    "\\": r"\textbackslash{}",
    **{each: f"\\{each}" for each in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "\u2013": "--",
    "\u00b5": r"\textmu{}",
    "\u03bc": r"\textmu{}",
    "\u00b3": r"\textsuperscript{3}",
    "\u00b2": r"\textsuperscript{2}",
    "\u2082": r"\textsubscript{2}",
    "\u2212": r"\textminus{}",
}


def _address(url: str) -> str:
    # Braces, backslashes and spaces have no place in an address, and could end the command.
    return "".join(_CODED.get(each, each) for each in url if each.isprintable())


_CODED = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
