"""The plan keeps its budgets, is the same every time, and gives larger objects a larger chance."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.audit.plan import Budget, choose, order, requests, stratum
from exposurecheck.providers.base import ObjectEntry

KEYS = st.text(st.sampled_from("ab/.社員"), min_size=1, max_size=8)
LISTINGS = st.dictionaries(KEYS, st.integers(0, 10**7), max_size=60)
BUDGETS = st.builds(
    Budget,
    bytes=st.integers(0, 10**8),
    requests=st.integers(0, 200),
    objects=st.integers(1, 60),
    object_bytes=st.integers(1, 10**7),
)


def entries(sizes: dict[str, int]) -> list[ObjectEntry]:
    return [ObjectEntry(key, size) for key, size in sizes.items()]


@given(st.lists(LISTINGS, max_size=4), BUDGETS)
def test_no_budget_is_ever_exceeded(listings: list[dict[str, int]], budget: Budget) -> None:
    chosen = choose([(f"s3://{n}", entries(sizes)) for n, sizes in enumerate(listings)], budget)
    everything = [choice for choices in chosen.values() for choice in choices]

    assert sum(choice.max_bytes for choice in everything) <= budget.bytes
    assert sum(requests(choice.max_bytes) for choice in everything) <= budget.requests
    assert all(len(choices) <= budget.objects for choices in chosen.values())
    assert all(0 < choice.max_bytes <= min(choice.entry.size, budget.object_bytes) for choice in everything)


@given(LISTINGS, st.randoms(use_true_random=False))
def test_the_plan_depends_on_the_listing_and_not_on_its_order(sizes: dict[str, int], random: "object") -> None:
    shuffled = entries(sizes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random

    assert order("s3://a", shuffled) == order("s3://a", entries(sizes))


@given(LISTINGS)
def test_everything_readable_is_in_the_order_once(sizes: dict[str, int]) -> None:
    ordered = [entry.key for entry, _ in order("s3://a", entries(sizes))]

    assert sorted(ordered) == sorted(key for key, size in sizes.items() if size)


@given(LISTINGS)
def test_hints_come_first_then_the_largest_then_chance(sizes: dict[str, int]) -> None:
    reasons = [why for _, why in order("s3://a", entries(sizes))]

    assert reasons == sorted(reasons, key=["hint", "largest", "sample"].index)


def test_enough_budget_opens_everything() -> None:
    listing = entries({f"{n}.csv": 1000 + n for n in range(500)})
    chosen = choose([("s3://a", listing)], Budget(10**9, 10**5, 1000, 10**6))

    assert {c.entry.key for c in chosen["s3://a"]} == {e.key for e in listing}


def test_a_huge_store_leaves_something_for_the_next_one() -> None:
    huge = entries({f"x/{n}.bin": 10**6 for n in range(1000)})
    chosen = choose(
        [("s3://huge", huge), ("s3://small", entries({"a.csv": 1000}))], Budget(5 * 10**7, 10**5, 1000, 10**6)
    )

    assert [c.entry.key for c in chosen["s3://small"]] == ["a.csv"]


def test_chances_grow_with_size() -> None:
    """One of two classes has ten times the size; over many stores about ten times as many of it come first."""
    sizes = {f"n{n}": 10_000 if n % 2 else 1_000 for n in range(200)}
    fixed = {f"top{n}": 10**6 + n for n in range(10)}  # those that are opened for their size alone
    first = Counter(
        next(entry.size for entry, why in order(f"s3://{store}", entries(sizes | fixed)) if why == "sample")
        for store in range(2000)
    )

    assert 7 < first[10_000] / first[1_000] < 14


def test_every_stratum_is_opened_before_any_is_opened_twice() -> None:
    sizes = {f"{folder}/{n}.{kind}": 5000 for folder in "abc" for kind in ("csv", "log") for n in range(30)}
    sampled = [entry for entry, why in order("s3://a", entries(sizes)) if why == "sample"]

    assert len({stratum(entry.key) for entry in sampled[:6]}) == 6


def test_an_object_larger_than_what_is_left_is_begun() -> None:
    chosen = choose([("s3://a", entries({"big.csv": 10**9}))], Budget(10**6, 100, 10, 10**8))

    assert [c.max_bytes for c in chosen["s3://a"]] == [10**6]
