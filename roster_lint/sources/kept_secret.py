"""Passwords and secrets that the system's keyring holds for roster-lint."""


def from_keyring(username: str) -> str | None:
    """What the keyring holds for a name under roster-lint; None where it holds or opens nothing."""
    try:
        import keyring

        return keyring.get_password("roster-lint", username)
    except Exception:
        # Not installed, no back end, a locked wallet: the caller says that it is missing.
        return None
