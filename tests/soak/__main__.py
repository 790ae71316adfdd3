"""``make soak``: kills, a year of nights, a second night, bad weather; prints the figures that README states."""

import argparse

from tests.soak import again, kills, nights, storm


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--stores", type=int, default=5_000)
    parser.add_argument("--accounts", type=int, default=10)
    asked = parser.parse_args()
    again.measure(stores=20, objects=40)
    storm.measure(asked.accounts, buckets=200)
    kills.measure(asked.kills)
    nights.measure(asked.nights, asked.stores)


if __name__ == "__main__":
    main()
