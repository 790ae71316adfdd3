"""What a sample means: nothing is said where nothing can be, and the bounds hold on invented estates."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.audit.extrapolate import Seen, sampling


def test_reading_everything_needs_no_sampling() -> None:
    assert sampling([Seen(10, 10, 0, drawn=True)], of_objects=1, of_bytes=10, found=False) is None


def test_nothing_found_in_the_sample_is_the_rule_of_three() -> None:
    seen = [Seen(100, 100, 0, drawn=True)] * 60
    told = sampling(seen, of_objects=1000, of_bytes=100_000, found=False)

    assert told is not None
    assert told.unread_share_at_most == 0.05
    assert told.people_in_rest_at_most is None
    assert "does not mean that there is nothing" in told.meaning.en
    assert "5 %" in told.meaning.en
    assert "意味しません" in told.meaning.ja


def test_hinted_objects_alone_say_nothing_about_the_rest() -> None:
    told = sampling([Seen(100, 100, 9, drawn=False)] * 50, of_objects=1000, of_bytes=100_000, found=True)

    assert told is not None
    assert (told.unread_share_at_most, told.people_in_rest_at_most) == (None, None)


@given(st.integers(5, 300), st.integers(1, 10**6))
def test_bounds_are_shares(drawn: int, size: int) -> None:
    told = sampling([Seen(size, size, 0, drawn=True)] * drawn, of_objects=10**6, of_bytes=10**12, found=False)

    assert told is not None
    assert told.unread_share_at_most is not None
    assert 0 < told.unread_share_at_most <= 1
    assert 0 <= told.share_of_bytes <= 1


def test_the_bound_on_people_holds_on_invented_estates() -> None:
    """Heavy-tailed sizes, people in about half of the objects; drawn with chances that grow with size."""
    held = 0
    for seed in range(200):
        random = Random(seed)
        sizes = [int(random.paretovariate(1.2) * 1000) for _ in range(2000)]
        people = [size // 100 if random.random() < 0.5 else 0 for size in sizes]
        ranked = sorted(range(2000), key=lambda n: random.random() ** (1 / sizes[n]), reverse=True)
        picked = ranked[:100]
        seen = [Seen(sizes[n], sizes[n], people[n], drawn=True) for n in picked]
        told = sampling(seen, of_objects=2000, of_bytes=sum(sizes), found=True)
        assert told is not None
        assert told.people_in_rest_at_most is not None
        held += told.people_in_rest_at_most >= sum(people[n] for n in ranked[100:])

    assert held >= 190
