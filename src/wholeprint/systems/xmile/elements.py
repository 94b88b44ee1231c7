"""The XML of a model as plain elements with their lines, read without trust.

Prefixes that nobody declared are taken as they stand, for most files have some. Drawings are left
out. Entities, document types and anything outside the file are refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from wholeprint.errors import MissingExtraError, ModelError
from wholeprint.systems.model import Place

LARGEST_CHARACTERS = 64 * 1024 * 1024
MOST_ELEMENTS = 200_000
DEEPEST = 64
_NAMESPACES = ("xmile", "systemdynamics")
_LEFT_OUT = frozenset({"view", "views", "interface", "style", "stories"})
_PIECE = 1 << 16


@dataclass(slots=True)
class Element:
    """One element of the file.

    Attributes:
        tag: Its name without the prefix of XMILE itself; other prefixes are kept.
        attributes: What stands in its tag.
        line: Line of the file it begins in, from 1.
        text: The text directly in it.
        children: The elements in it, in order.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list["Element"])

    def all(self, *tags: str) -> Iterator["Element"]:
        """Yield the children of some names.

        Args:
            tags: The names.

        Yields:
            Each child that has one of them, in order.
        """
        yield from (each for each in self.children if each.tag in tags)

    def first(self, tag: str) -> "Element | None":
        """Return the first child of a name, None where there is none.

        Args:
            tag: The name.
        """
        return next(self.all(tag), None)

    def said(self, tag: str) -> str:
        """Return the text of the first child of a name, "" where there is none.

        Args:
            tag: The name.
        """
        found = self.first(tag)
        return "" if found is None else found.text.strip()


class _Locator(Protocol):
    def getLineNumber(self) -> int | None: ...  # noqa: N802 - the name SAX gives it


def read_elements(text: str, name: str) -> Element:
    """Return the outermost element of an XML text.

    Args:
        text: The text.
        name: What to call it in errors.

    Raises:
        ModelError: If it is no XML, has entities or a document type, or is too large or too deep.
        MissingExtraError: If the parser is not installed.
    """
    if len(text) > LARGEST_CHARACTERS:
        raise ModelError(
            f"{name} is too large for a model",
            seen=f"{len(text)} characters",
            fix="Make it smaller",
        )
    parser = _parser()
    builder = _Builder(name, parser)
    parser.setContentHandler(builder)
    body = text.lstrip("\ufeff \t\r\n")
    builder.skipped_lines = text[: len(text) - len(body)].count("\n")
    try:
        for begin in range(0, len(body), _PIECE):
            parser.feed(body[begin : begin + _PIECE])
        parser.close()
    except _refusals() as wrong:
        raise ModelError(
            f"{name} cannot be read as XML",
            seen=" ".join(str(wrong).split())[:200],
            fix="Save the model again from the tool that wrote it, without entities",
        ) from None
    if builder.root is None:
        raise ModelError(f"{name} holds no XML element", fix="Give an XMILE file")
    return builder.root


def _refusals() -> tuple[type[Exception], ...]:
    """Return what the parser raises for a file that is no XML, or not to be trusted."""
    found: tuple[type[Exception], ...] = (
        import_module("defusedxml").DefusedXmlException,
        import_module("xml.sax").SAXException,
    )
    return found


def _parser() -> Any:  # noqa: ANN401 - the parser has no types
    try:
        return import_module("defusedxml.expatreader").create_parser(forbid_dtd=True)
    except ImportError as error:
        raise MissingExtraError(
            "XMILE is read with defusedxml, which is not installed",
            fix="Install it: pip install 'wholeprint[systems]'",
        ) from error


class _Builder:
    """What the parser calls: the methods have the names that SAX gives them."""

    def __init__(self, name: str, locator: _Locator) -> None:
        self.root: Element | None = None
        self.skipped_lines = 0
        self._name = name
        self._open: list[Element | None] = []
        self._texts: list[list[str]] = []
        self._prefixes: set[str] = set()
        self._count = 0
        self._locator = locator

    def startElement(self, name: str, attributes: Any) -> None:  # noqa: N802, ANN401 - SAX
        self._count += 1
        if self._count > MOST_ELEMENTS:
            self._refuse("has too many elements", f"over {MOST_ELEMENTS}")
        if len(self._open) >= DEEPEST:
            self._refuse("nests its elements too deeply", f"over {DEEPEST} levels")
        parent = self._open[-1] if self._open else None
        found: dict[str, str] = dict(attributes.items())
        tag = self._plain(name, found)
        if self._open and (parent is None or tag in _LEFT_OUT):
            self._push(None)
            return
        element = Element(tag, found, self._line())
        if parent is None:
            self.root = element
        else:
            parent.children.append(element)
        self._push(element)

    def _push(self, element: Element | None) -> None:
        self._open.append(element)
        self._texts.append([])

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX
        del name
        element = self._open.pop()
        texts = self._texts.pop()
        if element is not None:
            element.text = "".join(texts)

    def characters(self, text: str) -> None:
        """Take text that stands in the innermost open element."""
        if self._open and self._open[-1] is not None:
            self._texts[-1].append(text)

    def _plain(self, name: str, attributes: dict[str, str]) -> str:
        for key, value in attributes.items():
            prefix = key.removeprefix("xmlns:")
            if prefix != key and any(each in value.lower() for each in _NAMESPACES):
                self._prefixes.add(prefix)
        prefix, colon, rest = name.partition(":")
        if colon and prefix in self._prefixes and prefix != "isee":
            return rest
        return name

    def _line(self) -> int:
        return (self._locator.getLineNumber() or 0) + self.skipped_lines

    def _refuse(self, what: str, seen: str) -> None:
        raise ModelError(
            f"{Place(self._name, self._line())}: the file {what}",
            seen=seen,
            fix="Give the model alone, without drawings and data",
        )

    def startDocument(self) -> None:  # noqa: N802 - SAX
        """Nothing to do."""

    endDocument = startDocument  # noqa: N815 - SAX

    def ignored(self, *parts: object) -> None:
        """Leave out what is no element and no text."""

    setDocumentLocator = startPrefixMapping = endPrefixMapping = ignorableWhitespace = ignored  # noqa: N815 - SAX
    processingInstruction = skippedEntity = ignored  # noqa: N815 - SAX
