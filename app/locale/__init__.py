"""Words: Chinese is the source language and needs no catalogue; the English one lies beside this file."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = "zh-CN"
LANGUAGES = {"zh-CN": "中文", "en": "English"}

_language: ContextVar[str] = ContextVar("language", default=SOURCE)


def language() -> str:
    """The language of this request or task."""
    return _language.get()


def speak(chosen: str) -> None:
    """Use this language from here on in this request or task; an unknown one means Chinese."""
    _language.set(chosen if chosen in LANGUAGES else SOURCE)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Use this language inside the block."""
    token = _language.set(chosen if chosen in LANGUAGES else SOURCE)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, **values: object) -> str:
    """The message in the language of the request, with `%(name)s` filled from the values."""
    said = _words(_language.get()).get(message, message)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """Like gettext for a counted thing; Chinese passes the same text twice, English has two forms."""
    forms = _plurals(_language.get()).get(one, (one, many))
    return forms[0 if count == 1 else 1] % {"num": count, "n": count, **values}


def mark_only(message: str) -> str:
    """Marks a string for the catalogue where it is defined, to be translated where it is shown."""
    return message


_ = gettext
N_ = mark_only


@cache
def _words(chosen: str) -> dict[str, str]:
    return {
        message.id: str(message.string)
        for message in _catalogue(chosen)
        if isinstance(message.id, str) and message.id and message.string
    }


@cache
def _plurals(chosen: str) -> dict[str, tuple[str, str]]:
    counted = [message for message in _catalogue(chosen) if isinstance(message.id, list | tuple)]
    forms = [(message.id[0], list(message.string or ())) for message in counted]
    return {one: (said[0], said[1]) for one, said in forms if len(said) > 1 and all(said)}


@cache
def _catalogue(chosen: str) -> Catalog:
    path = Path(__file__).parent / chosen / "LC_MESSAGES" / "messages.po"
    if chosen == SOURCE:
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)
