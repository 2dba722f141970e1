"""ZPL for tags: what is sent, and what counts as an answer."""

import pytest

from app.domain.errors import DomainError, Invalid, Refused
from app.services.rfid import Encoded, Lock
from printing.rfid.zpl import answer_end, heard, read_back, wrap
from tests.fakes.rfid import Chip, LabelWriter

GS1, ISO = "3474257BF40000000000162E", "A10000003708830100000013"
TID = "E28068942000500000000001"
MARK = "00C0FFEE"


def test_a_gs1_label_is_as_the_design_has_it():
    read = "^FN1^RFR,H,0,12,2^FS^FN2^RFR,H,2,12,1^FS^FN3^RFR,H,1,2,1^FS"
    tell = (
        "^FH_^HV1,64,00C0FFEETID=,_0D_0A,L^FS^FH_^HV2,64,00C0FFEEEPC=,_0D_0A,L^FS"
        "^FH_^HV3,64,00C0FFEEPC=,_0D_0A00C0FFEE._0D_0A,L^FS"
    )
    assert wrap(b"^XA^FO1,1^FDx^FS^XZ", GS1, 0x3000, MARK) == (
        f"^XA^RS8,,,3,N^FS^RFW,H,,,A^FD{GS1}^FS{read}{tell}^FO1,1^FDx^FS^XZ".encode()
    )


def test_an_iso_code_brings_its_pc_word():
    assert f"^RFW,H,1,14,1^FD3101{ISO}^FS".encode() in wrap(b"^XA^XZ", ISO, 0x3101, MARK)


def test_a_lock_comes_with_its_password_and_never_for_ever():
    sent = wrap(b"^XA^XZ", GS1, 0x3000, MARK, Lock(0xCAFE))
    assert b"^RFW,H,P^FD0000CAFE^FS^RLM,L,L^FS" in sent
    assert "CAFE" not in repr(Lock(0xCAFE))
    assert "51966" not in repr(Lock(0xCAFE))
    for password in (0, -1, 1 << 32):
        with pytest.raises(Refused, match=r"tag\.lock_needs_password"):
            Lock(password)


@pytest.mark.parametrize(
    ("label", "epc", "code"),
    [
        (b"", GS1, "tag.no_label"),
        (b"%PDF-1.7", GS1, "tag.no_label"),
        (b"^XA^XZ", "^XZ^XA", "epc.not_hex"),
        (b"^XA^XZ", "123", "epc.no_whole_words"),
        (b"^XA^XZ", "00" * 64, "epc.wrong_length"),
    ],
)
def test_what_is_no_label_or_no_code_is_not_sent(label, epc, code):
    with pytest.raises(Invalid) as refusal:
        wrap(label, epc, 0x3000, MARK)
    assert refusal.value.code == code


@pytest.mark.parametrize(("epc", "pc"), [(GS1, 0x3000), (ISO, 0x3101), ("38" + "00" * 25, 13 << 11)])
def test_the_printer_writes_and_says_what_it_read(epc, pc):
    chip = Chip.numbered(1, epc_bits=208)
    printer = LabelWriter(iter([chip]))
    answer = printer.encode(wrap(b"^XA^XZ", epc, pc, MARK, Lock(7)))
    assert read_back(answer, epc, pc, MARK) == Encoded(TID, epc, pc)
    assert (chip.epc.hex().upper(), chip.pc, chip.locked, chip.password) == (epc, pc, True, 7)


WHOLE = f"{MARK}TID={TID}\r\n{MARK}EPC={GS1}\r\n{MARK}PC=3000\r\n{MARK}.\r\n".encode()
OTHER = WHOLE.replace(MARK.encode(), b"00C0FFEF")


def test_a_whole_answer_counts_wherever_the_tag_set_its_own_bits():
    assert read_back(WHOLE, GS1, 0x3000, MARK).tid == TID
    assert read_back(WHOLE.replace(b"PC=3000", b"PC=3400"), GS1, 0x3000, MARK).pc == 0x3400


@pytest.mark.parametrize("cut", range(len(WHOLE)))
def test_a_cut_answer_means_not_encoded(cut):
    with pytest.raises(Refused) as refusal:
        read_back(WHOLE[:cut], GS1, 0x3000, MARK)
    assert refusal.value.code == "tag.no_answer"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (WHOLE.replace(TID.encode(), b""), "tag.no_answer"),
        (WHOLE.replace(GS1.encode(), b""), "tag.no_answer"),
        (WHOLE.replace(TID.encode(), b"0" * 24), "tag.no_answer"),
        (WHOLE.replace(TID.encode(), b"E2806894"), "tag.no_answer"),
        (WHOLE + WHOLE, "tag.no_answer"),
        (WHOLE.replace(b"TID=", b"XID="), "tag.no_answer"),
        (b"\xff" * 100 + answer_end(MARK), "tag.no_answer"),
        (OTHER, "tag.no_answer"),
        (WHOLE.replace(b"162E", b"162F"), "tag.not_verified"),
        (WHOLE.replace(b"PC=3000", b"PC=3100"), "tag.not_verified"),
        (WHOLE.replace(b"PC=3000", b"PC=4000"), "tag.not_verified"),
    ],
)
def test_another_answer_proves_nothing(answer, code):
    with pytest.raises(DomainError) as refusal:
        read_back(answer, GS1, 0x3000, MARK)
    assert refusal.value.code == code


def test_an_answer_is_known_by_its_mark_among_others():
    late = OTHER.replace(TID.encode(), TID.encode()[:-1] + b"2")
    stream = b"\r\n" + late + b"030,0" + WHOLE + late[:40]
    assert read_back(stream, GS1, 0x3000, MARK).tid == TID
    assert [(it.mark, it.tid[-1]) for it in heard(stream)] == [("00C0FFEF", "2"), (MARK, "1")]
    assert WHOLE.endswith(answer_end(MARK))


def test_an_answer_that_is_mixed_of_two_counts_for_none():
    lines, others = WHOLE.split(b"\r\n"), OTHER.split(b"\r\n")
    assert heard(b"\r\n".join([lines[0], others[1], *lines[2:]])) == []
