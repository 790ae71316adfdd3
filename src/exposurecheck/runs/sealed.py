"""Seals what an unfinished scan leaves on disk under a key that lies elsewhere and lives as long as the scan.

People are told apart by keyed hashes of what was found in objects. A finished scan forgets key and hashes. One that is
killed must find them again to count nobody twice, so that they lie beside the output, sealed, and the key lies in the
user's state folder: a copy of the output, for example an artefact of a CI job, tells nothing.
"""

import os
import pickle
import secrets
import time
from dataclasses import dataclass
from errno import ENOENT
from hashlib import blake2b
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposurecheck.errors import InputError

_NONCE: Final = 12
_SECRET: Final = 32
_FORGET_AFTER: Final = 7 * 86_400
"""Seconds after which the key of a scan that nobody resumed is deleted."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one scan, and where it lies."""

    path: Path
    secret: bytes
    """Keys the hashes of people."""

    def seal(self, value: object, name: str) -> bytes:
        """Return ``value`` so that only this key opens it, and only under this ``name``."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, pickle.dumps(value, pickle.HIGHEST_PROTOCOL), name.encode())

    def opened(self, sealed: bytes, name: str) -> object:
        """Return what was sealed; raises ``InputError`` when it was changed or another key sealed it."""
        try:
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
        except InvalidTag as error:
            raise InputError("--resume: what the interrupted scan left is damaged; scan again without it") from error
        return pickle.loads(plain)  # noqa: S301 - sealed by this user's own key a moment ago, or refused above

    def forget(self) -> None:
        """Delete the key, and with it everything it sealed."""
        self.path.unlink(missing_ok=True)

    @property
    def _cipher(self) -> AESGCM:
        return AESGCM(blake2b(self.secret, digest_size=32, person=b"resume").digest())


def folder() -> Path:
    """Return the state folder, ``$XDG_STATE_HOME/exposurecheck``."""
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "exposurecheck"


def new_key(run_id: str) -> Key:
    """Make the key of a scan that begins, and delete those of scans that nobody resumed; raises ``OSError``."""
    place = folder()
    if not os.environ.get("XDG_STATE_HOME") and not Path.home().is_dir():
        raise FileNotFoundError(ENOENT, "there is no home folder", str(Path.home()))
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in place.glob("*.key"):
        if old.stat().st_mtime < time.time() - _FORGET_AFTER:
            old.unlink(missing_ok=True)
    key = Key(place / f"{run_id}.key", secrets.token_bytes(_SECRET))
    with os.fdopen(os.open(key.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.secret)
        file.flush()
        os.fsync(file.fileno())
    return key


def find_key(run_id: str) -> Key:
    """Return the key of an interrupted scan; raises ``InputError`` when it is gone."""
    path = folder() / f"{run_id}.key"
    try:
        secret = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"--resume {run_id}: its key is not in {path.parent} ({error.strerror}): another machine or user began it, "
            "or a week has passed. Scan again without --resume"
        ) from error
    if len(secret) != _SECRET:
        raise InputError(f"--resume {run_id}: {path} is not the key of a scan; scan again without --resume")
    return Key(path, secret)
