"""What pydantic reports of an input, at the entry it concerns and in words: found, allowed, did you mean."""

from collections.abc import Collection, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from microsim.reading.characters import meant
from microsim.reading.near import did_you_mean
from microsim.reading.problems import KeyPath, show

ON_KEY = "[key]"  # what pydantic puts last where the key of a map is wrong


def entry_at(location: tuple[Any, ...], data: Any, tags: Collection[str] = ()) -> KeyPath:
    """Return the path of an entry of data, without what pydantic puts between keys.

    Parameters
    ----------
    location : ``loc`` of an error
    data : what was held against the model
    tags : names of the forms of a tagged union, which are no keys
    """
    path: KeyPath = ()
    words = location[:-1] if location[-1:] == (ON_KEY,) else location
    for index, word in enumerate(words):
        if (isinstance(data, dict) and word in data) or (
            isinstance(data, list) and isinstance(word, int) and word < len(data)
        ):
            path, data = (*path, word), data[word]
        elif index == len(words) - 1 and isinstance(data, dict) and word not in tags and "[" not in str(word):
            path = (*path, word)  # an entry that is missing
    return path


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the keys of a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def literals(annotation: Any) -> list[str]:
    """Return the words an annotation allows, inside unions too."""
    return [
        word
        for part in get_args(annotation)
        for word in ([str(part)] if isinstance(part, str | int) else literals(part))
    ]


def in_words(item: Mapping[str, Any], key: Any, fields: Mapping[str, FieldInfo], field: FieldInfo | None) -> str | None:
    """Return what is wrong with an entry in words; None where no field says what is allowed.

    Parameters
    ----------
    item : an error of pydantic
    key : key of the entry
    fields : keys that may stand where it stands
    field : what the entry should have been
    """
    if item["type"] == "extra_forbidden":
        return f"found an unknown key, allowed are {', '.join(fields)}{did_you_mean(str(key), fields)}"
    found = item["input"]
    in_chinese = meant(found) if isinstance(found, str) else ""
    hint = f", did you mean {in_chinese}?" if in_chinese else ""
    if item["type"] in ("value", "form"):  # checks of our own say what is allowed
        return f"found {show(found)}, allowed is {item['msg']}{hint}"
    if field is None:
        return None
    if item["type"] == "missing":
        return f"is missing, allowed is {field.description}"
    words = literals(field.annotation) if item["type"] == "literal_error" else []
    return f"found {show(found)}, allowed is {field.description}{hint or did_you_mean(str(found), words)}"
