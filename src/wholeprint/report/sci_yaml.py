"""A score as a reporting file: the YAML of the Green Software Foundation's reporting project.

Source: sci-reporting, reporting_requirements.md (draft). Every text is written as a JSON string,
which YAML reads as it stands, so that no text can become anything else.
"""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wholeprint.errors import ConformanceError, ValueRefusedError
from wholeprint.report.sci import METHODOLOGY, Scored

SCI_VERSION = 1.1
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who reports what.

    Attributes:
        name: Name of the product.
        release: Its version.
        contact: Who answers for the report.
        email: Where to reach them.
        organization: For whom; None for somebody who reports alone.
        guid: Name of the product for machines (RFC 4122); None makes one from name and
            organization, the same each time.
    """

    name: str
    release: str
    contact: str
    email: str
    organization: str | None = None
    guid: str | None = None


def sci_yaml(found: Scored, publisher: Publisher, on: date) -> str:
    """Return a score as a reporting file.

    Args:
        found: The score.
        publisher: Who reports what.
        on: The day of the calculation.

    Raises:
        ConformanceError: If something is missing that the file must have.
        ValueRefusedError: If an address or a name for machines has not its form.
    """
    _check(publisher)
    lines = ["sci:"]
    lines += [f"  {name}: {value}" for name, value in _score(found)]
    lines += ["metadata:"]
    lines += [f"  {name}: {value}" for name, value in _metadata(found, publisher, on)]
    return "\n".join(lines) + "\n"


def _check(publisher: Publisher) -> None:
    wanted = {
        "--product": publisher.name,
        "--release": publisher.release,
        "--contact": publisher.contact,
        "--email": publisher.email,
    }
    missing = [name for name, value in wanted.items() if not value.strip()]
    if missing:
        raise ConformanceError(
            "a reporting file names the product, its version and who answers for it",
            seen=f"without {', '.join(missing)}",
            fix=f"Add {' '.join(missing)}",
        )
    if not _EMAIL.match(publisher.email):
        raise ValueRefusedError("that is no address of mail", seen=publisher.email)


def _score(found: Scored) -> Iterator[tuple[str, str]]:
    inside = [f"{item.name} ({item.reason})" for item in found.score.boundary if item.is_in]
    others = [
        f"{item.name} ({item.state}: {item.reason})"
        for item in found.score.boundary
        if not item.is_in
    ]
    yield "software-boundary", _text(f"In: {'; '.join(inside)}. Not in: {'; '.join(others)}.")
    yield "sci", repr(found.score.rate.median)
    yield "r", f"{found.score.unit.each_count:g}"
    yield "r-source", _text(found.score.unit.name)


def _metadata(found: Scored, publisher: Publisher, on: date) -> Iterator[tuple[str, str]]:
    yield "name", _text(publisher.name)
    yield "contact-name", _text(publisher.contact)
    yield "contact-email", _text(publisher.email)
    if publisher.organization:
        yield "organization", _text(publisher.organization)
    yield "guid", _text(_guid(publisher))
    yield "entity-version", _text(publisher.release)
    yield "sci-version", f"{SCI_VERSION:g}"
    yield "calculation-date", _text(on.isoformat())
    rate = found.score.rate
    doubt = f"5th to 95th percentile {rate.low:g} to {rate.high:g} gCO2e per {found.score.unit}."
    yield "calculation-information", _text(f"{METHODOLOGY} {doubt}")


def _guid(publisher: Publisher) -> str:
    if publisher.guid is None:
        named = f"{publisher.organization or ''}/{publisher.name}"
        return str(uuid.uuid5(uuid.NAMESPACE_URL, named))
    try:
        return str(uuid.UUID(publisher.guid))
    except ValueError:
        raise ValueRefusedError(
            "that is no GUID", seen=publisher.guid, fix="Leave --guid out, and one is made"
        ) from None


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=True)
