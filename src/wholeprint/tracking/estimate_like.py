"""Published models as a starting point: "Llama-3.1-70B on H100"."""

import re
from dataclasses import dataclass, replace
from typing import Unpack

from wholeprint.errors import UnknownNameError, ValueRefusedError
from wholeprint.factors.match import match
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.hardware.names import Names
from wholeprint.quantities.note import Note
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_training import Training, estimate_training
from wholeprint.tracking.estimate_workload import Estimate, refuse_unless

_BILLION = 1e9
_ON = re.compile(r"\s+on\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """A model as its makers, or a paper, tell of it. What nobody tells is None.

    Attributes:
        key: Its row in the tables.
        name: The name its makers give it.
        parameters_count: Parameters [parameter].
        active_parameters_count: Those that one token passes through, where not all [parameter].
        tokens_count: Tokens that its training read [token].
        training_flop_count: Operations of its training [FLOP].
        accelerator: Row of the accelerator that it was trained on.
        accelerator_hours: Hours of all of them together [h].
        year: When.
        source: Key of who says so.
        note: What a user should know.
    """

    key: str
    name: str
    parameters_count: float | None
    active_parameters_count: float | None
    tokens_count: float | None
    training_flop_count: float | None
    accelerator: str
    accelerator_hours: float | None
    year: int | None
    source: str
    note: str

    def as_json(self) -> dict[str, object]:
        """Return the model as plain values."""
        return {
            "key": self.key,
            "name": self.name,
            "parameters": self.parameters_count,
            "active_parameters": self.active_parameters_count,
            "tokens": self.tokens_count,
            "flop": self.training_flop_count,
            "accelerator": self.accelerator or None,
            "accelerator_hours": self.accelerator_hours,
            "year": self.year,
            "source": self.source,
            "note": self.note,
        }


def published_models(factors: Factors | None = None) -> tuple[Published, ...]:
    """Return every published model that is known, by name.

    Args:
        factors: Where the tables stand; those that ship with wholeprint unless given.
    """
    table = (factors or default_factors()).table("models")
    return tuple(_published(row) for row in table)


def find_model(text: str, factors: Factors | None = None) -> tuple[Published, str]:
    """Return the model that a text names, and the hardware behind " on ", if any.

    Args:
        text: A model, and perhaps the hardware: ``Llama-3.1-70B on H100``.
        factors: Where the tables stand; those that ship with wholeprint unless given.

    Returns:
        The model, and the text of the hardware, empty where none is named.

    Raises:
        UnknownNameError: If no model, or more than one, has that name; near names are offered,
            and none of them is taken.
    """
    factors = factors or default_factors()
    pieces = _ON.split(text.strip(), maxsplit=1)
    table = factors.table("models")
    names = zip(table.raw("key"), table.raw("name"), table.raw("aliases"), strict=True)
    known = {key: (name, *(a for a in aliases.split("|") if a)) for key, name, aliases in names}
    found = match(pieces[0], known)
    if found.key is None:
        near = found.near or found.ambiguous
        raise UnknownNameError(
            "no published model of that name",
            seen=pieces[0],
            fix=f"Did you mean one of {', '.join(near)}? (--like list shows all)"
            if near
            else "See all with --like list",
        )
    return _published(table.where("key", found.key)[0]), pieces[1] if len(pieces) > 1 else ""


def hardware_like(model: Published, text: str, factors: Factors | None = None) -> str:
    """Return the hardware that is meant beside a model.

    Args:
        model: The model.
        text: What was written; the name of a family means the board of it that the model was
            trained on, nothing the same.
        factors: Where the tables stand; those that ship with wholeprint unless given.

    Raises:
        ValueRefusedError: If nothing was written and nobody says what it was trained on.
    """
    factors = factors or default_factors()
    if not text:
        if not model.accelerator:
            raise ValueRefusedError(
                f"nobody says what {model.name} was trained on",
                fix=f'Name the hardware: --like "{model.name} on h100-sxm5-80gb"',
            )
        return model.accelerator
    name, colon, count = text.partition(":")
    names = Names(factors)
    if names.board(name) is None and model.accelerator:
        board = names.board(model.accelerator)
        if board is not None and name.strip().lower() == board.family:
            return f"{model.accelerator}{colon}{count}"
    return text


def estimate_like(
    text: str,
    training: Training | None = None,
    *,
    hardware: str | None = None,
    memory_gb: float | None = None,
    **arguments: Unpack[AssessArguments],
) -> Estimate:
    """Work out what training a model like a published one would cost.

    Args:
        text: The model, and perhaps the hardware: ``Llama-3.1-70B on H100``.
        training: What else is declared of it: power, utilisation, development.
        hardware: The hardware, where it does not stand in the text.
        memory_gb: Main memory of all hosts together [GB]; None where nobody says.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        The estimate: from its published accelerator hours on its own hardware; on other hardware
        from these and the ratio of peak rates, wider by two unknown utilisations; without hours
        from its FLOP or its parameters and tokens.

    Raises:
        UnknownHardwareError: If there is no device of a name, or no rate of it is known.
        UnknownNameError: If no model has that name.
        ValueRefusedError: If too little is published of it.
    """
    factors = default_factors()
    model, behind = find_model(text, factors)
    wanted = hardware_like(model, hardware or behind, factors)
    said = training or Training()
    board = Names(factors).board(wanted.partition(":")[0])
    is_own = board is not None and board.key == model.accelerator
    notes: tuple[Note, ...] = _as_published(model)
    refuse_unless(
        model.accelerator_hours is None
        or not is_own
        or (said.mfu_share is None and said.bits == Training().bits),
        f"the hours of {model.name} on its own hardware are published",
        "a utilisation or a precision, which would change nothing",
        "Leave it out, or give parameters and tokens in place of --like",
    )
    if model.accelerator_hours is not None and (is_own or said.mfu_share is None):
        facts = replace(said, accelerator_hours=model.accelerator_hours)
        if not is_own:
            notes = (*notes, _elsewhere(model))
    else:
        facts = replace(
            said,
            training_flop_count=model.training_flop_count,
            parameters_count=model.parameters_count,
            active_parameters_count=model.active_parameters_count,
            tokens_count=model.tokens_count,
        )
    return estimate_training(
        wanted,
        facts,
        memory_gb=memory_gb,
        like=model.as_json(),
        trained_on=None if is_own else model.accelerator,
        notes=notes,
        **arguments,
    )


def _as_published(model: Published) -> tuple[Note, ...]:
    remark = f" ({model.note})" if model.note else ""
    said = f"Facts of {model.name} as {model.source} tells them{remark}"
    return (Note("like-published", said),)


def _elsewhere(model: Published) -> Note:
    return Note(
        "other-hardware",
        f"{model.name} was trained on {model.accelerator}: its hours there are turned by the ratio "
        "of peak rates, and how well each is used is not known",
        severity="warning",
    )


def _published(row: Row) -> Published:
    year = row.number("year")
    return Published(
        key=row.text("key"),
        name=row.text("name"),
        parameters_count=_billions(row, "parameters_billion"),
        active_parameters_count=_billions(row, "active_parameters_billion"),
        tokens_count=_billions(row, "tokens_billion"),
        training_flop_count=row.number("training_flop"),
        accelerator=row.text("accelerator"),
        accelerator_hours=row.number("accelerator_hours"),
        year=None if year is None else int(year),
        source=row.text("source"),
        note=row.text("note"),
    )


def _billions(row: Row, name: str) -> float | None:
    number = row.number(name)
    return None if number is None else number * _BILLION
