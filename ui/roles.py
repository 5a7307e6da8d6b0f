"""Which role this visitor has, and why: by account, by pass-phrase, at home; in every doubt a visitor.

[passphrases]                       made by `python -m sheets passphrase`
member = "scrypt$16384$8$1$…"
[roles]                             with `[auth]` for st.login: e-mail → role, or role → e-mails
"sari@contoh.id" = "keeper"
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sheets import NoAccess
from sheets import passphrase as phrases
from sheets.changes import Change
from sheets.roles import KEEPER, ROLES, SIGNED_IN, VISITOR, Rights, rights_of
from ui import session
from ui.discreet import discreet_log

PASSED, TRIES, NEAR_BY = "lb.passed", "lb.tries", "lb.near"
TAB = "tab"
# Microsoft sign-in that is open to every tenant: anybody can have any address there.
ANY_TENANT = ("/common/", "/organizations/")
# Sections about roles, as people write them: one that is misspelt still says that not everybody is meant to write.
NEARLY = frozenset({"role", "passphrase", "auth", "acces", "password", "frasa", "peran", "sandi"})
# Headers that only something in between sets, and what only hosts on the internet have in their environment.
FORWARDED = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "CF-Connecting-IP",
    "True-Client-IP", "Fly-Client-IP",
)  # fmt: skip
HOSTED = (
    "STREAMLIT_SHARING_MODE", "SPACE_ID", "RENDER", "DYNO", "K_SERVICE", "RAILWAY_ENVIRONMENT", "FLY_APP_NAME",
    "WEBSITE_SITE_NAME", "KUBERNETES_SERVICE_HOST", "CODESPACES", "REPL_ID",
)  # fmt: skip
COMMUNITY_CLOUD = Path("/mount/src")
HOMES = tuple(
    map(ip_network, (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "0.0.0.0/32", "::1/128",
        "fc00::/7", "fe80::/10",
    ))
)  # fmt: skip
NEAR = (".localhost", ".local", ".lan", ".home.arpa")
_key = secrets.token_bytes(32)
_one_at_a_time = threading.Lock()
_everyones = {"tries": phrases.process_tries()}


@dataclass(frozen=True)
class Standing:
    """A visitor's role and why it is this one: a key of `[why]` in the words, with its details."""

    role: str
    why: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """Who is who, as the secrets tell it. `openly`: roles whose line is no hash, so that it opens nothing."""

    told: bool
    emails: Mapping[str, str]
    lines: Mapping[str, str]
    openly: tuple[str, ...] = ()
    accounts: bool = False


def standing() -> Standing:
    """This visitor's role, asked anew in every run."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return Standing(VISITOR, "anonymous")
    found = secrets_told()
    if found is None:
        return Standing(VISITOR, "broken")
    rules = read_rules(found)
    if not rules.told:
        return Standing(KEEPER, "local") if _near() else Standing(VISITOR, "elsewhere")
    return _by_account(rules) or _by_phrase(rules) or _unknown()


def role() -> str:
    """The key of this visitor's role."""
    return standing().role


def rights() -> Rights:
    """What this visitor may do and see now; in meeting mode nothing private."""
    here = standing()
    return rights_of(here.role, in_public=session.meeting(), by_sheet=here.why == TAB)


def rules() -> Rules:
    """The rules as the secrets tell them; none while they cannot be read."""
    return read_rules(secrets_told() or {})


def shut(_change: Change, _by: str | None) -> None:
    """What the shared forum answers a page whose change names no role: pages write through `board.forum` alone."""
    if get_script_run_ctx(suppress_warning=True) is not None:
        raise NoAccess("no_access_role")


# By account


def _by_account(rules: Rules) -> Standing | None:
    email = account()
    found = rules.emails.get(email.casefold())
    if found or not email:
        return Standing(found, "account", {"email": email}) if found else None
    listed = _listed(email.casefold())
    return Standing(listed, TAB, {"email": email}) if listed else None


def _listed(email: str) -> str | None:
    """The role that the spreadsheet's own tab gives an address; none while it cannot be read, for whatever reason."""
    from ui import sharing  # it imports this module

    try:
        return sharing.the_forum().latest().who.roles.get(email)
    except Exception:  # in every doubt a visitor
        discreet_log().exception("the tab with the roles could not be read")
        return None


def account() -> str:
    """The e-mail address that this visitor signed in with; "" without one, or when its owner was never checked."""
    return "" if _unchecked() else str(st.user.get("email") or "")


def _unchecked() -> bool:
    """Whether the address may be another person's: its provider says so, or lets every tenant write what it likes."""
    told = st.user.get("email_verified")
    if told is not None:
        return str(told).casefold() != "true"
    return any(tenant in address for address in _providers() for tenant in ANY_TENANT)


def _providers() -> list[str]:
    """Where the providers of `[auth]` describe themselves."""
    auth = _mapping((secrets_told() or {}).get("auth"))
    sections = [auth, *(_mapping(each) for each in auth.values())]
    return [str(each.get("server_metadata_url") or "") for each in sections]


def _unknown() -> Standing:
    email = account()
    if not email and st.user.get("email"):
        return Standing(VISITOR, "doubtful", {"email": str(st.user.get("email"))})
    return Standing(VISITOR, "unknown", {"email": email}) if email else Standing(VISITOR, "anonymous")


# By pass-phrase


def sign_in(typed: str) -> str:
    """Try a pass-phrase: "" when this session now has a role, else the sentence's key: wrong, wait or no_way."""
    lines = rules().lines
    if not lines:
        return "no_way"
    with _one_at_a_time:
        if seconds_to_wait() > 0:
            return "wait"
        found = phrases.opened(typed, lines)
        _count(failed=found is None)
    if found is None:
        return "wrong"
    st.session_state[PASSED] = (found, _seal(found, lines[found]))
    return ""


def sign_out() -> None:
    """Forget the pass-phrase, and the account if there is one (a widget callback)."""
    st.session_state.pop(PASSED, None)
    if st.user.get("email"):
        st.logout()


def seconds_to_wait() -> int:
    """Whole seconds until a pass-phrase may be tried again."""
    now = time.monotonic()
    mine: phrases.Tries = st.session_state.get(TRIES) or phrases.session_tries()
    return -int(-max(mine.wait(now), _everyones["tries"].wait(now)) // 1)


def _count(*, failed: bool) -> None:
    now = time.monotonic()
    if failed:
        st.session_state[TRIES] = (st.session_state.get(TRIES) or phrases.session_tries()).failed(now)
        _everyones["tries"] = _everyones["tries"].failed(now)
    else:
        st.session_state.pop(TRIES, None)


def _by_phrase(rules: Rules) -> Standing | None:
    """The role that this session proved; nothing as soon as its line in the secrets is another."""
    passed = st.session_state.get(PASSED)
    if not (isinstance(passed, tuple) and len(passed) == 2 and passed[0] in rules.lines):
        return None
    right = hmac.compare_digest(str(passed[1]), _seal(passed[0], rules.lines[passed[0]]))
    return Standing(passed[0], "phrase") if right else None


def _seal(role: str, line: str) -> str:
    """What only this process can have written into a session: a role there without it is worth nothing."""
    return hmac.new(_key, f"{role}\n{line}".encode(), "sha256").hexdigest()


# What the secrets tell


def secrets_told() -> Mapping[str, Any] | None:
    """Streamlit's secrets; empty without a file, None when a file is there and cannot be read."""
    try:
        if st.secrets.load_if_toml_exists():
            return st.secrets
        there = any(Path(name).exists() for name in st.get_option("secrets.files"))
    except (OSError, ValueError):  # a folder, a file of another encoding, one that may not be read
        return None
    return None if there else {}


def read_rules(found: Mapping[str, Any]) -> Rules:
    """The rules in secrets; what cannot be understood gives nobody a role."""
    phrased, named = _mapping(found.get("passphrases")), _mapping(found.get("roles"))
    lines = {name: str(phrased[name]) for name in SIGNED_IN if phrases.is_hash(phrased.get(name))}
    openly = tuple(name for name in phrased if name not in lines)
    emails: dict[str, str] = {}
    for left, right in named.items():
        emails |= _emails(str(left), right)
    told = any(str(name).casefold().removesuffix("s") in NEARLY for name in found)
    return Rules(told, emails, lines, openly, "auth" in found)


def _emails(left: str, right: Any) -> dict[str, str]:
    """`"a@b" = "keeper"`, or `keeper = ["a@b"]`."""
    if left in ROLES:
        several = right if isinstance(right, (list, tuple)) else [right]
        return {each.strip().casefold(): left for each in several if isinstance(each, str) and "@" in each}
    return {left.strip().casefold(): right} if isinstance(right, str) and right in ROLES and "@" in left else {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


# At home


def _near() -> bool:
    """Whether this session came from this computer or its network; asked once, as a session is one connection."""
    sealed = _seal(NEAR_BY, "")
    known = st.session_state.get(NEAR_BY)
    if isinstance(known, str) and hmac.compare_digest(known, sealed):
        return True
    near = is_local(st.context.headers, lambda: st.context.ip_address)
    if near:
        st.session_state[NEAR_BY] = sealed
    return near


def is_local(
    headers: Mapping[str, str], client: Callable[[], str | None], environ: Mapping[str, str] | None = None
) -> bool:
    """Whether board and visitor are on one computer or one home network: every sign must say so.

    `headers` of the visitor's connection (none at all = no server), `client()` its address (None = this machine).
    """
    environ = os.environ if environ is None else environ
    if any(environ.get(name) for name in HOSTED) or COMMUNITY_CLOUD.exists():
        return False
    if not len(headers):
        return True
    if any(headers.get(name) for name in FORWARDED) or not _near_address(client() or "127.0.0.1"):
        return False
    origin = str(headers.get("Origin") or "").rpartition("//")[2]
    return near_host(str(headers.get("Host") or "")) and (not origin or near_host(origin))


def near_host(host: str) -> bool:
    """Whether a host as a browser names it (`192.168.1.7:8501`) is this computer or one of its network."""
    name = host.strip().casefold()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    if not name:
        return False
    if _is_address(name):
        return _near_address(name)
    return name == "localhost" or name.endswith(NEAR) or "." not in name


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _near_address(text: str) -> bool:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address.version == network.version and address in network for network in HOMES)
