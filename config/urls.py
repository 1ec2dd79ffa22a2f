"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

# The page whose script is a file of its own: the content security policy runs no other.
from drf_spectacular.views import SpectacularSwaggerSplitView as Docs

from config import health

handler500 = "config.api_errors.unforeseen"

urlpatterns = [
    path("", health.landing, name="landing"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("admin/", admin.site.urls),
    path("api/schema", SpectacularAPIView.as_view(), name="schema"),
    path(
        "api/docs",
        Docs.as_view(url_name="schema", template_name="config/api_docs.html"),
        name="docs",
    ),
    path("api/", include("config.api_urls")),
]
