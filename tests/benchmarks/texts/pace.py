"""How fast and in how much memory a reader reads."""

import json
import subprocess
import sys
import time
from typing import Any

from casualties.core.reading import Document, Reader, read_with

WORST_LENGTH = 33_000

_IN_ITS_OWN_PROCESS = r"""
import json, re, sys
from pathlib import Path
from casualties.core.reading import Document, read_with, reader_named
text = json.load(sys.stdin)
for _ in range(50):
    read_with(reader_named(), Document(text=text))
print(int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def pace(article: Document, reader: Reader, times: int = 400) -> dict[str, Any]:
    """Time one article many times over, one sentence of 33,000 characters, and its memory."""
    spent = sorted(_seconds(article, reader) for _ in range(times))
    return {
        "articles_per_s": round(times / sum(spent)),
        "p99_ms": round(1000 * spent[int(0.99 * times)], 1),
        "sentence_of_33_kB_s": round(max(_seconds(d, reader) for d in worst_cases()), 2),
        "memory_MB": round(_memory(article.text)),
    }


def _seconds(document: Document, reader: Reader) -> float:
    fresh = Document(text=document.text, published_on=document.published_on)
    started = time.process_time()
    read_with(reader, fresh)
    return time.process_time() - started


def worst_cases() -> list[Document]:
    """Return single sentences that rules could choke on."""
    pieces = (
        "five men and two women were killed, and ",
        "killed ",
        "at least 5 and up to ",
        "the mayor said that the agency said that ",
        "a, ",
        "(2 (men ",
        "In March 2014 ",
    )
    return [Document(text=(piece * WORST_LENGTH)[:WORST_LENGTH]) for piece in pieces]


def _memory(text: str) -> float:
    """Return the peak of a process that does nothing but read, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _IN_ITS_OWN_PROCESS],
        input=json.dumps(text),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
