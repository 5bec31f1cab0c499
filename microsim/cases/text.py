"""An answer as a statement one could hand to the person."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

TITLES = {
    "statutory": ("When the pension may be claimed", "何时可以退休"),
    "claim": ("The claim", "申领"),
    "paying_place": ("The place that pays", "待遇领取地"),
    "pension": ("Pension of the employees' scheme", "职工基本养老金"),
    "residents": ("Pension of the residents' scheme", "城乡居民养老金"),
    "disability": ("Disability allowance", "病残津贴"),
    "survivors": ("Survivors' benefits", "遗属待遇"),
    "transfers": ("Transfers between places", "跨省转移"),
    "accounts": ("Individual account", "个人账户"),
    "residents_accounts": ("Residents' account", "城乡居保个人账户"),
    "adjustments": ("Yearly adjustments", "年度调整"),
    "refunds": ("Refunds", "退费"),
}
LABELS = {
    "age": ("age", "年龄", ""),
    "month": ("month", "月份", ""),
    "delay_months": ("months of delay", "延迟月数", "months"),
    "minimum_months": ("minimum contribution", "最低缴费", "months"),
    "divisor": ("annuity divisor", "计发月数", "months"),
    "place": ("place", "地点", ""),
    "reason": ("reason", "理由", ""),
    "basic": ("basic pension", "基础养老金", "yuan/month"),
    "account": ("account", "个人账户", "yuan"),
    "transitional": ("transitional pension", "过渡性养老金", "yuan/month"),
    "supplements": ("supplements", "津补贴", "yuan/month"),
    "total": ("total", "合计", "yuan/month"),
    "funeral": ("funeral grant", "丧葬补助金", "yuan"),
    "lump": ("lump sum", "抚恤金", "yuan"),
    "monthly": ("monthly", "每月", "yuan/month"),
    "months": ("paid for", "支付", "months"),
    "year": ("year", "年份", ""),
    "credited": ("credited", "记入", "yuan"),
    "interest": ("interest", "利息", "yuan"),
    "balance": ("balance", "余额", "yuan"),
    "from": ("from", "转出", ""),
    "to": ("to", "转入", ""),
    "pooled": ("pooled money", "统筹基金", "yuan"),
    "account_principal": ("account without interest", "个人账户本金", "yuan"),
    "kept": ("kept at the origin", "转出地留存", "yuan"),
    "kind": ("kind", "类别", ""),
    "amount": ("amount", "金额", "yuan"),
}
UNITS = {"months": "个月", "yuan": "元", "yuan/month": "元/月", "years": "年", "index": "", "code": "", "place": ""}
HEADS = (("term", "项目"), ("value", "数值"), ("formula", "公式"), ("article", "依据"))
WIDTH = 120


def statement(answer: dict[str, Any], lang: str = "en") -> str:
    """Return an answer as text."""
    number = 1 if lang == "zh" else 0
    console = Console(width=WIDTH, record=False, color_system=None)
    with console.capture() as capture:
        for part, titles in TITLES.items():
            if part in answer:
                console.print(titles[number], style="bold")
                console.print(_part(answer[part], part, lang), markup=False, highlight=False)
        if answer.get("steps"):
            console.print("各项计算" if number else "How it was worked out")
            console.print(_steps(answer["steps"], lang))
        for note in answer.get("notes", ()):
            console.print(f"* {note}", markup=False, highlight=False)
    return capture.get()


def _part(value: Any, part: str, lang: str) -> Any:
    return _rows(value, lang) if isinstance(value, list) else "\n".join(_lines(value, part, lang)) + "\n"


def _lines(value: dict[str, Any], part: str, lang: str) -> Iterator[str]:
    for key, entry in value.items():
        english, chinese, unit = LABELS[key]
        if key == "account" and part in ("pension", "residents"):
            english, chinese, unit = "account pension", "个人账户养老金", "yuan/month"
        label = chinese if lang == "zh" else english
        gap = " " * max(2, 30 - _width(label))
        yield f"  {label}{gap}{_shown(entry)} {_unit(unit, lang)}".rstrip()


def _width(text: str) -> int:
    """Return the columns a text takes on a terminal."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _unit(unit: str, lang: str) -> str:
    return UNITS.get(unit, unit) if lang == "zh" else "" if unit in ("code", "place", "index") else unit


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return str(value)


def _rows(rows: list[dict[str, Any]], lang: str) -> Table:
    table = Table(box=None, pad_edge=True)
    for key in rows[0]:
        english, chinese, _ = LABELS[key]
        table.add_column(
            chinese if lang == "zh" else english, justify="left" if key in ("from", "to", "kind") else "right"
        )
    for row in rows:
        table.add_row(*(str(value) if key == "year" else _shown(value) for key, value in row.items()))
    return table


def _steps(steps: list[dict[str, Any]], lang: str) -> Table:
    number = 1 if lang == "zh" else 0
    table = Table(box=None, pad_edge=True, show_lines=False)
    for head, ratio in zip(HEADS, (22, 18, 48, 32), strict=True):
        table.add_column(head[number], max_width=ratio, overflow="fold")
    for step in steps:
        value = f"{step['value']:,.4f}".rstrip("0").rstrip(".") if isinstance(step["value"], float) else step["value"]
        unit = "" if isinstance(step["value"], str) else _unit(step["unit"], lang)
        table.add_row(
            step["zh"] if number else step["name"], f"{value} {unit}".strip(), step["formula"], step["source"]
        )
    return table
