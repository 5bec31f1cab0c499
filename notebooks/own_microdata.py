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
# # Own microdata 使用自有微观数据
#
# A survey or an extract takes the place of the shipped base population. Here the synthetic extract that the program makes
# itself; a crosswalk says what its columns are ([all rules](../own-microdata.md)).
#
# 以调查或经办数据替代内置基年人口；此处用程序生成的示例数据。

# %% tags=["parameters"]
ONE_IN = 4000
PERSONS = 3000

# %%
import os
import sys
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
home = os.getcwd()
os.chdir(folder)

# %%
# !{sys.executable} -m microsim population example --persons {PERSONS} --out extract

# %%
sorted(path.name for path in Path("extract").iterdir())

# %%
# !cd extract && {sys.executable} -m microsim population import persons.csv --map map.yaml --spells spells.csv --transfers transfers.csv --out ../own

# %% [markdown]
# A run on these persons. What comes after the base date, births and arrivals, is the model's. 用这些人运行。

# %%
import microsim as ms

run = ms.run("baseline", one_in=ONE_IN, until=2040, population="own")
run.headline().loc["guangdong"].loc[["population", "pensioners", "mean_pension"]].round(2)

# %%
own = run.lives[(run.lives["own_id"].astype(str) != "") & (run.lives["birth_year"] < 1980)]
own[["own_id", "birth_year", "sex", "months_paid", "pension_at_claim"]].head(3)

# %%
os.chdir(home)
