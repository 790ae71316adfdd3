"""Actors become numbers, the same one everywhere; accounts, domains and commands stay."""

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Evidence, Fix
from exposurecheck.report import html
from exposurecheck.report.actors import redacted
from tests.report.sample import finding, sample, store

PERSON = "hanako.mizuno@partner.example"
USER = "arn:aws:iam::999900001111:user/hanako.mizuno"


def test_a_person_gets_one_number_wherever_she_is_named() -> None:
    opened = store("a", ExposureClass.EXTERNAL_ACCOUNT)
    assert opened.exposure is not None
    words = Bilingual(ja=f"{PERSON} に許可しています。", en=f"{PERSON} may read, and so may {USER}.")
    exposure = opened.exposure.model_copy(
        update={"external_accounts": (f"user:{PERSON}", "999900001111"), "explanation": words}
    )
    quoted = finding("public-personal-data", "a").model_copy(
        update={
            "evidence": (Evidence(source="storage.getIamPolicy", pointer="/", extract=f'["user:{PERSON}"]'),),
            "fixes": (Fix(tool="gcloud", code=f"gcloud … --member=user:{PERSON}"),),
        }
    )
    resource = opened.model_copy(update={"exposure": exposure})
    report = redacted(sample().model_copy(update={"resources": (resource,), "findings": (quoted,)}))

    (hidden,), (said,) = report.resources, report.findings
    assert hidden.exposure is not None
    assert hidden.exposure.external_accounts == ("user:actor-1", "999900001111")
    assert hidden.exposure.explanation.ja == "actor-1 に許可しています。"
    assert hidden.exposure.explanation.en == "actor-1 may read, and so may arn:aws:iam::999900001111:actor-2."
    assert said.evidence[0].extract == '["user:actor-1"]'
    assert PERSON in said.fixes[0].code
    assert PERSON not in html.render(report.model_copy(update={"findings": ()}), "ja")


def test_a_report_without_actors_stays_as_it_is() -> None:
    assert redacted(sample()) == sample()
