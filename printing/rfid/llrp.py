"""Network readers over LLRP 1.0.1, through llrpkit, whose event loop runs on a thread of its own.

A reader serves one program at a time and refuses a second one. It sends keep-alives and ends a connection that does not
answer them; a reader that falls silent is noticed by the next request, never taken for an empty field.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from llrpkit import LLRPError, Reader
from llrpkit.client import check_status
from llrpkit.constants import LLRP_PORT
from llrpkit.inventory import TagReport, build_rospec
from llrpkit.protocol import enums, messages, params
from llrpkit.protocol.codec import BitStr

from app.domain.errors import Refused
from app.services.rfid import Bank, Encoded, Lock, SeenTag
from printing.rfid import memory

T = TypeVar("T")
Tags = list[SeenTag]
_Op = params.C1G2Read | params.C1G2Write | params.C1G2Lock

_SPEC = 0x4757  # number of our ROSpec and AccessSpec at the reader
_KEEPALIVE_MS = 5_000
_READ = enums.C1G2ReadResultType
_WRITE = enums.C1G2WriteResultType
_LOCK = enums.C1G2LockResultType


class LlrpWriter:
    """A TagWriter on a reader. `listen`: seconds of a round of inventory; `seconds`: the longest wait for an answer.

    Connects at the first call, and again after the line was lost.
    """

    def __init__(
        self, host: str, port: int = LLRP_PORT, *, antenna: int = 0, listen: float = 0.4, seconds: float = 3
    ) -> None:
        self._host, self._port, self._antenna = host, port, antenna
        self._listen, self._seconds = listen, seconds
        self._reader: Reader | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="llrp", daemon=True)
        self._thread.start()

    def list(self) -> Tags:
        return self._run(self._hear())

    def encode(self, tid: str, epc: str, pc: int, lock: Lock | None = None) -> Encoded:
        return memory.encode(self, tid, epc, pc, lock)

    def read(self, tid: str, bank: Bank, first: int = 0, words: int = 0) -> str:
        return self.read_words(tid, bank, first, words)

    def close(self) -> None:
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._leave(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def read_words(self, tid: str, bank: Bank, first: int, words: int, password: int = 0) -> str:
        status, found = self._read(tid, bank, first, words, password)
        if status is _READ.Nonspecific_Tag_Error and words and not password:
            # So a tag also says that its bank ends before: what there is tells.
            status, found = self._read(tid, bank, first, 0, password)
            if status is _READ.Success and len(found) < words * 4:
                raise Refused("tag.too_small")
            found = found[: words * 4]
        if status is not _READ.Success:
            raise _refused(status.name, password)
        if words and len(found) != words * 4:
            raise self._unclear()
        return found

    def _read(
        self, tid: str, bank: Bank, first: int, words: int, password: int
    ) -> tuple[enums.C1G2ReadResultType, str]:
        op = params.C1G2Read(op_spec_id=1, access_password=password, mb=bank, word_pointer=first, word_count=words)
        result = self._run(self._access(op, tid))
        if not isinstance(result, params.C1G2ReadOpSpecResult):
            raise self._unclear()
        return _READ(int(result.result)), "".join(f"{word:04X}" for word in result.read_data)

    def write_words(self, tid: str, bank: Bank, first: int, data: str, password: int = 0) -> None:
        if not data:
            return
        words = [int(data[at : at + 4], 16) for at in range(0, len(data), 4)]
        op = params.C1G2Write(op_spec_id=1, access_password=password, mb=bank, word_pointer=first, write_data=words)
        result = self._run(self._access(op, tid))
        if not isinstance(result, params.C1G2WriteOpSpecResult):
            raise self._unclear()
        if int(result.result) != _WRITE.Success:
            raise _refused(_WRITE(int(result.result)).name, password)

    def lock_epc(self, tid: str, password: int) -> None:
        payloads = [
            params.C1G2LockPayload(privilege=enums.C1G2LockPrivilege.Read_Write, data_field=field)
            for field in (enums.C1G2LockDataField.EPC_Memory, enums.C1G2LockDataField.Access_Password)
        ]
        op = params.C1G2Lock(op_spec_id=1, access_password=password, c1_g2_lock_payloads=payloads)
        result = self._run(self._access(op, tid))
        if not isinstance(result, params.C1G2LockOpSpecResult):
            raise self._unclear()
        if int(result.result) != _LOCK.Success:
            raise _refused(_LOCK(int(result.result)).name, password)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it on the reader's thread. A fault of the line ends the connection; the next call makes a new one."""
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        except (LLRPError, OSError) as error:
            asyncio.run_coroutine_threadsafe(self._leave(), self._loop).result()
            raise Refused("tag.device_lost", address=f"{self._host}:{self._port}") from error

    async def _connected(self) -> Reader:
        if self._reader is not None and self._reader.client.connected:
            return self._reader
        await self._leave()
        reader = Reader(self._host, self._port, response_timeout=self._seconds, connect_timeout=self._seconds)
        address = f"{self._host}:{self._port}"
        try:
            await reader.connect()
            await reader.set_keepalive(_KEEPALIVE_MS)
            # What an earlier program left is cleared; the reader may well say that there is none.
            await reader.client.transact(messages.DELETE_ROSPEC(ro_spec_id=_SPEC))
            antennas = [self._antenna] if self._antenna else []
            rospec = build_rospec(ro_spec_id=_SPEC, antennas=antennas, session=0)
            check_status(await reader.client.transact(messages.ADD_ROSPEC(ro_spec=rospec)))
            check_status(await reader.client.transact(messages.ENABLE_ROSPEC(ro_spec_id=_SPEC)))
        except (LLRPError, OSError) as error:
            await reader.close()
            if "refused the connection" in str(error):
                raise Refused("tag.device_busy", address=address) from error
            raise Refused("tag.device_unreachable", address=address, cause=str(error)[:200]) from error
        self._reader = reader
        return reader

    async def _leave(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            await reader.close()

    async def _hear(self) -> Tags:
        ops: Sequence[_Op] = [
            params.C1G2Read(op_spec_id=1, mb=Bank.TID, word_pointer=0, word_count=memory.TID_WORDS),
            params.C1G2Read(op_spec_id=2, mb=Bank.EPC, word_pointer=1, word_count=1),
        ]
        seen: dict[tuple[str, str], SeenTag] = {}

        def take(report: TagReport) -> bool:
            tid, pc = "", len(report.epc) // 2 << 11
            for result in _results(report):
                if isinstance(result, params.C1G2ReadOpSpecResult) and int(result.result) == _READ.Success:
                    if result.op_spec_id == 1:
                        tid = "".join(f"{word:04X}" for word in result.read_data)
                    elif result.read_data:
                        pc = result.read_data[0]
            epc = report.epc.hex().upper()
            known, rssi = seen.get((tid, epc)), report.rssi_dbm
            if known is not None and known.rssi is not None and (rssi is None or rssi < known.rssi):
                rssi = known.rssi
            seen[tid, epc] = SeenTag(tid, epc, pc, rssi, report.antenna or 1)
            return False

        await self._round(ops, "", self._listen, take)
        named = {it.epc for it in seen.values() if it.tid}
        return [it for it in seen.values() if it.tid or it.epc not in named]

    async def _access(self, op: _Op, tid: str) -> object:
        """The result of one operation on the tag of that TID. Raises Refused("tag.lost") where it is not heard."""
        found: list[object] = []

        def take(report: TagReport) -> bool:
            found.extend(_results(report))
            return bool(found)

        await self._round([op], tid, self._seconds, take)
        if not found:
            raise Refused("tag.lost")
        return found[0]

    async def _round(self, ops: Sequence[_Op], tid: str, seconds: float, take: Callable[[TagReport], bool]) -> None:
        """One round of inventory with operations on the tags that answer, until `take` has enough or time is over."""
        reader = await self._connected()
        client = reader.client
        await client.transact(messages.DELETE_ACCESSSPEC(access_spec_id=_SPEC))  # the last round's, where it is left
        while not client.reports.empty():
            client.reports.get_nowait()
        check_status(await client.transact(messages.ADD_ACCESSSPEC(access_spec=_access_spec(ops, tid, once=bool(tid)))))
        check_status(await client.transact(messages.ENABLE_ACCESSSPEC(access_spec_id=_SPEC)))
        check_status(await client.transact(messages.START_ROSPEC(ro_spec_id=_SPEC)))
        try:
            async with asyncio.timeout(seconds):
                enough = False
                while not enough:
                    report = await client.reports.get()
                    for data in report.tag_report_datas:
                        enough = take(TagReport.from_param(data)) or enough
        except TimeoutError:
            pass
        # An answer to this proves that the reader is there, and that silence was silence of tags.
        await client.transact(messages.STOP_ROSPEC(ro_spec_id=_SPEC))

    def _unclear(self) -> Refused:
        return Refused("tag.device_unclear", address=f"{self._host}:{self._port}")


def _results(report: TagReport) -> list[Any]:
    return list(report.raw.access_command_op_spec_results) if report.raw is not None else []


def _access_spec(ops: Sequence[_Op], tid: str, *, once: bool) -> params.AccessSpec:
    """On the tag of that TID, or on every tag. `once`: the first success or failure ends it."""
    wanted = bytes.fromhex(tid)
    every_bit = BitStr.from_bytes(b"\xff" * len(wanted))
    target = params.C1G2TargetTag(
        mb=Bank.TID, match=True, pointer=0, tag_mask=every_bit, tag_data=BitStr.from_bytes(wanted)
    )
    trigger = enums.AccessSpecStopTriggerType
    return params.AccessSpec(
        access_spec_id=_SPEC,
        antenna_id=0,
        protocol_id=enums.AirProtocols.EPCGlobalClass1Gen2,
        current_state=False,
        ro_spec_id=_SPEC,
        access_spec_stop_trigger=params.AccessSpecStopTrigger(
            access_spec_stop_trigger=trigger.Operation_Count if once else trigger.Null,
            operation_count_value=int(once),
        ),
        access_command=params.AccessCommand(
            air_protocol_tag_spec=params.C1G2TagSpec(c1_g2_target_tags=[target]),
            access_command_op_specs=[*ops],
        ),
    )


def _refused(result: str, password: int) -> Refused:
    """What the reader's result says. Readers tell a wrong password as an error of the tag that they cannot name."""
    if result == "Tag_Memory_Overrun_Error":
        return Refused("tag.too_small")
    if result == "Tag_Memory_Locked_Error":
        return Refused("tag.locked")
    if result == "No_Response_From_Tag":
        return Refused("tag.lost")
    if result == "Nonspecific_Tag_Error" and password:
        return Refused("tag.wrong_password")
    return Refused("tag.write_failed", detail=result)
