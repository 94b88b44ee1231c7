"""However a known name is written it is itself; changed by a character it is never another."""

from hypothesis import given
from hypothesis import strategies as st

from wholeprint.factors.match import normalise
from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Names

FACTORS = Factors()
NAMES = Names(FACTORS)
CPUS = list(zip(FACTORS.table("cpus").raw("key"), FACTORS.table("cpus").raw("name"), strict=True))
FORMS = {normalise(name): key for key, name in CPUS}
for key, aliases in zip(
    FACTORS.table("cpus").raw("key"), FACTORS.table("cpus").raw("aliases"), strict=True
):
    FORMS.update({normalise(form): key for form in (key, *aliases.split("|")) if form})

DECORATIONS = (
    "{upper}",
    "{lower}",
    "{marked}",
    "{name} CPU @ 2.50GHz",
    "  {wide} ",
    "{name} Processor",
)


@given(row=st.sampled_from(CPUS), decoration=st.sampled_from(DECORATIONS))
def test_decoration_changes_nothing(row: tuple[str, str], decoration: str) -> None:
    """A maker's name is found again under every decoration that kernels add."""
    key, name = row

    chip = NAMES.chip(
        decoration.format(
            name=name,
            upper=name.upper(),
            lower=name.lower(),
            wide=name.replace(" ", "   "),
            marked=name.replace("Xeon", "Xeon(R)").replace("Core", "Core(TM)"),
        )
    )

    assert chip is not None
    assert chip.key == key


@given(
    row=st.sampled_from(CPUS),
    place=st.integers(0, 40),
    letter=st.sampled_from("0123456789abcxyz"),
    insert=st.booleans(),
)
def test_a_changed_name_is_never_a_near_one(
    row: tuple[str, str],
    place: int,
    letter: str,
    insert: bool,  # noqa: FBT001
) -> None:
    """One letter changed or added gives exactly the row of that very name, or nothing."""
    _, name = row
    cut = min(place, len(name))
    changed = name[:cut] + letter + name[cut + (0 if insert else 1) :]

    chip = NAMES.chip(changed)

    assert (None if chip is None else chip.key) == FORMS.get(normalise(changed))
