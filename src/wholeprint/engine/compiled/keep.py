"""Files that are made once and found again: a folder of our own, of which nothing is believed.

A file is found by a key, the digest of all that went into it. Beside it stands its seal, a digest
under a secret of this folder, so that one that was cut off, altered, or put there by somebody else
is not used but made anew. A folder that cannot be written, or belongs to another user, is done
without.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SECRET = "secret"  # noqa: S105 - the name of a file
_SECRET_BYTES = 32
_SEAL_BYTES = 32
MOST_BYTES = 256 * 2**20
"""When a folder holds more than this, the files that were not used for longest go."""


def key_of(parts: Sequence[str]) -> str:
    """Return the key of what follows from some texts.

    Args:
        parts: All that makes a difference: code, compiler, flags, processor.
    """
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.hexdigest()


@dataclass(slots=True)
class Keep:
    """A folder of files that were made once.

    Attributes:
        folder: Where; None keeps nothing.
    """

    folder: Path | None

    def find(self, key: str, ending: str) -> Path | None:
        """Return a file that was kept, None where there is none that can be believed.

        Args:
            key: Its key.
            ending: What kind of file, ".so".
        """
        if self.folder is None:
            return None
        path = self.folder / f"{key}{ending}"
        try:
            if not _is_ours(self.folder) or not _is_ours(path):
                return None
            seal = path.with_name(f"{path.name}.seal").read_bytes()
            if not hmac.compare_digest(seal, self._seal(path.name, path.read_bytes())):
                return None
            os.utime(path)  # the ones not used for longest go first
        except OSError:
            return path if self._is_whole(path) else None
        return path

    def read(self, key: str, ending: str) -> bytes | None:
        """Return what a file holds that was kept, None where there is none to be believed.

        Args:
            key: Its key.
            ending: What kind of file.
        """
        path = self.find(key, ending)
        try:
            return None if path is None else path.read_bytes()
        except OSError:
            return None

    def put(self, key: str, ending: str, content: bytes) -> Path | None:
        """Keep a file, all of it or nothing.

        Args:
            key: Its key.
            ending: What kind of file.
            content: What it holds.

        Returns:
            Where it lies, None where it could not be kept.
        """
        if self.folder is None:
            return None
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self.folder):
                return None
            path = self.folder / f"{key}{ending}"
            _replace(path, content)
            _replace(path.with_name(f"{path.name}.seal"), self._seal(path.name, content))
            self.prune(MOST_BYTES)
        except OSError:
            return None  # a full disk, a folder that may only be read: it is made again next time
        return path

    def prune(self, most_bytes: int) -> None:
        """Throw away what was not used for longest.

        Args:
            most_bytes: What may stay [bytes].
        """
        if self.folder is None:
            return
        found = [(path, path.stat()) for path in self.folder.iterdir() if path.is_file()]
        found = [(path, stat) for path, stat in found if path.name != _SECRET]
        total = sum(stat.st_size for _, stat in found)
        for path, stat in sorted(found, key=lambda pair: pair[1].st_mtime):
            if total <= most_bytes:
                return
            path.unlink(missing_ok=True)
            total -= stat.st_size

    def _seal(self, name: str, content: bytes) -> bytes:
        secret = self._secret()
        digest = hashlib.blake2b(name.encode(), key=secret, digest_size=_SEAL_BYTES)
        digest.update(content)
        return digest.digest()

    def _secret(self) -> bytes:
        if self.folder is None:
            raise FileNotFoundError(_SECRET)
        path = self.folder / _SECRET
        try:
            found = path.read_bytes()
            if len(found) == _SECRET_BYTES and _is_ours(path):
                return found
        except FileNotFoundError:
            pass
        fresh = secrets.token_bytes(_SECRET_BYTES)
        _replace(path, fresh)
        return path.read_bytes()

    def _is_whole(self, path: Path) -> bool:
        # In a folder that may only be read nothing can be touched, but all can be compared.
        try:
            seal = path.with_name(f"{path.name}.seal").read_bytes()
            whole = self._seal(path.name, path.read_bytes())
        except OSError:
            return False
        return _is_ours(path) and hmac.compare_digest(seal, whole)


def _is_ours(path: Path) -> bool:
    # It belongs to this user, and nobody else may write it.
    stat = path.lstat()
    return stat.st_uid == os.geteuid() and not stat.st_mode & 0o022


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)  # noqa: PTH105 - as atomic as it gets
    except BaseException:
        os.unlink(name)  # noqa: PTH108 - as above
        raise
