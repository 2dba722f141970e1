"""Whom the counter trusts to be its city server, and the certificate that it shows itself."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, fields
from pathlib import Path

import truststore
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from app.domain.errors import Invalid
from app.files import write_whole

_FOLDER = "line"  # in the counter's data folder
_MOST = 1 << 20  # bytes of a PEM file


@dataclass(frozen=True, slots=True)
class Trust:
    """PEM files. `ca`: the authority that alone counts; None: those that the system trusts.

    `certificate` and `key`: what the counter shows a server that asks for it.
    """

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    @classmethod
    def kept(cls, data: Path) -> Trust:
        """What `keep` wrote into the data folder."""
        files = {it.name: data / _FOLDER / f"{it.name}.pem" for it in fields(cls)}
        return cls(**{name: path for name, path in files.items() if path.exists()})

    def keep(self, data: Path) -> None:
        """Copy the files into the data folder, readable by their owner alone, in place of any there. Raises OSError."""
        for it in fields(self):
            target = data / _FOLDER / f"{it.name}.pem"
            source: Path | None = getattr(self, it.name)
            if source is None:
                target.unlink(missing_ok=True)
            elif source != target:
                write_whole(target, source.read_bytes())

    def authority(self) -> str:
        """Who alone may vouch for the server: name and SHA-256 of the certificate; empty where the system decides.

        Raises OSError, or Invalid where the file is no certificate.
        """
        if self.ca is None:
            return ""
        try:
            found = x509.load_pem_x509_certificates(self.ca.read_bytes())
        except ValueError as fault:
            raise Invalid("sync.pem_unusable", cause=self.ca.name) from fault
        return "\n".join(f"{it.subject.rfc4514_string()}  {it.fingerprint(SHA256()).hex(':')}" for it in found)

    def context(self) -> ssl.SSLContext:
        """Raises OSError, or Invalid where a file is no PEM, or certificate and key do not belong together."""
        for path in filter(None, (self.ca, self.certificate, self.key)):
            with path.open("rb") as file:
                if b"-----BEGIN " not in file.read(_MOST):
                    raise Invalid("sync.pem_unusable", cause=path.name)
        try:
            context: ssl.SSLContext
            if self.ca is None:
                context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            else:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.load_verify_locations(self.ca)
            if self.certificate is not None:
                context.load_cert_chain(self.certificate, self.key)
        except ssl.SSLError as fault:
            raise Invalid("sync.pem_unusable", cause=str(fault)) from fault
        return context
