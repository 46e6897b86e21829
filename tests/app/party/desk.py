"""Somebody at their desk with nothing but a browser: forms are read off the pages they stand on and sent as they stand there."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import httpx
import pytest
from lxml import html

from app import clock
from app.main import app
from app.storage.memory import forget_everything
from tests.cast import ADDRESS

PASSWORD = "du-shu-po-wan-juan"


class Calendar:
    """The day on the wall, the same for everybody."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = datetime(2026, 1, 5, 9, tzinfo=clock.LIBRARY_ZONE)
        monkeypatch.setattr(clock, "now", lambda: self.at)

    def turn(self, day: str, hour: int = 15) -> None:
        """It is this day now; the year only goes on."""
        then = datetime.combine(date.fromisoformat(day), time(hour), clock.LIBRARY_ZONE)
        assert then >= self.at, f"{day} lies before {self.at}"
        self.at = then
        forget_everything()


class Desk:
    """One person's browser: the page that is open, its forms, and signing in again when the session is over."""

    def __init__(self, sign_in_name: str = "") -> None:
        self.name = sign_in_name
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS)
        self.here = ""
        self._page: Any = None

    async def page(self) -> Any:
        """The page where the last deed led, or that was asked for."""
        if self._page is None:
            await self.see(self.here)
        return self._page

    async def see(self, address: str) -> str:
        """Open a page; whoever was signed out signs in and is led there."""
        answer = await self.client.get(address)
        if answer.is_redirect and answer.headers["location"].startswith("/sign-in") and self.name:
            self._show(await self.client.get("/sign-in"))
            await self.send("/sign-in", account=self.name, password=PASSWORD)
            answer = await self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        self._show(answer)
        return answer.text

    async def send(self, action: str, typed: Mapping[str, Any] | None = None, *, refused: str = "", **more: Any) -> str:
        """Fill in the form of the open page that goes to this address, and send it; returns what came back.

        Args:
            typed, more: fields by name; a choice also by what it reads. A field that the form has not is an error.
            refused: what the page says instead of doing it; without it the deed is done.
        """
        there = {one.action: one for one in reversed((await self.page()).forms)}
        assert action in there, f"no form to {action} on {self.here}: {sorted(there)}"
        form = there[action]
        for name, value in {**(typed or {}), **more}.items():
            _fill(form, name, value)
        sent: dict[str, list[str]] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        answer = await self.client.post(action, data=sent)
        expected = 409 if refused else 303
        assert answer.status_code == expected, (action, typed, more, answer.status_code, _alerts(answer))
        assert refused in answer.text, (refused, _alerts(answer))
        if answer.is_redirect:
            self.here, self._page = answer.headers["location"].partition("#")[0], None
        else:
            self._show(answer)
        return answer.text

    async def write(self, page: str, action: str, typed: Mapping[str, Any] | None = None, **more: Any) -> str:
        """Send a form of this page, which is opened unless it is before one's eyes."""
        if self._page is None or self.here != page:
            await self.see(page)
        return await self.send(action, typed, **more)

    def _show(self, answer: httpx.Response) -> None:
        self.here, self._page = answer.request.url.raw_path.decode(), html.document_fromstring(answer.text)


def _alerts(answer: httpx.Response) -> list[str]:
    return [
        " ".join(one.text_content().split()) for one in html.fromstring(answer.text or "-").xpath("//*[@role='alert']")
    ]


def _fill(form: Any, name: str, value: Any) -> None:
    assert name in form.inputs.keys(), f"no field {name} in {form.action}: {sorted(form.inputs.keys())}"  # noqa: SIM118
    field = form.inputs[name]
    if getattr(field, "type", "") == "checkbox" and not isinstance(value, set):
        field.checked = value
    elif isinstance(field, html.SelectElement) and str(value) not in field.value_options:
        read = {option.text_content().strip(): option.get("value") for option in field.iter("option")}
        assert value in read, f"{value} is none of {sorted(read)}"
        field.value = read[value]
    else:
        field.value = value if isinstance(value, set) else str(value)
