"""The model: SQL over the tables of a source that says what they mean, above all the criteria."""
