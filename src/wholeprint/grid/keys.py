"""The keys of providers: from the environment, else from the system's own store; kept nowhere."""

from collections.abc import Callable, Iterator, Mapping

from wholeprint.quantities.note import Note
from wholeprint.settings import provider_key

SERVICE = "wholeprint"
"""Under which name keys lie in the system's store: ``keyring set wholeprint NAME``."""

_NO_STORE = "NoKeyringError"  # by its name: keyring need not be installed, and is slow to load


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
        self._notes: tuple[Note, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is wrong with the store: one note in all; a machine without a store is no fault."""
        return self._notes

    def in_environment(self, name: str) -> bool:
        """Say whether a key was put where this process finds it without asking a store.

        Args:
            name: Name of the secret.

        Returns:
            True where its variable is set.
        """
        return provider_key(name, self._environ) is not None

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
        if self._notes:  # it failed before, and may have made its owner wait: not once for each key
            return None
        try:
            store = self._store or _keyring()
            return None if store is None else store(SERVICE, name)
        except Exception as error:  # noqa: BLE001 - a backend may raise anything: it is a note
            if type(error).__name__ != _NO_STORE:
                self._notes = (
                    Note(
                        "key-store-failed",
                        f"The system's key store could not be asked ({type(error).__name__}): put "
                        f"keys into variables, such as {variable_of(name)}.",
                    ),
                )
            return None


def variable_of(name: str) -> str:
    """Return the variable that holds a key.

    Args:
        name: Name of the secret.
    """
    return f"WHOLEPRINT_KEY_{name.upper().replace('-', '_')}"


def _keyring() -> Callable[[str, str], str | None] | None:
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        return None
    return keyring.get_password
