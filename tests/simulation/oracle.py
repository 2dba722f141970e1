"""Who holds which piece, from the operations alone in the order in which the city received them.

A small model beside the handlers: it knows nothing of rows, statuses or rules but that one piece is in one hand.
"""

import json
from typing import Any

from tests.simulation.parties import City

_REFUSED = ("rejected", "quarantined", "op_id_reused")
_DECIDED = ("resolve_case", "reopen_case")


def expect_cases(city: City) -> None:
    """Each hand-out of a piece in somebody's hands is a double hand-out, each return of one in nobody's is a case."""
    cases: dict[tuple[str, int], dict[str, str]] = {}
    asset_of: dict[str, str] = {}
    sql = "SELECT id, device, dseq, asset_id, kind FROM conflict_case WHERE kind <> 'irregular'"  # those change nothing
    for id, device, dseq, asset, kind in city.rows(sql):
        cases.setdefault((device, dseq), {})[asset] = kind
        asset_of[id] = asset
    hands = _Hands()
    for device, dseq, type, body, outcome in city.rows(
        "SELECT device, dseq, type, body, outcome FROM received_operation ORDER BY rowid"
    ):
        opened = cases.get((device, dseq), {})
        if outcome in _REFUSED:
            continue
        command = json.loads(body)
        if "" in opened:  # nothing of it was carried out, or not all: some of the pieces are in no books any more
            hands.unclear.update(_named(command))
            continue
        if type in _DECIDED:
            hands.unclear.add(asset_of.get(command["case_id"], ""))
            continue
        if type == "take_over":
            hands.unclear.update(command["asset_ids"])
        hands.unclear.update(it for it, kind in opened.items() if kind != "double_handout")
        for asset, kind in hands.expected(type, command).items():
            found = opened.get(asset)
            if asset not in hands.unclear:
                told = f"{type} {dseq} of {device} about {asset}"
                assert found == kind, f"{told}: expected {kind or 'no case'}, found {found or 'none'}"
        hands.follow(type, command, opened)


def _named(command: dict[str, Any]) -> list[str]:
    return [*command.get("asset_ids", ()), *(it["asset_id"] for it in command.get("pieces", ()))]


class _Hands:
    def __init__(self) -> None:
        self.holder: dict[str, str] = {}  # piece → loan or trip
        self.returned: dict[str, dict[str, str]] = {}  # number of the return → piece → loan
        self.lines: dict[str, tuple[str, ...]] = {}  # loan → pieces
        self.cars: dict[str, str] = {}  # trip that nobody disputes → car
        self.disputed: set[str] = set()
        self.unclear: set[str] = set()  # a person has decided about it, or other rules have met

    def expected(self, type: str, command: dict[str, Any]) -> dict[str, str | None]:
        match type:
            case "hand_out":
                return {it: "double_handout" if it in self.holder else None for it in command["asset_ids"]}
            case "dispatch_out":
                return {command["asset_id"]: "double_handout" if command["asset_id"] in self.holder else None}
            case "take_back":
                named = [it["asset_id"] for it in command["pieces"]]
                self.unclear.update(it for it in named if it in self.disputed)  # whose return it is, is to be found out
                return {it: None if it in self.holder else "return_without_loan" for it in named}
        return {}

    def follow(self, type: str, command: dict[str, Any], opened: dict[str, str]) -> None:
        match type:
            case "hand_out":
                self.lines[command["loan_id"]] = tuple(command["asset_ids"])
                for it in command["asset_ids"]:
                    if it in opened:
                        self.disputed.add(it)
                    else:
                        self.holder[it] = command["loan_id"]
            case "take_back":
                named = [it["asset_id"] for it in command["pieces"]]
                self.returned[command["number"]] = {it: self.holder.pop(it) for it in named if it in self.holder}
            case "undo_hand_out":
                for it in self.lines.get(command["loan_id"], ()):
                    if self.holder.get(it) == command["loan_id"]:
                        del self.holder[it]
            case "undo_take_back":
                self.holder |= self.returned.get(command["number"], {})
            case "dispatch_out":
                if command["asset_id"] not in opened:
                    self.cars[command["dispatch_id"]] = command["asset_id"]
                    self.holder[command["asset_id"]] = command["dispatch_id"]
            case "undo_dispatch_in" if command["dispatch_id"] in self.cars:
                self.holder[self.cars[command["dispatch_id"]]] = command["dispatch_id"]
            case "dispatch_in" | "undo_dispatch_out":
                gone = [it for it, trip in self.holder.items() if trip == command["dispatch_id"]]
                for it in gone:
                    del self.holder[it]
