#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`cellar import nb101`: from a file in NAS-Bench-101's own format to answers, and what it says of damaged ones."""

import base64
import hashlib
import json
import struct
import unittest

from checksums import crc32c
from command import CellarTest, cellar

REPEATS = 3
IMAGES = 9984


def masked_crc(data):
    crc = crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def frame(payload):
    length = struct.pack("<Q", len(payload))
    return length + masked_crc(length) + payload + masked_crc(payload)


def double_field(number, value):
    return bytes([number << 3 | 1]) + struct.pack("<d", value)


def varint(value):
    out = b""
    while value >= 128:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def metrics(epochs, seconds, correct, parameters):
    """Start, halfway and final evaluation; `correct` is the final count of validation images, test has ten fewer."""
    message = b""
    for share in (0.0, 0.5, 1.0):
        accuracy = [round(share * count) / IMAGES for count in (correct, correct, correct - 10 if share == 1 else correct)]
        fields = double_field(1, share * epochs) + double_field(2, share * seconds)
        for number, value in zip((3, 4, 5), accuracy):
            fields += double_field(number, struct.unpack("<f", struct.pack("<f", value))[0])
        fields += bytes([6 << 3 | 2, 0])
        message += bytes([1 << 3 | 2]) + varint(len(fields)) + fields
    return message + bytes([2 << 3]) + varint(parameters) + double_field(3, seconds)


def record(module_hash, epochs, matrix, operations, message):
    encoded = base64.encodebytes(message).decode()
    row = [module_hash, epochs, "".join(str(bit) for line in matrix for bit in line), ",".join(operations), encoded]
    return frame(json.dumps(row).encode())


def fingerprint(matrix, labels):
    """As nasbench/lib/graph_util.py."""
    md5 = lambda text: hashlib.md5(text.encode()).hexdigest()
    n = range(len(labels))
    hashes = [md5(str((sum(matrix[v]), sum(matrix[u][v] for u in n), labels[v]))) for v in n]
    for _ in n:
        hashes = [md5("".join(sorted(hashes[w] for w in n if matrix[w][v])) + "|" +
                      "".join(sorted(hashes[w] for w in n if matrix[v][w])) + "|" + hashes[v]) for v in n]
    return md5(str(sorted(hashes)))


ONE_CONVOLUTION = ([[0, 1, 0], [0, 0, 1], [0, 0, 0]], ["input", "conv3x3-bn-relu", "output"])
ONE_CONVOLUTION_HASH = fingerprint(ONE_CONVOLUTION[0], [-1, 0, -2])
ONE_CONVOLUTION_PARAMETERS = 10177674


def small_file():
    """One cell, trained three times for 108 epochs."""
    content = b""
    for repeat in range(REPEATS):
        content += record(ONE_CONVOLUTION_HASH, 108, *ONE_CONVOLUTION,
                          metrics(108, 1000.0 + repeat, 9000 + 30 * repeat, ONE_CONVOLUTION_PARAMETERS))
    return content


class Import(CellarTest):
    def imported(self, content):
        return cellar("import", "nb101", self.write("file.tfrecord", content), "--out", str(self.folder / "tables"))

    def query(self, *options):
        return cellar("query", "-b", "nb101", "--models", str(self.folder / "tables"), "--jsonl", *options,
                      stdin=json.dumps({"matrix": ONE_CONVOLUTION[0], "ops": ONE_CONVOLUTION[1]}) + "\n")

    def test_answers_are_the_mean_of_the_repeats(self):
        done = self.imported(small_file())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1 cells", done.stdout)
        answer = json.loads(self.query().stdout)
        self.assertAlmostEqual(answer["val_accuracy"], 9030 / IMAGES)
        self.assertAlmostEqual(answer["test_accuracy"], 9020 / IMAGES)
        self.assertAlmostEqual(answer["runtime_seconds"], 1001.0)
        self.assertEqual(answer["flags"], ["measured"])

    def test_noise_is_a_real_repeat(self):
        self.imported(small_file())
        drawn = {json.loads(self.query("--noise", "--seed", str(seed)).stdout)["val_accuracy"] for seed in range(12)}
        self.assertEqual(drawn, {9000 / IMAGES, 9030 / IMAGES, 9060 / IMAGES})

    def test_damage_is_named_and_nothing_is_written(self):
        good = small_file()
        flipped = good[:40] + bytes([good[40] ^ 1]) + good[41:]
        for name, content, place in [("flipped", flipped, "record 1"), ("cut", good[:-5], "record 3"),
                                     ("two repeats", good[:len(good) * 2 // 3], "")]:
            with self.subTest(name):
                done = self.imported(content)
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn(place, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertFalse((self.folder / "tables").exists())

    def test_a_missing_file(self):
        done = cellar("import", "nb101", str(self.folder / "none"), "--out", str(self.folder / "tables"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be read", done.stderr)


if __name__ == "__main__":
    unittest.main()
