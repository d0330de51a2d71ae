"""The JSON Schemas that ``roster-lint schema`` prints: each made from the types that are in use."""
