"""Proves of a change of form that the program finds what it found."""
