"""Handing over a file: only where it changed, and from the middle where a download broke off."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class RangeNotSatisfiable(APIException):
    """The file ends before the part that was asked for begins."""

    status_code = 416
    default_code = "range_not_satisfiable"


class AsItIs(BaseContentNegotiation):
    """A file is what it is, whatever kinds the reader says it likes."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """Return what errors are written with."""
        first = next(iter(renderers))
        return first, first.media_type or ""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """Return nothing: no body is read."""
        return None


def file_answer(
    request: Request, path: Path, *, sha256: str, name: str, media_type: str
) -> HttpResponseBase:
    """Return a file, or the part of it asked for, or 304 where the reader has it already."""
    etag = f'"{sha256}"'
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        # Not kept without asking: a set may be withdrawn from one minute to the next.
        "Cache-Control": "public, no-cache",
    }
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if {etag, "*"} & {one.removeprefix("W/") for one in known}:
        return HttpResponseNotModified(headers=headers)
    size = path.stat().st_size
    part = _part(request, etag, size)
    first, last = part or (0, size - 1)
    answer = FileResponse(
        _Part(path.open("rb"), first, last - first + 1),
        status=206 if part else 200,
        headers=headers,
        content_type=media_type,
        as_attachment=True,
        filename=name,
    )
    answer["Content-Length"] = str(last - first + 1)
    if part:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def _part(request: Request, etag: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for; None: the whole file.

    What cannot be read as one range is passed over, as RFC 9110 has it, and so is a range of
    another version of the file.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or not any(asked.groups()) or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:
        begin, end = max(size - int(last), 0), size - 1
    else:
        begin, end = int(first), min(int(last or size), size - 1)
    if begin > end:
        raise RangeNotSatisfiable(f"The file has {size} bytes: ask for a range within them.")
    return begin, end


class _Part:
    """A file from one byte on, for so many bytes."""

    def __init__(self, file: IO[bytes], first: int, length: int) -> None:
        self.file, self.left = file, length
        file.seek(first)

    def read(self, most: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        taken = self.file.read(self.left if most < 0 else min(most, self.left))
        self.left -= len(taken)
        return taken

    def close(self) -> None:
        """Close the file."""
        self.file.close()
