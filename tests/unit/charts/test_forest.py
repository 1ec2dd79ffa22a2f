"""The forest plot as values."""

from casualties.admin.charts.forest import AXIS, HEAD, ROW, Entry, forest
from casualties.admin.charts.labels import LONGEST
from casualties.admin.charts.scale import FIRST, LAST
from casualties.core.estimation.wording import END_ISOLATE, ISOLATE, spoken
from casualties.core.types import Quantity
from casualties.core.words import Qualifier


def an_entry(**figures) -> Entry:
    return Entry(speaker="Yaqein", said="'64'", kind="local_media", **figures)


def test_nothing_on_file_gives_an_axis_without_rows():
    drawn = forest([])
    assert (drawn.rows, drawn.height) == ([], HEAD + AXIS)


def test_a_single_claim_is_a_dot_on_its_figure():
    (row,) = forest([an_entry(low=64, best=64, high=64)]).rows
    assert row.start == row.end == row.mark
    assert (row.open_start, row.open_end, row.hollow) == (False, False, False)


def test_no_upper_limit_runs_to_the_edge_with_an_open_end():
    (row,) = forest([an_entry(low=131)], intervals=[(0.8, 44, 161)]).rows
    assert (row.open_end, row.end) == (True, LAST)
    assert row.mark == row.start < LAST


def test_no_lower_limit_runs_from_the_edge_with_an_open_end():
    (row,) = forest([an_entry(high=600)]).rows
    assert (row.open_start, row.start, row.open_end) == (True, FIRST, False)


def test_a_range_without_a_single_figure_has_a_hollow_mark_in_its_middle():
    (row,) = forest([an_entry(low=10, high=20)]).rows
    assert row.hollow
    assert row.mark == (row.start + row.end) / 2


def test_a_claim_without_figures_has_its_words_and_no_line():
    (row,) = forest([an_entry()]).rows
    assert (row.start, row.mark) == (None, None)


def test_the_heavier_voice_has_the_larger_square():
    light, heavy = forest([an_entry(low=1, weight=0.1), an_entry(low=1, weight=0.9)]).rows
    assert light.side < heavy.side


def test_the_widest_band_lies_at_the_back():
    bands = forest([], intervals=[(0.5, 62, 113), (0.95, 29, 238), (0.8, 44, 161)], best=80).bands
    assert [band.percent for band in bands] == [95, 80, 50]


def test_rows_follow_one_another():
    rows = forest([an_entry(low=1), an_entry(low=2)]).rows
    assert [row.top for row in rows] == [HEAD, HEAD + ROW]


def test_long_words_are_shortened_and_say_so():
    (row,) = forest([Entry(speaker="x" * 80, said="more than 9", kind="witness")]).rows
    assert len(row.label) == LONGEST
    assert row.label.endswith("…: more than 9")


def test_words_from_right_to_left_are_closed_off_however_short_they_are_cut():
    """Else what follows on the row, such as why it is grey, would run on in their direction."""
    entry = Entry(speaker="Mosul Eye", said=spoken(ARABIC), kind="monitor", use="left out: copy")
    (row,) = forest([entry]).rows
    assert row.label.count(ISOLATE) == row.label.count(END_ISOLATE) == 1
    assert row.label.endswith("(left out: copy)")


ARABIC = Quantity.said(Qualifier.EXACTLY, 14, expression="\N{ARABIC LETTER QAF}" * 60)
