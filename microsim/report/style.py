"""How figures look: colours told apart by everybody, words in two languages, a font that has them."""

import contextlib
import functools
import logging
import warnings

from microsim.notices import tell
from microsim.reading.arguments import known_language
from microsim.words.book import book, word

# Okabe and Ito's colours, which people with colour blindness can tell apart.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, PALE = "#555555", "#DDDDDD"
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Noto Sans CJK JP", "AR PL UMing CN",
)  # fmt: skip
PLAIN_FONT = "DejaVu Sans"


def words(chapter, language):
    """Return the words of one figure in a language."""
    return {key: entry[language] for key, entry in book()["figures"][chapter].items()}


@functools.cache
def chinese_font():
    """Return the name of an installed font with Chinese characters, None where there is none."""
    from matplotlib import font_manager

    def installed():
        names = {font.name for font in font_manager.fontManager.ttflist}
        return next((name for name in CHINESE_FONTS if name in names), None)

    return installed() or (add_new_fonts(font_manager) or installed())


def add_new_fonts(font_manager):
    """Add fonts installed since matplotlib last looked: it keeps its list for good."""
    known = {font.fname for font in font_manager.fontManager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in known:
            with contextlib.suppress(OSError, RuntimeError):  # what is no font it can use
                font_manager.fontManager.addfont(path)


def drawable(language):
    """Return the language in which pixels can be drawn: English, with a warning, where the font is missing."""
    known_language(language, "figures")
    if language == "zh" and chinese_font() is None:
        tell_missing_font()
        return "en"
    return language


def tell_missing_font():
    """Say that pixels carry English words, and what to install."""
    tell(f"{word('figures', 'fonts_missing', 'zh')} {word('figures', 'fonts_missing', 'en')}")


def font_families(language, for_readers):
    """Return the fonts to draw with; for an SVG also those that only its reader may have."""
    if language == "en":
        return [PLAIN_FONT]
    chinese = CHINESE_FONTS if for_readers else filter(None, [chinese_font()])
    return [*chinese, PLAIN_FONT]


@contextlib.contextmanager
def style(language, for_readers=False):
    """Set matplotlib up for one figure; nothing of it outlasts the figure."""
    import matplotlib

    settings = {
        "font.family": font_families(language, for_readers),
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "axes.titlesize": 10,
        "axes.titlelocation": "left",
        "axes.titley": 1.0,  # given, so that no draw looks for ticks above the axes
        "axes.unicode_minus": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": PALE,
        "grid.linewidth": 0.6,
        "lines.linewidth": 1.8,
        "legend.frameon": False,
        "figure.dpi": 110,
        "savefig.dpi": 150,
        "svg.fonttype": "none",  # real text: the reader's browser has the font
        "svg.hashsalt": "microsim",
    }
    with matplotlib.rc_context(settings), quiet_about_fonts():
        yield


@contextlib.contextmanager
def quiet_about_fonts():
    """Silence complaints about fonts: the list is long on purpose, and an SVG keeps text this machine cannot draw."""
    logger = logging.getLogger("matplotlib.font_manager")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            yield
    finally:
        logger.setLevel(level)
