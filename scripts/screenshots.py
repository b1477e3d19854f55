"""The README's pictures of a manual: filled in on a desk, and where a person looks, on a phone.

usage: screenshots.py MANUAL.html FOLDER
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/Judges"))
from check_manuals import ARGUMENTS  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

MESSAGE = "화요일에 주문한 겨울밤 블렌드가 아직 안 왔어요. 주말에 선물하려고 하는데 그 전에 받을 수 있을까요?"
SORTED = '{"kind": "delivery", "urgent": true, "mood": "upset", "questions": ["주말 전에 받을 수 있나요?"]}'
REPLY = (
    '{"title": "겨울밤 블렌드 배송을 알려 드립니다", "body": "기다리시는 동안 마음이 쓰이셨겠습니다. '
    '주문하신 겨울밤 블렌드는 오늘 오후에 보내 드려, 금요일에 받으실 수 있습니다."}'
)


def opened(browser, manual, width, height):
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2, reduced_motion="reduce")
    page.goto(manual.as_uri())
    page.locator("#fill-1 textarea").first.fill(MESSAGE)
    page.locator("#outcome-1 textarea").first.fill(SORTED)
    return page


def main():
    manual, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = opened(browser, manual, 1280, 860)
        page.locator("#step-2").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('step-2').scrollIntoView()")
        page.screenshot(path=folder / "manual.png")
        page = opened(browser, manual, 390, 800)
        page.locator("#outcome-2 textarea").first.fill(REPLY)
        page.evaluate("document.getElementById('step-3').scrollIntoView()")
        page.screenshot(path=folder / "manual-phone.png")
        browser.close()


if __name__ == "__main__":
    main()
