"""Which paths of the law a text means: a path, the beginning or a part of one, a place, or words of a name."""

from collections.abc import Iterable

from microsim.law.statute import HOLDERS, NATION, levels
from microsim.places import PLACES, PROVINCES
from microsim.reading import did_you_mean
from microsim.schema import LAW_FIELDS, STATUTE_QUANTITIES, Field

RULED = {field.path: field for field in LAW_FIELDS}
NAMES = {name.casefold(): one.key for one in (*PROVINCES, *PLACES) for name in (one.english, one.chinese)}
NAMES["全国"] = NATION


def holder_named(text: str) -> str | None:
    """Return the key of a place, or of the nation, by its name in Chinese or English; None where it is none."""
    return NAMES.get(text.strip().removesuffix("省").removesuffix("市").casefold())


class Names:
    """The paths that hold law: those of the statute and, under a scenario, those it sets beside them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(dict.fromkeys(paths))
        self._known = frozenset(self.paths)

    def asked(self, path: str | None) -> list[str]:
        """Return the paths asked for: all of a place with what it takes from wider holders, or those that match."""
        place, _, rest = (path or "").partition(".")
        if place in HOLDERS and path not in self._known:
            inherited = [name for holder in levels(place) for name in self._below(holder, rest)]
            if inherited:
                return list(dict.fromkeys(f"{place}.{name.partition('.')[2]}" for name in inherited))
        return self.matching(path) or [path or ""]

    def matching(self, path: str | None) -> list[str]:
        """Return a path, all below it, or that of the nearest holder; none for a field of the record nobody gives.

        Raises
        ------
        KeyError
            For an unknown path, with the nearest known one.
        """
        if path is None:
            return list(self.paths)
        if path in self._known:
            return [path]
        below = [name for name in self.paths if name.startswith(path + ".")]
        everywhere = [name for name in self.paths if name.partition(".")[2] == path]
        if found := below or self.chain(path)[:1] or everywhere:
            return found
        if field_of(path):
            return []
        if found := self._with_words(path):
            return found
        known = [*self.paths, *HOLDERS, *{part for name in self.paths for part in name.split(".")[1:]}]
        hint = did_you_mean(path, known) or "; microsim law --list shows all names"
        raise KeyError(f"the statute has no {path}{hint}")

    def chain(self, path: str) -> list[str]:
        """Return the paths that may answer for one, nearest holder first."""
        place, _, rest = path.partition(".")
        names = (f"{holder}.{rest}" for holder in reversed(levels(place)))
        return [name for name in names if name in self._known]

    def _below(self, holder: str, rest: str) -> list[str]:
        """Return the paths of a holder in a chapter, or all of them."""
        chapter = f"{holder}.{rest}".rstrip(".")
        return [name for name in self.paths if name == chapter or name.startswith(chapter + ".")]

    def _with_words(self, text: str) -> list[str]:
        """Return the paths with a text among their parts, else those with it in their names."""
        wanted = text.casefold()
        parts = [name for name in self.paths if f".{wanted}." in f".{name}."]
        return parts or [name for name in self.paths if wanted in words_of(name)]


def words_of(path: str) -> str:
    """Return the names of what a path holds, to look words up in."""
    quantity = STATUTE_QUANTITIES[path.partition(".")[2]]
    return f"{quantity.en} {quantity.zh}".casefold()


def normal(path: str) -> str:
    """Return a path with its place by key, given by a name in English or Chinese."""
    place, dot, rest = path.strip().partition(".")
    word = place.casefold()
    return f"{NAMES.get(word) or (word if word in HOLDERS else place)}{dot}{rest}"


def field_of(path: str) -> tuple[str, Field] | None:
    """Return holder and field of the law record a path names, or None."""
    holder, _, rest = path.partition(".")
    return (holder, RULED[rest]) if holder in HOLDERS and rest in RULED else None
