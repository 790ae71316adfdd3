"""The sentences of the duties page, in both languages."""

from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import DutyKind, LawStatus, RuleState

DISCLAIMER = Bilingual(
    ja="本書は設定状況と記録に基づく技術的な整理であり、法的助言ではありません。"
    "報告・通知・公表の要否は、弁護士等の専門家にご確認ください。",
    en="Technical findings only; this is not legal advice. Confirm reporting, notice and publication with counsel.",
)

STATES = {
    RuleState.LIKELY: Bilingual(ja="報告等の対象に該当する可能性が高い", en="Likely applies"),
    RuleState.POSSIBLE: Bilingual(ja="該当する可能性があります", en="May apply"),
    RuleState.UNDETERMINED: Bilingual(ja="判断不能", en="Undetermined"),
    RuleState.NO_POINTING_FACTS: Bilingual(
        ja="現時点の情報では該当を示す事実はありません", en="No facts pointing to it so far"
    ),
}

RESULT_STATES = {
    **STATES,
    RuleState.LIKELY: Bilingual(ja="これに当たる可能性が高い", en="Likely the case"),
    RuleState.POSSIBLE: Bilingual(ja="これに当たる可能性があります", en="May be the case"),
}
"""For rules that lead to a result instead of duties."""

KINDS = {
    DutyKind.GUIDE: Bilingual(ja="目安", en="guide"),
    DutyKind.STATUTORY: Bilingual(ja="法定", en="statutory"),
    DutyKind.CONTRACT: Bilingual(ja="契約", en="contract"),
}

STATUSES = {
    LawStatus.IN_FORCE: Bilingual(ja="施行中", en="in force"),
    LawStatus.PROMULGATED_NOT_IN_FORCE: Bilingual(ja="公布済み・未施行", en="promulgated, not in force"),
    LawStatus.PROPOSED: Bilingual(ja="提案段階", en="proposed"),
    LawStatus.USER_DEFINED: Bilingual(ja="利用者の定め", en="set by the user"),
}

MARKS = {
    "S": Bilingual(ja="公開資料で確認(抜粋による場合を含む)", en="confirmed by a public source, often from an excerpt"),
    "S2": Bilingual(ja="原文を引用する二次資料で確認", en="confirmed by a secondary note that quotes the primary text"),
    "M+": Bilingual(
        ja="確度は高いが、原文との照合が済んでいない", en="thought reliable, not yet checked against the primary text"
    ),
    "n/a": Bilingual(ja="利用者が入力", en="entered by the user"),
}

SUPPLIERS = {
    "user": Bilingual(ja="利用者の入力", en="user"),
    "scan": Bilingual(ja="走査", en="scan"),
    "logs": Bilingual(ja="アクセス記録", en="access logs"),
    "history": Bilingual(ja="変更履歴", en="change history"),
    "engine": Bilingual(ja="本製品の判定", en="derived"),
    "counsel": Bilingual(ja="弁護士等", en="counsel"),
}

REQUIREMENTS = {
    "counsel_confirmation": Bilingual(ja="弁護士等の確認", en="counsel's confirmation"),
    "evidence_manifest": Bilingual(ja="証拠一覧(記録の保全)", en="evidence manifest"),
}

ALTERNATIVES = {
    "publication": Bilingual(ja="公表", en="publication"),
    "contact_point": Bilingual(ja="問合せ窓口", en="contact point"),
}

PAGE = {
    "title": Bilingual(ja="法令上の対応の整理", en="What the law may ask"),
    "asof": Bilingual(
        ja="{day}時点で施行中の法令と、現時点で把握している情報に基づきます。",
        en="Law as of {day}. Based on what is known now.",
    ),
    "pending": Bilingual(ja="未施行の改正があります。", en="There are amendments that are not yet in force."),
    "deadlines": Bilingual(ja="期限一覧", en="Deadlines"),
    "shortest": Bilingual(ja="最も早い期限", en="Earliest deadline"),
    "none": Bilingual(
        ja="該当する可能性を示す事実は、現時点の情報にはありません。下の「足りない事実」と「確認が必要な点」をご確認ください。",
        en="No facts pointing to a duty so far. See what is missing and what needs checking below.",
    ),
    "undecided": Bilingual(
        ja="判断に必要な情報が足りません。下の「足りない事実」をご確認ください。",
        en="Not enough information to decide. See the missing facts below.",
    ),
    "due": Bilingual(ja="期限", en="Due"),
    "promptly": Bilingual(ja="状況に応じて速やかに(日数の定めなし)", en="promptly (no number of days)"),
    "no_date": Bilingual(ja="日付を計算できません(不足: {missing})", en="no date can be given (missing: {missing})"),
    "left": Bilingual(ja="残り{n}日", en="{n} days left"),
    "today": Bilingual(ja="本日", en="today"),
    "over": Bilingual(ja="期限を{n}日過ぎています", en="{n} days overdue"),
    "not_working": Bilingual(
        ja="弁護士等の確認があるまでは、短い期限で進めてください",
        en="work by the shorter limit until counsel confirms this one",
    ),
    "addressee": Bilingual(ja="相手方", en="To"),
    "basis": Bilingual(ja="根拠", en="Legal basis"),
    "mark": Bilingual(ja="確認区分", en="mark"),
    "from": Bilingual(ja="該当規則", en="From"),
    "clock": Bilingual(ja="起算", en="Clock"),
    "items": Bilingual(
        ja="記載事項: 規則8条1項の第{items}号", en="items {items} of rule 8(1) of the enforcement rules"
    ),
    "alternative": Bilingual(ja="代替措置: {names}", en="alternatives: {names}"),
    "assessment": Bilingual(ja="該当性の整理", en="Assessment"),
    "facts": Bilingual(ja="事実", en="Facts"),
    "missing": Bilingual(ja="不足", en="Missing"),
    "surer": Bilingual(ja="確定に必要", en="Would settle it"),
    "requires": Bilingual(ja="前提", en="Requires"),
    "note": Bilingual(ja="注", en="Note"),
    "missing_facts": Bilingual(ja="足りない事実", en="Missing facts"),
    "open": Bilingual(ja="事実しだいで生じ得る期限", en="Deadlines that depend on missing facts"),
    "set_aside": Bilingual(ja="他の規定により外した期限", en="Deadlines set aside by another rule"),
    "watch": Bilingual(ja="未施行の改正・提案", en="Law not yet in force"),
    "by": Bilingual(ja="遅くとも{day}までに施行", en="in force by {day} at the latest"),
    "warnings": Bilingual(ja="確認が必要な点", en="To be checked"),
    "used": Bilingual(ja="前提とした事実", en="Facts used"),
    "marks": Bilingual(ja="確認区分の意味", en="What the marks mean"),
    "counsel": Bilingual(
        ja="暗号化による例外は自動では適用しません。義務でなくても連絡が望まれる場合があります。",
        en="The encryption exemption is never applied automatically. Notice may be advisable though not required.",
    ),
}
