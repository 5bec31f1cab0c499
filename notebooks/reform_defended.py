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
# # A reform designed, run and defended 设计、运行并论证一项改革
#
# A higher employer's rate in Guangdong from 2027: written as settings, checked, run on the same people with the same luck, and
# put beside the baseline: what differs by the law's own words, what it does, whose money it is, what one setting makes of it.
#
# 广东自2027年起提高单位缴费比例：设定、校验、运行，并与基准比较：法规差异、效果、资金来源。

# %% tags=["parameters"]
ONE_IN = 4000
REPLICATES = 3

# %%
import microsim as ms

base = ms.run("baseline", one_in=ONE_IN, replicates=REPLICATES)
design = ms.scenario("baseline").set("guangdong.employees.employer_rate", {"2027-01-01": 0.18}).named("rate-18")
reform = ms.run(design, one_in=ONE_IN, replicates=REPLICATES)
change = ms.compare(base, reform)
change.changes_table()

# %% [markdown]
# **What it does.** Only differences that are larger than their error are stated. 仅陈述大于误差的差异。

# %%
from microsim.comparing.headlines import headline_difference_table

headline_difference_table(change.headline())

# %% [markdown]
# **Whose money.** The lines add up to nothing, in whole fen. 各方资金变化之和为零。

# %%
change.payers(years=[2027, 2035, 2050])

# %% [markdown]
# **What if nobody filled gaps?** Under another closure the money ends elsewhere. 财政不补缺口时。

# %%
change.payers(closure="reserve", years=[2027, 2035, 2050])

# %% [markdown]
# **Does it survive another seed?** The same figure with other luck. 换一组随机数。

# %%
other = [ms.run(one, one_in=ONE_IN, seed=2) for one in ("baseline", design)]
pair = ms.compare(*other).headline()["difference"].loc[("guangdong", "balance"), [2035, 2050]]
pair.round(1)

# %% [markdown]
# **What the model does not say**: a rate moves neither wages, nor jobs, nor what is declared ([limits](../limits.md)).
#
# 模型不含费率对工资、就业与申报基数的影响。
