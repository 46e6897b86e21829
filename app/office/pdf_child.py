"""A script, run apart: a Typst template and its values in, a PDF out. It asks nobody: no packages, no fonts of the machine."""

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

# Nothing listens there: whatever a template would fetch fails at once.
NOWHERE = "http://127.0.0.1:9"


def main() -> None:
    """Compile, write."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["memory"], asked["seconds"])
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        os.environ[name] = NOWHERE
    # Its threads each reserve memory, and a page of text is no work for many.
    os.environ["RAYON_NUM_THREADS"] = "1"
    body, line = b"", dict[str, Any]()
    try:
        body, pages = made(sys.stdin.buffer.read().decode(), asked)
        line = {"pages": pages}
    # What a template does wrong has no list that is complete; its first line says where.
    except Exception as error:  # noqa: BLE001
        line = {"code": "template", "said": str(error).strip().splitlines()[0][:200] if str(error).strip() else ""}
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=True).encode() + b"\n" + body)


def made(values: str, asked: dict[str, Any]) -> tuple[bytes, int]:
    """The document, and how many pages it has; the same values and moment give the same bytes."""
    import typst

    compiler = typst.Compiler(
        input=asked["template"],
        root=asked["root"],
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["fonts"]),
        sys_inputs={"values": values},
        package_path=asked["packages"],
        package_cache_path=asked["packages"],
    )
    body: Any = compiler.compile(format="pdf", timestamp=datetime.fromtimestamp(asked["moment"], UTC))
    counted = json.loads(compiler.query("<pages>", field="value", one=True))
    return bytes(body), int(counted)


def _limit(memory: int, seconds: int) -> None:
    # Windows has no such limits; there the wall clock of the parent remains.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
