"""Forms of 谈心谈话."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form


class NoteForm(Form):
    """What was said."""

    place: Annotated[str, Meta(title=N_("地点"), max_length=80)] = ""
    content: Annotated[str, Meta(title=N_("谈话内容摘要"), max_length=4000)] = ""
    problem: Annotated[str, Meta(title=N_("问题"), max_length=4000)] = ""
    follow_up: Annotated[str, Meta(title=N_("后续落实"), max_length=4000)] = ""


class TalkForm(Form):
    """Who talked to whom on which day, and what was said; of one's own talk the first is oneself."""

    held_on: Annotated[date, Meta(title=N_("谈话日期"))]
    second: Annotated[int, Meta(title=N_("谈话对象"), ge=1)]
    first: Annotated[int | None, Meta(title=N_("谈话人"))] = None
    place: Annotated[str, Meta(title=N_("地点"), max_length=80)] = ""
    content: Annotated[str, Meta(title=N_("谈话内容摘要"), max_length=4000)] = ""
    problem: Annotated[str, Meta(title=N_("问题"), max_length=4000)] = ""
    follow_up: Annotated[str, Meta(title=N_("后续落实"), max_length=4000)] = ""


class DaysForm(Form):
    """Many talks, one a line."""

    pasted: Annotated[str, Meta(title=N_("粘贴的名单"), min_length=1, max_length=20000)]


class RemovalForm(Form):
    """What was wrong."""

    reason: Annotated[str, Meta(title=N_("错在哪里"), max_length=200)]
