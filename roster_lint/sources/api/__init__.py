"""A OneRoster API as a source: its address, how to be let in, and how to ask for pages."""
