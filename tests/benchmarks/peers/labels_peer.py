"""Runs in the peers' own environment: labels by WeasyPrint (HTML, as InvenTree prints them) or by blabel.

labels_peer.py weasyprint|blabel LABELS.json OUT.pdf → seconds, on stdout. One label is made first, untimed.
"""

import base64
import io
import json
import sys
import time
from html import escape
from pathlib import Path

import barcode
import qrcode
from barcode.writer import SVGWriter

STYLE = """
@page { size: 210mm 297mm; margin: 12.9mm 7.25mm; }
body { margin: 0; font-family: "Noto Sans SC"; }
.label { width: 63.5mm; height: 33.9mm; margin-right: 2.4mm; float: left; position: relative; }
.label * { position: absolute; margin: 0; white-space: nowrap; }
.organization { left: 2.6mm; top: 2mm; font-size: 7pt; } .name { left: 2.6mm; top: 5.5mm; font-size: 9.5pt; }
.model { left: 2.6mm; top: 14mm; font-size: 7pt; } .tag { left: 2.6mm; top: 28.4mm; font-size: 9pt; }
.bars { left: 0; top: 18.4mm; width: 41mm; height: 9.6mm; } .qr { left: 45mm; top: 16mm; width: 17mm; height: 17mm; }
"""


def bars(text):
    """python-barcode's drawing, as a data address."""
    drawn = io.BytesIO()
    options = {"write_text": False, "module_width": 0.254, "module_height": 9.6, "quiet_zone": 2.54}
    barcode.Code128(text, writer=SVGWriter()).write(drawn, options)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def matrix(text):
    drawn = io.BytesIO()
    qrcode.make(text, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4).save(drawn, "PNG")
    return "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()


def weasyprint_labels(labels, path):
    from weasyprint import HTML

    def one(label):
        words = "".join(f'<p class="{name}">{escape(text)}</p>' for name, text in label.items())
        pictures = f'<img class="bars" src="{bars(label["tag"])}"><img class="qr" src="{matrix(label["tag"])}">'
        return f'<div class="label">{words}{pictures}</div>'

    HTML(string=f"<style>{STYLE}</style>{''.join(map(one, labels))}").write_pdf(path)


def blabel_labels(labels, path):
    from blabel import LabelWriter

    item = (
        '<p style="font-size:7pt">{{ organization }}</p><p style="font-size:9.5pt">{{ name }}</p>'
        '<p style="font-size:7pt">{{ model }}</p><p style="font-size:9pt">{{ tag }}</p>'
        "<img style=\"height:8mm\" src=\"{{ label_tools.barcode(tag, barcode_class='code128', writer='svg') }}\"/>"
        '<img style="height:12mm" src="{{ label_tools.qr_code(tag) }}"/>'
    )
    style = "@page { width: 63.5mm; height: 33.9mm; padding: 1mm } p { margin: 0; font-family: 'Noto Sans SC' }"
    LabelWriter(item_template=item, default_stylesheets=()).write_labels(
        labels, target=path, extra_stylesheets=(io.StringIO(style),)
    )


def main():
    way, source, path = sys.argv[1:]
    make = {"weasyprint": weasyprint_labels, "blabel": blabel_labels}[way]
    labels = json.loads(Path(source).read_text(encoding="utf-8"))
    make(labels[:1], path)
    began = time.perf_counter()
    make(labels, path)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
