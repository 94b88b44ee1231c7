"""What is really run for a job."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.cli.main import build_parser
from wholeprint.errors import JobError
from wholeprint.jobs import command
from wholeprint.jobs.planned import PlannedJob

Make = Callable[..., PlannedJob]


def test_the_run_is_told_which_job_it_is(job: Make) -> None:
    """What is run is read by our own parser as meant, odd names included."""
    given = job(label="-x", project="--p", model="m", ledger="/l.sqlite", command=("ls", "--json"))

    words = command.measured(given, (), document="/d.json")
    read = build_parser().parse_args(list(words))

    assert (read.label, read.project, read.model, read.zone) == ("-x", "--p", "m", "FR")
    assert (read.meta, read.ledger, str(read.json)) == ([("job", "j1")], "/l.sqlite", "/d.json")
    assert read.command == ["--", "ls", "--json"]


def test_a_script_runs_in_the_directory_with_its_variables(job: Make, tmp_path: Path) -> None:
    """A real shell sets variables, goes to the directory, and puts output where it should go."""
    folder = tmp_path / 'it\'s a "folder"'
    folder.mkdir()
    given = job(directory=str(folder), environment={"A": "1 '2' $3"})
    log = tmp_path / "the log"

    text = command.script(given, ("sh", "-c", 'pwd; echo "$A" "$WHOLEPRINT_JOB"'), log=log)
    done = subprocess.run(["sh"], input=text, capture_output=True, text=True, check=True)

    assert done.stdout == ""
    assert log.read_text(encoding="utf-8") == f"{folder}\n1 '2' $3 j1\n"


def test_a_script_without_its_directory_runs_nothing(job: Make) -> None:
    """The command is not run somewhere else where its directory is gone."""
    text = command.script(job(directory="/no/such/folder"), ("echo", "ran"))

    done = subprocess.run(["sh"], input=text, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")


def test_what_to_keep_must_be_set(job: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is to be kept and is not set is an error now, not at night."""
    monkeypatch.setenv("JOB_COLOUR", "t")

    assert command.kept(["JOB_COLOUR"])["JOB_COLOUR"] == "t"
    assert "PATH" in command.kept()
    with pytest.raises(JobError, match="JOB_MISSING"):
        command.kept(["JOB_MISSING"])
    with pytest.raises(JobError, match="a b"):
        command.marked(job(environment={"a b": "1"}))


def test_a_job_keeps_where_its_own_folder_and_ledger_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service manager hands on no environment: its waiter would look for the job elsewhere."""
    monkeypatch.setenv("WHOLEPRINT_STATE", "/somewhere/state")
    monkeypatch.setenv("WHOLEPRINT_LEDGER", "/somewhere/ledger")
    monkeypatch.setenv("WHOLEPRINT_KEY_EIA", "secret")

    found = command.kept()

    assert (found["WHOLEPRINT_STATE"], found["WHOLEPRINT_LEDGER"]) == (
        "/somewhere/state",
        "/somewhere/ledger",
    )
    assert "WHOLEPRINT_KEY_EIA" not in found
