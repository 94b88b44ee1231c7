"""Reads the text form of a model; `docs/reference/models.md` tells the form."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wholeprint.quantities.distribution import Distribution
from wholeprint.quantities.source import Source
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Expression
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Kind,
    Macro,
    Method,
    Model,
    Module,
    Scenario,
    Test,
    Variable,
)
from wholeprint.systems.names import canonical, denied
from wholeprint.systems.text.beliefs import read_cited, read_sources, read_value
from wholeprint.systems.text.document import read_document
from wholeprint.systems.text.item import Item, nearest
from wholeprint.systems.text.variables import SECTIONS, read_variables

_TOP = (
    *(
        "model",
        "title",
        "note",
        "outcome",
        "time",
        "sources",
        "arrays",
        *SECTIONS,
        "models",
        "modules",
    ),
    *("macros", "conserved", "tests", "loops", "scenarios"),
)
_INITIAL = ".initial"


def read_model(text: str, name: str) -> Model:
    """Read a model.

    Args:
        text: The text, YAML.
        name: What the file is called in errors.

    Returns:
        The model.

    Raises:
        ModelError: If it is no model; with file, line, variable and what was expected.
        UnsupportedError: If it asks for what is not done.
    """
    return model_of(read_document(text, name))


def model_of(root: Item) -> Model:
    """Return the model that a document describes.

    Args:
        root: Its root.

    Raises:
        ModelError: As `read_model`.
        UnsupportedError: If it asks for what is not done.
    """
    entries = root.entries(_TOP)
    if "model" not in entries:
        root.fail("has no name", fix="Begin with model: a short name")
    if "time" not in entries:
        root.fail("does not say when it runs", fix="Write time: {start: 0, stop: 10, step: 1}")
    return _model(root, entries["model"].name(), None, {})


def _model(root: Item, name: str, clock: Clock | None, inherited: Mapping[str, Source]) -> Model:
    entries = root.entries(_TOP)
    declared = read_sources(entries.get("sources"))
    sources = {**inherited, **declared}
    variables = tuple(read_variables(entries, sources))
    _refuse_strange_flows(variables)
    clock = _clock(entries["time"]) if clock is None or "time" in entries else clock
    submodels = {
        key: _model(item, key, clock, sources) for key, item in _entries(entries, "models")
    }
    found = Model(
        name,
        clock,
        variables,
        title=_text(entries, "title"),
        note=_text(entries, "note"),
        dimensions=tuple(_dimension(key, item) for key, item in _entries(entries, "arrays")),
        modules=tuple(_module(key, item, submodels) for key, item in _entries(entries, "modules")),
        submodels=submodels,
        macros=tuple(_macro(key, item, sources) for key, item in _entries(entries, "macros")),
        sources=tuple(declared.values()),
        place=root.place,
    )
    return _with_rules(found, entries, sources)


def _with_rules(model: Model, entries: Mapping[str, Item], sources: Mapping[str, Source]) -> Model:
    """Return the model with what must hold for it, once its names are known."""
    names = _Names(model)
    tests = entries["tests"].sequence() if "tests" in entries else ()
    groups = entries["conserved"].sequence() if "conserved" in entries else ()
    if "outcome" in entries:
        names.check(entries["outcome"], entries["outcome"].name())
    return replace(
        model,
        outcome=_text(entries, "outcome"),
        tests=tuple(_test(each, names) for each in tests),
        scenarios=tuple(
            _scenario(key, item, names, sources) for key, item in _entries(entries, "scenarios")
        ),
        conserved=tuple(names.known(each, Kind.STOCK) for each in groups),
        loops={key: names.of_loop(item) for key, item in _entries(entries, "loops")},
    )


class _Names:
    """The names of a model, by which others may call them."""

    def __init__(self, model: Model) -> None:
        self._kinds = {canonical(each.name): each.kind for each in model.variables}
        self._shown = [each.name for each in model.variables]
        self._modules = {canonical(each.name) for each in model.modules}

    def known(self, item: Item, kind: Kind | None = None) -> tuple[str, ...]:
        """Return the names in a list, if they are those of variables."""
        found = item.names()
        for name in found:
            self.check(item, name, kind)
        return found

    def of_loop(self, item: Item) -> tuple[str, ...]:
        """Return what tells a loop: variables that it runs through, and with "not" others."""
        found = item.names()
        for name in found:
            self.check(item, denied(name) or name)
        return found

    def check(self, item: Item, name: str, kind: Kind | None = None) -> None:
        """Refuse a name that no variable has, or one of another kind."""
        bare = canonical(name.split("[", maxsplit=1)[0])
        if kind is None and bare.split(".")[0] in self._modules:
            return
        actual = self._kinds.get(bare)
        if actual is None:
            item.fail("names no variable", seen=name, fix=nearest(name, self._shown))
        if kind is not None and actual is not kind:
            item.fail(f"is no {kind.value}, but a {actual.value}", seen=name, fix=f"Name a {kind}")

    def settable(self, item: Item, name: str) -> None:
        """Refuse what cannot be set: it must be a parameter, or where a stock begins."""
        if canonical(name).endswith(_INITIAL):
            self.check(item, name[: -len(_INITIAL)], Kind.STOCK)
        elif canonical(name).split(".")[0] not in self._modules:
            self.check(item, name, Kind.PARAMETER)


def _entries(entries: Mapping[str, Item], key: str) -> Iterable[tuple[str, Item]]:
    return entries[key].entries().items() if key in entries else ()


def _text(entries: Mapping[str, Item], key: str) -> str:
    return entries[key].text() if key in entries else ""


def _clock(item: Item) -> Clock:
    entries = item.entries(("start", "stop", "step", "save", "unit", "method"))
    for key in ("start", "stop", "step"):
        if key not in entries:
            item.fail(f"has no {key}", fix="Write time: {start: 0, stop: 10, step: 1}")
    method = entries["method"].choice(Method) if "method" in entries else Method.EULER
    return Clock(
        _parsed(entries["start"]),
        _parsed(entries["stop"]),
        _parsed(entries["step"]),
        save_step=_parsed(entries["save"]) if "save" in entries else None,
        unit=_text(entries, "unit"),
        method=Method(method),
        place=item.place,
    )


def _parsed(item: Item) -> Expression:
    return parse(item.text(), place=item.place, what=item.what)


def _dimension(name: str, item: Item) -> Dimension:
    if isinstance(item.value, tuple | str):
        return Dimension(name, _elements(item))
    entries = item.entries(("elements", "of", "maps"))
    if "elements" not in entries:
        item.fail("has no elements", fix="Write elements: [first, second]")
    maps = {
        key: tuple(each.names() for each in to.sequence()) for key, to in _entries(entries, "maps")
    }
    return Dimension(name, _elements(entries["elements"]), _text(entries, "of"), maps)


def _elements(item: Item) -> tuple[str, ...]:
    found = item.names()
    if not found or len({canonical(each) for each in found}) < len(found):
        item.fail("needs elements, each once", seen=list(found), fix="Write [first, second]")
    return found


def _module(name: str, item: Item, submodels: Mapping[str, Model]) -> Module:
    entries = item.entries(("model", "inputs"))
    if "model" not in entries:
        item.fail("does not say which model it uses", fix="Write {model: its name}")
    used = entries["model"].name()
    if used not in submodels:
        entries["model"].fail("is not among the models", seen=used, fix=nearest(used, submodels))
    inputs = {key: each.name() for key, each in _entries(entries, "inputs")}
    return Module(name, used, inputs, item.place)


def _macro(name: str, item: Item, sources: Mapping[str, Source]) -> Macro:
    entries = item.entries(("arguments", "outputs", *SECTIONS))
    return Macro(
        name,
        entries["arguments"].names() if "arguments" in entries else (),
        tuple(read_variables(entries, sources)),
        entries["outputs"].names() if "outputs" in entries else (),
    )


def _test(item: Item, names: _Names) -> Test:
    entries = item.entries(("name", "given", "expect", "when"))
    for key in ("name", "expect"):
        if key not in entries:
            item.fail(f"has no {key}", fix="Write {name: ..., given: {...}, expect: a = b}")
    given: dict[str, float] = {}
    for key, each in _entries(entries, "given"):
        names.settable(each, key)
        given[key] = each.number()
    when = entries["when"].choice(("always", "end", "start")) if "when" in entries else "always"
    return Test(entries["name"].name(), given, _parsed(entries["expect"]), when, item.place)


def _scenario(name: str, item: Item, names: _Names, sources: Mapping[str, Source]) -> Scenario:
    entries = item.entries(("note", "values", "sources"))
    values: dict[str, Distribution] = {}
    for key, each in _entries(entries, "values"):
        names.settable(each, key)
        values[key] = read_value(each)
    cited = read_cited(entries.get("sources"), sources)
    return Scenario(name, _text(entries, "note"), values, cited)


def _refuse_strange_flows(variables: tuple[Variable, ...]) -> None:
    # A flow that is a constant may stand among the parameters.
    fitting = {Kind.FLOW, Kind.AUXILIARY, Kind.PARAMETER}
    flows = {canonical(each.name): each.name for each in variables if each.kind in fitting}
    for stock in variables:
        item = Item("", f"the stock {stock.name}", stock.place)
        for names in (stock.inflows, stock.outflows):
            keys = [canonical(name) for name in names]
            for name, key in zip(names, keys, strict=True):
                if key not in flows:
                    item.fail(
                        "has a flow that is not among the flows",
                        seen=name,
                        fix=nearest(name, flows.values()),
                    )
                if keys.count(key) > 1:
                    item.fail("names a flow twice", seen=name, fix="Name it once")
