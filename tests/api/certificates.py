"""Certificates for servers on this machine, made for one run of the tests."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    CertificateBuilder,
    DNSName,
    IPAddress,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    random_serial_number,
)
from cryptography.x509.oid import NameOID


class Authority:
    """Signs certificates that nobody trusts who was not given its own."""

    def __init__(self, name: str = "Example Authority") -> None:
        self._name = _named(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._own = self._signed(self._name, self._key, authority=True)

    def write(self, file: Path) -> Path:
        """Writes its own certificate, for those who are to trust it."""
        file.write_bytes(self._own.public_bytes(Encoding.PEM))
        return file

    def issue(self, file: Path, host: str = "127.0.0.1", days: int = 30) -> Path:
        """Writes a server's certificate and key; where ``days`` is below 0 it has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        signed = self._signed(_named(host), key, host, days)
        return _written(file, signed, key)

    def _signed(
        self,
        subject: Name,
        key: ec.EllipticCurvePrivateKey,
        host: str | None = None,
        days: int = 30,
        *,
        authority: bool = False,
    ) -> Certificate:
        end = datetime.now(UTC) + timedelta(days=days)
        builder = (
            CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(random_serial_number())
            .not_valid_before(end - timedelta(days=60))
            .not_valid_after(end)
            .add_extension(BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host is not None:
            known = IPAddress(ip_address(host)) if host[0].isdigit() else DNSName(host)
            builder = builder.add_extension(SubjectAlternativeName([known]), critical=False)
        return builder.sign(self._key, hashes.SHA256())


class Itself(Authority):
    """Issues certificates that are signed by no authority but themselves."""

    def issue(self, file: Path, host: str = "127.0.0.1", days: int = 30) -> Path:
        """Writes a server's certificate and key."""
        return _written(file, self._signed(self._name, self._key, host, days), self._key)


def _named(name: str) -> Name:
    return Name([NameAttribute(NameOID.COMMON_NAME, name)])


def _written(file: Path, signed: Certificate, key: ec.EllipticCurvePrivateKey) -> Path:
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(signed.public_bytes(Encoding.PEM) + private)
    return file
