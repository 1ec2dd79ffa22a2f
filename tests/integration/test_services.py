"""The supervisor refuses to start where somebody else would answer in its place."""

import socket

import pytest

from config.services import ServiceError, Services


def test_a_taken_port_is_told_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = pytest.raises(ServiceError, match=f"Port {port} is taken; choose another")
        with refused, Services(port=port):
            pytest.fail("It started.")
