"""Runs the Cloud Storage stub with the fictional company in a process of its own, until its standard input closes."""

import argparse
import sys
import threading

from exposurecheck.demo.child import announce
from exposurecheck.demo.gcs.server import Gcs, made
from exposurecheck.demo.gcs.story import STRANGERS, estate


def main() -> None:
    """Serve, print one line of JSON with the port, and stop when the parent lets go of standard input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    gcs = Gcs(estate())
    gcs.strangers = STRANGERS
    server = made(gcs, arguments.port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    announce(int(server.server_address[1]))
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
