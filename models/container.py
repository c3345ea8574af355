# SPDX-License-Identifier: Apache-2.0
"""Writes the container of FORMAT.md; for the scripts that pack foreign data."""

import hashlib
import struct

TEXT, NUMBERS, BYTES, COLUMN = 1, 2, 4, 5  # kinds of sections


def name_bytes(name):
    return struct.pack("<B", len(name)) + name.encode()


def section(kind, name, payload):
    return struct.pack("<B", kind) + name_bytes(name) + struct.pack("<I", len(payload)) + payload


def container(kind, name, version, sections):
    content = name_bytes(kind) + name_bytes(name) + name_bytes(version) + struct.pack("<I", len(sections))
    content += b"".join(sections)
    head = b"\x89CELLAR\n" + struct.pack("<IQ", 1, 8 + 12 + len(content) + 32)
    return head + content + hashlib.sha256(head + content).digest()
