"""Turns a command line into one verb; each verb's module is imported only when it is used."""

import importlib
import sys
from collections.abc import Sequence

import click

from exposurecheck import __version__
from exposurecheck.errors import ExposurecheckError

VERBS = {
    "scan": "Audit live storage: who can read it, whose data is in it, what to do.",
    "access": "Who can read this configuration? Files, folders or standard input; no network.",
    "inspect": "What personal data is in these files, and how many people?",
    "duties": "Which legal duties follow from these facts, and by when?",
    "report": "Render a saved run again, in any format or language.",
    "diff": "What is new, fixed, worse and now unknown between two runs?",
    "checks": "List, show, test and write the declarative checks.",
    "doctor": "Which permissions are there, which are missing, and what does that hide?",
    "demo": "Start embedded clouds with a fictional company and scan them.",
}
"""Verb to the line that ``exposurecheck --help`` prints for it."""

EXIT_ERROR = 2
EXIT_INTERRUPTED = 130


class Verbs(click.Group):
    """A command group that imports a verb's module when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import ``exposurecheck.cli.<verb>`` and return its ``command``."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(f"exposurecheck.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table of verbs without importing any."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="exposurecheck")
def cli() -> None:
    """Find cloud storage that outsiders can read, the people whose data is in it, and what to do about it.

    Start with:  exposurecheck demo   or   exposurecheck scan --provider aws
    """


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0, 1, 2, 3 or 130 as documented in the README."""
    try:
        status = cli.main(args=list(argv) if argv is not None else None, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = EXIT_ERROR
    except ExposurecheckError as error:
        click.echo(f"exposurecheck: {error}", err=True)
        status = EXIT_ERROR
    except (KeyboardInterrupt, click.Abort):
        click.echo("exposurecheck: interrupted", err=True)
        status = EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        sys.stderr.close()
        status = EXIT_ERROR
    sys.exit(status if isinstance(status, int) else 0)
