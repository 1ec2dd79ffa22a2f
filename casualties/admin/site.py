"""What the desk calls itself."""

from django.contrib import admin


def name_the_site() -> None:
    """Put the product's name where Django's would stand."""
    admin.site.site_header = "Corroborate"
    admin.site.site_title = "Corroborate"
    admin.site.index_title = "The desk"
