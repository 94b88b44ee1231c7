"""Models from Python."""

from pathlib import Path

import pytest

import wholeprint
from wholeprint.errors import ModelError, SimulationError

TEXT = """
model: growth
time: {start: 0, stop: 3, step: 1, unit: year}
parameters:
  rate: 0.5 [1/year]
stocks:
  size: {initial: 8, in: [growing], unit: kWh}
flows:
  growing: rate * size [kWh/year]
scenarios:
  slow: {note: half of it, values: {rate: 0.25}}
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file with a model."""
    file = tmp_path / "growth.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def test_a_file_runs_by_its_name(path: str) -> None:
    """8 * 1.5^n, exact in binary."""
    course = wholeprint.simulate(path)

    assert course.time.tolist() == [0.0, 1.0, 2.0, 3.0]
    assert course["Size"].tolist() == [8.0, 12.0, 18.0, 27.0]
    assert course.unit("size") == "kWh"
    assert "growing" in course
    assert len(course) == len(list(course))
    assert "growth" in repr(course)


def test_settings_go_before_a_scenario(path: str) -> None:
    """A scenario changes what its values name; what is set by hand goes before it."""
    model = wholeprint.load_model(path)

    assert wholeprint.simulate(model, scenario="Slow")["size"][-1] == 8 * 1.25**3
    assert wholeprint.simulate(path, {"rate": 1.0}, scenario="slow")["size"][-1] == 64.0
    assert wholeprint.simulate(path, {"final time": 1.0})["size"].tolist() == [8.0, 12.0]


def test_a_model_is_built_in_python() -> None:
    """The builder's model runs as a file does."""
    builder = wholeprint.ModelBuilder("growth", start=0, stop=1, step=1)
    builder.parameter("rate", 0.5)
    builder.stock("size", 8, flows_in=["growing"])
    builder.flow("growing", "rate * size")

    assert wholeprint.simulate(builder.build())["size"].tolist() == [8.0, 12.0]


def test_what_is_not_there_is_told(path: str) -> None:
    """Scenarios, variables, models; and a run that fails says where."""
    with pytest.raises(ModelError, match="It has slow"):
        wholeprint.simulate(path, scenario="fast")
    with pytest.raises(ModelError, match="size"):
        wholeprint.simulate(path)["sice"]
    with pytest.raises(ModelError, match="no such model"):
        wholeprint.load_model("nothing")
    with pytest.raises(SimulationError):
        wholeprint.simulate(path, {"rate": 1e300, "final time": 9})
