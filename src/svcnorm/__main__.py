"""`python -m svcnorm`."""

from svcnorm.cli import main

if __name__ == "__main__":
    main()
