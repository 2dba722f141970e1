"""Addresses of what writes tags."""

import pytest

from app.domain.errors import Invalid
from printing.rfid.devices import open_writer
from printing.rfid.llrp import LlrpWriter


@pytest.mark.parametrize(
    "address",
    [
        "",
        "serial:",
        "llrp:",
        "llrp::5084",
        "llrp:reader:",
        "llrp:reader:0",
        "llrp:reader:65536",
        "llrp:reader:５０",
        "x:1",
    ],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(Invalid) as refused:
        open_writer(address)
    assert refused.value.code == "tag.bad_address"


@pytest.mark.parametrize(
    ("address", "host", "port"), [("llrp:reader", "reader", 5084), ("llrp:192.0.2.7:5085", "192.0.2.7", 5085)]
)
def test_the_port_of_a_network_reader(address, host, port):
    writer = open_writer(address)
    writer.close()
    assert isinstance(writer, LlrpWriter)
    assert (writer._host, writer._port) == (host, port)
