"""One spelling for the many spellings of a web address."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SCHEME = re.compile(r"\s*[a-z][a-z0-9+-]*:(?!\d)", re.IGNORECASE)
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src")


def is_web_address(address: str) -> bool:
    """Return whether this is an address that a browser may follow to a page.

    Examples
    --------
    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return address.lower().startswith(("http://", "https://"))


def has_other_scheme(address: str) -> bool:
    """Return whether an address begins with a scheme that leads to no page of the web.

    Without a scheme it is one of the web, with or without a port, or no address at all: what has
    a dot before its colon is a host.

    Examples
    --------
    >>> [has_other_scheme(a) for a in ("javascript:alert(1)", "example.org:8080/a", "")]
    [True, False, False]
    """
    return bool(_SCHEME.match(address)) and not is_web_address(address)


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
