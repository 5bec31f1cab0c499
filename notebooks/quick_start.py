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
# # Quick start 快速入门
#
# One run of the baseline, its headline, a group by group table of lives with errors, a picture. `ONE_IN` is the sample: one
# person in so many is simulated. Take 4000 for a look, 1000 or fewer for what is shown to others
# ([how exact a sample is](../sampling.md)).
#
# 运行基准情景，查看主要指标、分组结果（含误差）和图形；`ONE_IN` 为抽样间隔。

# %% tags=["parameters"]
ONE_IN = 4000

# %%
# %matplotlib inline
import microsim as ms

run = ms.run("baseline", one_in=ONE_IN)

# %% [markdown]
# The headline of some years. 主要指标。

# %%
shown = [
    "population",
    "contributors",
    "pensioners",
    "mean_pension",
    "average_wage",
    "expenditure",
    "subsidy",
    "reserve",
]
run.headline().loc["shanghai"].loc[shown, [2025, 2035, 2050]].round(2)

# %% [markdown]
# One of 42 [indicators](../indicators.md), by group: what the pensions of a whole life are worth, by sex.
#
# 42项指标之一：按性别分列的养老金财富。

# %%
run.indicators("gross_pension_wealth", by="sex", regions=["guangdong", "shanghai"])

# %% [markdown]
# Any column of the [table of lives](../lives-table.md), with the error of the sample. 人生表任一列的均值及抽样误差。

# %%
run.means("claim_age", "months_paid", "pension_pv", by="sex")

# %%
run.plot.participants()

# %% [markdown]
# Next: [a reform designed, run and defended](reform_defended.md), [what share loses, and other questions](how_to.md).
