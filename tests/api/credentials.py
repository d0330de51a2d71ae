"""Who may read the tests' API, and whether a request is theirs."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qsl, quote, unquote

CLIENT_ID = "InfiniteCampus_sample"
SECRET = "kept-under-lock/and+key"


def basic(header: str) -> tuple[str, str] | None:
    """The name and the secret of a header."""
    if not header.startswith("Basic "):
        return None
    name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
    return unquote(name), unquote(secret)


def is_signed(authorization: str, url: str, method: str) -> bool:
    """Whether a GET is signed as RFC 5849 has it, with our key and secret."""
    if not authorization.startswith("OAuth "):
        return False
    given = {}
    for part in authorization.removeprefix("OAuth ").split(","):
        name, _, value = part.strip().partition("=")
        given[unquote(name)] = unquote(value.strip('"'))
    signature = given.pop("oauth_signature", "")
    given.pop("realm", None)
    if (
        given.get("oauth_consumer_key") != CLIENT_ID
        or given.get("oauth_signature_method") != method
    ):
        return False
    bare, _, query = url.partition("?")
    pairs = sorted(
        (quote(name, safe="~"), quote(value, safe="~"))
        for name, value in [*given.items(), *parse_qsl(query, keep_blank_values=True)]
    )
    parameters = "&".join(f"{name}={value}" for name, value in pairs)
    text = "&".join(quote(part, safe="~") for part in ("GET", bare, parameters))
    digest = hashlib.sha256 if method == "HMAC-SHA256" else hashlib.sha1
    own = hmac.new(f"{quote(SECRET, safe='~')}&".encode(), text.encode(), digest).digest()
    return hmac.compare_digest(base64.b64encode(own).decode(), signature)
