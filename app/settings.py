"""Reads the environment, once."""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.locale import _

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class MailServer:
    """Who carries mail: `smtps://` speaks TLS from the start, `smtp://` begins it where the server offers it.

    Attributes:
        sender: the address that mail comes from.
        user, password: empty where the server asks for none.
    """

    host: str
    port: int
    tls: bool
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation is told from outside.

    Attributes:
        data: folder of the database, backups and files (`ZHIXING_DATA`, default `data/` beside the program).
        database_url: `postgresql://…` for several workers or machines (`ZHIXING_DATABASE_URL`); None is SQLite.
        host, port: where to listen (`ZHIXING_HOST`, `ZHIXING_PORT`).
        https: the outside address is HTTPS, so cookies are Secure and HSTS is sent (`ZHIXING_HTTPS=1`).
        proxies: addresses whose `X-Forwarded-For` is believed (`ZHIXING_PROXIES`, comma-separated).
        mail: who carries mail (`ZHIXING_MAIL`); None sends none.
    """

    data: Path
    database_url: str | None
    host: str
    port: int
    https: bool
    proxies: frozenset[str]
    mail: MailServer | None = None


class BadSetting(Exception):
    """A variable of the environment cannot be used; the text names it and the repair."""


@cache
def current() -> Settings:
    """The settings of this process.

    Raises:
        BadSetting: a port that is no port, a database address that is not PostgreSQL.
    """
    environ = os.environ
    return Settings(
        data=Path(environ.get("ZHIXING_DATA") or PROJECT / "data").expanduser().absolute(),
        database_url=_database_url(environ.get("ZHIXING_DATABASE_URL")),
        host=environ.get("ZHIXING_HOST") or "127.0.0.1",
        port=_port(environ.get("ZHIXING_PORT") or "8000"),
        https=environ.get("ZHIXING_HTTPS", "") in {"1", "true", "yes"},
        proxies=frozenset(filter(None, environ.get("ZHIXING_PROXIES", "").replace(" ", "").split(","))),
        mail=_mail(environ.get("ZHIXING_MAIL")),
    )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise BadSetting(_("ZHIXING_PORT=%(text)s 不能用：写 1 到 65535 的数，例如 8000", text=text))


def _database_url(text: str | None) -> str | None:
    if not text:
        return None
    if text.startswith(("postgresql://", "postgres://")):
        return text
    raise BadSetting(_("ZHIXING_DATABASE_URL 要以 postgresql:// 开头；用 SQLite 就不写它"))


def _mail(text: str | None) -> MailServer | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        tls, port = parts.scheme == "smtps", parts.port
    except ValueError:
        parts, tls, port = urlsplit(""), False, None
    sender = parse_qs(parts.query).get("from", [""])[0] or unquote(parts.username or "")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or "@" not in sender:
        raise BadSetting(
            _("ZHIXING_MAIL 写成 smtps://用户:密码@smtp.example.cn:465?from=lib@example.cn 这样；不发邮件就不写它")
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or (465 if tls else 587), tls, sender, user, password)
