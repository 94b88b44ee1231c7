"""Whatever a command's words hold, a shell hands them on letter by letter."""

import json
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wholeprint.advice.piece import Piece
from wholeprint.jobs import command
from wholeprint.jobs.launchers.k8s import manifest
from wholeprint.jobs.planned import PlannedJob

WORDS = st.lists(
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
    | st.sampled_from(
        ["", " ", "'", '"', "\\", "\n", "$HOME", "`id`", "$(id)", "*", "é\U0001f331", "-n"]
    ),
    max_size=6,
)
ECHO = "import json,sys; sys.stdout.write(json.dumps(sys.argv[1:]))"


def _job(words: list[str], variable: str = "") -> PlannedJob:
    return PlannedJob(
        id="j1",
        command=("x", *words),
        directory="/",
        pieces=(Piece(1.0, 2.0, "FR"),),
        environment={"JOB_TEXT": variable},
        image="i",
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
def test_words_survive_a_shell(words: list[str]) -> None:
    """`sh` runs the text that `at` and `sbatch --wrap` get: the program sees the same words."""
    # A bare interpreter: forty of them start in a second or two.
    argv = (sys.executable, "-I", "-S", "-X", "utf8", "-c", ECHO, *words)

    text = command.script(_job(words), argv)
    done = subprocess.run(["sh", "-c", text], capture_output=True, check=True)

    assert json.loads(done.stdout) == words


@given(WORDS)
def test_words_survive_kubernetes(words: list[str]) -> None:
    """In a manifest each dollar is doubled, which is how Kubernetes writes a plain one."""
    document = json.loads(json.dumps(manifest(_job(words, "$(A)"))))
    container = document["spec"]["template"]["spec"]["containers"][0]

    said = [word.replace("$$", "$") for word in container["command"]]

    assert said[said.index("--") + 1 :] == ["x", *words]
    assert {"name": "JOB_TEXT", "value": "$$(A)"} in container["env"]
