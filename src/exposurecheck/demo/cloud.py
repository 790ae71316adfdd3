"""Runs the embedded cloud, moto behind the front door, in a process of its own until its standard input closes."""

import argparse
import sys
import threading
from collections.abc import Iterable

from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import BaseWSGIServer, make_server

from exposurecheck.demo.child import announce
from exposurecheck.demo.fill import fill
from exposurecheck.demo.front_door import FrontDoor
from exposurecheck.demo.story import STORY, StoryBucket

_SEED = 20261123
"""Of the ids that moto makes up, so that two runs of the demo are alike."""


class _Quiet(MotoRequestHandler):
    """Does not write a line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's own name
        """Write errors only."""
        if type == "error":
            super().log(type, message, *args)


def region_of(bucket: str) -> str | None:
    """Return the region of a bucket in any account of the embedded cloud; None when there is no such bucket."""
    for backends in list(s3_backends.values()):
        for backend in list(backends.values()):
            if bucket in backend.buckets:
                return str(backend.buckets[bucket].region_name)
    return None


def server(port: int, stores: Iterable[StoryBucket]) -> BaseWSGIServer:
    """Return the embedded cloud, bound to the loopback address and not yet serving; port 0 takes a free one."""
    door = FrontDoor(DomainDispatcherApplication(create_backend_app), stores, region_of)
    return make_server("127.0.0.1", port, door, threaded=True, request_handler=_Quiet)


def main() -> None:
    """Serve, fill, print one line of JSON with the port, and stop when the parent lets go of standard input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("buckets", nargs="*", help="names of the story's buckets to create")
    arguments = parser.parse_args()
    stores = tuple(store for store in STORY if store.name in arguments.buckets)
    mock_random.seed(_SEED)
    embedded = server(arguments.port, stores)
    threading.Thread(target=embedded.serve_forever, daemon=True).start()
    fill(f"http://127.0.0.1:{embedded.server_port}", stores)
    announce(embedded.server_port)
    sys.stdin.read()
    embedded.shutdown()


if __name__ == "__main__":
    main()
