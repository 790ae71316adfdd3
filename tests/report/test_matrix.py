"""Which store holds which category; people are those of the stores, and records are never called people."""

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category
from exposurecheck.model.party import Party, PartyKind
from exposurecheck.report import html
from exposurecheck.report.matrix import Matrix
from exposurecheck.report.outside import Outside
from exposurecheck.report.overview import Overview
from tests.report.sample import finding, personal, sample, store


def overview() -> Overview:
    both = personal((Category.MY_NUMBER, Category.CONTACT), 7, 7, 8, "email")
    resources = (
        store("a", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 10, 10, 10, "email")),
        store("b", ExposureClass.EXTERNAL_ACCOUNT, data=both),
        store("c", ExposureClass.PRIVATE, data=personal((Category.FINANCIAL,), 99, 99, 99, "email")),
    )
    findings = tuple(finding("public-personal-data", r.name) for r in resources)
    return Overview(sample().model_copy(update={"resources": resources, "findings": findings, "subjects": None}))


def test_only_what_outsiders_can_reach_is_counted_gravest_first() -> None:
    matrix = Matrix.of(overview())

    assert [(s.category, s.stores, s.at_most) for s in matrix.shares] == [
        (Category.MY_NUMBER, 1, 8),
        (Category.CONTACT, 2, 18),
    ]
    assert [r.name for r in (s.resource for s in matrix.rows)] == ["a", "b"]


def test_records_are_summed_by_type_over_stores() -> None:
    contact = Matrix.of(overview()).shares[1]

    assert [(k.type, k.records) for k in contact.kinds] == [("email", 34)]


def test_named_outside_parties_are_listed_with_what_they_reach() -> None:
    (party,) = Outside.of(overview()).parties

    assert party.id == "999900001111"
    assert [s.resource.name for s in party.stores] == ["b"]
    assert party.people == 8


def test_what_the_register_says_stands_beside_the_party_and_trouble_comes_first() -> None:
    shared = overview().report
    known = Party(id="999900001111", kind=PartyKind.UNKNOWN, resembles="Mizuno Print", grants_onward=True)
    resources = tuple(r.model_copy(update={"parties": (known,)}) if r.name == "b" else r for r in shared.resources)

    (party,) = Outside.of(Overview(shared.model_copy(update={"resources": resources}))).parties

    assert party.warnings == ("unknown", "resembles", "onward")
    assert "Mizuno Print" in html.render(shared.model_copy(update={"resources": resources}), "en")


def test_without_a_register_nothing_is_called_unknown() -> None:
    (party,) = Outside.of(overview()).parties

    assert party.warnings == ()
