"""Formats that code hosts and build servers read. All take their rows from `svcnorm.report.ci.rows`."""
