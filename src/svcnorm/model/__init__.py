"""The values that flow through svcnorm; this package imports nothing else of the project."""
