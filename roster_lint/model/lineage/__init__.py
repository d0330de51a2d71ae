"""Traces through SQL what depends on tables and columns that a source does not have.

It runs only where something is missing, and only then imports the SQL parser.
"""
