"""Names in Vietnamese, and what looks like them."""

import pytest
from tests.content.inspecting import in_rows, in_text

from exposurecheck.content.vietnamese_told import told_in_vietnamese


def _told(text: str) -> list[str]:
    return sorted({text[one.start : one.end] for one in told_in_vietnamese(text)})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Họ và tên: Đỗ Thị Hồng\nNgày sinh: 14/12/1998\n", ["Đỗ Thị Hồng"]),
        ("Họ và tên\nPhùng Văn Đạt\n", ["Phùng Văn Đạt"]),
        ("1. Phạm Hồng Nhung, sinh 12/03/2001\n2. Lê Quang Vinh - 05/11/99\n", ["Lê Quang Vinh", "Phạm Hồng Nhung"]),
        ("Chị Nguyễn Thu Trang xin nghỉ. Bố: Vũ Đức Mạnh, sinh năm 1970.", ["Nguyễn Thu Trang", "Vũ Đức Mạnh"]),
        ("Liên hệ Bùi Công Vinh (bố) 0982 114 507 nhé", ["Bùi Công Vinh"]),
        ("Nộp tại tòa nhà Sông Đà, Phạm Hùng, Hà Nội. Thành phố Hồ Chí Minh, tỉnh Hà Tĩnh.", []),
    ],
)
def test_names_by_their_place(text: str, names: list[str]) -> None:
    assert _told(text) == names


def test_columns_in_vietnamese() -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Điện thoại", "Người liên hệ khẩn cấp", "Tiền sử bệnh"],
        ["1", "Nguyễn Thanh Tâm", "18/12/2002", "0364581004", "Lê Thị Hoa (mẹ) 0907245921", "viêm gan B"],
        ["2", "Bùi Thu Trang", "25/09/2004", "0866944621", "Đỗ Kim Oanh (mẹ) 0987425712", "không"],
        ["3", "Hoàng Quốc Huy", "30/06/1995", "0365289896", "Vũ Thị Hồng (mẹ) 0980108711", "không"],
    ]
    found = in_rows(rows)
    assert set(found.categories) == {"contact", "special_care"}
    assert found.subjects.low <= 6 <= found.subjects.high


def test_creed_and_descent_in_vietnamese() -> None:
    text = "Họ và tên: Đỗ Thị Hồng\nDân tộc: Tày\nTôn giáo: Thiên Chúa giáo\nĐiện thoại: 0867 856 823\n"
    assert {one.type for one in in_text(text).data} >= {"person_name", "race", "creed"}
    assert "special_care" not in in_text(text.replace("Tày", "Kinh").replace("Thiên Chúa giáo", "Không")).categories
