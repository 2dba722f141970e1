"""hand-out, take-back, slip."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.bootstrap import CounterServices
from app.domain import ids
from app.domain.asset import Condition
from app.files import write_whole
from app.headless.report import say, say_json
from app.headless.session import assets_by_tag, counter, fit_for_writing, person
from app.services.commands.base import Command
from app.services.commands.loans import HandOut, Returned, TakeBack
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.companions import read_companion_name
from app.words import sentence


def _finish(services: CounterServices, options: argparse.Namespace, number: str) -> int:
    """Tell the document's number first: it was done, even where the paper then fails."""
    if options.json:
        say_json({"number": number})
    else:
        say(number)
    if options.slip:
        write_slip(services, number, options.slip)
    return 0


def write_slip(services: CounterServices, number: str, path: Path, reason: str = "", by: str = "") -> None:
    """Write the slip's paper into a file, which counts as a print. Raises NotFound or OSError."""
    papers = services.slip_papers()
    write_whole(path, papers.to_print(number, reason=reason, by=by, need_reason=False))
    papers.printed(number, reason=reason, by=by)


def slip(options: argparse.Namespace) -> int:
    typed = options.number.strip()
    number = typed if read_companion_name(typed) else typed.upper()
    with counter(options) as services:
        if options.list:
            papers = services.slip_papers()
            slips = [number] if papers.known(number) else []
            for name in (*slips, *papers.companions(number)):
                say(sentence("told.paper", options.language, number=name, times=len(papers.prints(name))))
            return 0
        fit_for_writing(options.out)
        write_slip(services, number, options.out, options.reason)
        say(sentence("told.slip", options.language, number=number, path=options.out))
    return 0


def _registrations(services: CounterServices, organization: str, person: str) -> list[Command]:
    """What makes the borrower known where they are not."""
    organization_id = ids.organization_id(organization)
    person_id = ids.person_id(organization_id, person)
    commands: list[Command] = []
    if all(known.id != organization_id for known in services.queries.organizations(organization)):
        commands.append(RegisterOrganization(organization))
    if all(known.id != person_id for known in services.queries.people(person, organization_id)):
        commands.append(RegisterPerson(organization_id, person))
    return commands


def hand_out(options: argparse.Namespace) -> int:
    with counter(options) as services:
        actor = person(services, options)
        fit_for_writing(options.slip)
        assets = assets_by_tag(services, options.tags)
        organization_id = ids.organization_id(options.organization)
        commands: list[Command] = [
            *_registrations(services, options.organization, options.person),
            HandOut(
                organization_id=organization_id,
                person_id=ids.person_id(organization_id, options.person),
                asset_ids=tuple(asset.id for asset in assets),
                due_on=options.due,
                reason=options.reason,
                approval_reference=options.approval,
            ),
        ]
        changes = services.bus.execute(*commands, actor=actor)
        return _finish(services, options, changes.documents[-1])


def take_back(options: argparse.Namespace) -> int:
    with counter(options) as services:
        actor = person(services, options)
        fit_for_writing(options.slip)
        pieces = tuple(
            Returned(asset.id, Condition(options.condition)) for asset in assets_by_tag(services, options.tags)
        )
        changes = services.bus.execute(TakeBack(pieces), actor=actor)
        return _finish(services, options, changes.documents[-1])
