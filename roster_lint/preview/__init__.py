"""The payload: the OneRoster entities as the API will serve them, predicted from the model."""
