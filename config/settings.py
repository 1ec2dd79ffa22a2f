"""Settings. What differs between machines comes from the environment (config/env.py)."""

import os
import sys
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from config import env, logging

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = BASE_DIR / os.environ.get("CORROBORATE_STATE", ".local")

DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = env.secret_key(STATE_DIR)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",  # ours stand first: our templates go before the admin's of the same name
    "sources",
    "casualties",
    "config.apps.DeskConfig",  # Django's admin, with our site in its place
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "django_structlog",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.logging.RequestLog",
    "pghistory.middleware.HistoryMiddleware",
    "sources.api.throttling.rate_limit_headers",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# A pool in the web processes; workers and commands keep one plain connection each, because a pool
# opened before a fork is shared by accident.
DATABASES = {"default": env.database()}
# Pages read fifty rows by index: to compile a query takes longer than to run it, and a planner that
# thinks of turning disks reads whole tables instead. DATABASE_URL may say otherwise.
PLANNING = "-c jit=off -c random_page_cost=1.1"
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", PLANNING)
if env.flag("DATABASE_POOL"):
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": 8, "timeout": 4},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses whoever is locked out
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
OTP_TOTP_ISSUER = "Corroborate"

# Locked out is one name from one address, not the name everywhere: else anybody could keep an
# analyst out by typing wrong passwords elsewhere. The second factor stands behind it.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says when it ends, and that holds
AXES_LOCKOUT_CALLABLE = "config.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "sources.api.throttling.client_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG  # read here, before a test run turns DEBUG off: no folder is needed

# Nothing is fetched from another server, and nothing runs or paints that is not a file of ours.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = BEHIND_PROXY
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked on the machine itself
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_PROXY else 0
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # seconds: a long day at the desk
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a report's text is refused above 5 MB with a sentence

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "sources.api.authentication.TokenAuthentication",
        "sources.api.authentication.DeskAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["sources.api.throttling.Limits"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api_errors.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Corroborate",
    "DESCRIPTION": "Reports in, ranges and their reasons out. What is public needs no token; with "
    "one, press Authorize and enter `Token SECRET`, the word included.\n\n"
    "**Never add up claims:** they compete, and many repeat one another. **Never add up lows, nor "
    "highs:** ranges do not add end by end. For whole data sets take the exports.",
    "VERSION": "1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "casualties.api.schema.everywhere.add_errors",
    ],
}

CELERY_BROKER_URL = env.broker()
CELERY_QUEUE = os.environ.get("CELERY_QUEUE", "corroborate")

# Estimation: the headline method and the scheme that gives number words their numbers.
ESTIMATION_METHOD = os.environ.get("ESTIMATION_METHOD", "posterior")
CODING_SCHEME = os.environ.get("CODING_SCHEME", "corroborate")

# Reading: which reader drafts claims out of texts.
READER = os.environ.get("READER", "rules")

# Public files, built ahead; web processes and workers must see the same folder.
EXPORTS_DIR = BASE_DIR / os.environ.get("EXPORTS_DIR", STATE_DIR / "exports")
EXPORTS_KEEP = env.whole("EXPORTS_KEEP", 14)

TESTING = "pytest" in sys.modules

# Requests a minute, of a token or person and of an address that says not who it is.
API_LIMITS = {
    "reads": env.whole("API_READS_PER_MINUTE", 6_000),
    "writes": env.whole("API_WRITES_PER_MINUTE", 1_200),
    "anonymous": env.whole("API_ANONYMOUS_PER_MINUTE", 600),
}
if TESTING or env.flag("API_UNLIMITED"):
    API_LIMITS = dict.fromkeys(API_LIMITS, 0)
LOGGING = logging.configuration(debug=DEBUG and not TESTING)
