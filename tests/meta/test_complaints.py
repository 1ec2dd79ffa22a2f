"""What users of other systems complained about must be impossible here: each has tests of its name.

They are called ``test_complaint_N_...``, with N from this table.
"""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent

COMPLAINTS = {
    1: "Two sources said 1 and 2, and 3 was published.",
    2: "The same file sent twice made every row twice.",
    3: "Of two people who edited one thing the first lost the edit.",
    4: "What a person had unlinked was linked again by the next run.",
    5: "A second report of one source about one incident could not be linked.",
    6: "What was merged could not be split again as it had been.",
    7: "Counts, facets and files told of rows the reader may not see.",
    8: "The result depended on the order in which reports arrived.",
    9: "A cumulative figure fell, and nobody noticed.",
    10: "Reports of one event taken in at once made several incidents.",
    11: "A new claim changed what had been signed off.",
    12: "An export taken while others wrote was a mixture.",
    13: "Exports and pages timed out, for the queries they took.",
    14: "A job killed half-way left nothing to serve.",
    15: "In right-to-left pages 9-14 read 14-9.",
}


@pytest.mark.parametrize("number", COMPLAINTS, ids=lambda number: COMPLAINTS[number])
def test_each_complaint_has_a_test_of_its_name(number):
    name = re.compile(rf"^def test_complaint_{number}_", re.MULTILINE)
    assert [path for path in TESTS.rglob("test_*.py") if name.search(path.read_text())]
