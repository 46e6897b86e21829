"""What both wizards of bringing a table in do alike: columns, mending, taking in, taking back, putting away."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response

from app.actor import Actor
from app.locale import _
from app.refusals import Refused, found
from app.shifts.actions import intakes as actions
from app.shifts.queries.intakes import Brought, intake
from app.shifts.routes.bringing import (
    Fields,
    ask_columns,
    chosen_columns,
    columns_page,
    corrections,
    refused_form,
    revision_of,
    texts_of,
)
from app.shifts.rules.intakes import IntakeKind
from app.web import Filled, redirect
from app.web.page import Asked

Show = Callable[..., Awaitable[Response[Any]]]


def nothing_more(_chosen: Mapping[str, int]) -> dict[str, str]:
    """The columns that were chosen ask for no others."""
    return {}


def no_settings(_texts: Mapping[str, str]) -> dict[str, Any]:
    """Nothing is said for all rows at once."""
    return {}


@dataclass(frozen=True, slots=True)
class Wizard:
    """One of them.

    Attributes:
        start: where it begins; `address` is where its tables stand.
        synonyms, said: how headings are read, and what a table may say.
        show: the page of a table: request, actor, table, `only`, `form`, `status`.
        wanting: for columns that were chosen, a sentence at each field that is missing besides.
        settings: what the posted texts say for all rows at once.
    """

    kind: IntakeKind
    start: str
    address: str
    synonyms: Mapping[str, Sequence[str]]
    said: Fields
    show: Show
    wanting: Callable[[Mapping[str, int]], dict[str, str]] = nothing_more
    settings: Callable[[Mapping[str, str]], dict[str, Any]] = no_settings

    def at(self, intake_id: int) -> str:
        """Where a table stands."""
        return f"{self.address}/{intake_id}"

    async def one(self, actor: Actor, intake_id: int) -> Brought:
        """A table that the actor brought.

        Raises:
            Missing: there is none.
        """
        return found(await intake(actor, intake_id, self.kind))

    async def columns(self, request: Asked, actor: Actor, intake_id: int) -> Response[Any]:
        """Which column means what: as it was the last time, else as the headings say."""
        return await ask_columns(request, await self.one(actor, intake_id), self.synonyms, self.said)

    async def choose(self, request: Asked, actor: Actor, intake_id: int) -> Response[Any]:
        """Say which column means what."""
        one = await self.one(actor, intake_id)
        header, texts = one.header(self.synonyms), await texts_of(request)
        chosen, errors = chosen_columns(texts, self.said, len(header.headings))
        errors |= self.wanting(chosen)
        if errors:
            return columns_page(request, one, header, chosen, self.said, Filled(texts, errors), status=422)
        await actions.choose_columns(actor, intake_id, self.kind, chosen, header, revision=revision_of(texts))
        return redirect(request, self.at(intake_id))

    async def mend(self, request: Asked, actor: Actor, intake_id: int) -> Response[Any]:
        """Type over cells, leave rows out; look again."""
        one, texts = await self.one(actor, intake_id), await texts_of(request)
        cells, out = corrections(texts)
        only = "1" if texts.get("only") else ""

        async def mended() -> str:
            revision, settings = revision_of(texts), self.settings(texts)
            await actions.mend(actor, intake_id, self.kind, cells, out, revision=revision, settings=settings)
            return _("已改，下面是重新核对的结果")

        return await self.acted(request, actor, one, mended, only=only)

    async def acted(
        self, request: Asked, actor: Actor, one: Brought, act: Callable[[], Awaitable[str]], *, only: str = ""
    ) -> Response[Any]:
        """Do something with a table and come back to it; what is refused stands above its rows."""
        try:
            toast = await act()
        except Refused as refused:
            return await self.show(request, actor, one, only, form=refused_form(refused), status=409)
        return redirect(request, self.at(one.id) + ("?only=1" if only else ""), toast=toast)

    async def put_away(self, request: Asked, actor: Actor, intake_id: int) -> Response[Any]:
        """Do not take the rest in."""
        await actions.put_away(actor, intake_id, self.kind)
        return redirect(request, self.start, toast=_("已收起，表里的内容不再保留"))
