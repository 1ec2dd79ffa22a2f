"""A partner's script, as small as one can be: it posts JSON with a token and reads the answer."""

import json
import urllib.error
import urllib.request
from typing import Any

from config.services import ServiceError


class Client:
    """Talks to one Corroborate over HTTP with a token."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}

    def get(self, path: str) -> Any:
        """Return the JSON found at the path."""
        return self._answer(urllib.request.Request(f"{self.address}{path}", headers=self.headers))

    def post(self, path: str, body: Any, *, idempotency_key: str) -> Any:
        """Post a body under a key, so that sending it twice does no harm."""
        headers = {**self.headers, "Idempotency-Key": idempotency_key}
        content = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", content, headers)
        return self._answer(request)

    def _answer(self, request: urllib.request.Request) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ServiceError(
                f"{request.get_method()} {request.full_url} answered {error.code}: "
                f"{error.read().decode(errors='replace')[:500]}"
            ) from error
