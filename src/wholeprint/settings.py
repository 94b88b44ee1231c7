"""The one reader of arguments, environment and files.

Order: arguments > environment ``WHOLEPRINT_*`` > ``wholeprint.toml`` or ``[tool.wholeprint]`` of
``pyproject.toml`` (nearest, from the working directory upwards) > the user's ``config.toml``.
Nobody else reads the environment, so that what a run was told can be listed in one place.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from wholeprint.errors import SettingError
from wholeprint.settable import PRIVATE, READERS, Attribution, Flow, Response, Scope

PREFIX = "WHOLEPRINT_"


class Settings(NamedTuple):
    """What a run, and its assessment, are told.

    Attributes:
        ledger: The ledger file.
        project: Name of the project the run belongs to.
        model: Name of the model that is trained or served.
        phase: Phase of the model's life: development, training, deployment, ...
        zone: Grid zone the machine stands in; None is unknown, and is never guessed.
        pue: Power usage effectiveness of the site, at least 1 [1]; None is unknown.
        wue: Water usage effectiveness of the site [L/kWh of IT equipment]; None is unknown.
        attribution: Whether counters of the machine are charged to the run whole ("machine") or by
            its process tree's share of the busy CPU time ("process").
        interval: Time between two samples [s].
        flush: Time between two writes, which is the most that a kill can lose [s].
        root: Folder under which the sensors' files are read: ``/``, or a recorded or written tree.
        meters: Names of the drivers to use, in order; None is every driver that works here.
        record_command: Whether the command's arguments are kept.
        quiet: Whether nothing is printed but errors.
        disabled: Whether tracking does nothing at all.
        debug: Whether an unexpected error of ours shows where it happened.
        state: Folder in which planned jobs are kept; None is `default_state`.
        network: Whether grid data may be fetched without being asked for each time.
        grid_cache: The file that keeps what was fetched about grids; None keeps nothing.
        model_cache: The folder that keeps compiled models; None keeps nothing.
        prometheus_url: Address of a Prometheus server of the user's, asked before all others.
        prometheus_query: The query whose one series is an intensity [gCO2e/kWh].
        prometheus_zone: The zone that the series is of.
        prometheus_response: Whether it is average or marginal.
        prometheus_scope: Whether it is direct or life-cycle.
        prometheus_flow: Whether it is of what is produced or of what is consumed there.
    """

    ledger: Path
    project: str | None = None
    model: str | None = None
    phase: str | None = None
    zone: str | None = None
    pue: float | None = None
    wue: float | None = None
    attribution: Attribution = "machine"
    interval: float = 1.0
    flush: float = 5.0
    root: Path = Path("/")
    meters: tuple[str, ...] | None = None
    record_command: bool = True
    quiet: bool = False
    disabled: bool = False
    debug: bool = False
    state: Path | None = None
    network: bool = False
    grid_cache: Path | None = None
    model_cache: Path | None = None
    prometheus_url: str | None = None
    prometheus_query: str | None = None
    prometheus_zone: str | None = None
    prometheus_response: Response = "average"
    prometheus_scope: Scope = "direct"
    prometheus_flow: Flow = "consumption"


class Loaded(NamedTuple):
    """Settings, and the values that were found but could not be used.

    Attributes:
        settings: The settings.
        refused: One error per value of the environment or of a file that was left out; an argument
            that cannot be used is raised instead.
    """

    settings: Settings
    refused: tuple[SettingError, ...]


class Rank(NamedTuple):
    """This process's place among the ranks of a distributed job on this node.

    Attributes:
        group: Name of the job, the same in all its ranks on this node.
        local_rank: Number of this rank on this node, from 0.
    """

    group: str
    local_rank: int


def setting_names() -> tuple[str, ...]:
    """Return the name of every setting, in the order in which they are documented."""
    return Settings._fields


def load(
    arguments: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    directory: Path | None = None,
) -> Loaded:
    """Read the settings from everywhere they may stand.

    Args:
        arguments: What the caller was given; a value of None counts as not given.
        environ: The environment; None is this process's.
        directory: Where to look for the project's file from; None is the working directory.

    Returns:
        The settings, and what had to be left out of the environment and of the files.

    Raises:
        SettingError: If an argument is unknown or cannot be used.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    found: dict[str, object] = {}
    refused: list[SettingError] = []
    for path in _files(environ, directory):
        _take(found, _from_file(path, refused), str(path), refused)
    variables = {
        name: environ[PREFIX + name.upper()]
        for name in READERS
        if environ.get(PREFIX + name.upper(), "") != ""
    }
    _take(found, variables, "the environment", refused)
    given = {k: v for k, v in (arguments or {}).items() if v is not None}
    wrong: list[SettingError] = []
    _take(found, given, "the arguments", wrong)
    if wrong:
        raise wrong[0]
    found.setdefault("ledger", default_ledger(environ))
    found.setdefault("state", default_state(environ))
    found.setdefault("grid_cache", default_grid_cache(environ))
    found.setdefault("model_cache", default_model_cache(environ))
    return Loaded(Settings(**found), tuple(refused))  # pyright: ignore[reportArgumentType] - every value came through its reader


def _take(
    found: dict[str, object],
    values: Mapping[str, object],
    where: str,
    refused: list[SettingError],
) -> None:
    for name, value in values.items():
        reader = READERS.get(name)
        if reader is None:
            known = ", ".join(READERS)
            refused.append(
                SettingError(f"there is no setting {name!r} ({where})", fix=f"Known: {known}")
            )
            continue
        try:
            found[name] = reader(value)
        except ValueError as wanted:
            refused.append(
                SettingError(
                    f"the setting {name} in {where} cannot be used",
                    seen="..." if name in PRIVATE else value,
                    fix=f"Give {wanted}",
                )
            )


def _files(environ: Mapping[str, str], directory: Path | None) -> list[Path]:
    # The weakest first.
    paths: list[Path] = []
    user = _base(environ, "XDG_CONFIG_HOME", ".config") / "wholeprint" / "config.toml"
    if os.path.exists(user):  # noqa: PTH110 - os.path raises nothing for unreadable parents
        paths.append(user)
    try:
        start = Path.cwd() if directory is None else directory
    except OSError:  # the working directory was removed under us
        return paths
    for folder in (start, *start.parents):
        for name in ("wholeprint.toml", "pyproject.toml"):
            path = folder / name
            if os.path.isfile(path):  # noqa: PTH113 - as above
                return [*paths, path]
    return paths


def _from_file(path: Path, refused: list[SettingError]) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
        if path.name == "pyproject.toml" and "tool.wholeprint" not in text:
            return {}
        import tomllib  # noqa: PLC0415 - most runs have no file: the parser is not loaded for them

        document = cast("dict[str, object]", tomllib.loads(text))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        refused.append(
            SettingError(f"the settings in {path} cannot be read", seen=str(error), fix="Mend it")
        )
        return {}
    if path.name == "pyproject.toml":
        tool = cast("dict[str, object]", document.get("tool", {}))
        document = cast("dict[str, object]", tool.get("wholeprint", {}))
    return document


def _base(environ: Mapping[str, str], variable: str, below_home: str) -> Path:
    given = environ.get(variable, "")
    if given.startswith("/"):
        return Path(given)
    home = environ.get("HOME", "")
    return Path(home or "~").expanduser() / below_home


def default_ledger(environ: Mapping[str, str] | None = None) -> Path:
    """Return where the ledger lies unless told otherwise.

    Args:
        environ: The environment; None is this process's.

    Returns:
        ``wholeprint/ledger.sqlite`` in the user's data folder.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    return _base(environ, "XDG_DATA_HOME", ".local/share") / "wholeprint" / "ledger.sqlite"


def default_grid_cache(environ: Mapping[str, str] | None = None) -> Path:
    """Return where fetched grid data is kept unless told otherwise.

    Args:
        environ: The environment; None is this process's.

    Returns:
        ``wholeprint/grid.sqlite`` in the user's cache folder.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    return _base(environ, "XDG_CACHE_HOME", ".cache") / "wholeprint" / "grid.sqlite"


def default_model_cache(environ: Mapping[str, str] | None = None) -> Path:
    """Return where compiled models are kept unless told otherwise.

    Args:
        environ: The environment; None is this process's.

    Returns:
        ``wholeprint/models`` in the user's cache folder.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    return _base(environ, "XDG_CACHE_HOME", ".cache") / "wholeprint" / "models"


def provider_key(name: str, environ: Mapping[str, str] | None = None) -> str | None:
    """Return a provider's key from the environment. It is no setting: no file holds one.

    Args:
        name: Name of the secret, such as ``electricitymaps``.
        environ: The environment; None is this process's.

    Returns:
        What ``WHOLEPRINT_KEY_<NAME>`` holds; None where it is not set or empty.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    return environ.get(f"{PREFIX}KEY_{name.upper().replace('-', '_')}", "").strip() or None


def default_state(environ: Mapping[str, str] | None = None) -> Path:
    """Return where planned jobs are kept unless told otherwise.

    Args:
        environ: The environment; None is this process's.

    Returns:
        ``wholeprint`` in the user's folder of states.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    return _base(environ, "XDG_STATE_HOME", ".local/state") / "wholeprint"


_RANKS = (
    # local rank, number of ranks on the node, what names the job
    ("LOCAL_RANK", "LOCAL_WORLD_SIZE", ("TORCHELASTIC_RUN_ID", "MASTER_ADDR", "MASTER_PORT")),
    ("SLURM_LOCALID", "SLURM_STEP_TASKS_PER_NODE", ("SLURM_JOB_ID", "SLURM_STEP_ID")),
    ("OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE", ("PMIX_NAMESPACE",)),
)


def rank(environ: Mapping[str, str] | None = None) -> Rank | None:
    """Return this process's place in a distributed job, as its launcher tells it.

    torchrun, Slurm and Open MPI each set their own variables.

    Args:
        environ: The environment; None is this process's.

    Returns:
        The rank, or None where no launcher speaks or it says that the rank is alone on this node.
    """
    environ = os.environ if environ is None else environ  # noqa: TID251 - this is the one reader
    for local, size, names in _RANKS:
        number = environ.get(local, "")
        if not number.isdecimal() or environ.get(size, "") in {"0", "1"}:
            continue
        parts = [environ[name] for name in names if environ.get(name)]
        if parts:
            return Rank("/".join((local, *parts)), int(number))
    return None
