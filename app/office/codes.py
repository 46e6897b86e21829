"""An address as a code to scan: on a screen, and in a document."""

from io import BytesIO

import segno
from markupsafe import Markup

from app.office.documents import Picture

QUIET = 4
"""Modules of white around a code; scanners ask for them."""
PRINTED_MM = 30
PIXELS_PER_MODULE = 8


def drawn(address: str) -> Markup:
    """For a page; always dark on white, whatever the theme: phones look for that."""
    svg = _code(address).svg_inline(dark="#000", light="#fff", border=QUIET, omitsize=True)
    return Markup(svg)  # noqa: S704 - drawn by segno, which keeps nothing of the text but its modules


def printed(address: str) -> Picture:
    """For a document; the same address gives the same bytes."""
    made = BytesIO()
    _code(address).save(made, kind="png", scale=PIXELS_PER_MODULE, border=QUIET)
    return Picture(made.getvalue(), PRINTED_MM)


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
