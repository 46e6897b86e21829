"""示例馆：一座编出来的县图书馆，看过就可以一次移除。The demo library: invented, to look around in, removed at once."""

from app.demo.loading import load, load_when_empty
from app.demo.presence import is_demo, notice_demo, noticing
from app.demo.removing import remove

__all__ = ["is_demo", "load", "load_when_empty", "notice_demo", "noticing", "remove"]
