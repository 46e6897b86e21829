"""What a project must say before people are recruited for it."""

from dataclasses import dataclass
from datetime import date

from app.locale import _
from app.refusals import WhyNot

LINE, ROOM, DENSE_ROOM = 40, 350, 860
"""Characters of a line of the poster, and of all its text, large and small; measured on the printed sheet."""
UNIT_KINDS = ("own", "partner")
"""Who records and certifies: the library itself, or the volunteer organisation it works with (民政部令第67号 art. 26)."""


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project as somebody writes it down; `to_on` None is without an end."""

    name: str
    recording_unit: int
    content: str
    risks: str
    notice: str
    leader: str
    from_on: date
    to_on: date | None = None
    open_to_applicants: bool = False


def why_not_project_facts(given: ProjectFacts, unit_kind: str) -> tuple[WhyNot, ...]:
    """Why this cannot be a project, each reason under the name of its field.

    Source: 志愿服务条例 art. 12, by which a recruiting notice is true and complete and names the risks; art. 41.
    """
    reasons = []
    if unit_kind not in UNIT_KINDS:
        reasons.append(WhyNot("recording_unit", _("记录单位是本馆，或合作的志愿服务组织")))
    if given.to_on is not None and given.to_on < given.from_on:
        reasons.append(WhyNot("to_on", _("结束日期要不早于开始日期")))
    if given.open_to_applicants:
        texts = {"content": given.content, "risks": given.risks, "notice": given.notice, "leader": given.leader}
        said = {
            "content": _("开放报名前写清服务内容"),
            "risks": _("开放报名前写清可能的风险；没有就写“没有特别的风险”"),
            "notice": _("开放报名前写好招募公告"),
            "leader": _("开放报名前写上活动负责人"),
        }
        reasons += [WhyNot(name, said[name]) for name, text in texts.items() if not text.strip()]
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a notice fits on one sheet of A4; `dense` is in small type, `cut` leaves the rest to the page behind the code."""

    paragraphs: tuple[str, ...]
    dense: bool
    cut: bool


def sheet_of(content: str, risks: str, notice: str, places: int) -> Sheet:
    """Fit a project onto one sheet: content, risks and places stand whole, the notice takes what room is left."""
    lines = [line.strip() for line in notice.splitlines() if line.strip()]
    words = len(content) + len(risks)
    # A paragraph takes a line at least, however short; small type puts two places into one.
    dense = words + LINE * places + sum(max(len(line), LINE) for line in lines) > ROOM
    left = DENSE_ROOM - words - LINE * places // 2 if dense else ROOM
    shown: list[str] = []
    for line in lines:
        cost = max(len(line), LINE)
        if cost > left:
            shown += [f"{line[:left]}……"] if left > LINE else []
            return Sheet(tuple(shown), dense, True)
        shown.append(line)
        left -= cost
    return Sheet(tuple(shown), dense, False)
