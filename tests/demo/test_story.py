from exposurecheck.demo.exhibits import EXHIBITS
from exposurecheck.demo.story import OPEN, STORY
from exposurecheck.demo.truth import TABLE, text
from exposurecheck.model.exposure import ExposureClass


def test_names_and_keys_are_unique_and_every_file_exists() -> None:
    assert len({s.name for s in STORY}) == len(STORY)
    for store in STORY:
        assert len({o.key for o in store.objects}) == len(store.objects)
        assert {o.exhibit for o in store.objects} <= EXHIBITS.keys()


def test_a_store_is_open_to_everyone_exactly_if_an_object_is() -> None:
    for store in STORY:
        answered = any(o.get == OPEN for o in store.objects)
        assert answered == (store.exposure is ExposureClass.ANONYMOUS_READ), store.name


def test_a_missing_key_is_denied_unless_names_may_be_listed() -> None:
    for store in STORY:
        assert store.outsider_gets("no/such/key") == (404 if store.list == OPEN else 403)


def test_the_shipped_truth_is_the_truth() -> None:
    """Write it again with: python -m exposurecheck.demo.truth > src/exposurecheck/demo/truth.json."""
    assert TABLE.read_text(encoding="utf-8") == text()
