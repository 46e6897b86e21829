"""What is uploaded passes the gate: a photo loses what the camera wrote beside it, and what is no photo stays outside."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.office.apart import Unfit
from app.office.gate import EVIDENCE, LONGEST_SIDE, PHOTO_BYTES, Sort, admit
from tests.pictures import GPS, photo, without_picture

WANTED = "这里收照片（JPG、PNG、WebP）和 PDF"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


async def test_a_photo_comes_out_upright_small_and_without_what_the_camera_wrote():
    given = photo(3000, 2000, orientation=6, gps=True)
    assert GPS in Image.open(BytesIO(given)).getexif()
    admitted = await admit("C:\\照片\\签到表.jpg", given, EVIDENCE)
    kept = Image.open(BytesIO(admitted.body))
    assert admitted.name == "签到表.jpg"
    assert (admitted.kind.ending, admitted.width, admitted.height) == ("jpg", 1365, LONGEST_SIDE)
    assert (kept.size, kept.format, dict(kept.getexif())) == ((1365, 2048), "JPEG", {})
    assert without_picture(admitted.body) == []
    assert len(admitted.body) <= PHOTO_BYTES
    assert max(Image.open(BytesIO(admitted.thumb)).size) == 320


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
async def test_other_pictures_become_plain_jpeg_too(form):
    written = BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 0)).save(written, form)
    admitted = await admit("透明", written.getvalue(), {Sort.PHOTO})
    kept = Image.open(BytesIO(admitted.body))
    assert (kept.format, kept.getpixel((5, 5))) == ("JPEG", (255, 255, 255))


async def test_a_pdf_is_kept_as_it_came():
    assert (await admit("证书.pdf", PDF, EVIDENCE)).body == PDF


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.jpg", b"", "“空.jpg”是空的，重新选一次文件"),
        ("证书.jpg", b"MZ\x90\0" + bytes(60), f"“证书.jpg”其实是程序，不是它的名字所说的文件，没有收下；{WANTED}"),
        ("证书.jpg", b"<html><script>", f"“证书.jpg”的内容不是它的名字所说的文件；{WANTED}"),
        ("图.svg", b"<svg xmlns=", f"“图.svg”的内容不是它的名字所说的文件；{WANTED}"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic", "“IMG_1.HEIC”是 HEIC 照片或视频：在相机设置里选“兼容性最佳”重拍，或截图后再传"),
        ("大.jpg", b"\xff\xd8\xff" + bytes(40 * 1024 * 1024), "“大.jpg”有 41 MB，最多 10 MB：照片调低分辨率重拍，或截图后再传"),
        ("坏.jpg", b"\xff\xd8\xff\xe0" + bytes(500), "“坏.jpg”这张图片坏了，打不开：重新拍一张，或另存为 JPG 再传"),
        ("半.pdf", PDF[:-8], "“半.pdf”这个 PDF 不完整，重新下载或另存一次再传"),
    ],
    ids=["empty", "program", "page", "svg", "heic", "40 MB", "broken photo", "half a pdf"],
)  # fmt: skip
async def test_what_is_no_evidence_stays_outside_with_a_sentence(name, content, sentence):
    with pytest.raises(Unfit) as refused:
        await admit(name, content, EVIDENCE)
    assert refused.value.sentence == sentence


async def test_a_picture_that_unpacks_to_a_giant_is_never_unpacked():
    # 40,000 × 40,000 pixels in a few hundred bytes: the head alone says so.
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    with pytest.raises(Unfit, match=r"“炸弹\.png”有 40000×40000 个像素，最多 4000 万个"):
        await admit("炸弹.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b""), EVIDENCE)


@pytest.mark.parametrize(
    "inside",
    [
        b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        b"<</S/J#61vaScript>>",
        b"<</S/Launch/F(a.exe)>>",
        b"<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(b"<</S/JavaScript>>") + b"\nendstream",
    ],
    ids=["plain", "escaped", "launch", "packed"],
)
async def test_a_pdf_that_does_something_stays_outside(inside):
    with pytest.raises(Unfit, match=r"“证书\.pdf”这个 PDF 里有脚本或附件，没有收下"):
        await admit("证书.pdf", PDF.replace(b"trailer", inside + b"trailer"), EVIDENCE)


async def test_a_place_takes_only_what_it_asks_for():
    with pytest.raises(Unfit, match=r"“证书\.pdf”不是这里要的文件；这里收照片"):
        await admit("证书.pdf", PDF, {Sort.PHOTO})


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
