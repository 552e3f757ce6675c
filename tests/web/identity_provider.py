"""A small real identity provider (OpenID Connect): discovery, authorization with PKCE, tokens signed with RS256, its keys."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "payung", "rahasia-kantor"


@dataclass
class Provider:
    """What the provider knows, and what it is told to say wrongly: `wrong` changes claims, `other_key` signs with a key of somebody else."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "a1b2-c3d4"})
    wrong: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    other_key: bool = False
    algorithm: str = "RS256"
    issued_as: str = ""
    keys_at: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where somebody who signed in here is sent: back, with a code."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert set(asked["scope"].split()) == {"openid", "profile"}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Return the tokens for a code, once; None where anything is not as it was agreed."""
        asked = self.codes.pop(given.get("code", ""), None)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if asked is None or given.get("client_secret") != SECRET or challenge != asked["code_challenge"]:
            return None
        if given.get("redirect_uri") != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        key: Any = rsa.generate_private_key(65537, 2048) if self.other_key else self.key
        if self.algorithm == "HS256":
            key = SECRET * 3
        signed = jwt.encode(
            {name: value for name, value in (claims | self.person | self.wrong).items() if value is not None},
            key if self.algorithm != "none" else None,
            algorithm=self.algorithm,
            headers={"kid": "k1", **self.header},
        )
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}

    def document(self, path: str) -> dict[str, Any] | None:
        """Return what is published at a path."""
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issued_as or self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": self.keys_at or f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": "k1", "alg": "RS256", "use": "sig"}]}
        return None


@contextmanager
def providing() -> Iterator[Provider]:
    """Serve a provider on a free port of this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(dict(parse_qsl(parts.query))))
                self.end_headers()
            else:
                self._say(provider.document(parts.path))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token(dict(parse_qsl(sent))))

        def _say(self, document: dict[str, Any] | None) -> None:
            body = json.dumps(document or {"error": "invalid_grant"}).encode()
            self.send_response(200 if document else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
