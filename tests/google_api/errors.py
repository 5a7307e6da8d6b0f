"""What the Google APIs answer when they refuse: codes, statuses, messages and details as they were recorded."""

from __future__ import annotations

from typing import Any

Json = Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
PROJECT = "123456789012"


class ApiError(Exception):
    """One refused request; `body()` is the JSON that Google sends for it."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        status: str | None = None,
        details: list[Json] | None = None,
        errors: list[Json] | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.status = status or STATUS[code]
        self.details, self.errors = details, errors

    def body(self) -> Json:
        error: dict[str, Json] = {"code": self.code, "message": self.message}
        if self.errors is not None:
            error["errors"] = self.errors
        if self.errors is None or self.details is not None:
            error["status"] = self.status
        if self.details is not None:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str) -> ApiError:
    return ApiError(400, message)


def not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")


def not_shared() -> ApiError:
    return ApiError(403, "The caller does not have permission")


def unauthenticated() -> ApiError:
    return ApiError(
        401,
        "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other "
        "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def internal() -> ApiError:
    return ApiError(500, "Internal error encountered.")


def unavailable() -> ApiError:
    return ApiError(503, "The service is currently unavailable.")


def unimplemented(what: str) -> ApiError:
    """This server does not know the request: said loudly, so that no test passes by accident."""
    return ApiError(501, f"The Sheets server for tests does not implement {what}.")


def bad_field(field: str, description: str, message: str | None = None) -> ApiError:
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": field, "description": description}],
        }
    ]
    return ApiError(400, message or description, details=details)


def bad_mask(path: str) -> ApiError:
    return bad_field(
        path,
        f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'.",
        "Request contains an invalid argument.",
    )


def grid_limits(where: str, rows: int, columns: int) -> ApiError:
    return invalid(f"Range ({where}) exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def too_many_cells(limit: int) -> ApiError:
    return invalid(f"This action would increase the number of cells in the workbook above the limit of {limit} cells.")


def quota_exceeded(kind: str, limit: int) -> ApiError:
    """The 429 of the Sheets API; `kind` is "read" or "write"."""
    word = kind.capitalize()
    metadata = {
        "service": "sheets.googleapis.com",
        "consumer": f"projects/{PROJECT}",
        "quota_metric": f"sheets.googleapis.com/{kind}_requests",
        "quota_limit": f"{word}RequestsPerMinutePerUser",
        "quota_limit_value": str(limit),
        "quota_location": "global",
    }
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{word} requests' and limit '{word} requests per minute per user' of service "
        f"'sheets.googleapis.com' for consumer 'project_number:{PROJECT}'.",
        details=[
            _error_info("RATE_LIMIT_EXCEEDED", metadata),
            _help("Request a higher quota limit.", "https://cloud.google.com/docs/quota#requesting_higher_quota"),
        ],
    )


def api_disabled() -> ApiError:
    link = f"https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={PROJECT}"
    return ApiError(
        403,
        f"Google Sheets API has not been used in project {PROJECT} before or it is disabled. Enable it by visiting "
        f"{link} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our "
        "systems and retry.",
        details=[
            _help("Google developers console API activation", link),
            _error_info("SERVICE_DISABLED", {"service": "sheets.googleapis.com", "consumer": f"projects/{PROJECT}"}),
        ],
    )


def storage_quota() -> ApiError:
    message = "The user's Drive storage quota has been exceeded."
    return ApiError(
        403,
        message,
        errors=[{"message": message, "domain": "usageLimits", "reason": "storageQuotaExceeded"}],
    )


def file_missing(file_id: str) -> ApiError:
    message = f"File not found: {file_id}."
    entry = {
        "message": message,
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    return ApiError(404, message, errors=[entry])


HTML_PAGE = """<html><head><title>Sorry...</title></head><body>
<h1>We're sorry...</h1><p>... but your computer or network may be sending automated queries.
To protect our users, we can't process your request right now.</p></body></html>"""


def _error_info(reason: str, metadata: Json) -> Json:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": metadata,
    }


def _help(description: str, url: str) -> Json:
    return {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"description": description, "url": url}]}
