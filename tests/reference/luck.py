"""The twin's luck: Philox written from the paper, and what is made of a uniform."""

import math

# group and lane of each draw
DRAWS = {
    name: (group, lane)
    for group, names in enumerate(
        (
            ("birth_month", "home", "stay", "education"),
            ("permanent", "entry", "track", "claim_choice"),
            ("base_pensioner", "base_pension", "residents", "tier"),
            ("absent_years", "absent_stay", "late_share", "attachment"),
            ("death", "death_month", "move", "destination"),
            ("move_month", "hukou", "employment", "sector"),
            ("job_change", "coverage", "declared", "innovation"),
            ("transitory", "missed_months", "catch_up", "transfer"),
            ("special", "public", "township", "land"),
            ("disability", "disability_month", "dependant", "cash_out"),
            ("irregular", "gap_month", "layoff", "keeps_rights"),
            ("row_birth", "row_status"),
            ("urban_by",),
            ("pay_on", "buy_in", "bridge", "take_along"),
            ("heirs_ask",),
            ("elders", "arrears"),
            ("care_worse", "care_better", "care_taken", "care_at_home"),
            ("children", "support", "assets", "take_up"),
        )
    )
    for lane, name in enumerate(names)
}


def philox(counter, key):
    """Return the four words of Philox4x32-10 for four counter words and two key words."""
    mask = 2**32 - 1
    c, (k0, k1) = list(counter), key
    for _ in range(10):
        first, second = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(second >> 32) ^ c[1] ^ k0, second & mask, (first >> 32) ^ c[3] ^ k1, first & mask]
        k0, k1 = (k0 + 0x9E3779B9) & mask, (k1 + 0xBB67AE85) & mask
    return c


def uniforms(number, year, group, key):
    """Return the four uniforms of a person, year and group."""
    words = philox((number % 2**32, number >> 32, year, group), key)
    return [(word + 0.5) / 2**32 for word in words]


def horner(coefficients, x):
    """Return a polynomial whose highest coefficient comes first."""
    value = 0.0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


def normal(u):
    """Return Acklam's approximation of the normal quantile."""
    centre = (
        -3.969683028665376e01,
        2.209460984245205e02,
        -2.759285104469687e02,
        1.383577518672690e02,
        -3.066479806614716e01,
        2.506628277459239e00,
    )
    centre_below = (
        -5.447609879822406e01,
        1.615858368580409e02,
        -1.556989798598866e02,
        6.680131188771972e01,
        -1.328068155288572e01,
        1.0,
    )
    tail = (
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e00,
        -2.549732539343734e00,
        4.374664141464968e00,
        2.938163982698783e00,
    )
    tail_below = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)
    if 0.02425 <= u <= 1.0 - 0.02425:
        q = u - 0.5
        return horner(centre, q * q) * q / horner(centre_below, q * q)
    q = math.sqrt(-2.0 * math.log(min(u, 1.0 - u)))
    value = horner(tail, q) / horner(tail_below, q)
    return value if u < 0.5 else -value


def blend(old, fresh, correlation):
    """Return a uniform like an old one: the normal scores of old and fresh are mixed."""
    score = correlation * normal(old) + math.sqrt(1.0 - correlation**2) * normal(fresh)
    return min(max(math.erfc(-score / math.sqrt(2.0)) / 2, 1e-12), 1.0 - 1e-12)


def pick(u, cumulated):
    """Return the first place in a cumulated row that exceeds the uniform, the last one at most."""
    return next((index for index, share in enumerate(cumulated) if u < share), len(cumulated) - 1)
