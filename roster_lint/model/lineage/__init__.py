"""Traces through SQL what depends on the tables and columns that a source lacks.

It is asked only where something is missing, and only then imports the SQL parser.
"""
