"""Secret addresses of a service point: what each is for, and under which name it is signed."""

from enum import StrEnum

from app.locale import N_


class PlaceKeyKind(StrEnum):
    """What the address shows."""

    CALENDAR = "calendar"
    SCREEN = "screen"


PLACE_KEY_KINDS = {PlaceKeyKind.CALENDAR: N_("日历订阅"), PlaceKeyKind.SCREEN: N_("今日志愿者大屏")}
PURPOSES = {PlaceKeyKind.CALENDAR: "place calendar", PlaceKeyKind.SCREEN: "place screen"}
EXPLAINED = {
    PlaceKeyKind.CALENDAR: N_("手机、电脑的日历里订阅，看这个服务点已发布的班次、人数和名字（不带姓）。"),
    PlaceKeyKind.SCREEN: N_("挂在门口的屏幕上，显示今天来服务的人；没有同意展示的只写“志愿者”。"),
}
