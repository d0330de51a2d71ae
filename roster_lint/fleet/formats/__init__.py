"""The ways to write a summary of many districts, one file each."""
