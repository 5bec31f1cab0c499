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
# # Raise the retirement age or cut indexation: who pays in Shanghai? 上海：延迟退休还是降低养老金调整
#
# Two reforms of Shanghai alone from 2031: ages on to 65 for men and 60 for all women, or pensions that rise by one percent a
# year. Both keep Guangdong as it is. Same persons, same luck; births 1960 to 2004 who paid in Shanghai.
#
# 仅在上海实施两项改革（2031年起）：延迟至男65岁、女60岁，或养老金每年只上调1%。

# %% tags=["parameters"]
ONE_IN = 2000
REPLICATES = 4

# %%
import microsim as ms

how = {"one_in": ONE_IN, "replicates": REPLICATES}
posts = {"men": "65y0m", "women_cadre": "60y0m", "women_worker": "60y0m"}
ages = {f"shanghai.retirement.{post}.final_age": {"2031-01-01": age} for post, age in posts.items()}
index = {"shanghai.adjustment.uprating": {"2031-01-01": 0.01}}
base = ms.scenario("baseline")
reforms = base.set(ages).named("later"), base.set(index).named("cut"), base.set(ages | index).named("both")
run, later, cut, both = (ms.run(scenario, **how) for scenario in (base, *reforms))

# %% [markdown]
# **Who pays, by standing in 2031.** A gain is pensions less own contributions: wages of the extra years are not in it, nor is
# the leisure that they cost. 按2031年的身份：已退休、临近、其他、未出生。

# %%
ms.compare(run, later).winners(by="standing", where="months_paid_shanghai > 0")

# %%
ms.compare(run, cut).winners(by="standing", where="months_paid_shanghai > 0")

# %% [markdown]
# **Whose money.** Without treasuries that fill gaps what is saved stays in the funds: `closure="treasury"` says what the city's
# treasury is spared. 财政补缺口时各方的变化。

# %%
ms.compare(run, later).payers(closure="treasury", years=[2035, 2050, 2070])

# %%
ms.compare(run, cut).payers(closure="treasury", years=[2035, 2050, 2070])

# %% [markdown]
# **Both together**: which of the two makes how much of what the treasury is spared. The balance would not tell: subsidies are in
# it, and fill the gap in either run. 两项同时实施时各自对财政补贴变化的贡献。

# %%
ms.attribute(run, both, "subsidy", "shanghai", 2050, {"ages": list(ages)})
