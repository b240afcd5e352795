"""Sweeps and tables in a session of PySpark."""

from __future__ import annotations

import json
import math
import os
import tempfile
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, Optional, Union

from lstm_sweep._errors import SweepError
from lstm_sweep._files import Place

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MODULE = "jdk.incubator.vector"
_ADD_MODULE = f"--add-modules={_MODULE}"
_API = "io.github.lstmsweep.api"
_EXCEPTION = "io.github.lstmsweep.UserException"

Spec = Union[str, "os.PathLike[str]", Mapping[str, Any]]


def settings(jar: Place) -> dict[str, str]:
    """Returns the settings of a session that trains sweeps.

    ``SparkSession.builder.config(map=settings(jar)).getOrCreate()`` starts one. They cannot be
    set in a session that runs already.

    :param jar: path of ``lstm-sweep-VERSION.jar``, which ``mvn package`` writes into ``target``
    :raises SweepError: if there is no such file
    """
    path = os.path.abspath(os.fspath(jar))
    if not os.path.isfile(path):
        raise SweepError(
            f"Cannot use the jar {os.fspath(jar)}: must be a file;"
            " mvn package -Dmaven.test.skip=true writes it into target"
        )
    return {
        "spark.jars": path,
        "spark.serializer": "org.apache.spark.serializer.KryoSerializer",
        "spark.kryo.registrator": "io.github.lstmsweep.spark.SweepRegistrator",
        "spark.driver.extraJavaOptions": _ADD_MODULE,
        "spark.executor.extraJavaOptions": _ADD_MODULE,
    }


def run(
    spark: "SparkSession",
    spec: Spec,
    out: Place,
    *,
    extend: bool = False,
    retry: Iterable[str] = (),
    take_from: Iterable[Place] = (),
    engine: Optional[str] = None,
    pack: Optional[int] = None,
) -> "DataFrame":
    """Trains the trials of a specification that the table at ``out`` lacks.

    Blocks until every trial has its row. A trial that has a row is not trained again, so the same
    call continues a sweep that was interrupted.

    :param spark: a session with :func:`settings`
    :param spec: the path of a YAML file, or its content as a dictionary
    :param out: a folder, or the URI of one on a filesystem that this Spark reaches
    :param extend: whether the table may grow, by additional trials or by test windows
    :param retry: statuses whose trials are trained again, such as ``crashed``
    :param take_from: places of tables whose rows are taken as known
    :param engine: the engine that trains, as in the column ``engine``; None for ``cpu``
    :param pack: number of trials that an engine may train as one computation
    :return: the table: one row per trial, with the columns of docs/table.md
    :raises SweepError: if the session, the specification or the table cannot be used, or if the
        sweep ended early; the same call then continues with the rest
    """
    api = _api(spark)
    _require_module(spark)
    options = _options(spark, api, extend, retry, take_from, engine, pack)
    if not isinstance(spec, Mapping):
        return _trained(spark, api, os.fspath(spec), out, options)
    with tempfile.TemporaryDirectory(prefix="lstm-sweep-") as folder:
        # JSON is YAML, and a relative corpus is looked for in the working directory first.
        path = os.path.join(folder, "sweep.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(_json(spec))
        return _trained(spark, api, path, out, options)


def table(spark: "SparkSession", out: Place) -> "DataFrame":
    """Returns the table at ``out`` as it is now: a row for every trial that has one.

    :param spark: a session whose class path has the jar, as with :func:`settings`
    :param out: a folder, or the URI of one on a filesystem that this Spark reaches
    :raises SweepError: if there is no table, or none of its rows can be read
    """
    api = _api(spark)
    return _called(spark, lambda: api.Sweep.table(spark._jsparkSession, os.fspath(out)))


def _trained(spark: "SparkSession", api: Any, spec: str, out: Place, options: Any) -> "DataFrame":
    place = os.fspath(out)
    return _called(spark, lambda: api.Sweep.run(spark._jsparkSession, spec, place, options))


def _called(spark: "SparkSession", call: Callable[[], Any]) -> "DataFrame":
    """Returns the data set of a call of Java. A person's mistake becomes a SweepError."""
    from py4j.protocol import Py4JJavaError
    from pyspark.sql import DataFrame

    try:
        return DataFrame(call(), spark)
    except Py4JJavaError as e:
        raise _told(e) from None


def _told(e: Any) -> Exception:
    """Returns the SweepError for a UserException of Java, and every other exception as it is."""
    java = e.java_exception
    if java.getClass().getName() != _EXCEPTION:
        return e  # type: ignore[no-any-return]
    return SweepError("\n".join(java.problems()), int(java.exitCode().code()))


def _api(spark: "SparkSession") -> Any:
    """Returns the package of Java's interface, after checking that the session has it."""
    from py4j.java_gateway import JavaPackage

    jvm = getattr(spark, "_jvm", None)
    if jvm is None or not hasattr(spark, "_jsparkSession"):
        raise SweepError(
            "Cannot reach Java from this Spark session: must be a session with a driver in this"
            " program, and Spark Connect has none"
        )
    api = jvm.io.github.lstmsweep.api
    if isinstance(api.Sweep, JavaPackage):
        raise SweepError(
            "Cannot use this Spark session: its class path must have the jar of lstm-sweep; start"
            " it with SparkSession.builder.config(map=lstm_sweep.settings(JAR))"
        )
    return api


def _require_module(spark: "SparkSession") -> None:
    """Refuses a Java without the Vector API, unless somebody has asked for scalar kernels."""
    jvm: Any = spark._jvm
    if jvm.java.lang.System.getProperty("lstmsweep.kernels") == "scalar":
        return
    if not jvm.java.lang.ModuleLayer.boot().findModule(_MODULE).isPresent():
        raise SweepError(_lacking("driver"))
    context = spark.sparkContext
    options = " ".join(
        context.getConf().get(f"spark.executor.{name}", "") or ""
        for name in ("defaultJavaOptions", "extraJavaOptions")
    )
    master = str(context.master)
    is_local = master == "local" or master.startswith("local[")
    if not is_local and _MODULE not in options:
        raise SweepError(_lacking("executor"))


def _lacking(side: str) -> str:
    return (
        f"Cannot train in this Spark session: the Java of the {side} must have the module {_MODULE},"
        f" without which it is slow; start it with spark.{side}.extraJavaOptions={_ADD_MODULE}, or"
        f" with -Dlstmsweep.kernels=scalar there to train without it"
    )


def _status(jvm: Any, name: str) -> Any:
    known = [status.name() for status in jvm.io.github.lstmsweep.trial.TrialStatus.values()]
    if name.upper() not in known:
        raise SweepError(
            f"Cannot train trials again that are {name}: must be one of"
            f" {', '.join(status.lower() for status in known)}"
        )
    return jvm.io.github.lstmsweep.trial.TrialStatus.valueOf(name.upper())


def _array(gateway: Any, kind: Any, values: list[Any]) -> Any:
    """Returns a Java array, which is the argument of a method with a variable number of them."""
    array = gateway.new_array(kind, len(values))
    for i, value in enumerate(values):
        array[i] = value
    return array


def _json(spec: Mapping[str, Any]) -> str:
    """Returns a specification as text, which YAML reads too."""
    try:
        return json.dumps(_plain(spec), allow_nan=False)
    except (TypeError, ValueError) as e:
        raise SweepError(f"Cannot read the specification {spec!r}: {e}") from e


def _plain(value: Any) -> Any:
    """Returns a value as JSON has it: numbers of NumPy, paths and infinity too."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    # JSON has no infinity, and YAML spells it so.
    return ".inf" if isinstance(value, float) and value == math.inf else value


def _options(
    spark: "SparkSession",
    api: Any,
    extend: bool,
    retry: Iterable[str],
    take_from: Iterable[Place],
    engine: Optional[str],
    pack: Optional[int],
) -> Any:
    """Returns the options of a run as Java's SweepOptions."""
    from py4j.protocol import Py4JJavaError

    for name, value in (("retry", retry), ("take_from", take_from)):
        if isinstance(value, str):
            raise SweepError(f"Cannot set {name} to {value!r}: must be a list of texts")
    jvm: Any = spark._jvm
    gateway: Any = spark.sparkContext._gateway
    try:
        options = api.SweepOptions.defaults()
        if extend:
            options = options.extending()
        statuses = [_status(jvm, status) for status in retry]
        if statuses:
            options = options.retrying(
                _array(gateway, jvm.io.github.lstmsweep.trial.TrialStatus, statuses)
            )
        places = [os.fspath(place) for place in take_from]
        if places:
            options = options.takingFrom(_array(gateway, jvm.java.lang.String, places))
        if engine is not None:
            options = options.trainingWith(engine)
        return options if pack is None else options.packing(pack)
    except Py4JJavaError as e:
        raise _told(e) from None
