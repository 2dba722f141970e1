"""labels: of assets, vehicles and places, and the sheet of command codes; as a file or to a printer."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from app.bootstrap import CounterServices
from app.domain.errors import Invalid, NotFound, Refused
from app.domain.numbering import PLACE_AS_CODE, place_code
from app.files import write_whole
from app.headless.report import say
from app.headless.session import counter, fit_for_writing
from app.services.desk_commands import CODES, KEYS
from app.services.paper import CommandLabel, Label, PlaceLabel
from app.services.printing.contents import label_of
from app.services.printing.devices import Language, PartlySent, Printer
from app.services.queries import AssetRow
from app.words import sentence, word
from printing.codes import check
from printing.labels.template import Subject
from printing.labels.template import template as shipped
from printing.printers.devices import SystemDevices


def labels(options: argparse.Namespace) -> int:
    address = options.printer or f"file:{options.out}"
    path = Path(address.removeprefix("file:")) if address.startswith("file:") else None
    with counter(options) as services:
        fit_for_writing(path)
        printer = Printer("", address, address, _language(options, path), dots_per_inch=options.dpi, acs=options.acs)
        wanted = _labels(services, options, shipped(options.template).subject)
        data = _composed(services, wanted, printer, options)
        if path is not None:
            write_whole(path, data)
            say(sentence("told.labels", options.language, count=f"{len(wanted):,}", path=path))
        else:
            _send(printer, data, options.template)
            say(sentence("told.labels_sent", options.language, count=f"{len(wanted):,}", printer=address))
    return 0


def _send(printer: Printer, data: bytes, title: str) -> None:
    """Raises Refused where the printer does not take it, or complains before."""
    with closing(SystemDevices().open(printer)) as device:
        if alarms := device.state().alarms:
            raise Refused(alarms[0], name=printer.name)
        try:
            device.send(data, title, lambda: False)
        except PartlySent as broken:
            raise broken.refusal from broken


def _language(options: argparse.Namespace, path: Path | None) -> Language:
    """What was asked for, else by the name of the file; label printers speak ZPL, the system's printers take pages."""
    if options.speaks:
        return Language(options.speaks)
    if path is not None:
        return next((one for one in Language if path.suffix.lower() == f".{one.value}"), Language.PDF)
    return Language.ZPL if options.printer.startswith("tcp:") else Language.PDF


def _composed(
    services: CounterServices, wanted: Sequence[Label], printer: Printer, options: argparse.Namespace
) -> bytes:
    """Everything before anything is sent: where one label cannot be printed, none is."""
    composer = services.composer
    template = composer.template(options.template)
    if printer.language is Language.PDF:
        composer.require_readable(wanted, template)
        return composer.pages(wanted, template, options.first)
    return b"".join(composer.label(label, template, printer) for label in wanted)


def _labels(services: CounterServices, options: argparse.Namespace, subject: Subject) -> list[Label]:
    if subject == "command":
        language = options.language
        return [CommandLabel(word("desk_command", one, language), code, KEYS[one]) for one, code in CODES.items()]
    if not options.query:
        raise Invalid("label.no_query")
    rows = list(reversed(services.queries.find_assets(options.query, options.limit)))
    if subject == "vehicle":
        rows = [row for row in rows if row.plate]
    site = services.queries.site()
    found: list[Label] = (
        _places(rows, site.id, site.name) if subject == "place" else [label_of(row, site.name) for row in rows]
    )
    if not found:
        raise NotFound("find.nothing", text=options.query)
    return found


def _places(rows: Sequence[AssetRow], site: str, site_name: str) -> list[Label]:
    """The places where they lie, each once, by warehouse and name."""
    places = sorted({(row.warehouse, row.place) for row in rows if row.place})
    return [PlaceLabel(place, _code(site, warehouse, place), warehouse, site_name) for warehouse, place in places]


def _code(site: str, warehouse: str, place: str) -> str:
    """A place that is named by a code keeps it: scanned, it finds what lies there."""
    try:
        return check(place) if len(place) <= PLACE_AS_CODE else place_code(site, warehouse, place)
    except Invalid:
        return place_code(site, warehouse, place)
