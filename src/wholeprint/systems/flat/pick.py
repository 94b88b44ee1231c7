"""Which element of an array an index means."""

from collections.abc import Mapping, Sequence

from wholeprint.systems.expression.tree import Subscript
from wholeprint.systems.flat.dimensions import Axis, image
from wholeprint.systems.flat.scope import Entry, Site
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term
from wholeprint.systems.names import canonical


def picked(
    entry: Entry, subscripts: Sequence[Subscript], site: Site
) -> tuple[str | Subscript, ...]:
    """Return the element meant on each axis of an array.

    Args:
        entry: The array.
        subscripts: The indices as written; none means the elements of the equation's left side.
        site: Where they are read.

    Returns:
        Elements; an index that is computed stays as it is.

    Raises:
        ModelError: If there are too many or too few, or one does not fit.
    """
    axes = entry.axes
    whole = not subscripts
    if whole:
        subscripts = tuple(Subscript(axis.key) for axis in axes)
    if len(subscripts) != len(axes):
        wanted = ", ".join(axis.name for axis in axes) or "none"
        site.refuse(
            f"{entry.name} takes other indices: {wanted}",
            seen=f"[{', '.join(each.text for each in subscripts)}]",
        )
    counts: dict[str, int] = {}
    found: list[str | Subscript] = []
    for axis, subscript in zip(axes, subscripts, strict=True):
        key = axis_key(axis, subscript)
        count = counts[key] = counts.get(key, -1) + 1
        found.append(_one(entry, axis, subscript, site, (count, whole)))
    return tuple(found)


def axis_key(axis: Axis, subscript: Subscript) -> str:
    """Return the dimension an index runs over, for counting one that is there twice.

    Args:
        axis: The axis of the array.
        subscript: The index.
    """
    text = canonical(subscript.text)
    if text == "*":
        return axis.key
    return text.removeprefix("*:")


def _one(
    entry: Entry, axis: Axis, subscript: Subscript, site: Site, use: tuple[int, bool]
) -> str | Subscript:
    count, whole = use
    if subscript.index is not None:
        return subscript
    text = canonical(subscript.text)
    key = axis_key(axis, subscript)
    free = site.free.get((key, count))
    if text.startswith("*") or subscript.is_free:
        if free is None:
            site.refuse(
                f"nothing around {entry.name} runs over [{subscript.text}]",
                fix="Put SUM, MEAN, MIN, MAX or another function of arrays around it",
            )
        return _in(axis, key, free, entry, site)
    if whole and free is not None:
        return free
    target = site.scope.axes.get(text) or (axis if text == axis.key else None)
    if text in axis.positions and (target is None or target.key != axis.key):
        return _shifted(axis, text, subscript, entry, site)
    if target is None:
        return _unnamed(entry, axis, subscript, site)
    element = bound_element(target, site, count)
    element = free if element is None else element
    if element is None:
        site.refuse(
            f"it is not said which element of {target.name} is meant in {entry.name}",
            fix=f"Give the variable the dimension {target.name}, or put SUM around it",
        )
    return _in(axis, text, _shifted(target, element, subscript, entry, site), entry, site)


def bound_element(target: Axis, site: Site, count: int) -> str | None:
    """Return which element of a dimension an equation is for.

    Args:
        target: The dimension.
        site: The equation.
        count: How many times the dimension was met before in the same index.

    Returns:
        The element, None where the left side does not say.
    """
    same = [element for key, element in site.bound if key == target.key]
    if same:
        return same[min(count, len(same) - 1)]
    for key, element in site.bound:
        found = image(site.scope.axes, key, element, target)
        if found is not None:
            return found
    return None


def _in(axis: Axis, key: str, element: str, entry: Entry, site: Site) -> str:
    if element in axis.positions:
        return element
    found = image(site.scope.axes, key, element, axis)
    if found is None:
        site.refuse(
            f"{entry.name} has no element of that name on {axis.name}",
            seen=element,
            fix=f"Its elements are {', '.join(axis.shown[:8])}",
        )
    return found


def _shifted(axis: Axis, element: str, subscript: Subscript, entry: Entry, site: Site) -> str:
    if not subscript.offset:
        return element
    position = axis.positions[element] + subscript.offset
    if not 0 <= position < len(axis.elements):
        site.refuse(
            f"an index of {entry.name} goes beyond {axis.name}",
            seen=f"[{subscript.text}{subscript.offset:+d}]",
        )
    return axis.elements[position]


def _unnamed(entry: Entry, axis: Axis, subscript: Subscript, site: Site) -> str | Subscript:
    text = subscript.text
    if text.isdecimal():
        position = int(text) - 1 + subscript.offset
        if not 0 <= position < len(axis.elements):
            site.refuse(f"an index of {entry.name} goes beyond {axis.name}", seen=text)
        return axis.elements[position]
    if site.scope.find(text) is not None:
        return subscript
    raise site.refusal(
        f"an index of {entry.name} is neither an element of {axis.name} nor a dimension",
        seen=text,
        fix=f"Its elements are {', '.join(axis.shown[:8])}",
    )


def chosen(
    entry: Entry,
    plain: tuple[str, ...],
    read: Mapping[int, Term],
    outside: Term = Constant(0.0),  # noqa: B008 - it never changes
) -> Term:
    """Return an element of an array whose index is computed.

    Args:
        entry: The array.
        plain: Its elements on the axes whose index is not computed.
        read: The index, from 1, on each axis where it is.
        outside: What it is worth where there is no such element; XMILE says 0.
    """
    index, *others = sorted(read)
    axis = entry.axes[index]
    at = read[index]
    options: list[Term] = []
    for element in axis.elements:
        where = (*plain[:index], element, *plain[index + 1 :])
        if others:
            options.append(chosen(entry, where, {each: read[each] for each in others}, outside))
        else:
            slot = entry.slots.get(where)
            options.append(outside if slot is None else Ref(slot))
    inside = Apply(
        "and",
        (
            Apply("ge", (at, Constant(1.0))),
            Apply("lt", (at, Constant(len(options) + 1.0))),
        ),
    )
    return Apply("if", (inside, _halved(at, options, 1), outside))


def _halved(at: Term, options: Sequence[Term], first: int) -> Term:
    if len(options) == 1:
        return options[0]
    middle = len(options) // 2
    low = _halved(at, options[:middle], first)
    high = _halved(at, options[middle:], first + middle)
    return Apply("if", (Apply("lt", (at, Constant(float(first + middle)))), low, high))
