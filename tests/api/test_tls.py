"""Faults of https, on this machine: each ends the run with one sentence that says what helps."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from roster_lint.sources.api.unsafe import obstacle
from roster_lint.vocabulary import OneRoster
from tests.api.certificates import Authority, Itself
from tests.api.server import APP, ApiServer, running
from tests.api.test_not_judged import check, said

pytestmark = pytest.mark.usefixtures("place")

FIRST = "Nothing was read before that. Nothing is judged."
TRUST = (
    "If that is your own authority or your network's filter, save its certificate as a PEM file and"
    " set SSL_CERT_FILE to the path of that file."
)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@contextmanager
def served_with(certificate: Path) -> Iterator[str]:
    """The base URL of a server with a certificate, and nothing to serve."""
    with running(certificate) as server:
        yield server.url("1.1").replace("http://", "https://")


def reported(url: str, reason: str) -> str:
    return f"{url.partition('/oneroster')[0]}/oauth2/token cannot be reached{reason} {FIRST}"


@pytest.fixture
def trusting(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The authority, which this process trusts for the length of a test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.write(tmp_path / "authority.pem")))
    return authority


def test_a_private_authority_is_trusted_where_its_file_is_named(
    bundles: dict[OneRoster, Path], trusting: Authority, tmp_path: Path
) -> None:
    with running(trusting.issue(tmp_path / "server.pem")) as server:
        url = server.serve(bundles["1.1"], "1.1").replace("http://", "https://")
        result = check(url, "--fail-on", "never")
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        assert {method for method, _, _ in server.served.asked} == {"GET", "POST"}


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (
            "self-signed",
            f": its certificate is signed by no authority but itself. {TRUST}",
        ),
        (
            "unknown",
            f": its certificate is signed by an authority that this machine does not know. {TRUST}",
        ),
        (
            "expired",
            ": its certificate has expired. Ask the people who run the server to renew it, and"
            " check this machine's clock.",
        ),
        (
            "early",
            ": its certificate is not valid yet. Ask the people who run the server to renew it, and"
            " check this machine's clock.",
        ),
        (
            "other name",
            ": its certificate is for another host name. Use the host name that the certificate is"
            " for, as in the base URL that the SIS shows.",
        ),
        (
            "other number",
            ": its certificate is for another host name. Use the host name that the certificate is"
            " for, as in the base URL that the SIS shows.",
        ),
    ],
)
def test_a_certificate_that_does_not_hold(
    trusting: Authority, tmp_path: Path, kind: str, reason: str
) -> None:
    file = tmp_path / "server.pem"
    certificate = {
        "self-signed": lambda: Itself().issue(file),
        "unknown": lambda: Authority("Another Authority").issue(file),
        "expired": lambda: trusting.issue(file, days=-1),
        "early": lambda: trusting.issue(file, days=90),
        "other name": lambda: trusting.issue(file, "sis.example.org"),
        "other number": lambda: trusting.issue(file, "127.0.0.2"),
    }[kind]()
    with served_with(certificate) as url:
        assert said(check(url)) == reported(url, reason)


def test_no_secret_is_sent_before_the_certificate_is_proven(
    trusting: Authority, tmp_path: Path
) -> None:
    with running(Itself().issue(tmp_path / "server.pem")) as server:
        said(check(server.url("1.1").replace("http://", "https://")))
        assert server.served.asked == []


def test_a_port_of_http_that_is_asked_by_https(api: ApiServer) -> None:
    url = api.url("1.1").replace("http://", "https://")
    reason = (
        ": what answers there does not use https. Check the port, and whether the address should"
        " begin with http://."
    )
    assert said(check(url)) == reported(url, reason)


def test_a_port_of_https_that_is_asked_by_http(trusting: Authority, tmp_path: Path) -> None:
    with served_with(trusting.issue(tmp_path / "server.pem")) as url:
        plain = url.replace("https://", "http://")
        assert "oauth2/token" in said(check(plain))


@contextmanager
def closing(*, after: int, reset: bool) -> Iterator[str]:
    """The base URL of a server that closes after so many bytes of the handshake."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(5)
                    if after:
                        connection.recv(after)
                    if reset:
                        linger = (1).to_bytes(4, "little") + bytes(4)
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        yield f"https://127.0.0.1:{port}/campus/oneroster/{APP}/ims/oneroster/v1p1"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.mark.parametrize("after", [0, 5, 4096])
@pytest.mark.parametrize("reset", [False, True])
def test_a_server_that_closes_in_the_handshake(after: int, reset: bool) -> None:
    with closing(after=after, reset=reset) as url:
        reason = " (it ends the connection before that is secure), asked 3 times."
        assert said(check(url)) == reported(url, reason)


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_file_of_authorities_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    url = f"https://127.0.0.1:9/campus/oneroster/{APP}/ims/oneroster/v1p1"
    assert said(check(url), 2) == (
        "SSL_CERT_FILE must be the path of a file of certificates (PEM) that can be read, and "
        "SSL_CERT_DIR that of a folder of them: set the variable right, or clear it."
    )


def test_a_system_that_gives_no_number_of_the_fault_is_not_guessed_at() -> None:
    found = obstacle(OSError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate is not trusted"))
    assert (found.reason, found.help) == ("its certificate cannot be verified", TRUST)
