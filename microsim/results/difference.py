"""The results of one run less those of another, variable by variable."""

from typing import TYPE_CHECKING, Any

from microsim.results.indicators import mean_of_replicates

if TYPE_CHECKING:
    import xarray as xr

MARK = "difference"  # attribute of the root of such a tree


def difference_tree(base: "xr.DataTree", reform: "xr.DataTree", attributes: dict[str, Any]) -> "xr.DataTree":
    """Return the results of a reform less those of a base, as a tree of the same shape.

    Every variable is a sum of persons, months or money, or a value of the law, and its difference is exact: integers stay
    integers. Means and ratios are no variables; they have to be taken of either run, not of the differences.

    Parameters
    ----------
    base, reform : xarray.DataTree
        Trees of the same groups and variables. Years that only one has are left out; replicates are
        subtracted one by one where both have as many, else their means.
    attributes : of the root, beside the mark
    """
    import xarray as xr

    if replicates(base) != replicates(reform):
        base, reform = mean_of_replicates(base), mean_of_replicates(reform)

    def less(new: "xr.Dataset", old: "xr.Dataset") -> "xr.Dataset":
        new, old = xr.align(new, old, join="inner", copy=False)
        changed = new - old
        for name, variable in changed.data_vars.items():
            variable.attrs = of_difference(new[name].attrs)
        return changed.assign_coords({name: new[name] for name in new.coords}).assign_attrs(new.attrs)

    tree = xr.map_over_datasets(less, reform, base)
    tree.attrs = {"title": "Difference of two runs", **attributes, MARK: 1}
    return tree


def of_difference(attributes: dict[Any, Any]) -> dict[Any, Any]:
    """Return the attributes of a variable with names that say it is a difference."""
    named = {
        "long_name": f"Difference: {attributes['long_name']}",
        "long_name_zh": f"差额：{attributes['long_name_zh']}",
    }
    return {**attributes, **named}


def replicates(tree: "xr.DataTree") -> int:
    """Return how many replicates a tree holds."""
    return next((node.sizes["replicate"] for node in tree.subtree if "replicate" in node.sizes), 1)
