"""People in texts in other languages than Japanese, and texts in these that tell of nobody."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.fiction import of_nobody
from exposurecheck.content.told import told


def _told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in told(text)]


def _categories(text: str) -> set[str]:
    return {str(category) for category in in_text(text).categories}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("姓名：欧阳晓岚　性别：女\n手机：1", ["欧阳晓岚"]),
        ("紧急联系人：蒋建国（父）", ["蒋建国"]),
        ("负责人：王晓明、赵雅琴", ["王晓明", "赵雅琴"]),
        ("本人刘子涵，因病请假", ["刘子涵"]),
        ("尊敬的张经理：您好，请查收", ["张"]),
        ("陈志远 13801772045 早班\n周美玲 15900418823 中班（请假）", ["陈志远", "周美玲"]),
        ("성명: 박지훈 (남, 42세)", ["박지훈"]),
        ("내담자: 남궁서윤\n보호자 : 김민준, 이서연", ["남궁서윤", "김민준", "이서연"]),
        ("인사팀 한소희입니다.\n정우성 님의 서류", ["한소희", "정우성"]),
        ("[신유진] [오후 2:13] 몇 시예요?\n[노태현] [오후 2:14] 7시요", ["신유진", "노태현"]),
        ("总经理 周文斌（上海）说", ["周文斌"]),
        ("第一排：林子轩、黄思琪\n第二排：谢宇航、曾雨桐", ["林子轩", "黄思琪", "谢宇航", "曾雨桐"]),
        ("1. 김민준 010-2384-7719\n2. 황보라 010-5566-3021", ["김민준", "황보라"]),
    ],
)
def test_names_in_chinese_and_korean(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "联系人：人事部，电话：010-64001122",
        "专家李明指出，应优先接种。",
        "姓名：　　　性别：　　　民族：",
        "연락처: 010-2384-7719\n이메일: a@b.kr",
        "김철수 보건복지부 장관은 말했다.",
        "颜色：白色、黄色\n范围：安全、质量\n时间：今年",
        "상태: 의식 저하 010-5521-8804",
        "고객님, 이용자님, 담당자 안내",
        "성명:            생년월일:",
    ],
)
def test_chinese_and_korean_texts_without_anybody(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tenant: Kofi Asante and Lucie Moreau (the Tenant)", ["Kofi Asante", "Lucie Moreau"]),
        ("Name: Oyelaran, Bukola\nTeam: Field Support", ["Oyelaran, Bukola"]),
        ("Kind: Leonie Hofmann, geb. 03.02.2023\nMutter: Katja Hofmann", ["Leonie Hofmann", "Katja Hofmann"]),
        ("Locataire : Claire Bertrand", ["Claire Bertrand"]),
        (
            "09:10 Hannah Lindqvist (Ericsson)\n11:20 Dave Cropper - lift",
            ["Hannah Lindqvist", "Dave Cropper"],
        ),
        ("5 Nov Darren Whitlock rang Kelly Josephine Barraclough", ["Darren Whitlock", "Kelly Josephine"]),
        ("Tenant present: Olumide Fashola. Damp in the room.", ["Olumide Fashola"]),
        ("my name is Danuta Krol and", ["Danuta Krol"]),
        ("Morning its Danuta Krol from packing", ["Danuta Krol"]),
        ("Bonjour Madame Delacroix,\n\nCordialement,\nBenoît Lavigne\n", ["Delacroix", "Benoît Lavigne"]),
        ("Name: Zhanna Abdrakhmanova\nNationality: Kazakhstan", ["Zhanna Abdrakhmanova"]),
        ("1st: Graham Tolliver 07812 330 964\n2nd: Nisha Varma 07455 671 208", ["Graham Tolliver", "Nisha Varma"]),
        ("Bergström, Ebba   SWE\nCastellanos, Hugo  ESP", ["Bergström, Ebba", "Castellanos, Hugo"]),
        ("Sort code 20-45-77 account 33190742 (A Wisniewski)", ["Wisniewski"]),
        ("Paziente: Rosanna Cattaneo", ["Rosanna Cattaneo"]),
        ("Picker Shona McAteer was struck.", ["Shona McAteer"]),
        ("・SUBEDI RAM BAHADUR（ネパール）", ["SUBEDI RAM BAHADUR"]),
        (
            "10:05 開始 高梨 碧 から 全員:\n\t\n10:06 開始 iPad から 全員:\n10:31 開始 Ngozi Adeyemi から 全員:",
            ["高梨 碧", "Ngozi Adeyemi"],
        ),
    ],
)
def test_names_in_latin_letters(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Linden Crescent, Junior Buyer",
        "Driver Update Utility",
        "Name: Quasar Zblorft\nVersion: 4",
        "The Marie Curie Ward and the Florence Nightingale Unit",
        "Fragen Sie Ihren Arzt",
        "John Deere, Harley Davidson",
        "Landlord: Bellweather Lettings Ltd",
    ],
)
def test_words_in_latin_letters_that_name_nobody(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "call him on 07911 553 208", "cell (01823 442 907)", "Tel. 0157 33418802", "mobile (415) 734-2290",
        "tél. 06 12 84 77 30", "연락처 010-7714-2093", "手机：13862057714", "Teléfono: 612 448 907",
    ],
)  # fmt: skip
def test_phone_numbers_of_other_countries_beside_somebody(text: str) -> None:
    assert "phone" in {d.type for d in in_text(f"Patient: Jane Doherty, {text}").data}
    assert "phone" not in {d.type for d in in_text(f"Item 4, {text}").data}


@pytest.mark.parametrize(
    "text",
    [
        "Patient: Delphine Arkwright\nSertraline 50mg x 28",
        "Mrs Eileen Cotterill - her prescription for warfarin came in",
        "Met with Gwendolyn Achterberg. She is signed off with stress.",
        "Kind: Leonie Hofmann\nAllergien: Erdnuss",
        "Sabine Hollerbach: ich bin bis Freitag krankgeschrieben, Sabine Hollerbach <s.hollerbach@web.de>",
        "Nombre: Lucía Fernández\nMotivo: crisis de ansiedad",
        "本人刘子涵，因急性阑尾炎需住院手术",
        "내담자: 남궁서윤\n주호소: 불면, 공황발작",
        "Re: Ms Rosalyn Achterhof, lumpectomy on 3 September",
        "Mein Sohn Lasse Thielemann hat Scharlach. Anke Thielemann",
        "Kind: Leonie Hofmann, schwerbehindert",
    ],
)
def test_illness_of_somebody(text: str) -> None:
    assert "special_care" in _categories(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bei Schwangerschaft, Diabetes oder Depressionen berät der Betriebsarzt.",
        "患有高血压、糖尿病的员工应及时告知人事部。",
        "우울증, 당뇨병 등 만성질환자는 보건관리자와 상담할 수 있다.",
        "Staff Nurse. You will care for patients on warfarin and dialysis.",
    ],
)
def test_illness_of_nobody(text: str) -> None:
    assert not _categories(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unit 5\n1. Ken ( visit ) him in hospital.\n2. A: Hello, this is Tom Brown.\n3. Fill in the form: Emi Sato\n",
        "Exercise 3. Complete the sentences.\n1. Anna ___ (go) to the doctor.\n2. Peter Black ___ ill.\n3. Mrs Green\n",
        "Lektion 5\nErgänzen Sie die Sätze.\n1. Herr Müller ___\n2. Frau Schmidt ist allergisch.\n3. Seit wann\n",
        "ACT ONE, SCENE TWO\nDR. WEST: She has had a stroke, Mr. Crane.\nCRANE: Will she walk?\nNURSE: Doctor.\n",
        "次の英文の（　　）に入る語を選びなさい。\n(1) Tom Brown ( ) ill.\n(2) Mary Smith ( ) sick.\n(3) She is.\n",
        "Vocabulary\nallergic - アレルギーのある\nambulance - 救急車\ninjured - けがをした\nMrs. Brown was injured.",
        'Sebastian Crowe told me about the pills.\n"Depression," he said. Isabel Crowe was calling the dog.',
        'Luca Benedetti was taken to hospital. Manager Tony Rawlins said: "It\'s a blow."',
        "Built for Sir Thomas Wetherby in 1687. His son died in 1702; Charlotte Wetherby was deaf.",
        "## Our team\n**Amelia Rourke**, founder.\n**Jonah Pike**, baker.",
        "Copyright 2014-2026 The Quillwort Authors (Stephen Marlowe, Aiko Brandt)\n\nLicensed under the Apache License",
        "Karaoke\nBillie Jean - Michael Jackson\nPurple Rain - Prince",
        "Roman Holiday (1953). Director: William Wyler. Cast: Audrey Hepburn, Gregory Peck.",
        "Beth Miller has migraines.\n(This persona is fictional.)",
        "Wine list\nRobert Mondavi, Cabernet\nLouis Jadot, Beaune",
        "Grammar focus\nSarah Collins had left when the ambulance arrived. Choose the correct answer.",
        "Review: Clara Penrose's third novel follows Alan Moss, a surgeon in a wheelchair.",
        "Match report: Harriers 3-1 Town. Goals from Danny Okoro and Lee Marsh. Keeper Joe Pratt was injured.",
        "Wörterbuch: der Arzt - doctor; die Allergie - allergy; das Bein - leg; Herr Weber ist krankgeschrieben.",
        "Sample letter: Dear Mrs Smith, your son John Smith was injured.",
        "Anna Karenina falls for Alexei Vronsky. The novel was first published in 1878.",
        "Keynote: Professor Ingrid Falk\nPanel: Samira Haddad, Tom Oakes",
        "Frida Kahlo (1907-1954) was injured. Letters to Diego Rivera.",
        "FOR IMMEDIATE RELEASE\nVictoria Ashdown succeeds Martin Rowe.",
        "## 4.2.0 (2026-10-30)\n- Fix crash (thanks to Kim Lindgren and Tom Webb)\n",
    ],
)
def test_lessons_plays_lives_of_old_and_what_is_for_the_public(text: str) -> None:
    assert of_nobody(text)
    assert not _categories(text)


@pytest.mark.parametrize(
    "text",
    [
        "Minutes\n2.1 Present\n- Jane Doherty\n- Luis Ortega\n",
        'Statement of: Dean Colclough\n"Get off me," he said. I saw Stevie Rudge.',
        "Appraisal of Jane Doherty\n(c) 2026 Acme",
        'He said "get out" and pushed Jane Doherty.',
        'Dear Sir\n"You are useless," he said. I am Jane Doherty.',
        "Jane Doherty asked for a review of her novel treatment. Luis Ortega scored 3-1 on the panel.",
        "Jane Doherty joined in 1987 and retired in 2019.",
        "References\nJane Doherty, manager, 07911 553 208",
        "Exercise class\nJane Doherty - bad back\nLuis Ortega - knee replacement",
        "Margaret Hill (1931-2025). Her son Tom Hill asks for flowers.",
    ],
)
def test_what_is_of_somebody(text: str) -> None:
    assert not of_nobody(text)


@pytest.mark.parametrize(
    "text", ["Passports: C7L2KX94 and C7L2KN011", "Passport No. (as registered): C4VKM27RH, C4VJ91TXZ"]
)
def test_each_of_two_passports(text: str) -> None:
    assert [d.distinct for d in in_text(text).data if d.type == "jp.passport"] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "姓名：张三\n联系电话：13800138000",
        "성명: 홍길동\n연락처: 010-1234-5678",
        "Kind: Max Mustermann, Mutter: Erika Mustermann",
    ],
)
def test_sample_people_of_other_countries(text: str) -> None:
    assert not _categories(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reset her password to Winter#Sun26 and asked her to change it", True),
        ("Example of a weak password: Summer2024.", False),
        ("change your password to something with 12 characters", False),
    ],
)
def test_passwords_in_english(text: str, *, expected: bool) -> None:
    assert ("credential" in _categories(text)) is expected


def test_convictions_of_somebody() -> None:
    assert "special_care" in _categories("Defendant: Kieran Maddox\nHe has two previous convictions for theft.")


@pytest.mark.parametrize(
    "text",
    ["임대인: 서정민\n입금계좌: 국민은행 458201-04-117382 예금주: 서정민", "户名：孟凡荣 账号：6222021001116245702"],
)
def test_accounts_in_korean_and_chinese(text: str) -> None:
    assert "financial" in _categories(text)
    assert "financial" not in _categories(text.replace("서정민", "").replace("孟凡荣", ""))
