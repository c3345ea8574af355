# SPDX-License-Identifier: Apache-2.0
"""Runs `cellar` and keeps what it says on both streams. The environment names the program (CELLAR) and the folder with
the toy model (CELLAR_MODELS)."""

import os
import pathlib
import pty
import subprocess
import tempfile
import unittest

CELLAR = os.environ["CELLAR"]
MODELS = pathlib.Path(os.environ["CELLAR_MODELS"])
MODEL_FILE = "nb301-trees-v1.cellar"
LIMIT_SECONDS = 120  # far above what any command here takes, also under sanitizers

ARCHITECTURE = ("[[(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3)], "
                "[(0, 0), (1, 0), (0, 2), (1, 2), (1, 4), (2, 4), (0, 6), (3, 5)]]")

# A small study: 3 runs of each of 3 optimizers.
SEARCH = ("search", "-b", "nb301", "-o", "rs,re:population=10;tournament=3,ls", "--runs", "3", "--evaluations", "60")


def cellar(*arguments, stdin="", environment=None):
    """A finished process with returncode, stdout and stderr as text."""
    return subprocess.run([CELLAR, *arguments], input=stdin, capture_output=True, text=True, check=False,
                          timeout=LIMIT_SECONDS, env={**os.environ, **(environment or {})})


def read_terminal(terminal):
    """All that the other side writes until it closes."""
    text = b""
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # Linux answers EIO once the other side is closed
            break
        if not chunk:
            break
        text += chunk
    return text.decode()


class CellarTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content) if isinstance(content, bytes) else path.write_text(content, encoding="utf-8")
        return str(path)

    def expect(self, process, code, stdout=None, stderr=""):
        """Exit code, the whole of standard output where given, and a part of standard error ("" for silence)."""
        self.assertEqual(process.returncode, code, process.stderr)
        if stdout is not None:
            self.assertEqual(process.stdout, stdout)
        if stderr:
            self.assertIn(stderr, process.stderr)
        else:
            self.assertEqual(process.stderr, "")
        return process

    def study(self, name, *arguments):
        """SEARCH, kept."""
        path = str(self.folder / name)
        self.expect(cellar(*SEARCH, "--out", path, "--quiet", *arguments), 0)
        return pathlib.Path(path)

    def on_terminal(self, *arguments, stdin=""):
        """Exit code and what a terminal shows of both streams."""
        terminal, side = pty.openpty()
        process = subprocess.Popen([CELLAR, *arguments], stdin=subprocess.PIPE, stdout=side, stderr=side)
        os.close(side)
        self.addCleanup(os.close, terminal)
        process.stdin.write(stdin.encode())
        process.stdin.close()
        text = read_terminal(terminal)
        return process.wait(LIMIT_SECONDS), text
