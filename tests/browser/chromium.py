"""One real Chromium, and pages of the sizes and looks that Lumbung promises."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SIZES = {"laptop": (1280, 720), "projector": (1920, 1080), "phone": (360, 800)}
PHONE = (
    "Mozilla/5.0 (Linux; Android 12; Hemat) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36"
)
# Nothing in the page has changed for a moment.
STILL = """() => new Promise(done => {
    const began = performance.now();
    let changed = began;
    const watch = new MutationObserver(() => { changed = performance.now(); });
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    const wait = () => {
        const now = performance.now();
        if (now - changed < 150 && now - began < 3000) return setTimeout(wait, 25);
        watch.disconnect();
        done();
    };
    wait();
})"""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The suggestions of the address bar are a page of their own beside every page and cost as much as half a screen.
# Chromium takes one such list, so that Playwright's own is said again.
WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter",
    "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "PreconnectToSearch",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(WITHOUT)}",
]


def program() -> str:
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("Chromium is missing: run `sh tests/install.sh`")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Browser, size: str = "laptop", scheme: str = "light", locale: str = "id-ID") -> Iterator[Page]:
    """A page of one of SIZES, as a visitor in Indonesia has it; Streamlit's own files are fetched once for all."""
    key = (browser, size, scheme, locale)
    if key not in _visitors:
        _visitors[key] = _visitor(browser, size, scheme, locale)
    page = _visitors[key].new_page()
    page.set_default_timeout(30_000)
    yield page
    page.close()


_visitors: dict[tuple[Browser, str, str, str], BrowserContext] = {}


def _visitor(browser: Browser, size: str, scheme: str, locale: str) -> BrowserContext:
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=locale,
        timezone_id="Asia/Jakarta",
        user_agent=PHONE if size == "phone" else None,
        is_mobile=size == "phone",
        has_touch=size == "phone",
        device_scale_factor=2 if size == "phone" else 1,
    )


def settle(page: Page) -> None:
    """Waits until Streamlit has run the whole script and the page stands still."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[data-stale=true], [data-testid=stSkeleton]').length === 0")
    page.evaluate(STILL)


def look(page: Page, size: str, scheme: str = "light") -> None:
    """The open page in a window of another size, on a machine that is set to light or dark."""
    width, height = SIZES[size]
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    settle(page)


def speak(page: Page, language: str) -> None:
    """The open page in this language, by its own switch."""
    if page.evaluate("document.documentElement.lang") != language:
        page.locator(".st-key-lb-language button:visible").first.click()
        page.wait_for_function(f"document.documentElement.lang === '{language}'")
        settle(page)
