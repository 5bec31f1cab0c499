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
# # Who wins from a later retirement age? 延迟退休谁受益
#
# `raise-retirement-age` beside the baseline, on the same persons: shares and yuan by sex and cohort, the two ends, and one life.
#
# 延迟退休与基准比较：按性别与队列的受益与受损比例及金额。

# %% tags=["parameters"]
ONE_IN = 2000

# %%
import microsim as ms

base = ms.run("baseline", one_in=ONE_IN)
reform = ms.run("raise-retirement-age", one_in=ONE_IN)
change = ms.compare(base, reform)
change.winners(by="sex,cohort")

# %% [markdown]
# Who wins draws more a month for fewer months, or lived long. A gain says nothing of wages, leisure and health of the extra
# years. 收益不含延长工作年份的工资、闲暇与健康。

# %%
change.means("claim_age", "months_drawn", "pension_at_claim", "own_pv", by="sex", where="birth_year >= 1975")

# %%
gains = change.winners(by="cohort").frame().query("column == 'mean_change'")
cohorts = gains["row"].astype(int)
import matplotlib.pyplot as plt

figure, axis = plt.subplots(figsize=(8, 4))
axis.errorbar(cohorts, gains["value"] / 1000, 1.96 * gains["se"] / 1000, fmt="o", capsize=3)
axis.axhline(0, color="black", linewidth=0.8)
axis.set_xlabel("First year of the birth cohort")
axis.set_ylabel("Mean change in net pension wealth,\nthousand yuan, 95% interval")

# %% [markdown]
# The persons at both ends, each with the command that tells the life. 受益与受损最大者。

# %%
change.ends(3)
