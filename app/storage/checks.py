"""What would spoil the database later, said before it is opened, with the repair."""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path, PurePosixPath

from app.locale import _

FILE_NAME = "zhixing.db"
OLDEST_SQLITE = (3, 38, 0)
HEADER = b"SQLite format 3\0"
# WAL shares memory between processes, and locks on these are promises at best.
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "9p", "afs", "ceph", "lustre", "beegfs", "glusterfs"}
    | {"davfs", "vboxsf", "virtiofs", "vmhgfs", "prl_fs", "smb2", "gpfs", "ocfs2"}
)
# Most of what is mounted this way lies elsewhere, under more names than can be listed; these are disks of the machine.
LOCAL_FUSE = frozenset({"fuse.ntfs-3g", "fuse.exfat", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.mergerfs"})


class Unusable(Exception):
    """The database cannot be used; the text is one sentence for the operator, with the repair."""


def why_not_usable(data: Path, *, thorough: bool = False, mounts: str | None = None) -> str | None:
    """Why the data folder cannot carry the SQLite database, as one sentence with the repair; None when it can.

    Args:
        thorough: read the whole file for damage too, which takes a second for about 200 MB.
        mounts: the mounts of the machine as `/proc/self/mountinfo` lists them; the machine's own when not given.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return _(
            "本机 Python 自带的 SQLite 为 %(found)s，至少需要 3.38；请换用较新的 Python 3.11 安装包。",
            found=sqlite3.sqlite_version,
        )
    return why_not_folder(data, mounts) or _why_not_sound(data / FILE_NAME, thorough)


def why_not_folder(data: Path, mounts: str | None = None) -> str | None:
    """The same of the folder alone, whatever file lies in it."""
    if not data.is_dir():
        return _("数据文件夹 %(folder)s 不存在；请先建好它，或把 ZHIXING_DATA 改为已有的文件夹。", folder=data)
    if (kind := network_file_system(data, mounts)) is not None:
        return _(
            "数据文件夹 %(folder)s 位于网络文件系统（%(kind)s），数据库放在那里会损坏；"
            "请把 ZHIXING_DATA 改为本机磁盘上的文件夹，或改用 PostgreSQL。",
            folder=data,
            kind=kind,
        )
    return _why_not_writable(data)


def network_file_system(folder: Path, mounts: str | None = None) -> str | None:
    """The kind of network file system that the folder is on; None on a disk of this machine."""
    if mounts is not None or sys.platform == "linux":
        listed = Path("/proc/self/mountinfo").read_text() if mounts is None else mounts
        kind = _kind_on_linux(folder.resolve(), listed)
    elif sys.platform == "win32":
        kind = _kind_on_windows(folder.resolve())
    else:
        kind = _kind_on_mac(folder.resolve())
    return kind if kind is not None and _is_elsewhere(kind) else None


def _is_elsewhere(kind: str) -> bool:
    return kind in NETWORK or (kind.startswith("fuse.") and kind not in LOCAL_FUSE)


def _why_not_writable(data: Path) -> str | None:
    file = data / FILE_NAME
    try:
        with tempfile.TemporaryFile(dir=data):
            pass
        if file.exists():
            file.open("r+b").close()
    except OSError as error:
        return _(
            "数据文件夹 %(folder)s 不能写入（%(error)s）；请让运行本程序的用户对它有写权限，或换一个文件夹。",
            folder=data,
            error=error.strerror,
        )
    return None


def _why_not_sound(file: Path, thorough: bool) -> str | None:
    if not file.exists() or file.stat().st_size == 0:
        return None
    with file.open("rb") as opened:
        if opened.read(len(HEADER)) != HEADER:
            return _(
                "%(file)s 不是数据库文件；请把它移到别处，再从最近的备份恢复（python3 run.py restore）。",
                file=file,
            )
    return _why_damaged(file) if thorough else None


def _why_damaged(file: Path) -> str | None:
    try:
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            found = "; ".join(str(row[0]) for row in connection.execute("PRAGMA quick_check(3)"))
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found == "ok":
        return None
    return _(
        "数据库文件 %(file)s 已损坏（%(found)s）；请保留原文件，从最近的备份恢复（python3 run.py restore）。",
        file=file,
        found=found,
    )


def _kind_on_linux(folder: Path, mounts: str) -> str | None:
    """The kind of the mount nearest above the folder; of two on the same place the later one covers the other."""
    nearest, kind = 0, None
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        place = PurePosixPath(_unescaped(fields[4]))
        if PurePosixPath(folder).is_relative_to(place) and len(place.parts) >= nearest:
            nearest, kind = len(place.parts), after.split(" ")[0]
    return kind


def _unescaped(place: str) -> str:
    for escape, character in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        place = place.replace(escape, character)
    return place


def _kind_on_mac(folder: Path) -> str | None:
    """From lines such as `//guest@server/share on /Volumes/share (smbfs, nodev, nosuid)`."""
    listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True).stdout
    nearest, kind = 0, None
    for line in listed.splitlines():
        place, _bracket, options = line.partition(" on ")[2].rpartition(" (")
        if place and folder.is_relative_to(place) and len(Path(place).parts) >= nearest:
            nearest, kind = len(Path(place).parts), options.rstrip(")").split(",")[0]
    return kind


def _kind_on_windows(folder: Path) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes

    remote_drive = 4
    is_share = folder.drive.startswith("\\\\")
    return "smbfs" if is_share or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote_drive else None
