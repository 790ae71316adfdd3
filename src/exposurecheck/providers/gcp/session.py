"""Turns settings and the environment into credentials, projects and endpoints, by Google's own default chain."""

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import google.auth
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.cloud import storage

from exposurecheck.errors import ProviderError
from exposurecheck.settings import ScanSettings

SIGN_IN = "Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS."
_SCOPES = ("https://www.googleapis.com/auth/cloud-platform",)
"""Policies and ACLs may be read with no narrower scope ("Cloud Storage: OAuth 2.0 scopes")."""
_EMULATOR = "STORAGE_EMULATOR_HOST"
APIS = ("cloudresourcemanager", "orgpolicy", "iam")


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, about which project by default, and where."""

    credentials: Credentials
    project: str | None
    storage: str
    """For example ``https://storage.googleapis.com``."""
    endpoints: dict[str, str]
    """Base URLs of the other APIs by name; one that is missing cannot be asked."""

    @property
    def anonymous(self) -> bool:
        """Whether requests carry no token, as the SDK does it for emulators."""
        return isinstance(self.credentials, AnonymousCredentials)


def sign_in(settings: ScanSettings) -> Session:
    """Find credentials, project and endpoints; raises ``ProviderError`` when nobody is signed in."""
    for library in ("google", "urllib3"):  # they quote names and whole answers, which belong into no log
        logging.getLogger(library).setLevel(logging.CRITICAL)
    emulator = os.environ.get(_EMULATOR)
    project = settings.projects[0] if settings.projects else None
    try:
        credentials, found = _of_emulator(emulator) if emulator else google.auth.default(scopes=_SCOPES)
        client = storage.Client(project=project or found or _configured(), credentials=credentials)
    except DefaultCredentialsError as error:
        raise ProviderError(f"Nobody is signed in to Google Cloud. {SIGN_IN}") from error
    except (GoogleAuthError, ValueError, OSError) as error:
        raise ProviderError(f"Google Cloud: the credentials cannot be used ({type(error).__name__}). {SIGN_IN}") from (
            error
        )
    base = _url(str(client.api_endpoint))
    universe = str(getattr(client, "universe_domain", "googleapis.com"))
    return Session(client._credentials, client.project, base, _endpoints(universe, own=bool(emulator)))  # noqa: SLF001 - no public getter


def _configured() -> str | None:
    return os.environ.get("GOOGLE_CLOUD_PROJECT") or os.environ.get("CLOUDSDK_CORE_PROJECT")


def _of_emulator(emulator: str) -> tuple[Credentials, str | None]:
    """Return the default credentials if the emulator itself issues their tokens, and anonymous ones if not.

    The SDK never sends a token to an emulator, since a real one must not leave for an unknown server.
    """
    if _issuer(os.environ.get("GOOGLE_APPLICATION_CREDENTIALS")) == urlsplit(_url(emulator)).netloc:
        credentials, project = google.auth.default(scopes=_SCOPES)
        return credentials, project
    return AnonymousCredentials(), None  # type: ignore[no-untyped-call]  # google-auth has few annotations


def _issuer(file: str | None) -> str:
    """Return the host that issues the tokens of a credentials file; looking for it sends nothing."""
    try:
        about = json.loads(Path(file).read_bytes()) if file else None
    except (OSError, ValueError):
        return ""
    found = about.get("token_url") or about.get("token_uri") if isinstance(about, dict) else None
    return urlsplit(str(found)).netloc if found else ""


def _url(endpoint: str) -> str:
    return (endpoint if "://" in endpoint else f"http://{endpoint}").rstrip("/")


def _endpoints(universe: str, *, own: bool) -> dict[str, str]:
    """Return the base URLs; beside an emulator only those that gcloud's own variables name."""
    found: dict[str, str] = {}
    for api in APIS:
        named = os.environ.get(f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{api.upper()}")
        if named:
            found[api] = _url(named)
        elif not own:
            found[api] = f"https://{api}.{universe}"
    return found
