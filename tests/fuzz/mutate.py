"""Malformed inputs made of good ones: a seed and a number give the same text again."""

import random
import re

SIGNS = (
    "：，＝｛｝“”　、。；！０１８％（）\x00\x1b\x7f\x85\u200b\u202e\ufeff\ud83d\u4e00😀\t\r\"'#&*!|>%@`{}[],:=-?~ \n"
)
NUMBERS = (
    "0", "-1", "1", "2", "0.5", "1e-300", "1e30", "1e999", "-1e999", ".nan", ".inf", "-.inf", "nan", "9" * 39, "9" * 60, "1_000",
    "1,000", "18%", "0x10", "0o17", "018", "１８", "'6000'", "2**62", str(2**62), str(2**64), "-0", "+3", "1e", "1.5.2",
)  # fmt: skip
DATES = (
    "2027-02-30", "2027", "27", "0000-01-01", "9999-12-31", "2027-1-1", "2027-01", "2027/01/01", "2027年1月1日", "2027年", "1970-01-01",
    "1969-12-31", "2100-12-31", "2101-01-01", "20270101", "63y0m", "63y12m", "999y0m", "-1y0m", "63岁", "2031-00", "2031-13",
)  # fmt: skip
WORDS = (
    "null", "true", "false", "yes", "no", "on", "~", "''", '""', "{}", "[]", "[1, 2]", "{a: 1}", "*a", "&a 1", "!!python/name:os.system",
    "<<: {a: 1}", "guangdong", "shanghai", "shenzhen", "elsewhere", "national", "广东", "深圳市", "全国", "男", "male", "women_worker",
    "from", "to", "end", "start", "law", "assumptions", "extends", "name", "../../etc/passwd", "/dev/null", "C:\\x", "a" * 300, "中" * 120,
    "baseline", "employees", "level", "wages", "claim", "person", "spells", "birth",
)  # fmt: skip
SCALAR = re.compile(r"(?<=[:{,\[] )[^,\s{}\[\]#]+|(?<=\n)[ ]*[\w.]+(?=:)")


def mutated(texts, seed, number, most=4):
    """Return case ``number`` of a seed: one of some good texts with one to ``most`` things wrong."""
    chance = random.Random(f"{seed}/{number}")
    text = chance.choice(texts)
    for _ in range(min(most, chance.choice((1, 1, 1, 2, 3, 4)))):
        text = chance.choice(CHANGES)(text, chance)
    return text


def sign_put_in(text, chance):
    place = chance.randint(0, len(text))
    return text[:place] + chance.choice(SIGNS) + text[place:]


def sign_taken_out(text, chance):
    place = chance.randrange(max(1, len(text)))
    return text[:place] + text[place + 1 :]


def sign_replaced(text, chance):
    place = chance.randrange(max(1, len(text)))
    return text[:place] + chance.choice(SIGNS) + text[place + 1 :]


def made_full_width(text, chance):
    """Write one kind of punctuation, or all figures, as Chinese typing does."""
    for plain, wide in [
        chance.choice([(":", "："), (",", "，"), ("{", "｛"), ("=", "＝"), (" ", "　"), ("1", "１"), (".", "。")])
    ]:
        text = text.replace(plain, wide, chance.choice([1, 1, -1]))
    return text


def _token(text, chance, words):
    found = list(SCALAR.finditer(text))
    if not found:
        return text + chance.choice(words)
    match = chance.choice(found)
    indent = len(match[0]) - len(match[0].lstrip())
    return text[: match.start()] + " " * indent + chance.choice(words) + text[match.end() :]


def number_put_in(text, chance):
    return _token(text, chance, NUMBERS)


def date_put_in(text, chance):
    return _token(text, chance, DATES)


def word_put_in(text, chance):
    return _token(text, chance, WORDS)


def letter_wrong(text, chance):
    """Misspell one word by one letter."""
    found = list(re.finditer(r"[a-z]{3,}", text))
    if not found:
        return text
    match = chance.choice(found)
    place = chance.randrange(match.start(), match.end())
    return text[:place] + chance.choice(["", "x", text[place].upper(), text[place] * 2]) + text[place + 1 :]


def line_twice(text, chance):
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    return "\n".join([*lines[: place + 1], *lines[place:]])


def line_gone(text, chance):
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def lines_swapped(text, chance):
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def line_moved_in(text, chance):
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = chance.choice(["  ", " ", "\t", "- ", "# "]) + lines[place]
    return "\n".join(lines)


def cut_off(text, chance):
    return text[: chance.randint(0, len(text))]


def nested(text, chance):
    depth = chance.choice([3, 60, 3000])
    return text + f"\nlaw: {'[' * depth}{']' * depth}"


CHANGES = (
    sign_put_in, sign_taken_out, sign_replaced, made_full_width, number_put_in, number_put_in, date_put_in, date_put_in, word_put_in,
    word_put_in, letter_wrong, line_twice, line_gone, lines_swapped, line_moved_in, cut_off, nested,
)  # fmt: skip


def encoded(text, chance):
    """Return a text as bytes, now and then in another encoding than UTF-8 or with bytes that are none."""
    way = chance.random()
    data = text.encode("utf-8", "surrogatepass" if way < 0.05 else "replace")
    if way > 0.97:
        return text.encode("gb18030", "replace")
    if way > 0.95:
        return text.encode("utf-16", "replace")
    if way > 0.93:
        place = chance.randint(0, len(data))
        return data[:place] + bytes([chance.randrange(256)]) + data[place:]
    return b"\xef\xbb\xbf" + data if way > 0.9 else data
