"""Builds a model in Python, with the same meaning as its text form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypedDict, Unpack, cast, final

from wholeprint.systems.model import NOWHERE, Model
from wholeprint.systems.text.item import Item
from wholeprint.systems.text.read import model_of

Number = float | int
"""What may stand for a number."""

Formula = str | float | int
"""A formula in the XMILE language, or a number."""


class Said(TypedDict, total=False):
    """What may be said of any variable.

    Attributes:
        unit: Its unit.
        note: What a reader should know.
        sources: Keys of the sources that say so.
        known: How it is known.
    """

    unit: str
    note: str
    sources: Sequence[str]
    known: str


class Believed(Said, total=False):
    """What may be said of a parameter beyond that.

    Attributes:
        low: The smallest value that is believed; with `high`, a triangle about the value.
        high: The largest.
        uniform: Two values, none between them likelier than another.
        lognormal: The values below which 5 % and 95 % of belief lie.
        samples: Values of several sources.
        weights: How much each of them counts.
        factor: Name of the assumption of the shared world it takes.
        measured: What of a project's ledger it takes.
        switch: Whether 0 and 1 are its only values.
        lever: ``{"place": 12, "level": "compute", "note": "..."}``.
    """

    low: Number
    high: Number
    uniform: Sequence[Number]
    lognormal: Sequence[Number]
    samples: Sequence[Number]
    weights: Sequence[Number]
    factor: str
    measured: str
    switch: bool
    lever: Mapping[str, str | int]


_ROOT = "the model"


@final
class ModelBuilder:
    """Collects the parts of a model; `build` checks them as the reader of the text form does.

    What is given is what would stand in the file, so that equal content is an equal model::

        builder = ModelBuilder("teacup", start=0, stop=30, step=0.125, time_unit="minute")
        builder.parameter("room", 70, unit="degF")
        builder.stock("tea", 180, flows_out=["cooling"], unit="degF")
        builder.flow("cooling", "(tea - room) / 10", unit="degF/minute")
        model = builder.build()

    Args:
        name: Short name.
        start: First instant [time unit].
        stop: Last instant [time unit].
        step: Time between two instants of the integration [time unit].
        save: Time between two instants that are kept [time unit]; None keeps all.
        time_unit: Unit of time.
        method: "euler" or "rk4".
        title: What it is, in a few words.
        note: What a reader should know.
        outcome: The variable that is looked at where nothing else is asked for.
    """

    def __init__(  # noqa: PLR0913 - what a model is, by name
        self,
        name: str,
        *,
        start: Formula,
        stop: Formula,
        step: Formula,
        save: Formula | None = None,
        time_unit: str = "",
        method: str = "",
        title: str = "",
        note: str = "",
        outcome: str = "",
    ) -> None:
        clock = {
            "start": start,
            "stop": stop,
            "step": step,
            "save": save,
            "unit": time_unit,
            "method": method,
        }
        told = {"model": name, "title": title, "note": note, "outcome": outcome}
        self._content: dict[str, object] = {
            **{key: text for key, text in told.items() if text},
            "time": {key: value for key, value in clock.items() if value not in {None, ""}},
        }

    def _put(self, section: str, name: str, content: object) -> None:
        held = self._content.setdefault(section, {})
        entries = cast("dict[str, object]", held)
        if name in entries:
            Item("", f"{name} of {section}").fail("is there twice", fix="Name each once")
        entries[name] = content

    def source(self, key: str, title: str, **more: str | int) -> None:
        """Declare a source.

        Args:
            key: By which it is cited.
            title: What to look for.
            more: ``year``, ``url``, ``licence``, ``read``.
        """
        self._put("sources", key, {"title": title, **more})

    def array(self, name: str, elements: Sequence[str]) -> None:
        """Declare what arrays run over.

        Args:
            name: Name of the dimension.
            elements: Its elements.
        """
        self._put("arrays", name, list(elements))

    def parameter(
        self, name: str, value: Formula | Mapping[str, Formula], **said: Unpack[Believed]
    ) -> None:
        """Add a parameter.

        Args:
            name: Its name, with dimensions in square brackets if it is an array.
            value: What it is; for an array, by element.
            said: More of it.
        """
        self._put("parameters", name, {"value": value, **said})

    def lookup(
        self,
        name: str,
        points: Sequence[tuple[Number, Number]],
        *,
        reading: str = "continuous",
        **said: Unpack[Said],
    ) -> None:
        """Add a lookup.

        Args:
            name: Its name.
            points: Where it is worth what, rising.
            reading: "continuous", "extrapolate" or "discrete".
            said: More of it.
        """
        self._put("lookups", name, {"points": points, "reading": reading, **said})

    def stock(
        self,
        name: str,
        initial: Formula | Mapping[str, Formula],
        *,
        flows_in: Sequence[str] = (),
        flows_out: Sequence[str] = (),
        is_non_negative: bool = False,
        **said: Unpack[Said],
    ) -> None:
        """Add a stock.

        Args:
            name: Its name.
            initial: What it begins with.
            flows_in: Flows into it.
            flows_out: Flows out of it.
            is_non_negative: Whether it may not fall below nought.
            said: More of it.
        """
        flows = {"in": list(flows_in), "out": list(flows_out)}
        self._put(
            "stocks",
            name,
            {"initial": initial, **flows, "non negative": is_non_negative, **said},
        )

    def flow(
        self,
        name: str,
        equation: Formula | Mapping[str, Formula],
        *,
        is_non_negative: bool = False,
        **said: Unpack[Said],
    ) -> None:
        """Add a flow.

        Args:
            name: Its name.
            equation: What flows in a unit of time.
            is_non_negative: Whether it may not fall below nought.
            said: More of it.
        """
        self._put("flows", name, {"equation": equation, "non negative": is_non_negative, **said})

    def auxiliary(
        self, name: str, equation: Formula | Mapping[str, Formula], **said: Unpack[Said]
    ) -> None:
        """Add an auxiliary.

        Args:
            name: Its name.
            equation: What it is.
            said: More of it.
        """
        self._put("auxiliaries", name, {"equation": equation, **said})

    def content(self) -> dict[str, object]:
        """Return what would stand in the file."""
        return dict(self._content)

    def submodel(
        self, inner: "ModelBuilder", *, module: str, inputs: Mapping[str, str] | None = None
    ) -> None:
        """Put a model inside this one.

        Args:
            inner: What builds it.
            module: Name of this use of it: ``module.variable`` reads it from outside.
            inputs: For names inside it: the name outside that stands for each.
        """
        content = inner.content()
        name = str(content.pop("model"))
        self._put("models", name, content)
        self._put("modules", module, {"model": name, "inputs": dict(inputs or {})})

    def conserve(self, *stocks: str) -> None:
        """Say that the sum of some stocks changes by flows over the boundary alone.

        Args:
            stocks: Their names.
        """
        self._list("conserved").append(list(stocks))

    def test(
        self,
        name: str,
        expect: str,
        *,
        when: str = "always",
        given: Mapping[str, Number] | None = None,
    ) -> None:
        """Add a test beside the model.

        Args:
            name: What is tested, in words.
            expect: What must be true.
            when: "always", "end" or "start".
            given: Parameters that are set for it.
        """
        told = {"name": name, "expect": expect, "when": when, "given": dict(given or {})}
        self._list("tests").append(told)

    def loop(self, name: str, *variables: str) -> None:
        """Name a feedback loop.

        Args:
            name: Its name.
            variables: Some of those that it alone runs through; "not NAME" for one that it does
                not.
        """
        self._put("loops", name, list(variables))

    def scenario(
        self,
        name: str,
        values: Mapping[str, object],
        *,
        note: str = "",
        sources: Sequence[str] = (),
    ) -> None:
        """Add a named set of assumptions.

        Args:
            name: Its name.
            values: For parameters: a number, or a mapping with low, high and the like.
            note: In words.
            sources: Who says so.
        """
        told = {"values": values, "note": note, "sources": list(sources)}
        self._put("scenarios", name, told)

    def _list(self, section: str) -> list[object]:
        held = self._content.setdefault(section, [])
        return cast("list[object]", held)

    def build(self) -> Model:
        """Return the model.

        Returns:
            The same as `read_model` gives for the file with this content, but for places in it.

        Raises:
            ModelError: If it is not right.
        """
        return model_of(plain_item(self._content, _ROOT))


def without_places(model: Model) -> Model:
    """Return a model that knows no places in files, as one that was built here.

    Args:
        model: The model.
    """
    return replace(
        model,
        place=NOWHERE,
        clock=replace(model.clock, place=NOWHERE),
        variables=tuple(replace(each, place=NOWHERE) for each in model.variables),
        modules=tuple(replace(each, place=NOWHERE) for each in model.modules),
        submodels={name: without_places(each) for name, each in model.submodels.items()},
        macros=tuple(
            replace(
                macro, variables=tuple(replace(each, place=NOWHERE) for each in macro.variables)
            )
            for macro in model.macros
        ),
        tests=tuple(replace(each, place=NOWHERE) for each in model.tests),
    )


def plain_item(content: object, what: str) -> Item:
    """Return plain values as a document has them.

    Args:
        content: Texts, numbers, truths, lists and mappings.
        what: What it is, for errors.
    """
    if isinstance(content, Mapping):
        entries = {
            key: plain_item(value, key if what == _ROOT else f"{key} of {what}")
            for key, value in cast("Mapping[str, object]", content).items()
        }
        return Item(entries, what)
    if isinstance(content, list | tuple):
        members = cast("Sequence[object]", content)
        return Item(
            tuple(plain_item(each, f"number {n} of {what}") for n, each in enumerate(members, 1)),
            what,
        )
    if isinstance(content, bool):
        return Item("true" if content else "false", what)
    return Item(repr(content) if isinstance(content, float) else str(content), what)
