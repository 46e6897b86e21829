"""What the forms of projects may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules.projects import ProjectFacts


class ProjectForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What volunteers are recruited for."""

    name: Annotated[str, Meta(title=N_("项目名称"), min_length=1, max_length=60)]
    recording_unit: Annotated[int, Meta(title=N_("记录单位"))]
    content: Annotated[str, Meta(title=N_("服务内容"), max_length=300)] = ""
    risks: Annotated[str, Meta(title=N_("可能的风险"), max_length=300)] = ""
    notice: Annotated[str, Meta(title=N_("招募公告"), max_length=2000)] = ""
    leader: Annotated[str, Meta(title=N_("活动负责人"), max_length=60)] = ""
    from_on: Annotated[date, Meta(title=N_("开始日期"))]
    to_on: Annotated[date | None, Meta(title=N_("结束日期"))] = None
    open_to_applicants: Annotated[bool, Meta(title=N_("开放报名"))] = False
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""

    def facts(self) -> ProjectFacts:
        """The project as it is written down."""
        return ProjectFacts(**{name: getattr(self, name) for name in ProjectFacts.__dataclass_fields__})
