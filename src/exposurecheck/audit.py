"""The whole way of the data, from a signed-in provider to a report."""
