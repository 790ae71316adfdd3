"""The table of a store's objects: gravest and most people first, what was not read is named, the rest is counted."""

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import (
    Category,
    Confidence,
    Detection,
    Inspection,
    InspectionStatus,
    PersonalData,
    Subjects,
)
from exposurecheck.report.objects import KINDS, ROWS, Objects, objects
from exposurecheck.report.overview import Store
from tests.report.sample import store


def held(path: str, category: Category, people: int, *, kinds: int = 1) -> Inspection:
    return Inspection(
        path=path,
        status=InspectionStatus.COMPLETE,
        data=tuple(
            Detection(type=f"t{n}", category=category, confidence=Confidence.HIGH, count=people + n, distinct=people)
            for n in range(kinds)
        ),
        categories=(category,),
        subjects=Subjects(low=people, best=people, high=people),
    )


def unread(path: str) -> Inspection:
    return Inspection(path=path, status=InspectionStatus.ENCRYPTED, reason="encrypted: a password would be needed")


def table(*inspections: Inspection) -> Objects:
    return objects(Store(1, store("a", ExposureClass.ANONYMOUS_READ, data=PersonalData(inspections=inspections))))


def test_the_gravest_data_comes_first_then_the_most_people_then_what_was_not_read() -> None:
    shown = table(
        unread("z.zip"),
        held("few", Category.CONTACT, 5),
        held("many", Category.CONTACT, 500),
        held("grave", Category.MY_NUMBER, 1),
    )

    assert [r.inspection.path for r in shown.rows] == ["grave", "many", "few", "z.zip"]
    assert [r.read for r in shown.rows] == [True, True, True, False]
    assert shown.more == 0


def test_a_long_list_is_cut_and_still_names_something_that_was_not_read() -> None:
    shown = table(*(held(f"f{n}", Category.CONTACT, n) for n in range(1, 50)), *(unread(f"u{n}") for n in range(9)))

    assert len(shown.rows) == ROWS
    assert [r.inspection.path for r in shown.rows if not r.read] == ["u0", "u1"]
    assert shown.more == 49 + 9 - ROWS


def test_an_object_with_many_kinds_of_data_names_the_first_and_counts_the_rest() -> None:
    (row,) = table(held("f", Category.CONTACT, 3, kinds=KINDS + 2)).rows

    assert [d.type for d in row.kinds] == ["t5", "t4", "t3", "t2"]
    assert row.more_kinds == 2


def test_a_store_that_was_not_looked_into_has_no_table() -> None:
    assert objects(Store(1, store("a"))) == Objects()
