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
# # What moving costs, who pays whom, and what is owed 流动代价、待遇领取地与已积累权益
#
# One run, and the same persons lived again: without moves, and without rights earned after 2024. How each is defined:
# [mobility](../mobility.md), [liabilities](../liabilities.md), [typical careers](../careers.md).
#
# 同一批人重演：不再流动；2024年后不再积累权益。

# %% tags=["parameters"]
ONE_IN = 4000

# %%
import microsim as ms

base = ms.run("baseline", one_in=ONE_IN)

# %% [markdown]
# ## What does moving cost? 流动的代价
#
# Each mover beside the twin who stays where the person stood at the end of 2016, or on arrival; from the twin's province to the one where the
# mover's life ends. The portability loss is the border's part, the rest of the whole is work, wages and length of life.
#
# 流动者与留守孪生逐人比较；便携性损失仅含制度边界所致部分。

# %%
moves = ms.mobility(base)
moves.cost(by="corridor")

# %% [markdown]
# Its parts, which add up to the fen in each person. 逐人合计到分的构成。

# %%
moves.parts(by="corridor")

# %%
moves.parts(by="migrant")

# %% [markdown]
# ## Whose money do moves make? 流动带来的资金变化
#
# The run with moves less the one without; what is left over stays in the reserves.

# %%
moves.funds(by_place=False)

# %% [markdown]
# ## Who is paid where? 待遇领取地

# %%
base.paying_places()

# %% [markdown]
# ## What is owed at the end of 2024? 2024年末已积累权益
#
# Accrued rights of the living by scheme, at two rates: with wages frozen in real terms (ABO) and as projected (PBO).

# %%
owed = ms.liabilities(base)
owed.accrued()

# %%
owed.accrued(by="province")

# %% [markdown]
# The closed group goes on to its end; the open one has everybody to 2100. 封闭群体与开放群体。

# %%
owed.groups()

# %% [markdown]
# ## What do typical careers earn? 典型职业生涯的理论替代率

# %%
ms.careers(places=["guangzhou", "meizhou", "shanghai"], births=1985).table()
