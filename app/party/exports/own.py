"""A person's own Party records as a workbook."""

from collections.abc import Sequence
from datetime import datetime

from app import clock
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.party.rules.rights import OwnRow


def own_workbook(rows: Sequence[OwnRow], *, library: str, made_by: str, generated_at: datetime) -> bytes:
    """Everything that Party-building keeps of one person, for themself."""
    source = _("支部台账")
    return workbook(
        Sheet(
            title=_("%(name)s的党建资料", name=made_by),
            name=_("我的党建资料"),
            library=library,
            period=_("截至 %(day)s", day=clock.at_library(generated_at).date()),
            made_by=made_by,
            generated_at=generated_at,
            columns=[
                Column(_("类别"), Shown.TEXT, _("哪一种记录"), "", source, 16),
                Column(_("日期"), Shown.DAY, _("这件事的日期"), "", source),
                Column(_("内容"), Shown.TEXT, _("记下了什么"), "", source, 70),
            ],
            rows=[[one.sort, one.on, one.said] for one in rows],
            lines=[_("支部自己的辅助台账，以全国党员管理信息系统为准")],
        )
    )
