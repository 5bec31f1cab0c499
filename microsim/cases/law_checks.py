"""Checks of the law a case brings: the forms of the transitional pension."""

from collections.abc import Iterator

from microsim.cases.checks import Found, Hit, check
from microsim.cases.law_model import Law, Transitional
from microsim.cases.model import Case
from microsim.reading import KeyPath

NEEDS = {
    "separate_index": ("index",),
    "account_blend": ("old_account", "weighted_years"),
    "paper_account": ("paper_account",),
}
EXTRAS = ("index", "old_account", "weighted_years", "paper_account", "indexed_wage", "share")


def forms(law: Law) -> Iterator[tuple[KeyPath, Transitional]]:
    """Yield the forms of the transitional pension a case gives, with where it does."""
    for path, one in [(("law",), law), *((("law", "places", name), one) for name, one in law.places.items())]:
        if one.transitional is not None:
            yield (*path, "transitional"), one.transitional


def needed(case: Case, form: Transitional) -> tuple[str, ...]:
    """Return what a form cannot do without; index-weighted years follow where the case says which months are deemed."""
    if form.variant != "account_blend":
        return NEEDS.get(form.variant, ())
    record = case.record
    deemed = case.spells or (record and (record.deemed_years or record.deemed_months))
    old = ("old_account",) if form.indexed_wage is None and form.share is None else ("indexed_wage", "share")
    return old if form.weighted_years is None and deemed else (*old, "weighted_years")


@check("law")
def transitional_form_is_whole(case: Case, law: Law) -> Found:
    """A form of the transitional pension has all it needs."""
    return [
        Hit((*path, name), f"is missing, variant {form.variant} needs {' and '.join(needed(case, form))}")
        for path, form in forms(law)
        for name in needed(case, form)
        if getattr(form, name) is None
    ]


@check("law")
def transitional_form_uses_what_is_given(case: Case, law: Law) -> Found:
    """Nothing is given that the form of the transitional pension does not use."""
    found = []
    for path, form in forms(law):
        used = (*needed(case, form), "weighted_years") if form.variant == "account_blend" else needed(case, form)
        for name in EXTRAS:
            if getattr(form, name) is not None and name not in used:
                found.append(Hit((*path, name), f"found {name}, which variant {form.variant} does not use"))
        if form.variant == "none" and form.coefficient is not None:
            found.append(Hit((*path, "coefficient"), "found a coefficient, but variant none pays nothing"))
    return found
