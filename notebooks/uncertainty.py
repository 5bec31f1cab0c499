# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Uncertainty 不确定性
#
# Three kinds, never in one number: luck of the sample, luck of lives, and assumptions that nobody knows well.
#
# 三类不确定性：抽样、个体随机性与假设。

# %% tags=["parameters"]
ONE_IN = 4000
DRAWS = 12
UNTIL = 2050

# %% [markdown]
# **The sample**: what leaving out one of 64 groups of persons after the other tells of a figure. 抽样误差（刀切法）。

# %%
import microsim as ms
from microsim.results.errors import difference_errors, headline_errors

base = ms.run("baseline", one_in=ONE_IN, until=UNTIL)
reform = ms.run("uprating-by-prices", one_in=ONE_IN, until=UNTIL)
level = headline_errors(base.tree, "mean_pension", ("shanghai",))
change = difference_errors(base.tree, reform.tree, "mean_pension", ("shanghai",))
[(name, one.value[0, -1].round(1), one.se[0, -1].round(1)) for name, one in (("level", level), ("change", change))]

# %% [markdown]
# The same persons stand in both runs, so the error of a difference is a small part of that of a level. 配对使差异的误差远小于水平的误差。
#
# **Lives**: other seeds. 其他随机种子。

# %%
seeds = ms.batch(["baseline"], name="seeds", one_in=ONE_IN, until=UNTIL, seeds=[1, 2, 3, 4])
wanted = "indicator == 'mean_pension' and region == 'shanghai' and year == @UNTIL"
seeds.headline.query(wanted)["value"].agg(["mean", "std"]).round(1)

# %% [markdown]
# **Assumptions**: draws of those that matter ([how they are drawn](../uncertainty.md)); `microsim run --draws 200` makes bands and
# fan charts of many more. The run with all assumptions as they stand is one of them. 假设的抽取（含基准取值的一次）。

# %%
draws = ms.batch(["baseline"], name="draws", one_in=ONE_IN, until=UNTIL, draws=DRAWS)
draws.headline.query(wanted)["value"].quantile([0.1, 0.5, 0.9]).round(1)

# %% [markdown]
# **One assumption at a time**, at its tenth and ninetieth percentile ([all of them](../solving.md)). 逐项变动。

# %%
ms.sensitivity("baseline", "mean_pension", region="shanghai", year=UNTIL, only="economy").frame().round(1)
