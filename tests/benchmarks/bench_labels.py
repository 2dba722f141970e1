"""1,000 labels on A4 sheets, beside the usual way: python-barcode's bars and reportlab's QR on its canvas.

Both draw the same words, a Code 128 and a QR per label, in one run on one machine, in turn. Also says how many
codes of all sheets zxing-cpp reads at 203 and 300 dpi, 1 bit.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from datetime import date

import pypdfium2
import zxingcpp
from barcode.codex import Code128
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.domain.numbering import tag_number
from app.services.paper import AssetLabel
from printing.fonts import font
from printing.labels.sheets import label_sheets
from printing.labels.template import Template, template

COUNT = 1000
ROUNDS = 5
KINDS = ("台式计算机", "便携式计算机", "办公桌", "会议椅", "文件柜", "A4黑白激光打印机", "碎纸机", "复印机")
OFFICES = ("济宁市机关事务中心", "邹城市公共资源交易中心", "曲阜市文物保护中心", "泗水县大数据服务中心")


def labels() -> list[AssetLabel]:
    """Names that differ, as few are the same in a ledger."""
    return [
        AssetLabel(
            tag_number("370883", 1, 1 + index * 7919),
            f"{KINDS[index % len(KINDS)]}（{chr(0x4E00 + index % 500)}字{index:04d}号）",
            OFFICES[index % len(OFFICES)],
            f"ThinkCentre M{index:04d}t",
        )
        for index in range(COUNT)
    ]


def usual_way(labels: list[AssetLabel], layout: Template) -> bytes:
    """The libraries' own means, on the same sheet."""
    name = "NotoSansSC-Regular"
    pdfmetrics.registerFont(font(f"{name}.ttf"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(210 * mm, 297 * mm), pageCompression=1)
    for index, label in enumerate(labels):
        place = index % layout.per_sheet
        if index and not place:
            canvas.showPage()
        x, top = layout.corner(place)
        x, y = x * mm, (297 - top - layout.height) * mm
        for size, up, text in (
            (7, 30, label.organization),
            (9.5, 25, label.name),
            (7, 21, label.model),
            (9, 2, label.tag_number),
        ):
            canvas.setFont(name, size)
            canvas.drawString(x + 2.6 * mm, y + up * mm, text)
        for position, bit in enumerate(Code128(label.tag_number).build()[0]):
            if bit == "1":
                canvas.rect(x + (2.6 + position * 0.254) * mm, y + 5.7 * mm, 0.254 * mm, 9.6 * mm, stroke=0, fill=1)
        widget = QrCodeWidget(label.tag_number, barLevel="Q", barWidth=17 * mm, barHeight=17 * mm)
        drawing = Drawing(17 * mm, 17 * mm)
        drawing.add(widget)
        renderPDF.draw(drawing, canvas, x + 45.6 * mm, y)
    canvas.save()
    return file.getvalue()


def rate(make: Callable[[], bytes], rounds: int) -> tuple[float, float, bytes]:
    """Labels per second, by the wall and by the processor's time: the median of the rounds."""
    walls, processor, data = [], [], b""
    for _ in range(rounds):
        wall, spent = time.perf_counter(), time.process_time()
        data = make()
        processor.append(time.process_time() - spent)
        walls.append(time.perf_counter() - wall)
    return COUNT / statistics.median(walls), COUNT / statistics.median(processor), data


def read_back(pdf: bytes, wanted: list[AssetLabel], dots_per_inch: int) -> tuple[int, int]:
    """Codes read and codes read wrongly, of all sheets."""
    tags = {label.tag_number for label in wanted}
    read = wrong = 0
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil()
        for code in zxingcpp.read_barcodes(picture.point(lambda grey: 255 * (grey > 127))):
            read += code.text in tags
            wrong += code.text not in tags
    return read, wrong


def main() -> None:
    wanted, layout, day = labels(), template("a4-24-64x34"), date(2026, 11, 22)
    start = time.perf_counter()
    label_sheets(wanted[:1], layout, 1, day)
    print(f"first label, fonts read: {1000 * (time.perf_counter() - start):.0f} ms")
    wall, processor, pdf = rate(lambda: label_sheets(wanted, layout, 1, day), ROUNDS)
    print(f"label_sheets: {wall:,.0f} labels/s ({processor:,.0f} by processor time), {len(pdf) / 1024:,.0f} KiB")
    usual_wall, usual_processor, usual = rate(lambda: usual_way(wanted, layout), 1)
    print(f"usual way: {usual_wall:,.0f} labels/s ({usual_processor:,.0f}), {len(usual) / 1024:,.0f} KiB")
    print(f"ratio: {wall / usual_wall:.1f} ({processor / usual_processor:.1f} by processor time)")
    for dots_per_inch in (203, 300):
        read, wrong = read_back(pdf, wanted, dots_per_inch)
        print(f"{dots_per_inch} dpi: {read:,} of {2 * COUNT:,} codes read, {wrong} wrongly")


if __name__ == "__main__":
    main()
