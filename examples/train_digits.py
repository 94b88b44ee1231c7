"""Train a small network on scikit-learn's handwritten digits.

Covers: an ordinary training script, with nothing of wholeprint in it.

Scenario: 1,797 images of 8 x 8 pixels; a network with one hidden layer; a fixed seed, so that it
prints the same every time. Measure it with::

    wholeprint run --json digits.json -- python examples/train_digits.py
"""

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

SEED = 7
HIDDEN_UNITS = 256
EPOCHS = 50
TEST_SHARE = 0.25


def main() -> None:
    """Train, and say how well it went."""
    images, digits = load_digits(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(
        images, digits, test_size=TEST_SHARE, random_state=SEED, stratify=digits
    )
    scaler = StandardScaler().fit(train_x)
    network = MLPClassifier(hidden_layer_sizes=(HIDDEN_UNITS,), random_state=SEED)
    for _ in range(EPOCHS):
        network.partial_fit(scaler.transform(train_x), train_y, classes=range(10))
    accuracy = network.score(scaler.transform(test_x), test_y)
    print(f"{len(train_x)} images for training, {len(test_x)} for testing")
    print(f"accuracy after {EPOCHS} epochs: {accuracy:.2f}")


if __name__ == "__main__":
    main()
