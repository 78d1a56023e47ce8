"""Audits on a Spark cluster, by the same pure function as those of one machine; needs `svcnorm[spark]`."""

from svcnorm.audit.spark.engine import audit
from svcnorm.audit.spark.views import Tables

__all__ = ["Tables", "audit"]
