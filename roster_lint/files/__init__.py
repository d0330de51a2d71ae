"""Files on disk: only plain ones are read, none that is read is overwritten, none is left half."""
