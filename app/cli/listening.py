"""Whether the address can be listened on, asked before anybody is told that it is."""

import errno
import os
import socket
from typing import Any

from app.locale import _
from app.settings import BadSetting

PORTS = range(1, 65536)


def ensure_free(host: str, port: int) -> None:
    """Refuse an address that another program has, or that is none of this machine's.

    Raises:
        BadSetting: with one sentence that names the variable and the repair.
    """
    if port not in PORTS:
        raise BadSetting(_("端口 %(port)s 不能用：ZHIXING_PORT 或 --port 要写 1 到 65535 的数", port=port))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        raise _bad_host(host) from error
    for family, kind, protocol, _name, address in found:
        try:
            _bind(socket.socket(family, kind, protocol), address)
        except OSError as error:
            raise _why(error, host, port) from error


def _bind(listener: socket.socket, address: Any) -> None:
    with listener:
        if os.name != "nt":
            # As the server does it: connections that are just being closed do not count. On Windows it would take anything.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listener.family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(1)


def _why(error: OSError, host: str, port: int) -> BadSetting:
    match error.errno:
        case errno.EADDRINUSE:
            return BadSetting(
                _(
                    "端口 %(port)d 已被别的程序占用：停掉那个程序，"
                    "或换一个端口，例如 ZHIXING_PORT=%(other)d（或 --port %(other)d）",
                    port=port,
                    other=port + 1 if port + 1 in PORTS else port - 1,
                )
            )
        case errno.EACCES | errno.EPERM:
            return BadSetting(
                _("没有权限用端口 %(port)d：用 ZHIXING_PORT（或 --port）换一个 1024 以上的端口", port=port)
            )
        case errno.EADDRNOTAVAIL:
            return _bad_host(host)
    return BadSetting(
        _(
            "监听不了 %(host)s 的端口 %(port)d（%(error)s）：检查 ZHIXING_HOST 和 ZHIXING_PORT",
            host=host,
            port=port,
            error=error.strerror,
        )
    )


def _bad_host(host: str) -> BadSetting:
    return BadSetting(
        _("%(host)s 不是本机的地址：ZHIXING_HOST（或 --host）写 127.0.0.1；让局域网访问写 0.0.0.0", host=host)
    )
