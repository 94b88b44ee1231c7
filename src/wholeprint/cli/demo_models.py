"""The small models that ``wholeprint demo`` trains, on real data that ships with scikit-learn."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from wholeprint.errors import MissingExtraError

SEED = 7
TEST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Data:
    """Images of handwritten digits, scaled, in two parts.

    Attributes:
        train_x: Pixels to learn from, one row per image.
        test_x: Pixels to test with.
        train_y: Digits to learn from.
        test_y: Digits to test with.
    """

    train_x: Any
    test_x: Any
    train_y: Any
    test_y: Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to learn the digits.

    Attributes:
        key: Short name, used as the run's model.
        name: What a reader sees.
        train: Learns from the data and returns the share of test images it gets right [1].
    """

    key: str
    name: str
    train: Callable[[Data], float]


def _sklearn(module: str) -> Any:  # noqa: ANN401 - scikit-learn has no types
    try:
        return import_module(f"sklearn.{module}")
    except ImportError as error:
        raise MissingExtraError(
            "the demo trains with scikit-learn, which is not installed",
            fix="Install it: pip install 'wholeprint[demo]'",
        ) from error


def digits() -> Data:
    """Load the 1,797 images of the UCI handwritten digits that scikit-learn carries.

    Returns:
        The data, split and scaled the same way every time.

    Raises:
        MissingExtraError: If scikit-learn is not installed.
    """
    pixels, numbers = _sklearn("datasets").load_digits(return_X_y=True)
    split = _sklearn("model_selection").train_test_split
    train_x, test_x, train_y, test_y = split(
        pixels, numbers, test_size=TEST_SHARE, random_state=SEED, stratify=numbers
    )
    scaler = _sklearn("preprocessing").StandardScaler().fit(train_x)
    return Data(scaler.transform(train_x), scaler.transform(test_x), train_y, test_y)


def _linear(data: Data) -> float:
    logistic = _sklearn("linear_model").LogisticRegression
    best = 0.0
    for step in range(24):
        model = logistic(C=0.001 * 1.4**step, max_iter=2000).fit(data.train_x, data.train_y)
        best = max(best, float(model.score(data.test_x, data.test_y)))
    return best


def _forest(data: Data) -> float:
    model = _sklearn("ensemble").ExtraTreesClassifier(n_estimators=600, random_state=SEED)
    return float(model.fit(data.train_x, data.train_y).score(data.test_x, data.test_y))


def _network(hidden_units: tuple[int, ...], epochs: int) -> Callable[[Data], float]:
    def train(data: Data) -> float:
        model = _sklearn("neural_network").MLPClassifier(
            hidden_layer_sizes=hidden_units, random_state=SEED
        )
        for _ in range(epochs):
            model.partial_fit(data.train_x, data.train_y, classes=range(10))
        return float(model.score(data.test_x, data.test_y))

    return train


CANDIDATES = (
    Candidate("linear", "linear, 24 regularisations", _linear),
    Candidate("forest", "extra trees, 600", _forest),
    Candidate("network", "network, 128 units", _network((128,), 150)),
    Candidate("deep", "deep network, 3 x 256 units", _network((256, 256, 256), 60)),
)
