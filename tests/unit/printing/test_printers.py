"""Addresses, states, and the marshalling of Windows' spooler calls (the spooler itself is not here)."""

import ctypes

import pytest

from app.domain.errors import DomainError, Refused
from app.services.printing.devices import Language, PartlySent
from printing.printers.address import Address, parse_address
from printing.printers.file import FileDevice
from printing.printers.spooler import DocInfo, PrinterInfo2, PrinterInfo4, SpoolerDevice, Winspool
from printing.printers.states import tspl_alarms, zpl_alarms


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp:192.168.1.50", Address("tcp", "192.168.1.50", 9100)),
        (" tcp:zebra-01.lan:6101 ", Address("tcp", "zebra-01.lan", 6101)),
        ("tcp:[fe80::1%eth0]:9101", Address("tcp", "fe80::1%eth0", 9101)),
        ("tcp:[::1]", Address("tcp", "::1", 9100)),
        ("windows:ZDesigner ZD421-203dpi ZPL", Address("windows", "ZDesigner ZD421-203dpi ZPL")),
        (r"windows:\\server\前台打印机", Address("windows", r"\\server\前台打印机")),
        ("cups:Zebra_ZD421", Address("cups", "Zebra_ZD421")),
        (r"file:C:\labels\out.zpl", Address("file", r"C:\labels\out.zpl")),
    ],
)
def test_an_address_is_read(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "printer.address_unclear"),
        ("zebra", "printer.address_unclear"),
        ("lpt:1", "printer.address_unclear"),
        ("tcp:", "printer.address_unclear"),
        ("file:a\r\nb", "printer.address_unclear"),
        ("tcp:-host", "printer.host_wrong"),
        ("tcp:前台", "printer.host_wrong"),
        ("tcp:::1", "printer.host_wrong"),
        ("tcp:[zz]:1", "printer.host_wrong"),
        ("tcp:host:0", "printer.port_wrong"),
        ("tcp:host:65536", "printer.port_wrong"),
        ("tcp:host:九", "printer.port_wrong"),
        ("tcp:[::1]x", "printer.port_wrong"),
        ("cups:-dnull", "printer.name_wrong"),
        ("cups:a b", "printer.name_wrong"),
    ],
)
def test_what_is_no_address_is_refused(text, code):
    with pytest.raises(DomainError) as refusal:
        parse_address(text)
    assert refusal.value.code == code


def zpl_state(first="030,0,0,1245,000,0,0,0,000,0,0,0", second="000,0,0,0,0,2,4,0,00000000,1,000"):
    return f"\x02{first}\x03\r\n\x02{second}\x03\r\n\x021234,0\x03\r\n".encode()


def test_a_zpl_printer_says_how_it_is():
    assert zpl_alarms(zpl_state()) == ()
    assert zpl_alarms(zpl_state("030,1,1,1245,000,0,0,0,000,0,0,0")) == ("printer.paper_out", "printer.paused")
    opened = zpl_state("030,0,1,1245,000,0,0,0,000,0,0,0", "000,0,1,1,0,2,4,0,00000000,1,000")
    assert zpl_alarms(opened) == ("printer.head_open", "printer.ribbon_out", "printer.paused")
    whole = zpl_state()
    assert all(zpl_alarms(whole[:cut]) is None for cut in range(len(whole) - 2))
    assert zpl_alarms(b"\x02\x03" * 3) is None


def test_a_tspl_printer_says_how_it_is():
    assert tspl_alarms(b"\x00") == tspl_alarms(b"\x20") == ()
    assert tspl_alarms(b"\x05") == ("printer.paper_out", "printer.head_open")
    assert tspl_alarms(b"") is None


def test_a_file_is_never_overwritten(tmp_path):
    (tmp_path / "out.zpl").write_bytes(b"another's")
    device = FileDevice(tmp_path / "out.zpl", Language.ZPL)
    for number in range(3):
        assert device.send(b"%d" % number, "title", lambda: False).online
    assert (tmp_path / "out.zpl").read_bytes() == b"another's"
    assert [(tmp_path / f"out-{n}.zpl").read_bytes() for n in (2, 3, 4)] == [b"0", b"1", b"2"]
    folder = FileDevice(tmp_path, Language.PDF)
    folder.send(b"x", "../../etc/台式 <1>", lambda: False)
    assert (tmp_path / "etc_台式_1.pdf").read_bytes() == b"x"
    folder.send(b"y", "AUX", lambda: False)
    assert (tmp_path / "_AUX.pdf").read_bytes() == b"y", "on Windows AUX.pdf is no file"
    with pytest.raises(Refused) as refusal:
        FileDevice(tmp_path / "missing" / "out.zpl", Language.ZPL)
    assert refusal.value.code == "storage.not_found"


class FakeWinspool:
    """Answers as winspool.drv does, and notes the calls: proves the order and the buffers, nothing of a printer."""

    def __init__(self, *, fails="", error=0, status=0, attributes=0, at_once=1 << 20):
        self.fails, self.error, self.status, self.attributes, self.at_once = fails, error, status, attributes, at_once
        self.calls, self.written = [], b""

    def __getattr__(self, name):
        def call(*arguments):
            self.calls.append(name)
            return 0 if name == self.fails else self.answer(name, *arguments)

        return call

    def answer(self, name, *arguments):
        if name == "OpenPrinterW":
            assert arguments[0] == "前台 ZD421"
            arguments[1]._obj.value = 77
        elif name == "EnumPrintersW":
            return self.enumerate(*arguments)
        else:
            assert arguments[0].value == 77
        if name == "StartDocPrinterW":
            document = ctypes.cast(arguments[2], ctypes.POINTER(DocInfo)).contents
            assert (arguments[1], document.name, document.output, document.datatype) == (1, "台式计算机", None, "RAW")
        elif name == "WritePrinter":
            taken = min(arguments[2], self.at_once)
            self.written += arguments[1][:taken]
            arguments[3]._obj.value = taken
        elif name == "GetPrinterW":
            return self.describe(*arguments[1:])
        return 1

    def describe(self, level, buffer, size, needed):
        assert level == 2
        needed._obj.value = ctypes.sizeof(PrinterInfo2) + 200  # strings follow the structure
        if size < needed._obj.value:
            return 0
        info = PrinterInfo2.from_buffer(buffer)
        info.status, info.attributes = self.status, self.attributes
        return 1

    def enumerate(self, flags, name, level, buffer, size, needed, count):
        assert (flags, name, level) == (0x6, None, 4)
        needed._obj.value = 2 * ctypes.sizeof(PrinterInfo4)
        if size < needed._obj.value:
            return 0
        self.kept = [ctypes.create_unicode_buffer(text) for text in ("前台 ZD421", "Microsoft Print to PDF")]
        for number, text in enumerate(self.kept):
            place = ctypes.c_void_p.from_buffer(buffer, number * ctypes.sizeof(PrinterInfo4))
            place.value = ctypes.addressof(text)
        count._obj.value = 2
        return 1


def spooled(library):
    return SpoolerDevice("前台 ZD421", Winspool(library, lambda: library.error))


def test_a_raw_document_goes_to_the_spooler_in_chunks():
    library = FakeWinspool(at_once=50_000)
    data = bytes(range(256)) * 600
    device = spooled(library)
    library.calls.clear()
    assert device.send(data, "台式计算机", lambda: False).online
    assert library.written == data
    writes = library.calls.count("WritePrinter")
    begin, end = ["OpenPrinterW", "StartDocPrinterW", "StartPagePrinter"], ["EndPagePrinter", "EndDocPrinter"]
    state = ["ClosePrinter", "OpenPrinterW", "GetPrinterW", "GetPrinterW", "ClosePrinter"]
    assert library.calls == [*begin, *["WritePrinter"] * writes, *end, *state]
    assert writes == 4


@pytest.mark.parametrize(
    ("fails", "error", "code"),
    [
        ("OpenPrinterW", 1801, "printer.unknown"),
        ("OpenPrinterW", 5, "printer.not_allowed"),
        ("OpenPrinterW", 1722, "printer.spooler_down"),
        ("OpenPrinterW", 87, "printer.system_fault"),
    ],
)
def test_a_printer_that_the_system_does_not_open_is_refused(fails, error, code):
    with pytest.raises(Refused) as refusal:
        spooled(FakeWinspool(fails=fails, error=error))
    assert refusal.value.code == code


def test_what_fails_on_the_way_is_taken_out_of_the_spooler():
    library = FakeWinspool()
    device = spooled(library)
    library.fails, library.error = "EndDocPrinter", 1722
    with pytest.raises(PartlySent) as broken:
        device.send(b"12345", "台式计算机", lambda: False)
    assert (broken.value.sent, broken.value.refusal.code) == (5, "printer.spooler_down")
    assert library.calls[-2:] == ["AbortPrinter", "ClosePrinter"]
    library.fails = "StartDocPrinterW"
    with pytest.raises(Refused):
        device.send(b"12345", "台式计算机", lambda: False)
    library.fails = ""
    with pytest.raises(Refused) as stopped:
        device.send(b"12345", "台式计算机", lambda: True)
    assert stopped.value.code == "print.stopped"
    assert library.calls[-2:] == ["AbortPrinter", "ClosePrinter"]


@pytest.mark.parametrize(
    ("status", "attributes", "online", "alarms"),
    [
        (0, 0, True, ()),
        (0x400, 0, True, ()),  # printing
        (0x10, 0, True, ("printer.paper_out",)),
        (0x400081, 0, False, ("printer.head_open", "printer.offline", "printer.paused")),
        (0, 0x400, False, ("printer.offline",)),
    ],
)
def test_status_bits_become_alarms(status, attributes, online, alarms):
    state = spooled(FakeWinspool(status=status, attributes=attributes)).state()
    assert (state.online, state.alarms, state.two_way) == (online, alarms, False)


def test_the_system_names_its_printers():
    library = FakeWinspool()
    assert Winspool(library, lambda: 0).names() == ["前台 ZD421", "Microsoft Print to PDF"]
