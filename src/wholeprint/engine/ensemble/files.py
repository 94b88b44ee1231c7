"""Chunks on disk: a run that was cut off goes on, and shards are brought together."""

import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import cast

import numpy as np

from wholeprint.engine.ensemble.part import Part
from wholeprint.engine.ensemble.sketch import Sketch
from wholeprint.engine.ensemble.summary import Summary
from wholeprint.errors import SimulationError, unreadable
from wholeprint.systems.sensitivity.indices import UnitSums

_ENDING = ".chunk"
_ABOUT = "ensemble.json"


def begin(folder: Path, digest: str, about: dict[str, object]) -> None:
    """Make a folder ready for the chunks of one ensemble.

    Args:
        folder: The folder; made if it is not there.
        digest: Fingerprint of the plan.
        about: What a reader of the folder may want to know.

    Raises:
        SimulationError: If it holds the chunks of another ensemble, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / _ABOUT
        if place.exists():
            held = cast("dict[str, object]", json.loads(place.read_text(encoding="utf-8")))
            if held.get("plan") != digest:
                raise SimulationError(
                    f"{folder} holds chunks of another ensemble: what differs is "
                    f"{_differing(held, about)}",
                    seen=_described(held),
                    fix="Take another folder, or remove this one",
                )
            return
        text = json.dumps({"plan": digest, **about}, indent=2)
        _write(place, text.encode())
    except (OSError, ValueError) as error:
        raise SimulationError(
            f"chunks cannot be kept in {folder} ({unreadable(error)})", seen=str(folder)
        ) from error


def _differing(held: Mapping[str, object], about: Mapping[str, object]) -> str:
    """Return the parts of two plans that differ; all of them where a folder does not tell."""
    ours = cast("Mapping[str, str]", about.get("parts") or {})
    known = cast("Mapping[str, str]", held.get("parts") or {})
    different = [name for name, part in ours.items() if known.get(name) != part]
    return ", ".join(different) or "its plan"


def _described(held: Mapping[str, object]) -> str:
    runs = held.get("runs")
    many = f", {runs:,} runs" if isinstance(runs, int) else ""
    return f"{held.get('model', '')}{many}, design {held.get('design', '')}"


def save(folder: Path, digest: str, part: Part) -> None:
    """Write the result of a chunk, whole or not at all.

    Args:
        folder: The folder of its ensemble.
        digest: Fingerprint of the plan.
        part: The result.

    Raises:
        SimulationError: If it cannot be written.
    """
    arrays, plain = _arrays(part)
    body = io.BytesIO()
    np.savez(body, allow_pickle=False, **arrays)
    data = body.getvalue()
    head = {"plan": digest, "sum": hashlib.sha256(data).hexdigest(), "plain": plain}
    try:
        _write(_place(folder, part.number), json.dumps(head).encode() + b"\n" + data)
    except OSError as error:
        raise SimulationError(
            f"chunk {part.number} cannot be written ({unreadable(error)})", seen=str(folder)
        ) from error


def load(folder: Path, digest: str, number: int) -> Part | None:
    """Return the result of a chunk, None if it is not there.

    A file that is cut off or damaged counts as not there: its chunk is run again.

    Args:
        folder: The folder of its ensemble.
        digest: Fingerprint of the plan.
        number: The chunk's number.

    Raises:
        SimulationError: If the file is of another ensemble.
    """
    try:
        head_text, data = _place(folder, number).read_bytes().split(b"\n", 1)
        head: object = json.loads(head_text)
    except (OSError, ValueError):
        return None
    if not isinstance(head, dict) or "plan" not in head:
        return None
    head = cast("dict[str, object]", head)
    if head["plan"] != digest:
        raise SimulationError(
            f"chunk {number} in {folder} is of another ensemble",
            fix="Take another folder, or remove this one",
        )
    if head.get("sum") != hashlib.sha256(data).hexdigest():
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    return _part(arrays, cast("dict[str, object]", head["plain"]))


def there(folder: Path, chunks: int) -> Iterator[int]:
    """Yield the numbers of the chunks of which there is a file.

    Args:
        folder: The folder.
        chunks: Number of chunks of the ensemble.

    Yields:
        The numbers, rising.
    """
    for number in range(chunks):
        if _place(folder, number).exists():
            yield number


def _place(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}{_ENDING}"


def _write(place: Path, data: bytes) -> None:
    # Two shards may share the folder: each writes beside the place, under a name of its own.
    beside = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)


def _arrays(part: Part) -> tuple[dict[str, np.ndarray], dict[str, object]]:
    arrays = {name: getattr(part, name) for name in ("scalars", "errors", "failed")}
    plain: dict[str, object] = {"number": part.number, "backend": part.backend}
    for name in ("outcomes", "series"):
        summary = cast("Summary", getattr(part, name))
        for field in fields(summary):
            value = getattr(summary, field.name)
            if isinstance(value, np.ndarray):
                arrays[f"{name}.{field.name}"] = value
        sketch = summary.sketch
        plain[name] = [summary.count, sketch.capacity, sketch.off_ranks, sketch.salt]
        for level, buffer in enumerate(sketch.buffers):
            arrays[f"{name}.buffer{level}"] = buffer
    for name in ("outcome_sums", "series_sums"):
        sums = cast("UnitSums | None", getattr(part, name))
        if sums is not None:
            arrays |= {f"{name}.{field.name}": getattr(sums, field.name) for field in fields(sums)}
    return arrays, plain


def _part(arrays: dict[str, np.ndarray], plain: dict[str, object]) -> Part:
    return Part(
        number=cast("int", plain["number"]),
        scalars=arrays["scalars"],
        errors=arrays["errors"],
        failed=arrays["failed"],
        outcomes=_summary(arrays, "outcomes", plain),
        series=_summary(arrays, "series", plain),
        outcome_sums=_sums(arrays, "outcome_sums"),
        series_sums=_sums(arrays, "series_sums"),
        backend=cast("str", plain["backend"]),
    )


def _summary(arrays: dict[str, np.ndarray], name: str, plain: dict[str, object]) -> Summary:
    count, capacity, off_ranks, salt = cast("list[int]", plain[name])
    levels = sum(key.startswith(f"{name}.buffer") for key in arrays)
    buffers = tuple(arrays[f"{name}.buffer{level}"] for level in range(levels))
    held = {
        field.name: arrays[f"{name}.{field.name}"]
        for field in fields(Summary)
        if field.name not in {"count", "sketch"}
    }
    return Summary(count=count, sketch=Sketch(buffers, capacity, off_ranks, salt), **held)


def _sums(arrays: dict[str, np.ndarray], name: str) -> UnitSums | None:
    if f"{name}.points" not in arrays:
        return None
    return UnitSums(*(arrays[f"{name}.{field.name}"] for field in fields(UnitSums)))
