"""The keys of providers: from the environment, else from the system's own store; kept nowhere."""

from collections.abc import Callable, Iterator, Mapping

from wholeprint.quantities.note import Note
from wholeprint.settings import provider_key

SERVICE = "wholeprint"
"""Under which name keys lie in the system's store: ``keyring set wholeprint NAME``."""


class Keys(Mapping[str, str]):
    """Every provider's key by its name, looked up when it is asked for and not held.

    Args:
        environ: The environment; None is this process's.
        store: What looks a key up in the system's store, by service and name; None is keyring
            where that is installed.
    """

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        store: Callable[[str, str], str | None] | None = None,
    ) -> None:
        self._environ = environ
        self._store = store
        self._notes: dict[str, Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """What went wrong with the store so far."""
        return tuple(self._notes.values())

    def __getitem__(self, name: str) -> str:
        found = provider_key(name, self._environ) or self._stored(name)
        if not found:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        # Nobody can say which keys there are: the store is asked by name only.
        return iter(())

    def __len__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "Keys(...)"

    def _stored(self, name: str) -> str | None:
        try:
            store = self._store or _keyring()
            return None if store is None else store(SERVICE, name)
        except Exception as error:  # noqa: BLE001 - a backend may raise anything: it is a note
            self._notes[name] = Note(
                "key-store-failed",
                f"The system's key store could not be asked for the key of {name} "
                f"({type(error).__name__}): put it into WHOLEPRINT_KEY_{name.upper()}.",
            )
            return None


def _keyring() -> Callable[[str, str], str | None] | None:
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        return None
    return keyring.get_password
