"""`python -m svcnorm`."""

from svcnorm.cli import entry

if __name__ == "__main__":
    entry()
