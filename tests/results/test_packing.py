"""Chunks packed beside the library are those it would pack."""

import h5py
import numpy as np
import pytest

from microsim.results.packing import AS_PACKED, begin_packing, chunk_of, is_packed, packers, write_packed

SEED = 7


def numbers(shape, kind):
    """Return counts as a run has them, small and often nought."""
    return np.random.default_rng(SEED).poisson(0.5, shape).astype(kind)


@pytest.mark.parametrize("kind", ["i8", "f4", "i1", "f8"])
@pytest.mark.parametrize("shape", [(5000,), (7, 23, 101, 40), (3, 2**17 + 5)], ids=str)
def test_chunks_are_packed_as_the_library_packs_them(kind, shape):
    values = numbers(shape, kind)
    turned = values.T.copy().T  # as it may lie in memory
    with packers() as threads, h5py.File("packed", "w", driver="core", backing_store=False) as file:
        theirs = file.create_dataset("theirs", data=values, chunks=chunk_of(values), **AS_PACKED)
        ours = file.create_dataset("ours", values.shape, values.dtype, chunks=chunk_of(values), **AS_PACKED)
        write_packed(ours, begin_packing(turned, threads))
        file.flush()
        np.testing.assert_array_equal(ours[()], values)
        assert ours.id.get_storage_size() < 0.7 * values.nbytes
        assert [ours.id.get_chunk_info(at).chunk_offset for at in range(ours.id.get_num_chunks())] == [
            theirs.id.get_chunk_info(at).chunk_offset for at in range(theirs.id.get_num_chunks())
        ]


def test_words_and_what_is_small_are_not_packed():
    assert is_packed(np.zeros(1000))
    assert not is_packed(np.zeros(500))
    assert not is_packed(np.array(["word"] * 10_000))
