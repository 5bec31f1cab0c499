"""The progress bar reports to whom it should, and to nobody else."""

from microsim.report.progress import progress_bar


def test_a_function_hears_done_and_total():
    heard = []
    with progress_bar(10, lambda done, total: heard.append((done, total))) as advance:
        advance(4)
        advance(6)
    assert heard == [(4, 10), (10, 10)]


def test_no_terminal_no_bar(capsys):
    with progress_bar(10) as advance:
        advance(10)
    with progress_bar(10, False) as advance:
        advance(10)
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def test_a_bar_is_written_to_stderr_only(capsys):
    with progress_bar(10, True) as advance:
        advance(10)
    assert capsys.readouterr().out == ""
