"""A writer of small SAS data sets (.sas7bdat), which no library at hand has: 32 bits, little end first, no compression.

The layout follows the public descriptions of the format: a header, one page of subheaders (sizes, texts, names and
attributes of the columns) and one page of rows.
"""

import struct

HEADER, PAGE = 1024, 16384
MAGIC = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
ROW_SIZE, COLUMN_SIZE = 0xF7F7F7F7, 0xF6F6F6F6
COLUMN_TEXT, COLUMN_NAME, COLUMN_ATTRIBUTES = 0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFFC
UTF_8, META, DATA = 20, 0x0000, 0x0100
NUMBER, TEXT = 1, 2
PAGE_HEADER, POINTER = 24, 12
DOT = bytes.fromhex("0000000000feffff")  # a number that is not known
TEXT_START = 24  # of the first name in its subheader, counted from behind the signature


def write_sas7bdat(frame, path):
    """Write a frame of numbers and texts."""
    columns = [column_of(frame[name]) for name in frame.columns]
    width = sum(size for _, size, _ in columns)
    rows = b"".join(b"".join(parts) for parts in zip(*(cells for _, _, cells in columns), strict=True))
    subheaders = [
        row_size(width, len(frame), len(columns)),
        struct.pack("<II4x", COLUMN_SIZE, len(columns)),
        *column_subheaders(list(frame.columns), columns),
    ]
    pages = [meta_page(subheaders), data_page(rows, len(frame))]
    path.write_bytes(header(len(pages)) + b"".join(pages))


def column_of(series):
    """Return kind, width and cells of a column; a number that is not known is SAS's dot."""
    if series.dtype.kind in "if":
        return NUMBER, 8, [struct.pack("<d", value) if value == value else DOT for value in series.astype(float)]
    texts = ["" if value is None or value != value else str(value) for value in series]
    size = max(8, *(len(text.encode()) for text in texts))
    return TEXT, size, [text.encode().ljust(size) for text in texts]


def header(pages):
    """Return the header of a file with so many pages."""
    start = bytearray(HEADER)
    start[:32] = MAGIC
    start[32:40] = bytes([0x22, 0x22, 0x00, 0x32, 0x22, 0x01, 0x02, ord("1")])
    start[70] = UTF_8
    start[84:92] = b"SAS FILE"
    start[92:124] = b"PERSONS".ljust(32)
    start[156:164] = b"DATA    "
    struct.pack_into("<III", start, 196, HEADER, PAGE, pages)
    start[216:224] = b"9.0401M6"
    return bytes(start)


def row_size(width, rows, columns):
    """Return the subheader of the size of a row and the number of rows."""
    found = bytearray(480)
    struct.pack_into("<I", found, 0, ROW_SIZE)
    struct.pack_into("<II", found, 20, width, rows)
    struct.pack_into("<II", found, 36, columns, 0)
    struct.pack_into("<I", found, 52, PAGE)
    struct.pack_into("<I", found, 60, rows)
    return bytes(found)


def column_subheaders(names, columns):
    """Return the subheaders of the columns' texts, names and attributes."""
    texts, places = b"", []
    for name in names:
        places.append((TEXT_START + len(texts), len(name.encode())))
        texts += name.encode() + bytes(-len(name.encode()) % 4)
    text = struct.pack("<IH", COLUMN_TEXT, TEXT_START + len(texts) - 8) + bytes(TEXT_START - 2) + texts
    pointers = b"".join(struct.pack("<HHH2x", 0, place, length) for place, length in places)
    named = struct.pack("<IH6x", COLUMN_NAME, len(pointers) + 8) + pointers + bytes(8)
    attributes, place = b"", 0
    for kind, width, _ in columns:
        attributes += struct.pack("<IIHBx", place, width, 4, kind)
        place += width
    return text, named, struct.pack("<IH6x", COLUMN_ATTRIBUTES, len(attributes) + 8) + attributes + bytes(8)


def meta_page(subheaders):
    """Return a page of subheaders: pointers from the front, contents from the back."""
    page, end = bytearray(PAGE), PAGE
    struct.pack_into("<HHH", page, 16, META, len(subheaders), len(subheaders))
    for place, content in enumerate(subheaders):
        end -= len(content) + -len(content) % 4
        page[end : end + len(content)] = content
        struct.pack_into("<IIBB", page, PAGE_HEADER + POINTER * place, end, len(content), 0, 0)
    return bytes(page)


def data_page(rows, count):
    """Return a page of rows."""
    page = bytearray(PAGE)
    struct.pack_into("<HHH", page, 16, DATA, count, 0)
    page[PAGE_HEADER : PAGE_HEADER + len(rows)] = rows
    return bytes(page)
