"""What the CEL condition of a binding lets through."""

import pytest

from exposurecheck.access.gcs.condition import evaluate
from tests.access.gcs.bucket import AS_OF, OBJECTS

LIST_PREFIX = 'api.getAttribute("storage.googleapis.com/objectListPrefix", "")'
PAST = 'timestamp("2024-01-01T00:00:00Z")'


@pytest.mark.parametrize(
    ("expression", "include", "exclude", "listing"),
    [
        ("true", ("*",), (), True),
        (f'resource.name.startsWith("{OBJECTS}a/")', ("a/*",), (), False),
        (
            f'resource.name.startsWith("{OBJECTS}a/") || resource.name.startsWith("{OBJECTS}b/")',
            ("a/*", "b/*"),
            (),
            False,
        ),
        (f'!resource.name.startsWith("{OBJECTS}a/")', ("*",), ("a/*",), True),
        (
            f'resource.name.startsWith("{OBJECTS}a/") && !resource.name.startsWith("{OBJECTS}a/b/")',
            ("a/*",),
            ("a/b/*",),
            False,
        ),
        (f'resource.name == "{OBJECTS}a.txt"', ("a.txt",), (), False),
        (f"resource.name in ['{OBJECTS}a', '{OBJECTS}b']", ("a", "b"), (), False),
        ('resource.name.endsWith(".pdf")', ("*.pdf",), (), False),
        (f'resource.name.startsWith("{OBJECTS}a/") && resource.name.endsWith(".pdf")', ("a/*.pdf",), (), False),
        ('resource.name.extract("/objects/{folder}/") == "reports"', ("reports/*",), (), False),
        ('resource.name.startsWith("projects/_/buckets/records")', ("*",), (), True),
        ('resource.type == "storage.googleapis.com/Object"', ("*",), (), False),
        ('resource.type == "storage.googleapis.com/Bucket"', (), (), True),
        ('resource.service == "storage.googleapis.com"', ("*",), (), True),
        (f"request.time > {PAST}", ("*",), (), True),
        ('request.time > date("2024-01-01")', ("*",), (), True),
        (
            f'resource.name.startsWith("{OBJECTS}a/") || {LIST_PREFIX}.startsWith("a/")',
            ("a/*",),
            (),
            True,
        ),
    ],
)
def test_names_types_and_times_narrow_the_keys(
    expression: str, include: tuple[str, ...], exclude: tuple[str, ...], listing: bool
) -> None:
    passed = evaluate(expression, "records", "", AS_OF)
    assert (passed.include, passed.exclude, passed.listing) == (include, exclude, listing)
    assert (passed.blockers, passed.unclear) == ((), ())


@pytest.mark.parametrize(
    ("expression", "blockers"),
    [
        (f"request.time < {PAST}", ("request.time",)),
        (f'resource.name.startsWith("{OBJECTS}a/") && request.time < {PAST}', ("request.time",)),
        ('resource.name.startsWith("projects/_/buckets/other/objects/")', ("resource.name",)),
        (
            f'resource.name.startsWith("projects/_/buckets/other/") && request.time < {PAST}',
            ("resource.name", "request.time"),
        ),
        ('resource.service == "compute.googleapis.com"', ("resource.service",)),
        ("false", ()),
    ],
)
def test_a_condition_that_never_holds_names_what_makes_it_fail(expression: str, blockers: tuple[str, ...]) -> None:
    passed = evaluate(expression, "records", "", AS_OF)
    assert (passed.include, passed.listing) == ((), False)
    assert set(passed.blockers) == set(blockers)


@pytest.mark.parametrize(
    ("expression", "include", "unclear"),
    [
        ('resource.matchTag("1/env", "prod")', ("*",), ("resource.matchTag",)),
        (
            f'resource.matchTag("1/env", "prod") && resource.name.startsWith("{OBJECTS}a/")',
            ("a/*",),
            ("resource.matchTag",),
        ),
        ('"accessPolicies/1/accessLevels/x" in request.auth.access_levels', ("*",), ("request.auth.access_levels",)),
        ('resource.name.matches("a.*")', ("*",), ("resource.name",)),
        ("destination.port == 443", ("*",), ("destination.port",)),
        ("request.time <", ("*",), ("expression",)),
        ('request.time < timestamp("soon")', ("*",), ("request.time",)),
    ],
)
def test_what_cannot_be_evaluated_is_taken_to_hold(
    expression: str, include: tuple[str, ...], unclear: tuple[str, ...]
) -> None:
    passed = evaluate(expression, "records", "", AS_OF)
    assert (passed.include, passed.unclear, passed.blockers) == (include, unclear, ())


def test_a_known_part_decides_where_it_can() -> None:
    closed = evaluate(f'resource.matchTag("1/env", "prod") && request.time < {PAST}', "records", "", AS_OF)
    assert (closed.include, closed.blockers) == ((), ("request.time",))
    open_ = evaluate(f'resource.matchTag("1/env", "prod") || request.time > {PAST}', "records", "", AS_OF)
    assert (open_.include, open_.unclear) == (("*",), ())


def test_a_condition_on_a_managed_folder_stays_inside_it() -> None:
    assert evaluate(f'resource.name.startsWith("{OBJECTS}r")', "records", "reports/", AS_OF).include == ("reports/*",)
    inner = evaluate(f'resource.name.startsWith("{OBJECTS}reports/x/")', "records", "reports/", AS_OF)
    assert inner.include == ("reports/x/*",)
    assert evaluate(f'resource.name.startsWith("{OBJECTS}z/")', "records", "reports/", AS_OF).include == ()


def test_without_the_bucket_name_conditions_on_names_are_unclear() -> None:
    passed = evaluate(f'resource.name.startsWith("{OBJECTS}r")', None, "", AS_OF)
    assert (passed.include, passed.unclear) == (("*",), ("resource.name",))


def test_an_expression_with_very_many_names_is_taken_to_hold_everywhere() -> None:
    names = " || ".join(f'resource.name.startsWith("{OBJECTS}{n}/")' for n in range(200))
    passed = evaluate(names, "records", "", AS_OF)
    assert passed.include == ("*",)
    assert passed.unclear == ("resource.name",)


def test_listing_under_a_condition_that_cannot_be_evaluated_is_taken_to_be_possible() -> None:
    kind = 'resource.type == "storage.googleapis.com/Bucket"'
    passed = evaluate(f'{kind} && resource.matchTag("1/env", "prod")', "records", "", AS_OF)
    assert (passed.include, passed.listing, passed.unclear) == ((), True, ("resource.matchTag",))
    over = evaluate(f'{kind} && resource.matchTag("1/env", "prod") && request.time < {PAST}', "records", "", AS_OF)
    assert (over.listing, over.unclear) == (False, ())
