"""Why no connection to a server can be made, in words for people, and what helps."""

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PRIVATE_AUTHORITIES = "SSL_CERT_FILE"
"""The variable that names a file of certificates to trust in place of this machine's own."""

_TRUST = (
    "If that is your own authority or your network's filter, save its certificate as a PEM file and"
    f" set {PRIVATE_AUTHORITIES} to the path of that file."
)
_RENEW = "Ask the people who run the server to renew it, and check this machine's clock."
_NAME = "Use the host name that the certificate is for, as in the base URL that the SIS shows."
_PORT = "Check the port, and whether the address should begin with http://."


@dataclass(frozen=True)
class Obstacle:
    """Why there is no connection.

    Attributes:
        reason: a clause, without a name or an address in it.
        help: what to do, as a sentence, where anything but trying again can help.
    """

    reason: str
    help: str | None = None


_NO_HOST = Obstacle("there is no such host")
_BY_TEXT: Mapping[str, Obstacle] = {
    "WRONG_VERSION_NUMBER": Obstacle("what answers there does not use https", _PORT),
    "RECORD_LAYER_FAILURE": Obstacle("what answers there does not use https", _PORT),
    "UNEXPECTED_EOF": Obstacle("it ends the connection before that is secure"),
    "reset by peer": Obstacle("it ends the connection before that is secure"),
    "Name or service not known": _NO_HOST,
    "nodename nor servname": _NO_HOST,
    "getaddrinfo failed": _NO_HOST,
    "No address associated": _NO_HOST,
    "refused": Obstacle("the connection is refused"),
    "SSL": Obstacle("no secure connection can be made"),
}
_UNKNOWN = Obstacle(
    "its certificate is signed by an authority that this machine does not know", _TRUST
)
_OTHER_NAME = Obstacle("its certificate is for another host name", _NAME)
_BY_CODE: Mapping[int, Obstacle] = {
    9: Obstacle("its certificate is not valid yet", _RENEW),
    10: Obstacle("its certificate has expired", _RENEW),
    18: Obstacle("its certificate is signed by no authority but itself", _TRUST),
    19: _UNKNOWN,
    20: _UNKNOWN,
    21: _UNKNOWN,
    62: _OTHER_NAME,
    64: _OTHER_NAME,
}
"""By the number that OpenSSL gives a certificate's fault (X509_V_ERR); other systems give none."""

_UNVERIFIED = Obstacle("its certificate cannot be verified", _TRUST)


def obstacle(error: BaseException) -> Obstacle:
    """What is in the way of a connection that could not be made."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _BY_CODE.get(getattr(cause, "verify_code", 0), _UNVERIFIED)
    text = " ".join(map(str, causes))
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return _UNVERIFIED
    return next(
        (found for mark, found in _BY_TEXT.items() if mark in text), Obstacle("no connection")
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
