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
# # How to 常见问题
#
# Questions that come first, each with what answers it. All figures below come from the runs in this page.

# %% tags=["parameters"]
ONE_IN = 2000

# %%
import microsim as ms

base = ms.run("baseline", one_in=ONE_IN)
reform = ms.run("ages-65-60-60", one_in=ONE_IN)
change = ms.compare(base, reform)

# %% [markdown]
# ## What share loses? 多少人受损
#
# On the command line `microsim compare BASE REFORM --by sex`. Shares never stand alone: the yuan are beside them.

# %%
change.winners(by="sex")

# %% [markdown]
# ## How much do they lose, by earnings? 各收入组损失多少

# %%
change.winners(by="quintile")

# %% [markdown]
# ## Only some persons? 只看某一部分人
#
# A condition on the [columns of lives](../lives-table.md), as they stand in the base.

# %%
change.winners(where="months_paid_shanghai > 0 and sex == 'female' and birth_year >= 1980")

# %% [markdown]
# ## What does it change in a life? 人生哪些方面改变

# %%
change.means("claim_age", "months_worked", "months_drawn", "pension_at_claim", by="sex")

# %% [markdown]
# ## Whose money is it? 谁出钱

# %%
change.payers(years=[2035, 2050])

# %% [markdown]
# ## What if employers filled the gap? 缺口由单位承担

# %%
change.payers(closure="employer", years=[2035, 2050])

# %% [markdown]
# ## What exactly differs? 具体改了什么

# %%
change.changes_table()

# %% [markdown]
# ## What moved the cost rate? 成本率为何变化

# %%
change.decomposition("shanghai", (2025, 2050))

# %% [markdown]
# ## How large is the error of a figure? 误差多大

# %%
from microsim.results.errors import difference_errors

found = difference_errors(base.tree, reform.tree, "expenditure", ("shanghai",))
[float(one[0, -1].round(2)) for one in (found.value, found.low, found.high)]

# %% [markdown]
# ## Which persons changed most, and why? 变化最大的人
#
# Each line ends in the command that tells that life under both laws.

# %%
change.ends(2)

# %% [markdown]
# ## An indicator by group? 分组指标

# %%
base.indicators("money_worth", by="quintile", regions="both")

# %% [markdown]
# ## A table for Excel, Stata or Word? 导出
#
# `change.write("change.xlsx", by="sex", language="zh")`; `microsim indicators RUN --xlsx FILE --lang zh`, also `--csv`, `--dta`
# ([results in other programs](../opening.md)).
#
# ## The law behind a value? 数值依据的法规
#
# `microsim law national.retirement.men.final_age`; under a scenario `microsim law --scenario FILE --changed`.
#
# ## Which sample do I need? 需要多大样本
#
# `microsim plan BASE REFORM INDICATOR --see AMOUNT` ([planning](../solving.md)).
