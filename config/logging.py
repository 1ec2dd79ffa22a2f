"""Log lines: one event with named fields each, and never a person's name or a claim's words."""

from typing import Any

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class RequestLog(RequestMiddleware):
    """Logs a request by its route: addresses hold slugs of sources, and words somebody sought."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return method and route: ``GET api/v1/sources/<slug:slug>``."""
        match = request.resolver_match
        return f"{request.method} {match.route if match else 'no page of ours'}"


def configuration(*, debug: bool) -> dict[str, Any]:
    """Return Django's LOGGING: readable lines where a person looks on, JSON elsewhere."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.dev.ConsoleRenderer(
            colors=False,
            # Plain ones show no variables: those may hold what a report says.
            exception_formatter=structlog.dev.plain_traceback,
        )
        if debug
        else structlog.processors.JSONRenderer()
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "corroborate": {"level": "INFO"},
            "django_structlog": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},  # refusals are logged once, by django_structlog
        },
    }
