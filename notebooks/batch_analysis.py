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
# # A batch and its analysis 批量运行与分析
#
# Scenarios, values of a grid and seeds in one process ([batch files](../batch.md)), and what a table of their headlines tells.
#
# 多个情景、参数网格与种子的批量运行。

# %% tags=["parameters"]
ONE_IN = 4000
UNTIL = 2050

# %%
import microsim as ms

rates = [None, {"2027-01-01": 0.14}, {"2027-01-01": 0.18}, {"2027-01-01": 0.20}]
done = ms.batch(
    ["baseline", "raise-retirement-age"],
    name="rates",
    one_in=ONE_IN,
    until=UNTIL,
    seeds=[1, 2],
    grid={"guangdong.employees.employer_rate": rates},
)
done.failed

# %% [markdown]
# Balance in Guangdong by scenario and rate, with both seeds' luck. 按情景与费率的当期收支。

# %%
table = done.headline.query("indicator == 'balance' and region == 'guangdong' and year == @UNTIL")
table.groupby(["scenario", "settings"], observed=True)["value"].agg(["mean", "std"]).round(1)

# %% [markdown]
# Which rate would balance a year? `ms.solve` looks for it and says how well it is known ([solving](../solving.md)).
#
# 由程序求解平衡费率：见[求解](../solving.md)。
