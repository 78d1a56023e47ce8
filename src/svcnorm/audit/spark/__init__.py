"""Audits on a Spark cluster, by the same pure function as those of one machine; needs `svcnorm[spark]`."""

from svcnorm.audit.spark.engine import Options, audit
from svcnorm.audit.spark.views import Tables

__all__ = ["Options", "Tables", "audit"]
