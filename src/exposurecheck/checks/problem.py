"""Turns everything that is wrong in check files into one error."""

from collections.abc import Iterable

from exposurecheck.documents.problem import Problem
from exposurecheck.errors import CheckError


class CheckFileError(CheckError):
    """Check files that cannot be used, with everything that is wrong in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["the checks cannot be used", *map(str, self.problems)]))
