"""The address space that ``ulimit -v`` leaves a process, of which the engine needs a lot."""

from roster_lint.errors import ResourceError

_LEAST = 1_500_000_000
"""Below, the engine's libraries end the process without a word."""


def address_space() -> int | None:
    """The limit of this process in bytes; None where there is none."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if limit in (resource.RLIM_INFINITY, -1) else limit


def refuse_small_address_space() -> None:
    """Raises ResourceError where the engine could not even begin."""
    limit = address_space()
    if limit is not None and limit < _LEAST:
        raise ResourceError(
            f"roster-lint needs about {_LEAST / 1e9:.1f} GB of address space, and this process may"
            f" have {limit / 1e9:.1f} GB. Allow it more (ulimit -v)."
        )
