"""SQLAlchemy's dialect for Microsoft's driver, but for servers that give their version otherwise.

What speaks SQL Server's protocol and is none (Babelfish, a proxy, a gateway) answers ``@@version``
in words of its own. SQLAlchemy takes a version that it cannot read for none, and fails at once.
"""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.mssql.mssqlpython import MSDialect_mssqlpython

DRIVER = "mssql+rosterlint"
"""The name under which SQLAlchemy finds this dialect."""

_ASSUMED = (13, 0, 0, 0)
"""SQL Server 2016: every server since then understands what is asked here."""


class Dialect(MSDialect_mssqlpython):
    """The dialect as it is, with a version in any case."""

    supports_statement_cache = True

    def _get_server_version_info(self, connection: Any) -> Any:  # noqa: ANN401
        read: Any = super()._get_server_version_info
        try:
            version = read(connection)
        except TypeError:  # there is no text to read it from
            version = None
        return version or _ASSUMED


registry.register("mssql.rosterlint", __name__, Dialect.__name__)
