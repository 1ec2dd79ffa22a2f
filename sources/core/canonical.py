"""One spelling for the many spellings of a web address."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src")


def canonical_url(address: str) -> str:
    """Return the address without what does not change the page.

    Scheme and ``www.`` are dropped from the comparison (http and https, with and without www,
    show the same page in practice), as are fragments, tracking parameters and a last slash. What
    is no web address is compared as it was written.

    Examples
    --------
    >>> canonical_url("http://www.Example.org/a/?utm_source=x&b=1#top")
    'example.org/a?b=1'
    """
    try:
        return _canonical(address)
    except ValueError:  # no address of the web, such as one with a word for a port
        return address.strip()


def _canonical(address: str) -> str:
    if not address.strip():
        return ""
    parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    query = urlencode(sorted(kept))
    return urlunsplit(("", host + port, parts.path.rstrip("/"), query, "")).removeprefix("//")
