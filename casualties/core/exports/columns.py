"""The columns of each exported file. All formats of one sort of row have the same.

HXL tags name a column for tools of the humanitarian field (hxlstandard.org); +min and +max are
the ends of a range.
"""

from casualties.core.exports.layout import Column, ColumnType, ExportedRows, FileFormat, Layout

_ALL = (FileFormat.CSV, FileFormat.GEOJSON, FileFormat.JSONL)


def _text(name: str, meaning: str, hxl: str) -> Column:
    return Column(name, ColumnType.TEXT, meaning, hxl)


def _date(name: str, meaning: str, hxl: str) -> Column:
    return Column(name, ColumnType.DATE, meaning, hxl)


def _figure(name: str, meaning: str, hxl: str) -> Column:
    return Column(name, ColumnType.INTEGER, meaning, hxl)


def _boolean(name: str, meaning: str, hxl: str) -> Column:
    return Column(name, ColumnType.BOOLEAN, meaning, hxl)


def _list(name: str, meaning: str, hxl: str) -> Column:
    return Column(name, ColumnType.LIST, meaning, hxl)


_PLACE = (
    _text("place", "As written.", "#loc+name"),
    Column("latitude", ColumnType.NUMBER, "Degrees, rounded to what is known.", "#geo+lat"),
    Column("longitude", ColumnType.NUMBER, "Degrees, rounded to what is known.", "#geo+lon"),
    _text("location_precision", "How exactly the place is known.", "#geo+precision"),
)


def _range(hxl: str) -> tuple[Column, ...]:
    """Return the columns of a range that was worked out: the ends never without the method."""
    return (
        _text("outcome", "range, no_estimate, or empty: not worked out yet.", "#meta+outcome"),
        _figure("low", "Persons: the range's low end.", f"{hxl}+min"),
        _figure("best", "Persons: the most likely; empty where there is none.", f"{hxl}+best"),
        _figure("high", "Persons: the range's high end.", f"{hxl}+max"),
        _boolean("open_below", "No lower limit was stated.", f"{hxl}+min+open"),
        _boolean("open_above", "No upper limit was stated.", f"{hxl}+max+open"),
        Column(
            "level",
            ColumnType.NUMBER,
            "Probability the range claims, 0 to 1; empty: it claims none.",
            "#meta+level",
        ),
        _text("method", "What made the range.", "#meta+method"),
        _text("basis", "reviewed: accepted claims with confirmed links.", "#meta+basis"),
        _text("state", "unsigned, signed_off, or changed_since it was.", "#status+signed"),
        _figure("signed_low", "As signed off: the one to publish.", f"{hxl}+min+signed"),
        _figure("signed_best", "As signed off.", f"{hxl}+best+signed"),
        _figure("signed_high", "As signed off.", f"{hxl}+max+signed"),
        Column("flags", ColumnType.LIST, "What to know before using it.", "#meta+flag+list"),
    )


_INCIDENTS = (
    _text("code", "Stable code of the incident.", "#event+code"),
    _list("aliases", "Other archives' codes for it.", "#event+code+alt+list"),
    _text("title", "Title.", "#event+name"),
    _text("country", "ISO 3166 code.", "#country+code+v_iso2"),
    _date("first_day", "First day.", "#date+start"),
    _date("last_day", "Last day.", "#date+end"),
    _text("date_precision", "How exactly the days are known.", "#date+precision"),
    *_PLACE,
    _list("alleged_parties", "Slugs of those said to have done it.", "#group+code+list"),
    _text("action_status", "Whether a party acted there.", "#status+action"),
    _text("cause", "What did it.", "#cause+name"),
    _text("desk_state", "Where the incident stands with the desk.", "#status+review"),
    _text("grade", "How well the harm is attested.", "#status+grade"),
    _text("attribution", "Who is held to have done it, on whose word.", "#status+attribution"),
    _boolean("grade_decided", "A person graded it otherwise than computed.", "#status+decided"),
    _text("measure", "What low, best and high count: always killed:civilian.", "#indicator+code"),
    *_range("#affected+killed+civilian"),
)

_ESTIMATES = (
    _text("incident", "Code of the incident.", "#event+code"),
    _text("measure", "What is counted, as harm:status.", "#indicator+code"),
    *_range("#affected"),
    _text("reason", "Why there is no range.", "#meta+reason"),
    _figure("claims", "Claims it rests on.", "#meta+claim+num"),
    _figure("groups", "Independent voices among them.", "#meta+source+num"),
    _text("method_version", "Version of the method, with its prior.", "#meta+method+version"),
    _text("scheme", "Table that gave number words their numbers.", "#meta+scheme"),
    Column("estimated_at", ColumnType.TIME, "When it was worked out, UTC.", "#date+estimated"),
)

_CLAIMS = (
    _text("key", "Stable key; empty where protected.", "#meta+id+claim"),
    _text("report", "Key of the report that carries it.", "#meta+id+report"),
    _text("incident", "Code of the incident; empty: on none.", "#event+code"),
    _text("claimant", "Slug of who asserts it.", "#meta+source+code"),
    _text("claimant_name", "Name of who asserts it.", "#meta+source+name"),
    _text("claimant_kind", "What sort of source that is.", "#meta+source+type"),
    _text("publisher", "Slug of who published it.", "#meta+publisher+code"),
    _text("publisher_name", "Name of who published it.", "#meta+publisher+name"),
    _text("title", "The report's title.", "#meta+source+headline"),
    _text("url", "The report's address.", "#meta+url"),
    _date("published_on", "Day of publication.", "#date+reported"),
    _text("stance", "asserts, concedes, or denies.", "#meta+stance"),
    _text("harm", "What happened to those counted.", "#affected+type"),
    _text("status", "Who they were under the law of armed conflict.", "#affected+status"),
    _text("sub_group", "Where only a part of the victims is counted.", "#affected+group"),
    _text("qualifier", "How the figure is meant.", "#meta+qualifier"),
    _figure("low", "Persons; empty: no lower limit stated.", "#affected+min"),
    _figure("best", "Persons; empty: no single figure stated.", "#affected+best"),
    _figure("high", "Persons; empty: no upper limit stated.", "#affected+max"),
    _text("word", "A vague figure's word.", "#affected+word"),
    Column("share", ColumnType.NUMBER, "0 to 1, of share_of.", "#affected+share"),
    _figure("share_of", "The total that share is a share of.", "#affected+total"),
    _boolean("name_list", "The victims are named in a list.", "#meta+names"),
    _text("expression", "The figure's own words.", "#description+figure"),
    _text("scheme", "Coding scheme of whoever turned words into this range.", "#meta+scheme"),
    _text("scope", "incident, or aggregate: a period or wider area.", "#meta+scope"),
    _date("period_first", "First day of an aggregate's period.", "#date+start+period"),
    _date("period_last", "Last day of an aggregate's period.", "#date+end+period"),
    _date("event_date", "When it happened, as stated.", "#date+occurred"),
    _text("date_precision", "How exactly that date is meant.", "#date+precision"),
    *_PLACE,
    _list("alleged_parties", "Slugs of those it accuses.", "#group+code+list"),
    _text("cause", "What did it, as stated.", "#cause+name"),
    _boolean("protected", "Who said it is hidden.", "#meta+protected"),
    _text("repeats", "Key of the claim it repeats: it adds no evidence.", "#meta+id+repeats"),
    _text("revises", "Key of the claimant's earlier figure.", "#meta+id+revises"),
    _text("corrects", "Key of the mistaken entry it stands for.", "#meta+id+corrects"),
    _list("based_on", "Keys of the claims it was built from.", "#meta+id+based+list"),
    _list("part_of", "Keys of the claims whose victims it counts in part.", "#meta+id+part+list"),
)

LAYOUTS: dict[ExportedRows, Layout] = {
    ExportedRows.INCIDENTS: Layout(what=ExportedRows.INCIDENTS, columns=_INCIDENTS, formats=_ALL),
    ExportedRows.CLAIMS: Layout(what=ExportedRows.CLAIMS, columns=_CLAIMS, formats=_ALL),
    # A range has no place of its own: it is its incident's.
    ExportedRows.ESTIMATES: Layout(
        what=ExportedRows.ESTIMATES, columns=_ESTIMATES, formats=(FileFormat.CSV, FileFormat.JSONL)
    ),
}
