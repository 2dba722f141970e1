"""city-admin: backup and restore."""

from __future__ import annotations

import argparse

from app.bootstrap import open_city
from app.headless.city import alone, city_folder
from app.headless.report import say
from app.persistence.city_copies import Depth, back_up, put_back
from app.words import sentence

_PROOFS = {Depth.WHOLE: "told.backup_whole", Depth.RESTORED: "told.backup_restored", Depth.READ: "told.backup_read"}


def backup(options: argparse.Namespace) -> int:
    with open_city(city_folder(options).root, options.database_url) as city:
        proof, depth = back_up(city.writer, options.out)
    facts = {"operations": f"{proof.operations:,}", "seq": f"{proof.head.seq:,}"}
    how = sentence(_PROOFS[depth], options.language)
    say(sentence("told.backed_up", options.language, file=options.out, proof=how, **facts))
    return 0


def restore(options: argparse.Namespace) -> int:
    folder = city_folder(options)
    folder.root.mkdir(parents=True, exist_ok=True)
    with alone(folder.root), open_city(folder.root, options.database_url) as city:
        proof = put_back(city.writer, options.file, options.force)
    facts = {"operations": f"{proof.operations:,}", "seq": f"{proof.head.seq:,}"}
    say(sentence("told.restored", options.language, file=options.file, **facts))
    return 0
