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
# # Guangdong's cities and pooling 广东各市与统筹
#
# What does national pooling move, and between which cities do gaps lie? The baseline beside `no-pooling`.
#
# 全国统筹转移了多少资金，缺口在哪些城市：基准与取消统筹比较。

# %% tags=["parameters"]
ONE_IN = 4000

# %%
import microsim as ms

base = ms.run("baseline", one_in=ONE_IN, until=2050)
alone = ms.run("no-pooling", one_in=ONE_IN, until=2050)
ms.compare(base, alone).changes_table()

# %% [markdown]
# Whose money, city by city. 分市资金变化。

# %%
ms.compare(base, alone).payers(years=[2030, 2050], by_place=True)

# %% [markdown]
# Gaps between pooling areas ([indicator 29](../indicators.md#area-gaps)), and what would be paid without subsidies (28).
#
# 统筹区缺口与无补贴可支付比例。

# %%
base.indicators("area_gaps", "payable_share", regions="guangdong", years=[2025, 2035, 2050])

# %% [markdown]
# Cost rates of cities in 2035. 2035年各市成本率。

# %%
from microsim.places import AREAS_OF, PLACE_KEYS, PROVINCE_KEYS

cities = list(PLACE_KEYS[AREAS_OF[PROVINCE_KEYS.index("guangdong")]])
rates = base.indicators("cost_rate", regions=cities, years=2035).set_index("region")["value"].sort_values()
axis = rates.plot.barh(figsize=(7, 6))
axis.set_xlabel("Spending over contribution bases, %")
