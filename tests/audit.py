"""`python -m tests.audit`: secrets in tracked files, and known holes in the dependencies where the service answers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).parents[1]
SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s*\\?n?[A-Za-z0-9+/=]{40}"),
    "a Google API key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "an OAuth secret": re.compile(r"\bGOCSPX-[0-9A-Za-z_-]{20,}"),
    "an access token": re.compile(
        r"\b(?:ya29\.[0-9A-Za-z_-]{20,}|gh[pousr]_[0-9A-Za-z]{30,}|xox[abp]-[0-9A-Za-z-]{20,})"
    ),
    "a service account": re.compile(
        r"[\w-]+@(?!contoh|example|test|demo|lumbung-test)[\w-]+\.iam\.gserviceaccount\.com"
    ),
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    return [TOP / name for name in listed.split("\0") if name and (TOP / name).is_file()]


def secrets(paths: list[Path]) -> Iterator[str]:
    """Every line that looks like a secret, as `file:line what`; the secret itself is never printed."""
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        for what, pattern in SECRETS.items():
            for found in pattern.finditer(text):
                yield f"{path.relative_to(TOP)}:{text.count(chr(10), 0, found.start()) + 1} holds {what}"


def holes() -> int:
    """pip-audit's exit code: 1 = a known hole. Where its service cannot be reached, says so and answers 0."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--progress-spinner",
        "off",
        "--timeout",
        "10",
        "-r",
        "requirements.txt",
    ]
    try:
        done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=150)
    except subprocess.TimeoutExpired:
        print("audit: the list of known holes did not answer in time; dependencies were not checked")
        return 0
    if "No known vulnerabilities" in done.stderr + done.stdout:
        unknown = done.stdout.count("could not be audited")
        print("audit: no known holes in the dependencies" + (f"; {unknown} unknown to the service" if unknown else ""))
        return 0
    if "Vulnerability ID" in done.stdout or "| ID" in done.stdout or "Fix Versions" in done.stdout:
        print(done.stdout)
        return 1
    print("audit: the list of known holes cannot be reached from here; dependencies were not checked")
    return 0


def main() -> int:
    found = list(secrets(tracked()))
    print("\n".join(found) if found else "audit: no secrets in tracked files")
    return 1 if found else holes()


if __name__ == "__main__":
    sys.exit(main())
