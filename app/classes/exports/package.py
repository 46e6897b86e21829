"""培训班套表 (R-07): eight files in one zip; the same input gives the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.classes.exports import documents, tables
from app.classes.exports.told import Told
from app.locale import _

BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def package(told: Told) -> bytes:
    """通知 课程表 学员名册 签到 考核成绩 结业名单 满意度 总结."""
    files = [
        (f"1_{_('通知')}.docx", documents.notice(told)),
        (f"2_{_('课程表')}.xlsx", tables.timetable(told)),
        (f"3_{_('学员名册')}.xlsx", tables.roster(told)),
        (f"4_{_('签到')}.xlsx", tables.attendance(told)),
        (f"5_{_('考核成绩')}.xlsx", tables.marks(told)),
        (f"6_{_('结业名单')}.xlsx", tables.completed(told)),
        (f"7_{_('满意度')}.xlsx", tables.satisfaction(told)),
        ("8_" + _("总结") + ".docx", documents.summary_document(told)),
    ]
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        for name, body in files:
            entry = ZipInfo(name, BEGINNING_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            parts.writestr(entry, body)
    return made.getvalue()
