"""Diagrams made by chance from a seed, a model that runs, and what is read from SVG."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from wholeprint.systems.diagram.shapes import Arrow, CausalDiagram, Loop, Sign, Turn
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.periods import weights
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

WORDS = (
    *("adoption", "market share", "price", "installed base", "word of mouth", "cost per run"),
    *("fleet", "electricity demand", "carbon intensity", "research", "experiments", "accuracy"),
)

EPIDEMIC = """\
model: sir
title: An epidemic
time: {start: 0, stop: 60, step: 1, unit: day}
parameters:
  contact rate: {value: 0.5, low: 0.3, high: 0.7, unit: 1/day}
  duration: 5 [day]
  waning: 60 [day]
stocks:
  susceptible: {initial: 990, in: [loss of immunity], out: [infection], unit: person}
  infectious: {initial: 10, in: [infection], out: [recovery], unit: person}
  recovered: {initial: 0, in: [recovery], out: [loss of immunity], unit: person}
flows:
  infection: contact rate * susceptible * infectious / total [person/day]
  recovery: infectious / duration [person/day]
  loss of immunity: DELAY3(recovery, waning) [person/day]
auxiliaries:
  total: susceptible + infectious + recovered [person]
loops: {contagion: [infection, infectious]}
"""


@pytest.fixture(scope="session")
def random_diagram() -> Callable[[int, int, int], CausalDiagram]:
    """Makes a connected diagram of so many variables and links from a seed."""

    def made(variables: int, links: int, seed: int) -> CausalDiagram:
        drawn = np.random.default_rng(seed)
        names = tuple(
            f"{' '.join(drawn.choice(WORDS, size=drawn.integers(1, 4)))} {at}"
            for at in range(variables)
        )
        pairs = {(int(drawn.integers(0, at)), at) for at in range(1, variables)}
        while len(pairs) < links:
            one = int(drawn.integers(0, variables))
            two = (one + int(drawn.integers(-6, 7))) % variables
            if one != two:
                pairs.add((one, two))
        arrows = tuple(
            Arrow(one, two, list(Sign)[int(drawn.integers(0, 4))], bool(drawn.random() < 0.15))
            for one, two in sorted(pairs)
        )
        known = {(arrow.source, arrow.target) for arrow in arrows}
        rounds = [pair for pair in sorted(known) if pair[0] < pair[1] and pair[::-1] in known]
        loops = tuple(
            Loop(f"R{at + 1}", Turn.REINFORCING, pair, "spreads by itself" if at % 2 else "")
            for at, pair in enumerate(rounds[:5])
        )
        return CausalDiagram(f"model {seed}", names, arrows, loops)

    return made


@pytest.fixture(scope="session")
def epidemic() -> Any:
    """A small model as it ran: system, dominance, weights."""
    model = read_model(EPIDEMIC, "sir.yaml")
    system = flatten(model)
    dominance = analyse(system, simulate(system), names=model.loops)
    return system, dominance, weights(dominance)


@pytest.fixture
def svg() -> Callable[[str], ET.Element]:
    """Reads the SVG in a text, which must be well-formed XML."""

    def read(text: str) -> ET.Element:
        return ET.fromstring(text)  # noqa: S314 - our own text

    return read
