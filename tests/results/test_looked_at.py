"""A file of results is the same bytes though a profiler, as that of a cluster's worker, holds the frames of who writes it."""

import sys
import threading

from microsim.results.dataset import write_results
from tests.synthetic import synthetic_results


def test_frames_that_are_held_change_no_byte(tmp_path):
    tree = synthetic_results()
    write_results(tree, tmp_path / "alone.nc")
    writer, held, over = threading.get_ident(), [], threading.Event()

    def look():
        while not over.wait(0.0005):
            held.append(sys._current_frames()[writer])

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(3):
        write_results(tree, tmp_path / "looked-at.nc")
        assert (tmp_path / "looked-at.nc").read_bytes() == (tmp_path / "alone.nc").read_bytes()
    over.set()
    looking.join()
    assert len(held) > 1
