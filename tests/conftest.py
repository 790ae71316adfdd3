"""What holds for every test: a property is judged by its result, never by how fast a busy machine got to it.

The examples are the same in every run, so that a change is judged by what it changed; ``--hypothesis-profile=search``
looks for new ones.
"""

import signal

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("steady")

# A shell starts what it runs in the background with Ctrl-C ignored, and every process started from there inherits it.
signal.signal(signal.SIGINT, signal.default_int_handler)
