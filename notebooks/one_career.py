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
# # One career 一个人的养老金
#
# What is one person due, term by term, and under which article? A case states what is known of a person; the same rules as in
# the population answer ([what a case may hold](../pension-cases.md)).
#
# 个案测算：逐项列出养老金及其依据条文，与模拟人口所用规则相同。

# %%
import pandas as pd

import microsim as ms

case = {
    "person": {"sex": "female", "birth": "1980-03", "track": "worker", "hukou": {"place": "meizhou", "type": "rural"}},
    "spells": [
        {"place": "shenzhen", "from": "2003-01", "to": "2011-12", "kind": "employee", "index": 0.7},
        {"place": "shanghai", "from": "2012-01", "to": "2031-12", "kind": "employee", "index": 0.7},
    ],
}
answer = ms.pension(case)
answer["statutory"], answer["paying_place"]

# %% [markdown]
# What the pension is made of, yuan a month. 养老金构成。

# %%
answer["pension"]

# %% [markdown]
# Every term with its formula and its article. 逐项公式与依据。

# %%
pd.DataFrame(answer["steps"])[["name", "value", "unit", "formula", "source"]]

# %% [markdown]
# The same person where every province pays its share of the months (a reform from 2030). 各省按缴费月数分担计发时。

# %%
ms.pension(case, scenario="each-pays-its-share")["pension"]

# %% [markdown]
# Many at once: how the pension goes with the year in which she left Shenzhen. 离开深圳的年份与养老金。

# %%
years = range(2006, 2022, 3)
left = [
    case | {"spells": [case["spells"][0] | {"to": f"{year}-12"}, case["spells"][1] | {"from": f"{year + 1}-01"}]}
    for year in years
]
pd.Series([one["pension"]["total"] for one in ms.pensions(left)], index=years, name="yuan a month").round(2)
