"""Contracts: what each table of a source must look like, as pandera models."""
