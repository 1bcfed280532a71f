"""With this folder on PYTHONPATH, asking for another host is an error that nothing passes over."""

import sys
from ipaddress import ip_address

ASKING = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}  # event -> which argument says where


def here(place: object) -> bool:
    """Whether an address is on this machine."""
    host = place[0] if isinstance(place, tuple) else place
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    if isinstance(host, bytes):
        host = host.decode()
    if not isinstance(place, tuple) and "/" in host:  # a socket in the file system
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


class AnotherHost(BaseException):
    """No Exception, so that what catches failures of a network does not catch this."""


def refuse(event: str, arguments: tuple) -> None:
    if event in ASKING and not here(arguments[ASKING[event]]):
        raise AnotherHost(f"{event} asks for another host: {arguments[ASKING[event]]!r}")


sys.addaudithook(refuse)
