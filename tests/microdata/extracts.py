"""A small sound extract of a social-insurance bureau, to be broken in one place at a time."""

import copy

import pandas as pd
import yaml

# fmt: off
PERSONS = {
    "person":            ["a1",       "a2",        "a3",       "a4",        "a5",      "a6",       "a7"],
    "weight":            [100.0,      250.0,       100.0,      80.0,        120.0,     60.0,       90.0],
    "sex":               ["male",     "female",    "male",     "female",    "male",    "female",   "male"],
    "birth":             ["1980-05",  "1975-11",   "1950-01",  "1952-03",   "2010-07", "1990-02",  "1985-09"],
    "place":             ["guangzhou", "shenzhen", "shanghai", "meizhou",   "foshan",  "dongguan", "elsewhere"],
    "hukou_place":       ["guangzhou", "meizhou",  "shanghai", "meizhou",   "foshan",  "elsewhere", "elsewhere"],
    "hukou_type":        ["urban",    "rural",     "urban",    "rural",     "urban",   "rural",    "rural"],
    "education":         ["college",  "junior",    "senior",   "primary",   "primary", "senior",   "junior"],
    "stay_years":        [None,       6,           None,       None,        None,      3,          4],
    "labour":            ["formal",   "formal",    "not_working", "not_working", "student", "flexible", "informal"],
    "wage":              [9000.0,     5200.0,      None,       None,        None,      4000.0,     3500.0],
    "track":             ["men",      "women_worker", "men",   "women_worker", None,   "women_worker", "men"],
    "membership":        ["paying",   "paying",    "pensioner", "none",     "none",    "paying",   "dormant"],
    "record_place":      ["guangzhou", "shenzhen", "shanghai", None,        None,      "dongguan", "foshan"],
    "first_paid":        ["2004-07",  "2010-01",   None,       None,        None,      "2014-01",  "2008-01"],
    "last_paid":         ["2016-12",  "2016-12",   None,       None,        None,      "2016-12",  "2012-12"],
    "paid_months":       [150,        84,          300,        0,           0,         36,         60],
    "deemed_months":     [0,          0,           120,        0,           0,         0,          0],
    "mean_index":        [1.4,        0.7,         1.1,        None,        None,      0.6,        0.6],
    "account":           [90000.0,    21000.0,     None,       None,        None,      9000.0,     11000.0],
    "claim":             [None,       None,        "2010-01",  None,        None,      None,       None],
    "pension":           [None,       None,        4100.0,     None,        None,      None,       None],
    "pension_basic":     [None,       None,        2500.0,     None,        None,      None,       None],
    "residents_member":  ["no",       "no",        "no",       "yes",       "no",      "no",       "no"],
    "residents_months":  [None,       None,        None,       60,          None,      None,       None],
    "residents_account": [None,       None,        None,       1200.0,      None,      None,       None],
    "residents_claim":   [None,       None,        None,       "2012-03",   None,      None,       None],
    "residents_pension": [None,       None,        None,       110.0,       None,      None,       None],
}
SPELLS = {
    "person": ["a1",        "a1",        "a2",       "a6",       "a7"],
    "place":  ["foshan",    "guangzhou", "shenzhen", "dongguan", "foshan"],
    "kind":   ["employee",  "employee",  "employee", "flexible", "employee"],
    "first":  ["2004-07",   "2006-01",   "2010-01",  "2014-01",  "2008-01"],
    "last":   ["2005-12",   "2016-12",   "2016-12",  "2016-12",  "2012-12"],
    "months": [18,          132,         84,         36,         60],
    "base":   [2000.0,      6500.0,      3000.0,     2600.0,     1800.0],
}
TRANSFERS = {"person": ["a1"], "month": ["2006-02"], "from_place": ["foshan"], "to_place": ["shanghai"]}
# fmt: on
MAP = {
    "date": "2016-12",
    "persons": {name: name for name in PERSONS},
    "spells": {name: name for name in SPELLS},
    "transfers": {name: name for name in TRANSFERS},
}


class Extract:
    """The files of an extract before they are written: change any of them."""

    def __init__(self):
        self.persons, self.spells, self.transfers = (pd.DataFrame(table) for table in (PERSONS, SPELLS, TRANSFERS))
        self.map = copy.deepcopy(MAP)

    def put(self, table, row, **values):
        """Change values of one row, counted from 1."""
        frame = getattr(self, table)
        for name, value in values.items():
            column = frame[name].astype(object) if name in frame else pd.Series([None] * len(frame), dtype=object)
            column.iloc[row - 1] = value
            frame[name] = column
            self.map[table].setdefault(name, name)
        return self

    def only_persons(self):
        """Leave out the other tables."""
        del self.map["spells"], self.map["transfers"]
        self.spells = self.transfers = None
        return self

    def write(self, folder, suffix="csv"):
        """Write the files and return the arguments of ``import_file`` but for the target."""
        paths = {}
        for name in ("persons", "spells", "transfers"):
            frame = getattr(self, name)
            if frame is not None:
                paths[name] = folder / f"{name}.{suffix}"
                frame.to_csv(paths[name], index=False)
        text = yaml.safe_dump(self.map, allow_unicode=True, sort_keys=False)
        (folder / "map.yaml").write_text(text, encoding="utf-8")
        return paths, folder / "map.yaml"
