"""Stores are closed in the order of audience, severity and people; what is not known is never counted as protected."""

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Resource, Settings
from exposurecheck.report.overview import Overview
from exposurecheck.report.remedy import ROWS, Guardrail, Remedy
from tests.report.sample import finding, personal, proof, sample, store


def report(*resources: Resource) -> Report:
    return sample().model_copy(
        update={
            "resources": resources,
            "findings": tuple(finding("public-personal-data", r.name) for r in resources),
        }
    )


def leak(name: str, kind: ExposureClass, people: int) -> Resource:
    return store(name, kind, data=personal((Category.CONTACT,), people, people, people, "email"))


def remedy(*resources: Resource) -> Remedy:
    return Remedy.of(Overview(report(*resources)))


def test_what_anyone_can_read_is_closed_before_what_a_partner_can_and_more_people_come_first() -> None:
    found = remedy(
        leak("partner", ExposureClass.EXTERNAL_ACCOUNT, 9000),
        leak("few", ExposureClass.ANONYMOUS_READ, 10),
        leak("many", ExposureClass.ANONYMOUS_READ, 500),
    )

    assert [s.store.resource.name for s in found.steps] == ["many", "few", "partner"]


def test_a_store_that_is_public_on_purpose_and_holds_nobody_is_not_to_be_closed() -> None:
    meant = store("site", ExposureClass.ANONYMOUS_READ).model_copy(update={"settings": Settings(declared_public=True)})

    assert remedy(meant).steps == ()


def test_uses_that_closing_may_break_are_named() -> None:
    site = leak("site", ExposureClass.ANONYMOUS_READ, 5).model_copy(update={"settings": Settings(website=True)})
    partner = leak("partner", ExposureClass.EXTERNAL_ACCOUNT, 5)

    assert [s.affected for s in remedy(site, partner).steps] == [("website",), ("partners",)]


def test_the_address_to_ask_again_is_the_one_that_this_scan_asked() -> None:
    asked = leak("a", ExposureClass.ANONYMOUS_READ, 5).model_copy(update={"proof": proof()})

    (step,) = remedy(asked).steps

    assert step.url == proof().url


def test_a_protection_that_was_not_read_is_not_counted_as_on() -> None:
    settings = [Settings(access_logging=True), Settings(access_logging=False), Settings(), Settings(acls_enabled=True)]
    found = remedy(
        *(store(f"s{i}", ExposureClass.PRIVATE).model_copy(update={"settings": s}) for i, s in enumerate(settings))
    )

    assert Guardrail("logging", on=1, off=1, unread=2) in found.guardrails
    assert Guardrail("acls", on=0, off=1, unread=3) in found.guardrails
    assert "account" not in {g.name for g in found.guardrails}


def test_stores_without_a_trace_of_readers_come_first() -> None:
    states: list[bool | None] = [True, None, False]
    found = remedy(
        *(
            leak(f"s{i}", ExposureClass.ANONYMOUS_READ, 3).model_copy(update={"settings": Settings(access_logging=v)})
            for i, v in enumerate(states)
        )
    )

    assert [row.logging for row in found.logs] == [False, None, True]


def test_tables_stay_short_and_say_how_much_they_leave_out() -> None:
    found = remedy(*(leak(f"s{i}", ExposureClass.ANONYMOUS_READ, 3) for i in range(ROWS + 5)))

    assert (len(found.steps), found.more_steps) == (ROWS, 5)
    assert (len(found.causes), found.more_causes) == (ROWS, 5)
