"""Dimensions of arrays: their elements, parts of them, and which stands for which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wholeprint.errors import ModelError
from wholeprint.systems.model import Dimension
from wholeprint.systems.names import canonical


def _no_images() -> dict[str, dict[str, tuple[str, ...]]]:
    return {}


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension with its elements under their canonical names.

    Attributes:
        key: Canonical name of the dimension.
        name: Its name as shown.
        elements: Canonical names of its elements, in order.
        shown: Their names as shown.
        positions: Position of each element, from 0.
        images: For other dimensions: which of their elements each of its own stands for.
        numbers: The number of each element, from 1: its place in the whole dimension that this
            is a part of, as in Vensim.
    """

    key: str
    name: str
    elements: tuple[str, ...]
    shown: tuple[str, ...]
    positions: Mapping[str, int]
    images: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=_no_images)
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])


def axes_of(dimensions: Sequence[Dimension]) -> dict[str, Axis]:
    """Return the dimensions of a model by canonical name.

    Args:
        dimensions: As the model has them.

    Returns:
        An axis for each.

    Raises:
        ModelError: If a dimension is there twice, is empty, or has an element twice.
    """
    found: dict[str, Axis] = {}
    for each in dimensions:
        key = canonical(each.name)
        elements = tuple(canonical(element) for element in each.elements)
        positions = {element: index for index, element in enumerate(elements)}
        if key in found:
            raise ModelError("a dimension is there twice", seen=each.name, fix="Rename one")
        if not elements or len(positions) < len(elements):
            raise ModelError(
                f"the dimension {each.name} must have elements, each once",
                seen=", ".join(each.elements),
            )
        images = {
            canonical(other): {
                element: tuple(canonical(image) for image in images)
                for element, images in zip(elements, mapped, strict=False)
            }
            for other, mapped in each.maps.items()
        }
        found[key] = Axis(key, each.name, elements, each.elements, positions, images)
    return {key: replace(axis, numbers=_numbers(axis, found)) for key, axis in found.items()}


def _numbers(axis: Axis, axes: Mapping[str, Axis]) -> dict[str, int]:
    whole = axis
    for each in axes.values():
        is_larger = len(each.elements) > len(whole.elements)
        if is_larger and each.positions.keys() >= axis.positions.keys():
            whole = each
    return {element: whole.positions[element] + 1 for element in axis.elements}


def image(axes: Mapping[str, Axis], bound: str, element: str, wanted: Axis) -> str | None:
    """Return the element of a dimension that stands for an element of another one.

    Args:
        axes: All dimensions.
        bound: The dimension the element is known in.
        element: The element.
        wanted: The dimension it is wanted in.

    Returns:
        The element of `wanted`: the same one where it has it, else the one mapped to it; None
        where nothing says which.
    """
    # What is mapped to the dimension of the left side goes before an element of the same name.
    for target, images in wanted.images.items():
        if target == bound or (
            element not in wanted.positions and element in _elements(axes, target)
        ):
            for own, meant in images.items():
                if element in meant:
                    return own
    if element in wanted.positions:
        return element
    source = axes.get(bound)
    if source is None:
        return None
    for target, images in source.images.items():
        meant = images.get(element, ())
        is_fitting = target == wanted.key or all(each in wanted.positions for each in meant)
        if is_fitting and len(meant) == 1 and meant[0] in wanted.positions:
            return meant[0]
    return None


def _elements(axes: Mapping[str, Axis], key: str) -> Mapping[str, int]:
    axis = axes.get(key)
    return {} if axis is None else axis.positions
