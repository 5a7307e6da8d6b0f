"""python -m tests.google_api --port PORT: the server alone, until it is stopped."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tests.google_api import control
from tests.google_api.server import Server, make_service


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.google_api",
        description="A Google Sheets, Drive and token server for tests.",
        epilog=control.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8099, help="0 takes a free one (default 8099)")
    parser.add_argument(
        "--quota", action=argparse.BooleanOptionalAction, default=False, help="60 reads and 60 writes a minute"
    )
    parser.add_argument("--token", help="the one bearer token to accept, besides those given out (default: any)")
    options = parser.parse_args(argv)
    service = make_service(quota=options.quota, token=options.token, anyone=options.token is None)
    server = Server(options.port, service)
    print(f"Google for tests on {service.url}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
