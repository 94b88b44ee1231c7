"""Functions that are not done."""

import pytest

from wholeprint.errors import UnsupportedError
from wholeprint.systems.flat.flatten import HANDLERS, flatten
from wholeprint.systems.flat.refused import NOT_DONE
from wholeprint.systems.text.read import read_model


def test_what_is_not_done_is_refused_by_name() -> None:
    """With file, line and variable; it is not taken for a slip of the pen."""
    text = "model: m\ntime: {start: 0, stop: 1, step: 1}\nauxiliaries: {x: 'SSHAPE(1, 2)'}"
    with pytest.raises(UnsupportedError, match=r"m\.yaml:3: the equation of x .* saw SSHAPE"):
        flatten(read_model(text, "m.yaml"))


def test_nothing_is_both_done_and_not() -> None:
    """A function that is done leaves the list."""
    assert not NOT_DONE & {*HANDLERS}
