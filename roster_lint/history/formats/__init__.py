"""Comparisons and trends, for people and for programs: a file for each way to write them."""
