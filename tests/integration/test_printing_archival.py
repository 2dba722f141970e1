"""Papers are PDF/A-2b: what ISO 19005-2 asks of a file that has text, lines and image masks alone, clause by clause."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from xml.etree import ElementTree

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from app.services.paper import AssetLabel
from printing.documents.form import shipped
from printing.documents.slip import slip_pdf
from printing.labels.sheets import label_sheets
from printing.labels.template import template
from tests.fakes.slips import DAY, samples

LOAN = samples()["loan"]
RARE = "<借> & 还 㛃䶮𬍛𫖯𠅤𡃁𠮷 \U0010fffd"  # the last one is in no font
PAPERS = {
    "slip": slip_pdf(replace(LOAN, title=RARE), shipped("loan"), code="GWCPZ1" + "A" * 148),
    "long": slip_pdf(replace(LOAN, lines=LOAN.lines * 60), shipped("loan"), ["A" * 300]),
    "letter": slip_pdf(samples()["reminder"], shipped("reminder")),
    "labels": label_sheets([AssetLabel("3708830100000013", RARE, "局")], template("a4-24-64x34"), 1, DAY),
}


class Paper:
    """A file of reportlab's taken apart: its objects by number, each with its dictionary and its stream."""

    def __init__(self, pdf: bytes) -> None:
        self.raw = pdf
        self.objects: dict[int, tuple[bytes, bytes]] = {}
        for number, body in re.findall(rb"^(\d+) 0 obj\n(.*?)\nendobj$", pdf, re.DOTALL | re.MULTILINE):
            head, _, rest = body.partition(b"stream\n")
            self.objects[int(number)] = (head, rest.removesuffix(b"\nendstream"))

    def of(self, kind: bytes) -> list[bytes]:
        """The dictionaries of all objects of a type."""
        return [head for head, _ in self.objects.values() if re.search(rb"/Type /" + kind + rb"\b", head)]

    def following(self, head: bytes, key: bytes) -> tuple[bytes, bytes]:
        """The object that an entry points to."""
        found = re.search(rb"/" + key + rb" (\d+) 0 R", head)
        assert found, key
        return self.objects[int(found[1])]

    def content(self, head: bytes, key: bytes) -> bytes:
        """The stream that an entry points to, inflated."""
        dictionary, data = self.following(head, key)
        return zlib.decompress(data) if b"/FlateDecode" in dictionary else data


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    return Paper(PAPERS[request.param])


def test_the_file_begins_and_ends_as_it_must(paper: Paper) -> None:
    lines = paper.raw.split(b"\n")
    assert re.fullmatch(rb"%PDF-1\.[0-7]", lines[0])  # 6.1.2
    assert lines[1][:1] == b"%"
    assert all(byte > 127 for byte in lines[1][1:5])
    assert re.search(rb"/ID\s*\[<([0-9a-f]{32})><\1>\]", paper.raw)  # 6.1.3
    assert b"/Encrypt" not in paper.raw
    assert paper.raw.rstrip(b"\n").endswith(b"%%EOF")
    assert paper.raw.count(b"%%EOF") == paper.raw.count(b"startxref") == 1
    at = int(re.search(rb"startxref\n(\d+)\n", paper.raw)[1])  # type: ignore[index]
    assert paper.raw[at:].startswith(b"xref\n0 ")  # 6.1.4


def test_every_object_stands_where_the_table_says(paper: Paper) -> None:
    table = re.search(rb"\nxref\n0 (\d+)\n", paper.raw)
    assert table
    entries = paper.raw[table.end() :].split(b"trailer")[0]
    assert len(entries) == 20 * int(table[1])  # ISO 32000-1, 7.5.4
    for number in range(1, int(table[1])):
        at = int(entries[20 * number : 20 * number + 10])
        assert paper.raw[at:].startswith(b"%d 0 obj\n" % number)  # 6.1.9
    assert len(paper.objects) == int(table[1]) - 1


def test_streams_are_as_long_as_they_say_and_packed_in_ways_that_last(paper: Paper) -> None:
    streams = [(head, data) for head, data in paper.objects.values() if data]
    assert len(streams) > 4
    for head, data in streams:
        assert int(re.search(rb"/Length (\d+)", head)[1]) == len(data)  # type: ignore[index]  # 6.1.7.1
        assert not re.search(rb"/(F|FFilter|FDecodeParms)\b", head)
        assert set(re.findall(rb"/(\w+Decode)\b", head)) <= {b"FlateDecode"}  # 6.1.7.2: no LZW
    assert len(re.findall(rb"\nendstream\nendobj", paper.raw)) == paper.raw.count(b"endstream") == len(streams)


def test_colours_mean_the_same_everywhere(paper: Paper) -> None:
    [catalog] = paper.of(b"Catalog")
    [intent] = re.findall(rb"/OutputIntents \[ <<(.*?)>>", catalog, re.DOTALL)  # 6.2.3
    assert b"/S /GTS_PDFA1" in intent
    assert b"/OutputConditionIdentifier (sRGB IEC61966-2.1)" in intent
    assert re.search(rb"/N 3\b", paper.following(intent, b"DestOutputProfile")[0])
    profile = paper.content(intent, b"DestOutputProfile")
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8] <= 4  # ICC version; 6.2.4.2
    assert profile[12:20] == b"mntrRGB "
    assert profile[36:40] == b"acsp"


def test_pages_hold_text_lines_and_masks_alone(paper: Paper) -> None:
    """No transparency (6.2.10), no images, forms or shadings, no graphics state of another kind (6.2.5)."""
    known = set(re.findall(r"\w+", "q Q cm g G w d m l c h re S f n BT ET Td Tf Tj Tr BI ID EI"))
    for page in paper.of(b"Page"):
        assert not re.search(rb"/(Group|Annots|AA|ExtGState|XObject|Shading|Pattern|Trans)\b", page)
        width, height = map(float, re.findall(rb"[\d.]+", re.search(rb"/MediaBox \[(.*?)\]", page)[1])[2:])  # type: ignore[index]
        assert 3 <= min(width, height) <= max(width, height) <= 14_400  # 6.1.13
        content = paper.content(page, b"Contents").decode("ascii")
        content = re.sub(r"BI (.*?) ID [0-9a-f]+> EI", r"BI \1 ID EI", content)
        for mask in re.findall(r"BI (.*?) ID", content):
            assert re.fullmatch(r"/W \d+ /H \d+ /IM true /D \[1 0\] /F /AHx", mask)  # 6.2.8, 6.1.10
        words = re.sub(r"<[0-9a-f]*>|\[[^]]*\]|/\S+|-?[\d.]+|\btrue\b", " ", content).split()
        assert set(words) <= known
        depth = deepest = 0
        for word in words:
            depth += (word == "q") - (word == "Q")
            deepest = max(deepest, depth)
        assert (depth, deepest <= 28) == (0, True)  # 6.1.13
        assert all(len(hexa) % 2 == 0 for hexa in re.findall(r"<([0-9a-f]*)>", content))  # 6.1.6


def test_nothing_acts_or_hides(paper: Paper) -> None:
    """No actions and scripts (6.5), forms (6.4), attachments (6.8), layers (6.9), other versions' files (6.1.5)."""
    names = rb"JavaScript|JS|AA|OpenAction|Launch|AcroForm|XFA|EmbeddedFiles|OCProperties|Crypt|Alternates|TR2?|HTP"
    heads = b"\n".join(head for head, _ in paper.objects.values())
    assert not re.findall(rb"/(" + names + rb")\b", heads)


def test_fonts_are_embedded_and_say_of_themselves_what_the_file_says(paper: Paper) -> None:
    fonts = paper.of(b"Font")
    embedded = [font for font in fonts if b"/Subtype /TrueType" in font]
    shown = used_codes(paper)
    assert shown
    assert set(shown) <= set(by_name(paper)), "each font that text is shown in is a TrueType one"
    for name, font in by_name(paper).items():
        assert font in embedded
        base = re.search(rb"/BaseFont /([A-Z]{6}\+[\w-]+)", font)
        assert base, "a subset's name"
        assert b"/Encoding" not in font  # 6.2.11.6: a symbolic font has none …
        descriptor, _ = paper.following(font, b"FontDescriptor")
        assert int(re.search(rb"/Flags (\d+)", descriptor)[1]) & 0b100100 == 0b100  # type: ignore[index]
        program = TTFont(io.BytesIO(paper.content(descriptor, b"FontFile2")))  # 6.2.11.4.1
        [table] = program["cmap"].tables  # … and one table of codes
        first = int(re.search(rb"/FirstChar (\d+)", font)[1])  # type: ignore[index]
        widths = [float(it) for it in re.search(rb"/Widths \[(.*?)\]", font, re.DOTALL)[1].split()]  # type: ignore[index]
        assert len(widths) == int(re.search(rb"/LastChar (\d+)", font)[1]) - first + 1  # type: ignore[index]
        metrics, scale = program["hmtx"].metrics, 1000 / program["head"].unitsPerEm
        names = to_unicode(paper, font)
        for code in shown.get(name, ()):
            glyph = table.cmap[code]
            assert glyph != ".notdef"  # 6.2.11.8
            assert abs(metrics[glyph][0] * scale - widths[code - first]) <= 1  # 6.2.11.5
            assert names[code]  # more than level B asks: the text can be found and copied
            assert not set(names[code]) & {"\0", "\ufeff", "\ufffe"}  # 6.2.11.7.2


def test_the_file_says_what_it_is(paper: Paper) -> None:
    [catalog] = paper.of(b"Catalog")
    head, packet = paper.following(catalog, b"Metadata")
    assert b"/Type /Metadata" in head
    assert b"/Subtype /XML" in head
    assert b"/Filter" not in head
    begin = packet.decode("utf-8").split("?>", 1)[0]
    assert "encoding=" not in begin  # 6.6.2.1
    assert "bytes=" not in begin
    xmp = ElementTree.fromstring(packet[packet.index(b"<x:xmpmeta") : packet.index(b"<?xpacket end")])  # noqa: S314 - ours
    said = {element.tag: (element.text or "").strip() for element in xmp.iter()}
    ours = "{http://www.aiim.org/pdfa/ns/id/}"
    assert (said[f"{ours}part"], said[f"{ours}conformance"]) == ("2", "B")  # 6.6.4
    known = {"adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/",
             "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/", ours[1:-1]}  # fmt: skip
    assert {tag[1:].partition("}")[0] for tag in said} <= known  # 6.6.2.3: no schema of our own
    document = pypdfium2.PdfDocument(paper.raw)
    assert document.get_metadata_value("Title") in {element.text for element in xmp.iter()}
    assert said["{http://ns.adobe.com/xap/1.0/}CreateDate"] == "2026-11-22"


def by_name(paper: Paper) -> dict[str, bytes]:
    """The fonts of the pages, by the name that text calls them by."""
    found = {}
    for page in paper.of(b"Page"):
        resources = page
        if reference := re.search(rb"/Font (\d+) 0 R", page):
            resources = paper.objects[int(reference[1])][0]
        for name, number in re.findall(rb"/(F[\w+]+) (\d+) 0 R", resources):
            head = paper.objects[int(number)][0]
            if b"/Type /Font" in head and b"/Subtype /TrueType" in head:
                found[name.decode()] = head
    return found


def used_codes(paper: Paper) -> dict[str, set[int]]:
    """The codes that text is shown with, by font."""
    found: dict[str, set[int]] = {}
    for page in paper.of(b"Page"):
        content = paper.content(page, b"Contents").decode("ascii")
        for name, codes in re.findall(r"/(\S+) \S+ Tf <([0-9a-f]*)> Tj", content):
            found.setdefault(name, set()).update(bytes.fromhex(codes))
    return found


def to_unicode(paper: Paper, font: bytes) -> dict[int, str]:
    """What each code of a font stands for."""
    words = paper.content(font, b"ToUnicode").decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>", words)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
