"""Forms of a person's rights over their own Party records."""

from typing import Annotated

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form
from app.party.rules.rights import Part


class AskForm(Form):
    """What should be deleted, and why."""

    part: Annotated[Part, Meta(title=N_("删除哪一部分"))]
    because: Annotated[str, Meta(title=N_("为什么"), max_length=300)] = ""


class AnswerForm(Form):
    """What was decided, and why."""

    reason: Annotated[str, Meta(title=N_("理由"), max_length=300)]
    done: Annotated[bool, Meta(title=N_("删除"))] = False
