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
# # Sliders 滑块
#
# Ages, the employers' rate and the weight of wages in the yearly uprating at the turn of a slider, each position a run beside the baseline of the
# same persons with the same luck. A small sample answers quickly and is for finding one's way: ± says what it knows, and a result
# to be quoted is run at 1 in 1000 or larger. `microsim explore` has more levers and pictures ([explore](../explore.md)).
#
# 每个滑块位置即一次与基准同人同运气的小样本运行；引用结果须以更大样本重算。

# %% tags=["parameters"]
ONE_IN = 20000
UNTIL = 2050

# %%
import microsim as ms

how = {"one_in": ONE_IN, "until": UNTIL, "progress": False}
base = ms.run("baseline", **how)
SHOWN = ["pensioners", "mean_pension", "expenditure", "balance_share"]


def position(men=63, women=58, rate=0.16, wages=0.5):
    """Return what four levers change in the last year of the run, both provinces: difference, error, base."""
    settings = {
        "national.retirement.men.final_age": {"2031-01-01": f"{men}y0m"},
        "national.retirement.women_cadre.final_age": {"2031-01-01": f"{women}y0m"},
        "guangdong.employees.employer_rate": {"2031-01-01": rate},
        "shanghai.employees.employer_rate": {"2031-01-01": rate},
        "economy.uprating_wage_weight": {2031: wages},
    }
    change = ms.compare(base, ms.run(ms.scenario("baseline").set(settings), **how)).headline()
    rows = change.loc["both"].loc[SHOWN]
    return rows.xs(change["difference"].columns[-1], axis=1, level=1)


# %% [markdown]
# **One position**: men to 65, women in cadre posts to 60 from 2031. 一个位置：2031年起男65岁、女干部60岁。

# %%
position(men=65, women=60)

# %% [markdown]
# **Sliders**, where `ipywidgets` is installed and the notebook is open in Jupyter; let go of a slider and a run follows. Elsewhere,
# as on the page of this notebook, some positions stand beside each other.
#
# 在Jupyter中且装有ipywidgets时显示滑块；否则并列若干位置。

# %%
import pandas as pd

try:
    from ipywidgets import FloatSlider, IntSlider, interact
except ImportError:
    some = {"63, 16%": {}, "65, 16%": {"men": 65}, "63, 20%": {"rate": 0.2}, "65, 20%": {"men": 65, "rate": 0.2}}
    shown = pd.concat({name: position(**levers)["difference"] for name, levers in some.items()}, axis=1)
else:
    late = {"continuous_update": False}
    shown = interact(
        position,
        men=IntSlider(63, 60, 70, **late),
        women=IntSlider(58, 55, 65, **late),
        rate=FloatSlider(0.16, min=0.08, max=0.28, step=0.01, **late),
        wages=FloatSlider(0.5, min=0.0, max=1.0, step=0.1, **late),
    )
shown

# %% [markdown]
# **A surface by hand**: the same function over a grid is what a slider shows at rest. Ages of men from 63 to 67, the balance in percent
# of the contribution bases less the baseline's. 同一函数在网格上的取值。

# %%
pd.Series(
    {men: position(men=men).loc["balance_share", "difference"].item() for men in (63, 65, 67)}, name="balance_share"
)
