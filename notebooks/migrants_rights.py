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
# # What do migrants lose when they leave Guangdong? 离开广东的流动人口损失了什么
#
# And what would pro-rata pensions or a fully portable pooled part cost whom? A study in four runs and their twins. Who "left" is stated in one
# line: registered outside Guangdong and Shanghai, insured in Guangdong, and insured last in the own province or a third one. The
# loss is measured twice: beside the twin who stays put, in parts, and by taking away the rule that makes it, where each reform
# changes one rule and lives are the same persons with the same luck. Births 1960 to 2004. Elsewhere in China is one place: what it
# gains stands for all other provinces together.
#
# 两种衡量：与留在原地的孪生者逐人比较；取消某一规则后养老金财富的变化。“离开者”为省外户籍、曾在广东参保、最后在户籍省或第三省参保者。

# %% tags=["parameters"]
ONE_IN = 2000

# %%
import microsim as ms

base = ms.run("baseline", one_in=ONE_IN)
came = "hukou_place == 'elsewhere' and months_paid_guangdong > 0"
left = f"{came} and migrant_after in ['returned', 'left_again']"

# %% [markdown]
# **What they leave behind.** Pooled money that stays with the fund (employers' contributions less what moves along), months that
# lie idle, months that lack at the test of the minimum years, and the pension they draw in the end.
#
# 留在原统筹基金的单位缴费、中断月数、距最低年限所差月数与养老金现值。

# %%
base.means("left_behind_pv", "months_dormant", "months_short", "pension_pv", by="migrant_after", where=came)

# %% [markdown]
# **Who pays them, and what moving cost.** By where most months were paid: the place that pays the pension, which rule decided it, and the
# months paid in another province than the payer's. Then each mover beside the twin who stays where the person stood, by corridor, in parts
# that add up to the fen: level, paying place, threshold, account and dormant rights are the border's, the rest is work and wages
# ([mobility](../mobility.md)).
#
# 待遇由谁支付；流动者与留守孪生的差额分项（按流向）。

# %%
base.paying_places()

# %%
ms.mobility(base).parts(by="corridor")

# %% [markdown]
# **What the minimum years cost them**: who is short of them gets a pension by the own months instead (`no-cliff`).
#
# 最低缴费年限造成的损失：取消门槛后按实际月数计发。

# %%
no_cliff = ms.compare(base, ms.run("no-cliff", one_in=ONE_IN))
no_cliff.winners(by="sex", where=left)

# %% [markdown]
# **Pro-rata**: from 2030 every province pays its months' share by its own law and no pooled money moves. Who gains and
# loses among those who left, and whose money it is.
#
# 分担计发：2030年起各省按缴费月数分担，不再转移统筹基金。

# %%
shares = ms.compare(base, ms.run("each-pays-its-share", one_in=ONE_IN))
shares.winners(by="sex", where=left)

# %%
shares.payers(closure="treasury", errors=True)

# %% [markdown]
# **A fully portable pooled part**: the 16 percent that employers pay move with the person, with interest, in place of 12 percent
# without. It changes nobody's pension, since no pension is worked out from pooled money: it moves money between funds.
#
# 统筹部分完全可携带：转移16%并计息。不改变任何人的养老金，只在基金之间转移资金。

# %%
portable = ms.compare(base, ms.run("pooled-part-16+pooled-part-with-interest", one_in=ONE_IN))
portable.winners(where=left)

# %%
portable.payers(closure="treasury", errors=True)

# %% [markdown]
# **How to read it.** ± is one standard error of the sample: in tables of persons 64 groups of them left out in turn, in those of money
# the books kept again without each; a difference under 1.96 of them is *not distinguishable*. Treasuries fill gaps, a threshold, so that
# errors of single treasuries and reserves are large while that of pensions is small. Behaviour does not answer: nobody stays, leaves
# or transfers for the reform's sake.
#
# ±为抽样的一个标准误；财政补缺口有门槛，单项财政与结余的误差较大。未计行为反应。
