"""The addresses of the page: files, and questions answered as JSON, CSV or text; for this machine only."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from microsim.explorer import law_pages, payers, timeline
from microsim.explorer.balancing import curves
from microsim.explorer.files import scenario_file
from microsim.explorer.levers import Settings, read_settings
from microsim.explorer.pictures import SHOWN_REGIONS, answer
from microsim.explorer.sampling import Superseded, always
from microsim.explorer.setup import setup
from microsim.explorer.tables import TABLES, as_csv
from microsim.explorer.warm import Model
from microsim.reading import InputError, Problem, did_you_mean, shortened
from microsim.reading.arguments import known_language

PAGES = Path(__file__).parent / "pages"
HOSTS = ["127.0.0.1", "localhost"]
OWN = ("lang", "client", "sample", "region", "person", "find", "draw", "path", "at")  # parameters that are no lever
NOWHERE_ELSE = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
SUPERSEDED, WRONG = 409, 400
SMALLEST = 1000  # bytes of an answer that is worth packing


def application(model: Model, hosts: list[str] | None = None) -> Starlette:
    """Return the application of a warm model; ``hosts`` are the names under which it may be asked, this machine's alone."""

    def route(path: str, answering: Callable[[Model, Request], Response]) -> Route:
        def endpoint(
            request: Request,
        ) -> Response:  # not async: it runs in a thread, so a run holds up no other question
            return answering(model, request)

        return Route(path, endpoint)

    routes = [
        Route("/", lambda request: page()),
        route("/api/setup", lambda model, request: JSONResponse(setup(model, language_of(request)))),
        route("/api/answer", answered),
        route("/api/balancing", balanced),
        route("/api/payers", paying),
        route("/api/scenario", written),
        route("/api/persons", listed),
        route("/api/life", lived),
        route("/api/told", told),
        route("/api/law", law),
        route("/api/history", history),
        route("/api/table/{name}", table),
        Mount("/pages", StaticFiles(directory=PAGES)),
    ]
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts or HOSTS),  # no other site's name may point here
        Middleware(GZipMiddleware, minimum_size=SMALLEST),
    ]
    handlers: dict[Any, Any] = {InputError: wrong, Superseded: superseded}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


def page() -> Response:
    """Return the page, which may load nothing from elsewhere."""
    return FileResponse(PAGES / "index.html", headers={"Content-Security-Policy": NOWHERE_ELSE})


def wrong(request: Request, error: Exception) -> Response:
    """Return the mistakes of a question."""
    assert isinstance(error, InputError)
    return JSONResponse({"mistakes": [str(problem) for problem in error.problems]}, WRONG)


def superseded(request: Request, error: Exception) -> Response:
    """Say that a later question took the place of this one."""
    return JSONResponse({"superseded": True}, SUPERSEDED)


def language_of(request: Request) -> str:
    """Return the language asked for, English by default."""
    return known_language(request.query_params.get("lang", "en"), "explore")


def settings_of(request: Request) -> Settings:
    """Return the settings of the levers asked for."""
    return read_settings({key: value for key, value in request.query_params.items() if key not in OWN})


def needed(request: Request, name: str) -> str:
    """Return a parameter that must be there."""
    if not (value := request.query_params.get(name)):
        raise InputError([Problem("address", 0, 0, name, "found nothing, allowed is a text")])
    return value


def among(request: Request, name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return a parameter that must be one of some words."""
    value = request.query_params.get(name, default)
    if value not in allowed:
        message = f"found {shortened(value)}, allowed are {', '.join(allowed)}{did_you_mean(value, allowed)}"
        raise InputError([Problem("address", 0, 0, name, message)])
    return value


def answered(model: Model, request: Request) -> Response:
    """Answer with the numbers of all pictures, of a quick or a full sample."""
    settings = settings_of(request)
    quick = among(request, "sample", ("quick", "full"), "full") == "quick"
    wanted = model.latest.ask(request.query_params.get("client", ""))
    return JSONResponse(answer(model, model.answer(settings, quick, wanted), model.reformed(settings).scenario))


def balanced(model: Model, request: Request) -> Response:
    """Answer with the curves of the iso-balance picture; given up when the client asks anything later."""
    region = among(request, "region", SHOWN_REGIONS, SHOWN_REGIONS[0])
    wanted = model.latest.ask(request.query_params.get("client", ""))
    return JSONResponse({"region": region, "curves": list(curves(model, settings_of(request), region, wanted))})


def paying(model: Model, request: Request) -> Response:
    """Answer with who pays, of the full sample."""
    return JSONResponse(payers.sheet(model, settings_of(request)))


def written(model: Model, request: Request) -> Response:
    """Answer with the settings as a scenario file."""
    return PlainTextResponse(scenario_file(model, settings_of(request)))


def listed(model: Model, request: Request) -> Response:
    """Answer with persons to choose from."""
    draw = request.query_params.get("draw", "1")
    if not (draw.isascii() and draw.isdigit()):
        raise InputError([Problem("address", 0, 0, "draw", f"found {shortened(draw)}, allowed is a whole number")])
    return JSONResponse(timeline.persons(model, settings_of(request), request.query_params.get("find"), int(draw)))


def lived(model: Model, request: Request) -> Response:
    """Answer with one life under both laws."""
    return JSONResponse(timeline.lives(model, settings_of(request), needed(request, "person")))


def told(model: Model, request: Request) -> Response:
    """Answer with one life in words, with its articles."""
    person, language = needed(request, "person"), language_of(request)
    return JSONResponse(timeline.telling(model, settings_of(request), person, language))


def law(model: Model, request: Request) -> Response:
    """Answer with the paths of the law that match."""
    return JSONResponse(law_pages.listed(model, request.query_params.get("path", "")))


def history(model: Model, request: Request) -> Response:
    """Answer with the values of one path."""
    path, date = needed(request, "path"), request.query_params.get("at") or None
    return JSONResponse(law_pages.history(model, settings_of(request), path, date))


def table(model: Model, request: Request) -> Response:
    """Answer with a table as CSV."""
    name = request.path_params["name"].removesuffix(".csv")
    if name not in TABLES:
        raise HTTPException(404, f"found no table {name}; there are {', '.join(TABLES)}")
    found, one_in = asked_of(model, request, name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    # Excel takes a file for one in a local encoding unless it begins so.
    text = "\ufeff" + as_csv(name, found, one_in, language_of(request))
    return Response(text, media_type="text/csv", headers=headers)


def asked_of(model: Model, request: Request, name: str) -> tuple[dict[str, Any], int]:
    """Return what a table is made of, and every how many-th person it is of."""
    settings = settings_of(request)
    if name == "payers":
        return payers.sheet(model, settings), model.sample(quick=False)
    if name == "balancing":
        region = among(request, "region", SHOWN_REGIONS, SHOWN_REGIONS[0])
        found = list(curves(model, settings, region, always))
        return {"region": region, "curves": found}, model.sample(quick=True)
    if name == "life":
        return timeline.lives(model, settings, needed(request, "person")), 1
    if name == "history":
        date = request.query_params.get("at") or None
        return law_pages.history(model, settings, needed(request, "path"), date), 1
    quick = among(request, "sample", ("quick", "full"), "full") == "quick"
    return answer(model, model.answer(settings, quick)), model.sample(quick)
