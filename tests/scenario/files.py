"""Texts of good scenario files: the shipped ones, and one that uses every form of an entry."""

from microsim.scenarios.files import SHIPPED

EVERY_FORM = """\
name: every-form
extends: baseline
description: {en: every form of an entry, zh: 每一种写法}
population: {base_year: 2020}
horizon: {start: 2021, end: 2060}
law:
  national.employees.employer_rate: {2027-01-01: 0.15, 2030-07-01: 0.14, 2040: null}
  guangdong.employees.minimum_wage: {from: 2027, to: 2040-01-01, start: 2300, end: 3000}
  national.retirement.men.final_age: {2031-01-01: 64y6m}
  national.retirement.men.first_birth: {2031: 1970-01}
  guangdong.pension.transitional_form: {2031: none}
  shanghai.residents.tiers: {2028: [500, 1000, 2000]}
assumptions:
  wages:
    level: {guangdong: 1.05, shanghai: 0.95}
  economy.real_wage_growth: {2030: 0.02, 2040: {shanghai: 0.015, guangdong: 0.02}}
  discount_rate: {from: 2027, to: 2040, end: 0.02}
  mortality.variant: frozen
  fertility: {scale: 0.9}
"""
SCENARIOS = [EVERY_FORM] * 4 + [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.yaml"))]
