"""What readers raise: the registry turns each into a note; none carries anything from the input."""


class UnreadableError(Exception):
    """The bytes are not what their format demands."""


class EncryptedError(Exception):
    """The content cannot be read without a password, which is never guessed."""


class UnsupportedError(Exception):
    """The bytes are of a kind that has no reader."""


class MemberTooLargeError(Exception):
    """One file inside the object is larger than the limit; the others are still read."""


class LimitReachedError(Exception):
    """A limit of the whole object is reached; reading ends here."""


class BudgetSpentError(Exception):
    """As many bytes were fetched as this scan allows for the object; reading ends here."""
