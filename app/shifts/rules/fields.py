"""What is written down about a volunteer: what for, by which law, who sees it, how long. The public rules follow from it."""

from dataclasses import dataclass
from datetime import date

from app.locale import N_

VERSION, VERSION_ON = 2, date(2026, 11, 30)
"""Counted up with every change of the list below; the page of the rules shows it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is written down. `optional` is what nobody has to give to become a volunteer."""

    key: str
    label: str
    purpose: str
    basis: str
    seen_by: str
    kept: str
    optional: bool = False
    sensitive: bool = False


ARTICLE_5 = N_("民政部令第67号第五条；《志愿服务条例》第十九条")
CONSENT = N_("本人同意（个人信息保护法第十三条第一款第一项）")
OF_SITE = N_("本人、可去的服务点的协调员、馆领导")
KEEPERS = N_("本人、协调员、馆领导")
TEN_YEARS = N_("服务记录保存 10 年（GB/T 40143—2021 第 5.2.2 条）")
UNTIL_ERASED = N_("退出并要求删除时删除")

FIELDS = (
    Field("name", N_("姓名"), N_("排班、记录和证明志愿服务"), ARTICLE_5, KEEPERS, TEN_YEARS),
    Field("sex", N_("性别"), N_("录入全国志愿服务信息系统"), ARTICLE_5, OF_SITE, UNTIL_ERASED, optional=True),
    Field(
        "born_on",
        N_("出生日期"),
        N_("核对岗位年龄，判断要不要监护人同意"),
        ARTICLE_5,
        N_("本人、可去的服务点的协调员、馆领导；查看未满 14 岁的每次都有记录"),
        UNTIL_ERASED,
        sensitive=True,
    ),
    Field(
        "phone", N_("手机号"), N_("联系、登录"), ARTICLE_5, N_("同上；其他人只看到 138****5678 这样的"), UNTIL_ERASED
    ),
    Field(
        "area",
        N_("居住区域"),
        N_("安排近一点的服务点，只写到街道或村"),
        ARTICLE_5,
        OF_SITE,
        UNTIL_ERASED,
        optional=True,
    ),
    Field("skills", N_("专业技能和服务类别"), N_("安排合适的岗位"), ARTICLE_5, KEEPERS, UNTIL_ERASED, optional=True),
    Field(
        "number",
        N_("全国志愿者编号"),
        N_("代替身份证件号码，和全国志愿服务信息系统对上"),
        N_("MZ/T 061—2015；民政部令第67号第四条"),
        KEEPERS,
        TEN_YEARS,
        optional=True,
    ),
    Field("slots", N_("空闲时间和每周小时数"), N_("排班"), CONSENT, KEEPERS, UNTIL_ERASED, optional=True),
    Field("sites", N_("可去的服务点"), N_("排班"), CONSENT, KEEPERS, UNTIL_ERASED, optional=True),
    Field(
        "guardian",
        N_("监护人姓名、电话、与本人关系"),
        N_("未成年人服务前取得监护人同意"),
        N_("个人信息保护法第三十一条；未成年人保护法第七十二条"),
        OF_SITE,
        N_("满 18 岁或退出后要求删除时删除"),
        sensitive=True,
    ),
    Field(
        "papers",
        N_("承诺书、保险的编号和期限"),
        N_("服务前的保障"),
        N_("《志愿服务条例》第十四条、第十七条"),
        KEEPERS,
        TEN_YEARS,
    ),
    Field(
        "service",
        N_("服务、培训、评价、表彰记录"),
        N_("记录和证明志愿服务"),
        N_("民政部令第67号第七条至第十条"),
        KEEPERS,
        TEN_YEARS,
    ),
    Field(
        "display",
        N_("展示用的名字或别名"),
        N_("今日志愿者屏幕"),
        N_("《志愿服务条例》第二十条；本人同意"),
        N_("屏幕前的人"),
        N_("收回同意时停止"),
        optional=True,
    ),
)
NOT_KEPT = (
    N_("身份证件号码和照片：本系统不保存；全国系统要用时，由本人在全国系统里填，这里只记全国志愿者编号。"),
    N_("人脸、指纹、行踪：不采集；签到靠现场的码或点名。"),
    N_("健康、宗教、民族、政治面貌：不问；能不能做某个岗位由本人判断。"),
)
