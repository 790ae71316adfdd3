"""Runs the Cloud Storage stub with the fictional company in a process of its own, until its standard input closes."""

import argparse
import json
import sys
import threading

from exposurecheck.demo.gcs.server import Gcs, made
from exposurecheck.demo.gcs.story import estate


def main() -> None:
    """Serve, print one line of JSON with the port, and stop when the parent lets go of standard input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    server = made(Gcs(estate()), arguments.port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(json.dumps({"port": server.server_address[1]}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
