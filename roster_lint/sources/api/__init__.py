"""A OneRoster API as a source: its address, how to log in, and how to request pages."""
