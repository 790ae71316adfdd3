"""What can go wrong in ways a user can act on: every message says what, where, and what to do.

::

    ExposurecheckError          exit status 2
    ├── SettingsError           a flag, an environment variable or exposurecheck.toml
    ├── InputError              a file or folder given on the command line
    ├── CheckError              a check file: its place, with line and column
    ├── DetectorError           a detector file
    ├── RegimeError             a file of legal rules: its place, with line and column
    ├── WaiverError             the file of waivers: its place, with line and column
    ├── RunStoreError           the store of earlier runs
    ├── RegisterError           vendors.yaml: its place, with line and column
    ├── ProviderError           signing in, or listing the stores of a whole account
    └── RenderError             writing a report
"""


class ExposurecheckError(Exception):
    """Base of every error shown to a user without a traceback."""


class SettingsError(ExposurecheckError):
    """A setting has a value that cannot be used."""


class InputError(ExposurecheckError):
    """A file given by the user cannot be read or understood."""


class CheckError(ExposurecheckError):
    """A check file is not valid."""


class DetectorError(ExposurecheckError):
    """A detector file is not valid."""


class RegimeError(ExposurecheckError):
    """A file of legal rules is not valid."""


class WaiverError(ExposurecheckError):
    """A file of waivers is not valid."""


class RunStoreError(ExposurecheckError):
    """The store of earlier runs cannot be used: damaged, foreign, newer, locked or out of space."""


class RegisterError(ExposurecheckError):
    """A register of vendors and clients is not valid."""


class ProviderError(ExposurecheckError):
    """A cloud could not be used at all, for example because nobody is signed in."""


class RenderError(ExposurecheckError):
    """A report could not be written."""
