/*
 * err.tbl.h: every outcome there is, what HTTP calls it, and the key of its
 * public words (www/words: errors.KEY.title and errors.KEY.help).
 * Columns: constant, HTTP status, key, English title for problem documents
 * (RFC 9457, section 3.1.3: the same for every occurrence of the type).
 * The only place, with routes.c, where a status number is written.
 */
ERR(ERR_NONE,        200, ok,           "OK")
ERR(ERR_EMPTY,       204, empty,        "No content")
ERR(ERR_MOVED,       308, moved,        "Permanent redirect")
ERR(ERR_SEE_OTHER,   303, see_other,    "See other")
ERR(ERR_NOT_MODIFIED, 304, not_modified, "Not modified")
ERR(ERR_BAD_REQUEST, 400, bad_request,  "Bad request")
ERR(ERR_SIGN_IN,     401, sign_in,      "Sign in first")
ERR(ERR_FORBIDDEN,   403, forbidden,    "Not allowed")
ERR(ERR_NOT_FOUND,   404, not_found,    "Not found")
ERR(ERR_METHOD,      405, method,       "Method not allowed")
ERR(ERR_CONFLICT,    409, conflict,     "Conflict")
ERR(ERR_GONE,        410, gone,         "Gone")
ERR(ERR_PRECONDITION, 412, precondition, "Precondition failed")
ERR(ERR_TOO_LARGE,   413, too_large,    "Content too large")
ERR(ERR_URI_LENGTH,  414, uri_length,   "Address too long")
ERR(ERR_TYPE,        415, type,         "Unsupported media type")
ERR(ERR_INVALID,     422, invalid,      "Not valid")
ERR(ERR_RATE,        429, rate,         "Too many requests")
ERR(ERR_HEAD_LENGTH, 431, head_length,  "Request header too large")
ERR(ERR_INTERNAL,    500, internal,     "Internal error")
ERR(ERR_BUSY,        503, busy,         "Busy, try again")
ERR(ERR_UNAVAILABLE, 503, unavailable,  "Temporarily unavailable")
