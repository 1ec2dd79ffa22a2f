"""The desk: Django's admin site, open only to whoever showed a second factor too."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse, reverse_lazy
from django.utils.http import urlencode

from sources.queries import is_verified


class DeskSite(AdminSite):
    """The site, its log-in in two steps, and its own pages."""

    site_header = site_title = "Corroborate"
    index_title = "The desk"
    index_template = "admin/desk/index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether this is somebody of the desk whose second factor was checked."""
        return super().has_permission(request) and is_verified(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Show no page whose address asks for a NUL, which no text in the database may hold."""

        @wraps(view)
        def page(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if any("\0" in said for asked in request.GET.lists() for said in asked[1]):
                raise BadRequest("The address holds a NUL.")
            shown: HttpResponseBase = view(request, *args, **options)
            return shown

        return super().admin_view(page, cacheable)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the pages of the second factor."""
        from casualties.admin.operations import operations  # only now: they register with this site
        from sources.admin import second_factor

        own: list[URLPattern | URLResolver] = [
            path("second-factor/", second_factor.ask, name="second_factor"),
            path("second-factor/enrol/", second_factor.enrol, name="enrol"),
            path("operations/", self.admin_view(operations), name="operations"),
            path("backup-codes/", self.admin_view(second_factor.renew_codes), name="backup_codes"),
        ]
        return own + super().get_urls()

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """Begin with what waits."""
        from casualties.admin.work import waiting

        return super().index(request, {"waiting": list(waiting(request)), **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Ask for the password, and whoever gave it for the second factor."""
        if super().has_permission(request) and not is_verified(request.user):
            onward = request.GET.get("next") or reverse("admin:index")
            query = urlencode({"next": onward})
            return redirect(f"{reverse('admin:second_factor')}?{query}")
        return super().login(request, extra_context)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponseBase:
        """Let a person change their password; the change is audited."""
        from sources.admin.password import OwnPasswordForm

        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            template_name="registration/password_change_form.html",
            success_url=reverse_lazy("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        request.current_app = self.name
        return view(request)
