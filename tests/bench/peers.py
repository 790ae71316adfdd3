"""Measures two other scanners on the same bytes, each in an environment of its own under ``.cache/bench``.

hawk-scanner (hawk-eye) reads a whole file with a list of regexes; its own list would be fetched from the net, so it
gets the expressions of our own detectors: the same types on the same bytes. Presidio runs line by line, with the
recognizers it has by default and a blank spaCy model. Only the work itself is timed, in processor time, after
everything is imported.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from exposurecheck.content.catalogue import load

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "bench"

_BACK_REFERENCE = re.compile(r"\\[1-9]")
_NAMED = re.compile(r"\(\?P<value>")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def fingerprint() -> dict[str, str]:
    """Return our own expressions, by detector, as hawk-scanner wants them: no groups, so no references to groups."""
    found: dict[str, str] = {}
    for detector in load():
        plain = [p.regex for p in detector.patterns if _BACK_REFERENCE.search(p.regex) is None]
        for number, regex in enumerate(plain):
            found[f"{detector.id} {number}"] = _GROUP.sub("(?:", _NAMED.sub("(?:", regex))
    return found


_HAWK = """
import json, sys, time
from hawk_scanner.internals import system
patterns = {"fingerprint": json.loads(sys.argv[1])}
speeds = {}
for path in sys.argv[2:]:
    begin = time.process_time()
    found = system.scan_file(path, patterns, "fs")
    speeds[path] = time.process_time() - begin
    assert found, "nothing found"
print(json.dumps(speeds))
"""
_PRESIDIO = """
import json, sys, time, logging
logging.disable(logging.CRITICAL)
import spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
class Blank(SpacyNlpEngine):
    def load(self):
        self.nlp = {"en": spacy.blank("en")}
nlp = Blank(models=[{"lang_code": "en", "model_name": "blank"}])
nlp.load()
engine = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
engine.analyze("warm up 090-1234-5678", "en")
speeds = {}
for path in sys.argv[1:]:
    lines = open(path, encoding="utf-8").read().splitlines()
    begin = time.process_time()
    found = sum(len(engine.analyze(line, "en")) for line in lines)
    speeds[path] = time.process_time() - begin
print(json.dumps(speeds))
"""


def hawk_scanner(files: list[Path]) -> dict[str, float]:
    """Return, by file name, megabytes a second of processor time."""
    return _measured(files, "hawk-scanner", [_HAWK, json.dumps(fingerprint())])


def presidio(files: list[Path]) -> dict[str, float]:
    """Return, by file name, megabytes a second of processor time."""
    return _measured(files, "presidio-analyzer", [_PRESIDIO])


def _measured(files: list[Path], package: str, program: list[str]) -> dict[str, float]:
    python = _environment(package)
    env = {"PATH": os.environ["PATH"], "HOME": str(CACHE), "TERM": "dumb", "PYTHONWARNINGS": "ignore"}
    command = [str(python), "-c", *program, *(str(file.absolute()) for file in files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env, cwd=CACHE)
    if done.returncode:
        raise RuntimeError(f"{package} failed: {done.stderr.strip().splitlines()[-1:]}")
    seconds = json.loads(done.stdout.strip().splitlines()[-1])
    return {file.name: file.stat().st_size / 1e6 / seconds[str(file.absolute())] for file in files}


def _environment(package: str) -> Path:
    """Return the Python of an environment with ``package`` in it."""
    folder = CACHE / package
    python, done = folder / "bin" / "python", folder / "installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
        tried = subprocess.run(pip, check=False, capture_output=True, text=True)
        if tried.returncode:
            raise RuntimeError(f"{package} could not be installed: {tried.stderr.strip().splitlines()[-1:]}")
        done.touch()
    return python
