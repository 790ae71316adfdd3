"""Cards keep their lines apart, however many of a kind there are."""

from tests.content.readers.reading import Reading


def test_phones_have_columns_of_their_own_up_to_a_limit_and_none_is_lost() -> None:
    phones = [f"0901357{number:04}" for number in range(60)]
    card = "".join(f"TEL;TYPE=CELL:{phone}\n" for phone in phones)
    reading = Reading("a.vcf", f"BEGIN:VCARD\nVERSION:3.0\nFN:架空 花子\n{card}END:VCARD\n".encode())

    columns = [column for column in reading.cells if column.startswith("phone")]
    assert len(columns) == 40
    assert reading.cells["phone 2"] == phones[1:2]
    assert " ".join(reading.cells[column][0] for column in columns).split() == phones
