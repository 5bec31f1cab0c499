"""What a checkpoint says of its run, made up."""

RUN = {
    "scenario": "baseline",
    "one_in": 1000,
    "until": 2100,
    "seed": 1,
    "replicates": 1,
    "lives": False,
    "inputs": {"scenario": "s", "law": "l", "assumptions": "a", "population": "p", "funds": "f", "all": "x"},
    "code": "c",
    "versions": {"numpy": "2"},
    "arithmetic": "m",
}
