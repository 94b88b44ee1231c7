"""A machine made of a few files."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from wholeprint.hardware.tree import Tree

MakeTree = Callable[[Mapping[str, str]], Tree]


@pytest.fixture
def make_tree(tmp_path: Path) -> MakeTree:
    """Return a function that writes files below a root and gives the tree."""

    def make(files: Mapping[str, str]) -> Tree:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Tree(tmp_path)

    return make
