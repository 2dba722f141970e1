"""city-admin: sites, code, devices, revoke, cases."""

from __future__ import annotations

import argparse
import logging

from app.bootstrap import open_city
from app.domain.errors import Invalid, NotFound
from app.domain.organization import is_region_code
from app.headless.city import city_folder
from app.headless.city_log import start_city_log
from app.headless.report import moment, say, say_json, say_table
from app.services.city import KnownDevice
from app.words import sentence, word

_log = logging.getLogger("gwc.admin")


def code(options: argparse.Namespace) -> int:
    with open_city(city_folder(options).root, options.database_url) as city:
        say(city.make_code(_site(options.site)))
    return 0


def sites(options: argparse.Namespace) -> int:
    with open_city(city_folder(options).root, options.database_url) as city:
        found = city.known_sites()
    if options.json:
        say_json([{name: getattr(it, name) for name in it.__slots__} for it in found])
    elif not found:
        say(sentence("told.no_sites", options.language))
    else:
        header = _header(("site", "name", "devices", "seen_at", "open_cases"), options.language)
        say_table(
            [header, *((it.id, it.name, str(it.devices), moment(it.seen_at), str(it.open_cases)) for it in found)]
        )
    return 0


def devices(options: argparse.Namespace) -> int:
    with open_city(city_folder(options).root, options.database_url) as city:
        found = city.known_devices(_site(options.site) if options.site else "")
    if options.json:
        say_json([{name: getattr(it, name) for name in it.__slots__} for it in found])
    elif not found:
        say(sentence("told.no_devices", options.language))
    else:
        header = _header(("device", "site", "station", "state", "seen_at", "operations", "version"), options.language)
        lines = [
            (
                *(it.id, it.site_id, str(it.station), _state(it, options.language)),
                *(moment(it.seen_at), f"{it.operations:,}", it.app_version or "–"),
            )
            for it in found
        ]
        say_table([header, *lines])
    return 0


def revoke(options: argparse.Namespace) -> int:
    reason = options.reason.strip()
    if not reason:
        raise Invalid("reason.not_given")
    folder = city_folder(options)
    with open_city(folder.root, options.database_url) as city:
        known = [it for it in city.known_devices("") if it.id.startswith(options.device)]
        if not known or not options.device:
            raise NotFound("device.unknown", device=options.device)
        if len(known) > 1:
            raise Invalid("device.several", device=options.device, count=len(known))
        (device,) = known
        start_city_log(folder.logs)
        city.revoke(device.id)
        _log.warning("device %s of site %s was revoked: %s", device.id, device.site_id, reason)
    say(sentence("told.revoked", options.language, device=device.id, site=device.site_id, station=device.station))
    return 0


def cases(options: argparse.Namespace) -> int:
    with open_city(city_folder(options).root, options.database_url) as city:
        found = [it for it in city.cases() if not options.site or options.site in (it.site_id, it.other_site_id)]
    if options.json:
        names = ("id", "kind", "site_id", "other_site_id", "asset_id", "device", "dseq", "operation_id", "opened_at")
        say_json([{name: getattr(it, name) for name in names} for it in found])
    elif not found:
        say(sentence("told.no_cases", options.language))
    else:
        header = _header(("opened_at", "site", "kind", "case"), options.language)
        lines = [
            (moment(it.opened_at), it.site_id, word("case", it.kind.value, options.language), it.id) for it in found
        ]
        say_table([header, *lines])
    return 0


def _site(text: str) -> str:
    if not is_region_code(text):
        raise Invalid("site.bad_code", site=text)
    return text


def _header(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(word("admin", name, language) for name in names)


def _state(device: KnownDevice, language: str) -> str:
    state = "revoked" if device.revoked_at else "suspended" if device.suspended else "active"
    return word("device", state, language)
