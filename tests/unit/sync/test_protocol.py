"""Packing, bounds and signatures."""

import pytest
import zstandard

from sync.protocol import Malformed, OpsRequest, TooLarge, decode, pack, signed, unpack


def test_what_is_packed_unpacks() -> None:
    raw = "公物仓".encode() * 1000
    assert unpack(pack(raw), len(raw)) == raw
    assert len(pack(raw)) < len(raw) // 10


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(TooLarge):
        unpack(zstandard.ZstdCompressor().compress(bytes(50 << 20)), 1 << 20)


def test_one_byte_more_is_too_large() -> None:
    with pytest.raises(TooLarge):
        unpack(pack(b"12345"), 4)


def test_a_window_of_gigabytes_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    frame = packed.compress(b"x" * 1000) + packed.flush()
    with pytest.raises(Malformed):
        unpack(frame, 1 << 20)


def test_what_is_not_zstd() -> None:
    with pytest.raises(Malformed):
        unpack(b"plain text", 100)


def test_a_frame_that_breaks_off_is_no_message() -> None:
    whole = pack(b'{"ops":[]}')
    assert decode(unpack(whole, 100), OpsRequest).ops == []
    for end in range(len(whole) - 4):
        with pytest.raises(Malformed):
            decode(unpack(whole[:end], 100), OpsRequest)


@pytest.mark.parametrize("raw", [b"", b"[", b"null", b'{"ops":[null]}', b"[" * 200_000])
def test_what_is_not_the_message(raw: bytes) -> None:
    with pytest.raises(Malformed):
        decode(raw, OpsRequest)


def test_a_signature_is_for_one_purpose() -> None:
    assert signed("/v1/enrol", b"x") != signed("/v1/session", b"x")
