"""The one reader of arguments, environment and files."""

from pathlib import Path

import pytest

from wholeprint.errors import SettingError
from wholeprint.settings import (
    Rank,
    default_grid_cache,
    default_ledger,
    default_model_cache,
    default_state,
    load,
    provider_key,
    rank,
)


def _home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home")}


def test_arguments_win_over_environment_over_project_over_user(tmp_path: Path) -> None:
    """Each place overrules the ones after it, setting by setting."""
    user = tmp_path / "home/.config/wholeprint/config.toml"
    user.parent.mkdir(parents=True)
    user.write_text('zone = "DE"\nproject = "user"\nmodel = "user"\nphase = "user"\n')
    work = tmp_path / "work" / "deep"
    work.mkdir(parents=True)
    (tmp_path / "work/wholeprint.toml").write_text('project = "file"\nmodel = "file"\nphase="file"')
    environ = {**_home(tmp_path), "WHOLEPRINT_MODEL": "env", "WHOLEPRINT_PHASE": "env"}

    found = load({"phase": "argument", "pue": None}, environ=environ, directory=work).settings

    assert (found.zone, found.project, found.model, found.phase) == (
        "DE",
        "file",
        "env",
        "argument",
    )
    assert found.pue is None


def test_pyproject_table_is_read(tmp_path: Path) -> None:
    """A project may keep its settings under [tool.wholeprint]."""
    (tmp_path / "pyproject.toml").write_text('[tool.wholeprint]\nzone = "FR"\npue = 1.2\n')

    found = load(environ=_home(tmp_path), directory=tmp_path).settings

    assert (found.zone, found.pue) == ("FR", 1.2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pue", 0.9),
        ("pue", float("nan")),
        ("pue", True),
        ("wue", -0.1),
        ("interval", 0),
        ("interval", "often"),
        ("flush", -5),
        ("attribution", "mine"),
        ("zone", ""),
        ("zone", 3),
        ("colour", "blue"),
        ("meters", []),
        ("quiet", "perhaps"),
        ("ledger", "/dev/null"),
        ("ledger", "/tmp"),  # noqa: S108 - only looked at
    ],
)
def test_wrong_argument_is_refused(tmp_path: Path, name: str, value: object) -> None:
    """An argument that cannot be used is an error at once, with the value seen."""
    with pytest.raises(SettingError) as caught:
        load({name: value}, environ=_home(tmp_path), directory=tmp_path)

    assert name in str(caught.value)
    assert "[wp-setting]" in str(caught.value)


def test_wrong_environment_is_said_and_left_out(tmp_path: Path) -> None:
    """A value of the environment that cannot be used does not stop a measured program."""
    environ = {**_home(tmp_path), "WHOLEPRINT_INTERVAL": "abc", "WHOLEPRINT_ZONE": "FR"}

    loaded = load(environ=environ, directory=tmp_path)

    assert loaded.settings.interval == 1.0
    assert loaded.settings.zone == "FR"
    assert "interval" in str(loaded.refused[0])
    assert "'abc'" in str(loaded.refused[0]) or "abc" in str(loaded.refused[0])


def test_broken_file_is_said_and_left_out(tmp_path: Path) -> None:
    """A settings file that is no TOML, or not text at all, is reported and passed over."""
    (tmp_path / "wholeprint.toml").write_bytes(b"zone = \xff\xfe")

    loaded = load(environ=_home(tmp_path), directory=tmp_path)

    assert loaded.settings.zone is None
    assert "wholeprint.toml" in str(loaded.refused[0])


def test_ledger_lies_in_the_data_folder(tmp_path: Path) -> None:
    """Without a setting the ledger is in the user's data folder, as the XDG standard has it."""
    assert default_ledger({"HOME": str(tmp_path)}) == (
        tmp_path / ".local/share/wholeprint/ledger.sqlite"
    )
    assert default_ledger({"XDG_DATA_HOME": "/data"}) == Path("/data/wholeprint/ledger.sqlite")


def test_fetched_grid_data_lies_in_the_cache_folder(tmp_path: Path) -> None:
    """Unless told otherwise it is in the user's cache folder, and nothing is fetched unasked."""
    home = _home(tmp_path)

    assert default_grid_cache({"XDG_CACHE_HOME": "/c"}) == Path("/c/wholeprint/grid.sqlite")
    assert load(environ=home, directory=tmp_path).settings.grid_cache == default_grid_cache(home)
    assert load(environ=home, directory=tmp_path).settings.network is False
    told = load(
        environ=home | {"WHOLEPRINT_NETWORK": "1", "WHOLEPRINT_GRID_CACHE": "/c/x"},
        directory=tmp_path,
    )
    assert (told.settings.network, told.settings.grid_cache) == (True, Path("/c/x"))


def test_compiled_models_lie_in_the_cache_folder(tmp_path: Path) -> None:
    """Unless told otherwise they are in the user's cache folder."""
    home = _home(tmp_path)

    assert default_model_cache({"XDG_CACHE_HOME": "/c"}) == Path("/c/wholeprint/models")
    assert load(environ=home, directory=tmp_path).settings.model_cache == default_model_cache(home)
    told = load(environ=home | {"WHOLEPRINT_MODEL_CACHE": "/c/x"}, directory=tmp_path)
    assert told.settings.model_cache == Path("/c/x")


def test_a_key_is_no_setting(tmp_path: Path) -> None:
    """A provider's key is read by its name, trimmed; it is in no settings and troubles nobody."""
    environ = _home(tmp_path) | {"WHOLEPRINT_KEY_MY_GRID": " k3y ", "WHOLEPRINT_KEY_NONE": " "}
    loaded = load(environ=environ, directory=tmp_path)

    assert provider_key("my-grid", environ) == "k3y"
    assert provider_key("none", environ) is None
    assert provider_key("other", environ) is None
    assert "k3y" not in repr(loaded)
    assert loaded.refused == ()


def test_ranks_of_three_launchers() -> None:
    """A rank is known by its launcher's variables, and only where it has company on its node."""
    torch = {"LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "4", "MASTER_PORT": "29500"}
    slurm = {"SLURM_LOCALID": "0", "SLURM_JOB_ID": "77", "SLURM_STEP_ID": "0"}
    mpi = {"OMPI_COMM_WORLD_LOCAL_RANK": "2", "PMIX_NAMESPACE": "x"}

    assert rank(torch) == Rank("LOCAL_RANK/29500", 1)
    assert rank(slurm) == Rank("SLURM_LOCALID/77/0", 0)
    assert rank(mpi) == Rank("OMPI_COMM_WORLD_LOCAL_RANK/x", 2)
    assert rank(torch | {"LOCAL_WORLD_SIZE": "1"}) is None
    assert rank({}) is None


def test_the_folder_of_states_follows_the_user(tmp_path: Path) -> None:
    """Planned jobs lie in the user's folder of states unless told otherwise; a file is refused."""
    home = _home(tmp_path)
    (tmp_path / "file").write_text("")

    assert default_state(home) == tmp_path / "home/.local/state/wholeprint"
    assert default_state({"XDG_STATE_HOME": "/s"}) == Path("/s/wholeprint")
    assert load(environ=home, directory=tmp_path).settings.state == default_state(home)
    with pytest.raises(SettingError, match="folder"):
        load({"state": tmp_path / "file"}, environ=home, directory=tmp_path)


def test_an_address_that_is_refused_is_not_shown(tmp_path: Path) -> None:
    """Somebody may have put a password there: the refusal, which becomes a note, holds no part."""
    environ = _home(tmp_path) | {"WHOLEPRINT_PROMETHEUS_URL": "http://ada:s3cret@prom.example.org"}

    loaded = load(environ=environ, directory=tmp_path)

    assert loaded.settings.prometheus_url is None
    (refused,) = loaded.refused
    assert "prometheus_url" in str(refused)
    assert "s3cret" not in str(refused)
