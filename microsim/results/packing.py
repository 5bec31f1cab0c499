"""Numbers packed for HDF5 as its own filters pack them, shuffled and deflated, in threads.

The library packs in one thread and holds Python meanwhile; a packed chunk is only copied into the file.
"""

import os
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import product
from typing import Any

import numpy as np

LEVEL = 1
AS_PACKED = {"compression": "gzip", "compression_opts": LEVEL, "shuffle": True}
CHUNK = 2**20  # bytes of a chunk, at most: what a reader holds in its cache
SMALL = 2**12  # bytes that are not worth packing
MOST_THREADS = 4

Chunks = list[tuple[tuple[int, ...], "Future[bytes]"]]  # where each begins, and its bytes when they are there


def packers() -> ThreadPoolExecutor:
    """Return the threads that pack."""
    return ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS), "packing")


def is_packed(values: np.ndarray) -> bool:
    """Tell whether an array is packed: numbers, and many of them."""
    return values.dtype.kind not in "OU" and values.nbytes > SMALL


def chunk_of(values: np.ndarray) -> tuple[int, ...]:
    """Return the lengths of a chunk: the last axes whole, as many of them as fit."""
    room, lengths = CHUNK // values.itemsize, []
    for length in reversed(values.shape):
        lengths.append(max(1, min(length, room)))
        room //= lengths[-1]
    return tuple(reversed(lengths))


def begin_packing(values: np.ndarray, threads: ThreadPoolExecutor) -> Chunks:
    """Let threads pack an array, and return its chunks in their order."""
    lengths = chunk_of(values)
    return [(start, threads.submit(packed, values, start, lengths)) for start in starts(values.shape, lengths)]


def starts(shape: tuple[int, ...], lengths: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Return where the chunks of an array begin."""
    return product(*(range(0, length, step) for length, step in zip(shape, lengths, strict=True)))


def packed(values: np.ndarray, start: tuple[int, ...], lengths: tuple[int, ...]) -> bytes:
    """Return a chunk as it stands in a file: first bytes of all numbers side by side, then the second ones, and so on."""
    part = values[tuple(slice(begin, begin + length) for begin, length in zip(start, lengths, strict=True))]
    if part.shape != lengths:  # a chunk at the end of an axis is as long as the others
        part = np.pad(part, [(0, length - there) for length, there in zip(lengths, part.shape, strict=True)])
    octets = np.ascontiguousarray(part).reshape(-1).view(np.uint8).reshape(-1, values.itemsize)
    return zlib.compress(np.ascontiguousarray(octets.T).data, LEVEL)


def write_packed(written: Any, chunks: Chunks) -> None:
    """Write packed chunks into an array of a file."""
    for start, content in chunks:
        written.id.write_direct_chunk(start, content.result())
