"""The engine: holds the contract-checked tables and runs SQL over them, out of core."""
