# SPDX-License-Identifier: Apache-2.0
"""CRC-32C for files that the tests make, by another way than the program's table."""


def crc32c(data):
    """Bit by bit, from RFC 3720, appendix B.4."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF
