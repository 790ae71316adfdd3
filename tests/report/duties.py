"""Puts candidate duties into a report, as the audit does, from the model alone."""

from datetime import UTC, date, datetime

from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import Clock, Duty, DutyKind, FactUsed, LawStatus, RuleResult, RuleState, Watch
from exposurecheck.model.report import Report

UNSEEN = Bilingual(ja="記録が不足しており、閲覧の有無を確認できません。", en="Logs are insufficient to tell.")
KNOWN = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)


def duty(id_: str, *due: str, state: RuleState = RuleState.LIKELY, promptly: bool = False) -> Duty:
    """Build one duty towards the authority."""
    assert state in {RuleState.LIKELY, RuleState.POSSIBLE}
    return Duty(
        id=id_,
        title=Bilingual(ja=f"速報 {id_}", en=f"Report {id_}"),
        from_=("jp.appi.r7.iv",),
        state=RuleState.LIKELY if state is RuleState.LIKELY else RuleState.POSSIBLE,
        addressee="個人情報保護委員会",
        addressee_text=Bilingual(ja="個人情報保護委員会", en="The Commission"),
        due=due,
        kind=DutyKind.GUIDE,
        source="規則8条1項",
        confidence="S",
        promptly=promptly,
        clocks=(Clock(anchor="known_at.misconfiguration", at=KNOWN, due=due),),
    )


def rule(id_: str, state: RuleState) -> RuleResult:
    """Build one rule, weighed."""
    open_ = state is RuleState.UNDETERMINED
    return RuleResult(
        id=id_,
        regime="JP-APPI",
        title=Bilingual(ja=f"規定 {id_}", en=f"Rule {id_}"),
        state=state,
        reasons=(Bilingual(ja="個人データ: あり", en="Personal data: yes"),),
        missing=("jp.entity",) if open_ else (),
        questions=(Bilingual(ja="事業者の区分", en="Kind of entity"),) if open_ else (),
        source="規則7条4号",
        confidence="M+",
        status=LawStatus.IN_FORCE,
    )


def with_duties(report: Report, *duties: Duty) -> Report:
    """Attach ``duties``, or three of the usual ones."""
    usual = (
        duty("notice", promptly=True),
        duty("final", "2026-12-22", state=RuleState.POSSIBLE),
        duty("preliminary", "2026-11-25", "2026-11-27"),
    )
    watch = Watch(
        id="jp.appi.2026",
        regime="JP-APPI",
        title=Bilingual(ja="令和8年改正", en="Amendment of 2026"),
        text=Bilingual(ja="公布から2年以内に施行されます。", en="In force within two years of promulgation."),
        status=LawStatus.PROMULGATED_NOT_IN_FORCE,
        source="令和8年改正法",
        confidence="S2",
    )
    return report.model_copy(
        update={
            "duties": duties or usual,
            "rules": (
                rule("a", RuleState.NO_POINTING_FACTS),
                rule("b", RuleState.UNDETERMINED),
                rule("c", RuleState.LIKELY),
            ),
            "watch": (watch,),
            "facts": (FactUsed(name="exposure.state", value="X3", provenance="engine", because=UNSEEN),),
            "law_as_of": date(2026, 11, 23),
        }
    )
