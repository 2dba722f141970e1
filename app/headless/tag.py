"""tag encode, decode, write, unbind, scheme."""

from __future__ import annotations

import argparse
import os
from contextlib import closing

from app.domain import epc
from app.domain.errors import Refused
from app.domain.tag_scheme import DEFAULT_AFI
from app.headless.report import say, say_json
from app.headless.session import assets_by_tag, counter, person
from app.services.commands.base import Actor
from app.services.commands.tags import SetTagScheme, UnbindTag
from app.services.printing.contents import label_of
from app.services.printing.devices import Language, PartlySent, Printer
from app.services.queries import AssetRow
from app.services.rfid import Encoded, EncodeTag, Lock
from app.words import sentence
from printing.labels.setting import set_label
from printing.labels.template import template
from printing.languages.zpl import zpl
from printing.printers.devices import SystemDevices
from printing.rfid.devices import open_writer
from printing.rfid.zpl import ZplEncoder

_PATIENCE = 20
"""Seconds that a label printer has to answer: nothing waits behind this one label, and a late answer would be lost."""


def encode(options: argparse.Namespace) -> int:
    scheme = epc.Scheme(options.scheme)
    reference = epc.reference_of_uri(options.reference) if scheme is epc.Scheme.GIAI_202 else options.reference
    code = epc.encode(epc.Epc(scheme, options.prefix, reference, options.filter))
    if options.tag_bits is not None:
        epc.require_fits(code, options.tag_bits)
    say(code)
    return 0


def decode(options: argparse.Namespace) -> int:
    code = epc.decode(options.epc)
    say_json(
        {
            "scheme": code.scheme,
            "prefix": code.prefix,
            "reference": code.reference,
            "filter": code.filter,
            "uri": code.tag_uri,
        }
    )
    return 0


def write(options: argparse.Namespace) -> int:
    with counter(options) as services:
        actor = person(services, options)
        (asset,) = assets_by_tag(services, [options.asset])
        tags, lock = EncodeTag(services.queries, services.bus), _lock(options)
        kind, _, place = options.writer.partition(":")
        if kind == "zpl" and place:
            read = _print(tags, asset, services.queries.site().name, options, actor, lock)
        else:
            with closing(open_writer(options.writer)) as writer:
                read = tags.encode(asset.id, writer, actor, reason=options.reason, lock=lock)
    if options.json:
        say_json({"tag_number": asset.tag_number, "epc": read.epc, "tid": read.tid, "pc": f"{read.pc:04X}"})
    else:
        say(sentence("told.tag_written", options.language, tag=asset.tag_number, epc=read.epc, tid=read.tid))
    return 0


def _lock(options: argparse.Namespace) -> Lock | None:
    """The password comes from the environment, so that it stands in no process list."""
    if not options.lock:
        return None
    try:
        return Lock(int(os.environ.get("GWC_TAG_PASSWORD", ""), 16))
    except ValueError:
        raise Refused("tag.lock_needs_password") from None


def _print(
    tags: EncodeTag, asset: AssetRow, site: str, options: argparse.Namespace, actor: Actor, lock: Lock | None
) -> Encoded:
    """Print the asset's label, whose tag the printer writes and reads back."""
    where = "tcp:" + options.writer.partition(":")[2]
    printer = Printer("", where, where, Language.ZPL, template=options.template, rfid=True)
    encoder = ZplEncoder(tags, lock, seconds=_PATIENCE)
    code, pc = encoder.number(asset.tag_number)
    encoder.require_free(asset.id, code, options.reason)
    label, mark = label_of(asset, site), encoder.mark()
    data = encoder.wrap(zpl(set_label(template(options.template), label), printer.dots_per_inch), code, pc, mark)
    with closing(SystemDevices().open(printer)) as device:
        if alarms := device.state().alarms:
            raise Refused(alarms[0], name=printer.name)
        try:
            answer = device.ask(data, encoder.end(mark), encoder.seconds)
        except PartlySent as broken:
            raise broken.refusal from broken
    read = encoder.read_back(answer, code, mark)
    encoder.bind(asset.id, read, actor, options.reason)
    return read


def unbind(options: argparse.Namespace) -> int:
    with counter(options) as services:
        actor = person(services, options)
        (asset,) = assets_by_tag(services, [options.asset])
        services.bus.execute(UnbindTag(asset.id, options.reason, asset.tid), actor=actor)
    say(sentence("told.tag_unbound", options.language, tag=asset.tag_number))
    return 0


def scheme(options: argparse.Namespace) -> int:
    with counter(options) as services:
        services.bus.execute(SetTagScheme(options.prefix, options.afi), actor=person(services, options))
    if options.prefix:
        say(sentence("told.tag_scheme_gs1", options.language, prefix=options.prefix))
    else:
        say(sentence("told.tag_scheme_iso", options.language, afi=f"{options.afi or DEFAULT_AFI:02X}"))
    return 0
