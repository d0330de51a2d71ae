"""From what a OneRoster API serves to the files of a bundle, which then are read as any."""
