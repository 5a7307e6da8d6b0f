"""The token endpoint: a signed JWT in, a bearer token out; and the service-account keys for it."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.google_api.world import Clock

Json = Any
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "https://oauth2.googleapis.com/token"
LIFETIME = 3600


class InvalidGrant(Exception):
    """The token endpoint's 400: it has a body of its own."""

    def __init__(self, description: str, error: str = "invalid_grant") -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


@dataclass
class Tokens:
    clock: Clock
    keys: dict[str, rsa.RSAPublicKey] = field(default_factory=dict)
    issued: dict[str, tuple[str, float]] = field(default_factory=dict)

    def service_account(self, base_url: str, name: str = "lumbung") -> dict[str, str]:
        """A service account's JSON with a fresh key; its tokens come from this server."""
        key = _fresh_key(name)
        email = f"{name}@lumbung-test.iam.gserviceaccount.com"
        self.keys[email] = key.public_key()
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "lumbung-test",
            "private_key_id": secrets.token_hex(20),
            "private_key": pem.decode(),
            "client_email": email,
            "client_id": "1" + "0" * 20,
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": f"{base_url}/token",
            "universe_domain": "googleapis.com",
        }

    def grant(self, form: str) -> Json:
        """The answer of the token endpoint, or InvalidGrant."""
        fields = {key: entries[0] for key, entries in parse_qs(form).items()}
        if fields.get("grant_type") != GRANT:
            raise InvalidGrant("Invalid grant_type: " + fields.get("grant_type", ""), "unsupported_grant_type")
        claims = self._claims(fields.get("assertion", ""))
        token = "ya29.test-" + secrets.token_urlsafe(24)
        self.issued[token] = (str(claims["iss"]), self.clock.now() + LIFETIME)
        return {"access_token": token, "expires_in": LIFETIME - 1, "token_type": "Bearer"}

    def _claims(self, assertion: str) -> Json:
        try:
            head, body, signature = assertion.split(".")
            header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
        except ValueError as error:
            raise InvalidGrant("Bad Request") from error
        if header.get("alg") != "RS256" or not claims.get("iss") or not claims.get("scope"):
            raise InvalidGrant("Invalid JWT: Failed audience check.")
        if claims.get("aud") != AUDIENCE:
            raise InvalidGrant("Invalid JWT: Failed audience check.")
        self._check_signature(str(claims["iss"]), f"{head}.{body}".encode(), _decoded(signature))
        return claims

    def _check_signature(self, email: str, signed: bytes, signature: bytes) -> None:
        """Keys that this server made are checked; it cannot know any other."""
        key = self.keys.get(email)
        if key is None:
            return
        try:
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature as error:
            raise InvalidGrant("Invalid JWT Signature.") from error

    def owner(self, token: str) -> str | None:
        """Whose token it is; None if it is unknown or has run out."""
        email, until = self.issued.get(token, ("", 0.0))
        return email if email and self.clock.now() < until else None

    def expire(self) -> None:
        """Every token given so far stops working."""
        self.issued.clear()


@cache
def _fresh_key(_: str) -> rsa.RSAPrivateKey:
    """One new key a process and name: making them is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
