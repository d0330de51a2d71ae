"""The directory's own list of accounts: exports of Google Workspace or Entra ID, as CSV files."""
