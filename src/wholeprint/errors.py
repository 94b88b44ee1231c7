"""Every error wholeprint raises, the tree drawn on top.

::

    WholeprintError
    ├── ValueRefusedError          wp-value       a value outside what is allowed
    ├── UnitError                  wp-unit        two quantities whose units do not fit
    ├── BasisError                 wp-basis       energy taken at one point, used as if at another
    ├── BoundaryError              wp-boundary    two results that do not count the same things
    ├── UnknownNameError
    │   ├── UnknownZoneError       wp-zone        no grid zone of that name
    │   ├── UnknownHardwareError   wp-hardware    no device of that name
    │   ├── UnknownFactorError     wp-factor      no coefficient of that name
    │   └── UnknownRunError        wp-run         no run of that name, or several
    ├── TableError                 wp-table       a table of coefficients breaks its schema
    ├── SettingError               wp-setting     a setting that cannot be read
    ├── MeterError
    │   ├── MeterUnavailableError  wp-meter       a sensor that cannot be opened
    │   └── MeterReadError         wp-meter-read  a sensor that stopped answering
    ├── LedgerError                wp-ledger      the ledger cannot be read or written
    │   ├── LedgerLockedError      wp-ledger-locked
    │   ├── LedgerCorruptError     wp-ledger-corrupt
    │   └── LedgerVersionError     wp-ledger-version
    ├── ProviderError              wp-provider    a source of grid data that did not serve
    │   ├── ProviderUnreachableError  wp-provider-unreachable  it did not answer
    │   ├── ProviderRefusedError   wp-provider-refused  it wants a key, or another licence
    │   └── ProviderAnswerError    wp-provider-answer  it answered something it should not
    ├── SeriesError                wp-series      values over time that cannot be one series
    ├── ScheduleError              wp-schedule    work that cannot be done as it was asked for
    ├── StatementError             wp-statement   a statement of a footprint that cannot be read
    ├── FormulaError               wp-formula     a formula of a statement that cannot be read
    ├── JobError                   wp-job         planned work that cannot be handed over or found
    ├── ConformanceError           wp-standard    a report that lacks what its standard demands
    ├── ImportRefusedError         wp-import      a file of another tool that cannot be read
    ├── ModelError                 wp-model       a model of stocks and flows that is not right
    ├── UnsupportedError           wp-unsupported  a model file asks for what we do not do
    ├── SimulationError            wp-simulation  a run of a model that went wrong
    ├── CompileError               wp-compile     a model could not be compiled
    ├── CommandError               wp-command     a command that cannot be started
    └── MissingExtraError          wp-extra       an optional dependency that is not installed

Each says what was wrong, what was seen and what to do, and carries a code that never changes
and leads to its paragraph in ``docs/reference/errors.md``.
"""

from typing import ClassVar

_LONGEST_SEEN = 500
"""More than this of what was seen is not shown."""


class WholeprintError(Exception):
    """Base of every error this package raises.

    Args:
        what: What was wrong, as a clause without a full stop.
        seen: What was found instead; shown with ``repr`` when it is not a string.
        fix: What the reader can do, as a sentence without a full stop.
    """

    code: ClassVar[str] = "wp-error"

    def __init__(self, what: str, *, seen: object = None, fix: str = "") -> None:
        self.what = what
        self.seen = seen
        self.fix = fix
        super().__init__(str(self))

    def __str__(self) -> str:
        shown = self.seen if isinstance(self.seen, str) and self.seen.strip() else repr(self.seen)
        if len(shown) > _LONGEST_SEEN:
            # Somebody's whole file in place of a name would bury what to do about it.
            shown = f"{shown[:_LONGEST_SEEN]}\u2026 ({len(shown)} characters)"
        parts = [self.what if self.seen is None else f"{self.what}: saw {shown}"]
        if self.fix:
            parts.append(self.fix)
        return f"{'. '.join(parts)}. [{self.code}]"

    @property
    def anchor(self) -> str:
        """The place in the documentation that explains this error."""
        return f"docs/reference/errors.md#{self.code}"

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are pickled between the workers of a pool; keyword arguments need help.
        return (_rebuild, (type(self), self.what, self.seen, self.fix))


def _rebuild(kind: type[WholeprintError], what: str, seen: object, fix: str) -> WholeprintError:
    return kind(what, seen=seen, fix=fix)


class ValueRefusedError(WholeprintError, ValueError):
    """A value outside what the quantity allows."""

    code = "wp-value"


class UnitError(WholeprintError, ValueError):
    """Two quantities whose units do not fit, or a unit that is not known."""

    code = "wp-unit"


class BasisError(WholeprintError, TypeError):
    """Energy taken at one point of the machine room used as if taken at another."""

    code = "wp-basis"


class BoundaryError(WholeprintError, ValueError):
    """Two results that do not count the same things."""

    code = "wp-boundary"


class UnknownNameError(WholeprintError, LookupError):
    """A name that is in no table; never replaced by a near one."""

    code = "wp-name"


class UnknownZoneError(UnknownNameError):
    """No grid zone of that name."""

    code = "wp-zone"


class UnknownHardwareError(UnknownNameError):
    """No device of that name."""

    code = "wp-hardware"


class UnknownFactorError(UnknownNameError):
    """No coefficient of that name."""

    code = "wp-factor"


class UnknownRunError(UnknownNameError):
    """No run of that name, or several."""

    code = "wp-run"


class TableError(WholeprintError, ValueError):
    """A table of coefficients that breaks its schema."""

    code = "wp-table"


class SettingError(WholeprintError, ValueError):
    """A setting that cannot be read."""

    code = "wp-setting"


class MeterError(WholeprintError):
    """Base of what goes wrong at a sensor."""

    code = "wp-meter"


class MeterUnavailableError(MeterError):
    """A sensor that cannot be opened."""


class MeterReadError(MeterError):
    """A sensor that stopped answering, or answered with rubbish."""

    code = "wp-meter-read"


class LedgerError(WholeprintError):
    """The ledger cannot be read or written."""

    code = "wp-ledger"


class LedgerLockedError(LedgerError):
    """Another process holds the ledger for longer than we may wait."""

    code = "wp-ledger-locked"


class LedgerCorruptError(LedgerError):
    """The ledger file is damaged, or is not a ledger."""

    code = "wp-ledger-corrupt"


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer wholeprint than this one."""

    code = "wp-ledger-version"


class ProviderError(WholeprintError):
    """A source of grid data did not serve; the next one is asked, and the result says so."""

    code = "wp-provider"


class ProviderUnreachableError(ProviderError):
    """A source of grid data did not answer: an outage, a time-out, too many requests."""

    code = "wp-provider-unreachable"


class ProviderRefusedError(ProviderError):
    """A source of grid data wants a key, or does not serve this under the licence given."""

    code = "wp-provider-refused"


class ProviderAnswerError(ProviderError):
    """A source of grid data answered something that is not in its format, or cannot be true."""

    code = "wp-provider-answer"


class SeriesError(WholeprintError, ValueError):
    """Values over time cannot be one series: they overlap, leave holes, or are two signals."""

    code = "wp-series"


class ScheduleError(WholeprintError, ValueError):
    """Work cannot be done as it was asked for: the deadline comes before its end."""

    code = "wp-schedule"


class StatementError(WholeprintError, ValueError):
    """A statement of a footprint cannot be read: a file, a field, a figure."""

    code = "wp-statement"


class FormulaError(WholeprintError, ValueError):
    """A formula of a statement cannot be read, or names what is not there."""

    code = "wp-formula"


class JobError(WholeprintError):
    """Planned work cannot be handed over, found, or gone on with."""

    code = "wp-job"


class ConformanceError(WholeprintError, ValueError):
    """A report that lacks what its standard demands, or holds what that forbids."""

    code = "wp-standard"


class ImportRefusedError(WholeprintError, ValueError):
    """A file of another tool cannot be read: a Terraform plan, a cloud's own report."""

    code = "wp-import"


class ModelError(WholeprintError, ValueError):
    """A model of stocks and flows cannot be read, or breaks its own rules."""

    code = "wp-model"


class UnsupportedError(WholeprintError, NotImplementedError):
    """A model file asks for something that is not done here: refused by name, never left out."""

    code = "wp-unsupported"


class SimulationError(WholeprintError, ArithmeticError):
    """A run of a model went wrong: at which instant and in which variable is told."""

    code = "wp-simulation"


class CompileError(WholeprintError):
    """A model could not be compiled: no compiler, or one that failed."""

    code = "wp-compile"


class CommandError(WholeprintError):
    """A command that cannot be started."""

    code = "wp-command"


class MissingExtraError(WholeprintError, ImportError):
    """An optional dependency that is not installed."""

    code = "wp-extra"


def unreadable(error: Exception) -> str:
    """Return in plain words why a file cannot be read.

    Args:
        error: What reading it raised.

    Returns:
        Such as "no such file"; what the system says where there is no plainer word for it.
    """
    for kind, words in _UNREADABLE:
        if isinstance(error, kind):
            return words
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said if said[1:2].isupper() else f"{said[:1].lower()}{said[1:]}"


_UNREADABLE: tuple[tuple[type[Exception], str], ...] = (
    (FileNotFoundError, "no such file"),
    (IsADirectoryError, "a folder, not a file"),
    (NotADirectoryError, "no such file"),
    (PermissionError, "it may not be read by you"),
    (UnicodeDecodeError, "not text in UTF-8"),
    (EOFError, "it is cut off"),
)
