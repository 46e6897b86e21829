"""Where this very site is reached, for what is printed or handed on."""

from app.locale import _
from app.refusals import Refused, WhyNot
from app.settings import current
from app.web.page import Asked

LONGEST_HOST = 100


def base(request: Asked) -> str:
    """The site as the browser reached it: a code on paper leads there too.

    Raises:
        Refused: the address is too long for a code.
    """
    host = request.headers.get("host", "")
    if not host or len(host) > LONGEST_HOST:
        raise Refused(WhyNot("host", _("这个地址太长，做不成码；用短一点的网址打开这一页")))
    return f"{'https' if current().https else 'http'}://{host}"
