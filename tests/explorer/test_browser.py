"""The page in a real browser: levers move figures, the address keeps them, keys and a narrow window do, in both languages."""

import pytest

from tests.explorer.browser import browsing, is_required, lacking

pytestmark = pytest.mark.skipif(
    bool(lacking()) and not is_required(), reason=f"the explorer is not driven: {lacking()}"
)
READY = "return document.body.dataset.ready"
HASH = "return location.hash"
RIGHT = "\ue014"  # the protocol's arrow key


@pytest.fixture(scope="module")
def browser():
    assert not lacking(), lacking()
    with browsing() as found:
        yield found


@pytest.fixture
def page(browser, served):
    """Show the page as it is first seen; nothing on it may have failed when the test is over."""
    browser.resize(1300, 900)
    if not browser.run("return location.href").startswith(served):
        browser.open(f"{served}/#lang=en")
        browser.until(READY)
    browser.run("document.querySelector('#copied-text').value = ''; document.body.dataset.ready = ''")
    browser.run("location.hash = ''")
    browser.run("location.hash = 'lang=en'")
    browser.until(READY)
    yield browser
    assert browser.complaints() == []


def shows(page, sentence):
    """Wait for the full answer to the settings that a sentence tells."""
    page.until("return document.querySelector('#sentence').innerText.startsWith(arguments[0])", sentence)
    page.until("return !document.querySelector('#status').classList.contains('busy')")


def numbers(page):
    return page.run("return [...document.querySelectorAll('.number .value')].map(one => one.innerText)")


def test_the_first_view_has_all_pictures_with_their_mark(page):
    assert "not for quotation" in page.text("#watermark")
    assert page.run("return document.querySelectorAll('.number').length") == 4
    for card in ("balance", "cost"):
        assert page.until(f"return document.querySelectorAll('#card-{card} canvas').length") == 1
    assert page.run("return document.querySelectorAll('#card-tiles svg g').length") == 22
    assert page.run("return document.querySelectorAll('#card-cohorts svg title').length") == 9 * 6
    assert page.until("return document.querySelectorAll('#card-balancing canvas').length") == 1
    assert [page.text(f"#card-{card} .mark") for card in ("balance", "balancing")] == ["1:100,000", "1:400,000"]
    assert "±" in page.text("#numbers")


def test_a_lever_moved_by_keys_changes_figures_and_address_and_is_reset(page):
    before = numbers(page)
    page.type("#lever-men_age", RIGHT * 4)
    shows(page, "Men's final age 65.0 years, from 2030.")
    assert "men_age=65@2030" in page.run(HASH)
    assert numbers(page) != before
    assert "Change" in page.text("#numbers")
    sums = "return [...document.querySelectorAll('#card-payers tr.sum td')].map(one => one.innerText).join('')"
    assert set(page.until(sums)) == {"0"}
    assert page.run("return document.querySelector('#lever-men_age').getAttribute('aria-valuetext')") == "65.0 years"
    page.click("#card-men_age .foot button")
    shows(page, "The base, baseline")
    assert numbers(page) == before
    assert "men_age" not in page.run(HASH)


def test_an_address_brings_its_settings_back(page, served):
    page.open("about:blank")
    page.open(f"{served}/#employer_rate.guangdong=20@2029&region=both&pay=payable&lang=zh")
    page.until(READY)
    assert page.run("return document.documentElement.lang") == "zh-CN"
    assert page.run("return document.querySelector('[id=\"lever-employer_rate.guangdong\"]').value") == "20"
    assert (
        page.run("return document.querySelector('[id=\"card-employer_rate.guangdong\"] .start input').value") == "2029"
    )
    assert page.run("return document.querySelector('#pay [aria-checked=true]').dataset.value") == "payable"
    assert "不宜引用" in page.text("#watermark")


def test_the_language_changes_and_figures_stay(page):
    before = [text.split()[0] for text in numbers(page)]
    page.click("#language")
    page.until("return document.documentElement.lang === 'zh-CN'")
    assert "养老金改革试算台" in page.text("header")
    assert [text.split()[0] for text in numbers(page)] == before


def test_the_settings_are_copied_as_a_scenario_file(page):
    page.type("#lever-minimum_years", RIGHT)
    shows(page, "Minimum years of contribution 16.0 years, from 2030.")
    page.click("#copy-file")
    text = page.until("return document.querySelector('#copied-text').value")
    assert "extends: baseline" in text
    assert "national.retirement.minimum_months" in text


def test_a_wrong_address_is_told_and_nothing_breaks(browser, served):
    browser.open("about:blank")
    browser.open(f"{served}/#men_age=99@2030&lang=en")
    browser.until("return !document.querySelector('#mistake').hidden")
    assert "allowed is a number from 58 to 70" in browser.text("#mistake")
    assert [message.count("400") for message in browser.complaints()] == [1]  # the question that was refused


def test_a_life_is_chosen_and_told(page, served):
    page.run("location.hash = 'men_age=66@2027&tab=life&lang=en'")
    page.until("return document.querySelectorAll('#persons button').length > 3")
    page.until("return document.querySelectorAll('#life-shown svg rect').length > 20")
    page.click("#persons li:nth-child(3) button")
    page.until(
        "return document.querySelector('#persons li:nth-child(3) button').getAttribute('aria-current') === 'true'"
    )
    assert "person=" in page.run(HASH)


def test_the_law_shows_what_the_reform_sets(page):
    page.run("location.hash = 'men_age=66@2030&tab=law&law=national.retirement.men.final_age&lang=en'")
    page.until("return document.querySelectorAll('#law-shown tr.set').length === 1")
    assert "66y0m" in page.text("#law-shown tr.set")
    assert "set by the reform" in page.text("#law-shown tr.set")
    page.until("return document.querySelectorAll('#law-paths button').length > 0")


def test_tables_are_offered_with_the_settings(page, client):
    page.run("location.hash = 'men_age=66@2030&tab=tables&lang=en'")
    page.until("return document.querySelectorAll('.tablelist a').length === 6")
    address = page.run("return document.querySelector('.tablelist a').href")
    assert "men_age=66%402030" in address
    assert client.get(address).status_code == 200


def test_a_link_for_reading_shows_figures_without_levers(page):
    page.run("document.body.dataset.ready = ''; location.hash = 'men_age=66@2030&read=1&lang=en'")
    page.until(READY)
    assert page.run("return document.querySelector('aside').offsetParent === null")
    assert "Change" in page.text("#numbers")


def test_every_control_has_a_name(page):
    unnamed = page.run(
        "return [...document.querySelectorAll('input, select, button, textarea')].filter(one => one.offsetParent !== null"
        " && !one.labels?.length && !one.getAttribute('aria-label') && !one.innerText.trim()).map(one => one.outerHTML)"
    )
    assert unnamed == []


def test_a_phone_shows_everything_without_scrolling_sideways(page):
    page.resize(500, 800)  # the narrowest a window of this browser gets is 500
    page.until("return innerWidth <= 520")
    assert page.until("return document.documentElement.scrollWidth <= innerWidth + 1")
    assert page.run("return document.querySelector('#levers').offsetParent === null")
    page.click("#toggle-levers")
    assert page.run("return document.querySelector('#levers').offsetParent !== null")
    assert page.run("return document.querySelector('#toggle-levers').getAttribute('aria-expanded')") == "true"
