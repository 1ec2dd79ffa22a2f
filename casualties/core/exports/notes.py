"""What whoever takes the files must know. It travels with them."""

NOTES = (
    "Never add up claims: they compete, and many repeat one another.",
    "Never add up lows, nor highs: ranges of incidents do not add end by end. The sum of the lows "
    "is far below, the sum of the highs far above what is likely.",
    "Empty is not zero. An open end (open_below, open_above) has no limit that anybody stated: "
    "the figure there is the last one stated.",
    "Where there are signed figures, those are the ones to publish: they may be others than the "
    "computed ones beside them.",
    "Reviewed claims and ranges alone. Who a protected source is, is hidden; its figures count.",
    "Coordinates are rounded to what is known: exact to 0.0001 degree (11 m), street 0.001, "
    "neighbourhood and town 0.01, district 0.1; beyond that none is given. A protected claim's "
    "are never finer than a district.",
    "In CSV a text that begins with =, +, -, @, a tab or a line end has an apostrophe before it, "
    "so that no spreadsheet runs it. JSON Lines and GeoJSON have it as it was said.",
)
