"""Bodies to post over the API."""


def a_claim(key: str = "c1", **changes) -> dict:
    """A claim of 64 civilians killed, as it is posted."""
    figure = {"qualifier": "exactly", "low": 64, "expression": "64"}
    return {
        "key": key,
        "claimant": "yaqein",
        "harm": "killed",
        "status": "civilian",
        "quantity": figure,
        "incident": "IQ-2017-0005",
    } | changes


def a_body(*claims: dict, **changes) -> dict:
    """A report of one claim, as it is posted."""
    return {
        "publisher": "airwars",
        "title": "Dawassa",
        "url": "https://example.org/dawassa",
        "published_on": "2017-03-12",
        "claims": list(claims) or [a_claim()],
    } | changes
