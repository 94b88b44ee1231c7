"""What a verb of the command line is, inside another one or not."""

import argparse
from typing import Protocol


class Verb(Protocol):
    """What a module must hold to be a verb; nothing heavy is imported before ``execute``."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """What is typed."""
        ...

    @property
    def SUMMARY(self) -> str:  # noqa: N802 - a constant of the module
        """What it does, in one line."""
        ...

    @property
    def EXAMPLES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """How it is called."""
        ...

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's arguments.

        Args:
            parser: Takes them.
        """
        ...

    def execute(self, arguments: argparse.Namespace) -> int:
        """Do what the verb says.

        Args:
            arguments: What was given.

        Returns:
            The exit status.
        """
        ...
