"""Anki beside us: python anki_peer.py COMMAND FOLDER URL [COUNT]; answers with one line of JSON.

Runs in an environment of its own that has the package `anki`. The server is `python -m anki.syncserver`.
"""

import json
import os
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection
from anki.sync_pb2 import SyncAuth, SyncCollectionResponse

USER = PASSWORD = "bench"


class Desk:
    """A collection and its line to the server."""

    def __init__(self, folder: Path, name: str, url: str) -> None:
        self.collection = Collection(str(folder / f"{name}.anki2"))
        self._key = folder / "key"
        self._url = url

    def auth(self) -> SyncAuth:
        if not self._key.exists():
            self._key.write_text(self.collection.sync_login(USER, PASSWORD, self._url).hkey, encoding="utf-8")
        return SyncAuth(hkey=self._key.read_text(encoding="utf-8"), endpoint=self._url)

    def whole(self, *, upload: bool) -> None:
        """The first sync of a collection, which Anki carries as a file."""
        auth = self.auth()
        self.collection.sync_collection(auth, False)
        self.collection.close_for_full_sync()
        self.collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
        self.collection.reopen(after_full_sync=True)

    def sync(self) -> float:
        auth = self.auth()
        began = time.perf_counter()
        answer = self.collection.sync_collection(auth, False)
        if answer.required != SyncCollectionResponse.NO_CHANGES:
            raise RuntimeError(f"not an ordinary sync: {answer.required}")
        return time.perf_counter() - began

    def add(self, count: int) -> None:
        kind, deck = self.collection.models.by_name("Basic"), self.collection.decks.id("Default")
        requests = []
        for record in json.loads(Path(os.environ["RECORDS"]).read_text(encoding="utf-8"))[:count]:
            note = self.collection.new_note(kind)
            note["Front"] = record["tag_number"]
            note["Back"] = json.dumps(record, ensure_ascii=False)
            requests.append(AddNoteRequest(note, deck))
        self.collection.add_notes(requests)

    def mark(self, borrower: str) -> None:
        notes = [self.collection.get_note(it) for it in self.collection.find_notes("")]
        for note in notes:
            note["Back"] = borrower
        self.collection.update_notes(notes)

    def borrowers(self) -> list[str]:
        return [self.collection.get_note(it)["Back"] for it in self.collection.find_notes("")]


def prepare(folder: Path, url: str, count: int) -> dict[str, object]:
    first, second = Desk(folder, "first", url), Desk(folder, "second", url)
    first.whole(upload=True)
    second.whole(upload=False)
    first.add(count)
    return {}


def push(folder: Path, url: str, count: int) -> dict[str, object]:
    return {"seconds": Desk(folder, "first", url).sync(), "things": count}


def pull(folder: Path, url: str, _count: int) -> dict[str, object]:
    desk = Desk(folder, "second", url)
    return {"seconds": desk.sync(), "things": desk.collection.note_count()}


def idle(folder: Path, url: str, _count: int) -> dict[str, object]:
    Desk(folder, "first", url).sync()
    return {}


def twice(folder: Path, url: str, count: int) -> dict[str, object]:
    first, second = Desk(folder, "a", url), Desk(folder, "b", url)
    first.add(count)
    first.whole(upload=True)
    second.whole(upload=False)
    first.mark("A")
    time.sleep(1.1)  # the later one wins, by whole seconds
    second.mark("B")
    for desk in (first, second, first):
        desk.sync()
    now, other = first.borrowers(), second.borrowers()
    kept = sum(mine != theirs for mine, theirs in zip(now, other, strict=True))
    return {"reported": 0, "winners": {name: now.count(name) for name in "AB"}, "kept": kept}


if __name__ == "__main__":
    command, folder, url, *rest = sys.argv[1:]
    work = {work.__name__: work for work in (prepare, push, pull, idle, twice)}[command]
    print(json.dumps(work(Path(folder), url, int(rest[0]) if rest else 0)))
