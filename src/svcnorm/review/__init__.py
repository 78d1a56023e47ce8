"""What people say about conversations, held against what the rules say."""

from svcnorm.review.calibration import Book, calibrate
from svcnorm.review.labels import Record
from svcnorm.review.reading import read_labels

__all__ = ["Book", "Record", "calibrate", "read_labels"]
