"""What the project's files must not say or hold."""

import re
from pathlib import Path

MAX_BYTES = 1_500_000

# Written in pieces, so that this file does not break its own rule.
UNWANTED = re.compile(
    "|".join(
        (
            r"\bthis " + r"session\b",
            r"(?<![\w.])/work" + r"/",
            r"\." + r"library\b",
            r"\bspec" + r"\.md\b",
            r"\bissues? " + r"#?\d+\b",
            r"/" + r"tmp/peers",
        )
    ),
    re.IGNORECASE,
)


def test_no_file_speaks_of_the_workshop(tracked: list[Path], repository: Path) -> None:
    """The project reads as itself: no path of a workplace, no number of an assignment."""
    found: list[str] = []
    for path in tracked:
        # Recordings of devices are bytes; what is text in them is looked at all the same.
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if UNWANTED.search(line):
                found.append(f"{path.relative_to(repository)}:{number}: {line.strip()[:80]}")

    assert not found


def test_every_file_is_small(tracked: list[Path], repository: Path) -> None:
    """No file is so large that a clone would carry it for ever."""
    large = [
        str(path.relative_to(repository)) for path in tracked if path.stat().st_size > MAX_BYTES
    ]

    assert not large


def test_text_files_end_with_one_newline(tracked: list[Path], repository: Path) -> None:
    """Each text file of ours ends with a newline and not with several."""
    endings = {".py", ".md", ".toml", ".yml", ".yaml"}
    bad = [
        str(path.relative_to(repository))
        for path in tracked
        if path.suffix in endings
        and (text := path.read_bytes())
        and (not text.endswith(b"\n") or text.endswith(b"\n\n"))
    ]

    assert not bad


SWITCHED_OFF = re.compile(r"#\s*(noqa|type: ignore|pyright: ignore)\b")
WITH_REASON = re.compile(
    r"#\s*(noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|pyright: ignore\[\w+(, ?\w+)*\])(  | - )\S"
)


def test_every_exception_to_a_rule_gives_its_reason(source: Path) -> None:
    """A rule is switched off by its name, for one line, with the reason behind it."""
    silent = [
        f"{path.relative_to(source)}:{number}: {line.strip()}"
        for path in sorted(source.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SWITCHED_OFF.search(line) and not WITH_REASON.search(line)
    ]

    assert not silent
