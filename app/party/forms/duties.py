"""Forms of the calendar of duties."""

from datetime import date
from typing import Annotated
from unicodedata import normalize

from msgspec import Meta

from app.locale import N_, _
from app.party.forms import Form
from app.party.rules.done import DoneKind
from app.party.rules.settings import Key, value_of
from app.refusals import Refused, WhyNot


class SettingForm(Form):
    """A value of the rule book, for the days it holds."""

    key: Annotated[Key, Meta(title=N_("设哪一项"))]
    value: Annotated[str, Meta(title=N_("数值"), max_length=12)]
    from_on: Annotated[date, Meta(title=N_("从哪天起"))]
    source: Annotated[str, Meta(title=N_("出处"), max_length=120)] = ""
    to_on: Annotated[date | None, Meta(title=N_("到哪天为止"))] = None
    note: Annotated[str, Meta(title=N_("说明"), max_length=200)] = ""

    @property
    def number(self) -> int:
        """The value as it is kept.

        Raises:
            Refused: it is neither a whole number nor, for a share, a fraction such as 2/3.
        """
        if (value := value_of(self.key, normalize("NFKC", self.value))) is None:
            raise Refused(WhyNot("value", _("几分之几写成 2/3 这样，其他的写整数，例如 3")))
        return value


class ExplainForm(Form):
    """Why a period is without."""

    text: Annotated[str, Meta(title=N_("原因"), max_length=1000)] = ""


class TakeBackForm(Form):
    """Why a record or an explanation is taken back."""

    reason: Annotated[str, Meta(title=N_("为什么收回"), max_length=200)] = ""


class DoneForm(Form):
    """A yearly duty that is one record."""

    what: Annotated[DoneKind, Meta(title=N_("哪一项"))]
    done_on: Annotated[date, Meta(title=N_("日期"))]
    title: Annotated[str, Meta(title=N_("名称或内容"), min_length=2, max_length=120)]
    reference: Annotated[str, Meta(title=N_("凭据在哪里"), max_length=200)] = ""
    person: Annotated[int | None, Meta(title=N_("联系了谁"))] = None
