"""The small models of the demo, really trained."""

import pytest

from wholeprint.cli.demo_models import CANDIDATES, Candidate, Data, digits

pytest.importorskip(
    "sklearn", reason="scikit-learn is not installed: pip install 'wholeprint[demo]'"
)


@pytest.fixture(scope="module")
def data() -> Data:
    return digits()


def test_data_are_split_and_scaled_the_same_way(data: Data) -> None:
    """1,797 images of 64 pixels (UCI digits), a quarter to test with; zero mean to learn from."""
    again = digits()

    assert len(data.train_x) + len(data.test_x) == 1797
    assert data.train_x.shape[1] == 64
    assert len(data.test_x) == 450  # a quarter, rounded up
    assert (data.train_x == again.train_x).all()
    assert (data.test_y == again.test_y).all()
    assert abs(data.train_x.mean()) < 1e-12  # rounding of floats


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda each: each.key)
def test_each_learns(data: Data, candidate: Candidate) -> None:
    """Every candidate gets more than nine in ten of the images right that it never saw."""
    assert candidate.train(data) > 0.9


def test_learning_is_the_same_each_time(data: Data) -> None:
    """A candidate learns the same from the same data, so that only the machine differs."""
    network = next(each for each in CANDIDATES if each.key == "network")

    assert network.train(data) == network.train(data)


def test_names_tell_them_apart() -> None:
    """Keys, names, and names up to their first comma are each one candidate's."""
    for names in (
        [each.key for each in CANDIDATES],
        [each.name for each in CANDIDATES],
        [each.name.partition(",")[0] for each in CANDIDATES],
    ):
        assert len(set(names)) == len(CANDIDATES)
