"""Reports of earlier runs: two of them compared, and those of many nights as a trend."""
