"""A report of a run or of a comparison as one file: a page for a browser and for paper, or a Word file.

``content`` says what stands in it, as blocks; ``html_page`` and ``word_file`` write the same blocks.
"""
