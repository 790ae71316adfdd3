"""Accounts are counted as done when their last store is."""

from exposurecheck.audit.by_account import ByAccount
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.base import StoreRef


class Told:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []

    def phase(self, name: str, total: int | None) -> None:
        self.heard.append((name, total))

    def step(self, name: str, note: str = "") -> None:
        self.heard.append((name, note))


def _ref(account: str, name: str) -> StoreRef:
    return StoreRef(ProviderName.AWS, f"s3://{name}", name, None, account)


def test_an_account_is_done_with_its_last_store() -> None:
    told = Told()
    progress = ByAccount(told, [_ref("1", "a"), _ref("2", "b"), _ref("1", "c")])
    progress.phase("access", 3)
    for name in "acb":
        progress.step("access", f"s3://{name}")
    assert [heard for heard in told.heard if heard[0] == "accounts"] == [
        ("accounts", 2), ("accounts", "1"), ("accounts", "2"),
    ]  # fmt: skip


def test_one_account_is_not_counted() -> None:
    told = Told()
    progress = ByAccount(told, [_ref("1", "a")])
    progress.phase("access", 1)
    progress.step("access", "s3://a")
    assert told.heard == [("access", 1), ("access", "s3://a")]
