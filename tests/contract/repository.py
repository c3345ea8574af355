#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files name no machine and no package registry, are UTF-8 where they are text, and stay small."""

import re
import subprocess
import sys
from urllib.parse import urlparse

from tracked_files import ROOT, report, tracked_files

LARGEST_FILE = 5_000_000
LARGEST_MODELS = 25_000_000  # all of models/
BINARY = {".png", ".ico", ".bin", ".gz", ".zip", ".onnx", ".cellar", ".woff2"}
MACHINE_PATH = re.compile(r"(?<![\w.}])/(work|root|tmp|home)/\w")
RESOLVED_ADDRESS = re.compile(r'"resolved":\s*"http')


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30).stdout
    except FileNotFoundError:
        return ""


def registry_hosts():
    """Hosts that this machine's package clients are set up with."""
    text = "\n".join([
        output_of("npm", "config", "get", "registry"),
        output_of("apt-get", "indextargets", "--format", "$(REPO_URI)"),
        output_of(sys.executable, "-m", "pip", "config", "list"),
    ])
    hosts = {urlparse(address).hostname for address in re.findall(r"https?://[^\s'\"]+", text)}
    return {host for host in hosts if host and host not in {"localhost", "127.0.0.1"}}


def text_violations(name, text, hosts):
    for number, line in enumerate(text.split("\n"), start=1):
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: names a path of one machine"
        if RESOLVED_ADDRESS.search(line):
            yield f"{name}:{number}: names the registry a package came from (npm's omit-lockfile-registry-resolved)"
        for host in hosts:
            if host in line:
                yield f"{name}:{number}: names the host of a package registry"


def violations():
    hosts = registry_hosts()
    models = 0
    for path in tracked_files():
        name = path.relative_to(ROOT)
        size = path.stat().st_size
        if size > LARGEST_FILE:
            yield f"{name}: {size} bytes, more than {LARGEST_FILE}"
        if name.parts[0] == "models":
            models += size
        if path.suffix in BINARY:
            continue
        try:
            yield from text_violations(name, path.read_text(encoding="utf-8"), hosts)
        except UnicodeDecodeError:
            yield f"{name}: not UTF-8; where it is binary, name its kind in {sys.argv[0]}"
    if models > LARGEST_MODELS:
        yield f"models: {models} bytes together, more than {LARGEST_MODELS}"


sys.exit(report("repository", list(violations())))
