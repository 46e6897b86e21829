"""Rows of the screens on which a service point shows its code."""

from piccolo.columns import ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import ServicePoint


class SiteScreen(Table):
    """A secret address at which a tablet shows the code of its service point, without anybody signed in, until `ended_at`.

    The address carries a signature over `nonce`, which alone opens nothing and is never given out twice.
    """

    id: Serial
    place = ForeignKey(ServicePoint, null=False, on_delete=OnDelete.restrict, index=True)
    nonce = Varchar(length=40, null=False, default=None, unique=True)
    made_by_name = Varchar(length=60, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
