"""Lets ``python -m exposurecheck`` do what ``exposurecheck`` does."""

from exposurecheck.cli.main import main

main()
