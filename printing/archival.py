"""What makes a PDF fit to be kept for decades: PDF/A-2b (ISO 19005-2), added to reportlab's document.

Fonts are embedded and nothing needs a password anyway. Besides, a reader must find what is needed to show the greys
(an output intent with an sRGB profile, 6.2.3), what the file is (XMP, 6.6.2 and 6.6.4) and its identifier (6.1.3).
Not claimed: tagging (level A). Tests look at the structure clause by clause; veraPDF has not judged it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{creator}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Stream(PDFStream):  # type: ignore[misc]  # reportlab is untyped
    """A stream whose end stands on a line of its own (6.1.7.1), which reportlab's does not."""

    def format(self, document: PDFDocument) -> bytes:
        return bytes(super().format(document)).removesuffix(b"endstream\n") + b"\nendstream\n"


class _Catalog(PDFCatalog):  # type: ignore[misc]
    __NoDefault__ = (*PDFCatalog.__NoDefault__, "OutputIntents")
    __Refs__ = PDFCatalog.__Refs__


@cache
def _profile() -> bytes:
    return files("resources").joinpath("srgb.icc").read_bytes()


def make_archival(document: PDFDocument, title: str, author: str, creator: str, day: date) -> None:
    """Add what PDF/A-2b asks for; before the document is written. Title and author say the same as its own."""
    catalog = _Catalog()
    catalog.__dict__.update(document.Catalog.__dict__)
    document.Catalog = catalog
    document.info.producer = creator
    profile = Stream(PDFDictionary({"N": 3}), _profile(), filters=[PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    words = {"title": escape(title), "author": escape(author), "creator": escape(creator), "day": day.isoformat()}
    metadata = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalog.Metadata = Stream(metadata, _XMP.format(**words).encode())
