# SPDX-License-Identifier: Apache-2.0
"""A data set in the files of Fashion-MNIST, but of a few images that are easy to tell apart."""

import gzip
import random
import struct

SIDE, TRAINING, TEST = 28, 384, 60  # validation is on a sixth of the former


def images(count, seed):
    """Every class is a bright square at its own place, in noise; labels go round."""
    draw = random.Random(seed)
    pixels = bytearray()
    for i in range(count):
        image = bytearray(draw.randrange(60) for _ in range(SIDE * SIDE))
        row, column = 2 + i % 10 // 5 * 13, 1 + i % 5 * 5
        for y in range(row, row + 10):
            image[y * SIDE + column:y * SIDE + column + 5] = bytes([220] * 5)
        pixels += image
    return struct.pack(">IIII", 0x803, count, SIDE, SIDE) + bytes(pixels)


def labels(count):
    return struct.pack(">II", 0x801, count) + bytes(i % 10 for i in range(count))


def write_images(folder):
    folder.mkdir()
    (folder / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(images(TRAINING, 1)))
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels(TRAINING)))
    (folder / "t10k-images-idx3-ubyte").write_bytes(images(TEST, 2))  # unpacked is fine too
    (folder / "t10k-labels-idx1-ubyte").write_bytes(labels(TEST))
