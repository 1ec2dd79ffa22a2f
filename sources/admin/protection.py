"""How the desk marks what must not leave it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from sources.core.types import Protection


def marked(name: object, protection: str) -> SafeString:
    """Return the name, with a mark where it must not leave the desk."""
    if protection == Protection.PUBLIC:
        return format_html("{}", name)
    return format_html('{} <span class="mark" title="{}">protected</span>', name, protection)
