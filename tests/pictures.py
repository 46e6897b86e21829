"""Pictures for tests: drawn here, with what a phone writes beside them."""

from io import BytesIO

from PIL import Image

GPS = 0x8825
CAMERA = "Telefon 1"


def photo(width, height, *, orientation=1, gps=False):
    """A JPEG as a phone makes it: with the device's name, how it was held and, when asked for, where."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif[0x0112] = orientation
    if gps:
        exif.get_ifd(GPS).update({1: "N", 2: (33.0, 1.0, 30.0), 3: "E", 4: (119.0, 2.0, 0.0)})
    written = BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=b"taken at home")
    return written.getvalue()


def without_picture(jpeg):
    """What a JPEG carries beside its picture: APP1 to APP15 and comments, by their markers."""
    found, at = [], 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker = jpeg[at + 1]
        if 0xE1 <= marker <= 0xEF or marker == 0xFE:
            found.append(marker)
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found
