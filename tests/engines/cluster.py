"""The flow of the toys on a Spark whose two executors are processes of their own: each of two stages kills one of them.

    python cluster.py FOLDER COUNT

Leaves the tables of COUNT sources in FOLDER/tables and in FOLDER/lost how many executors were lost.
PYTHONPATH is to name retold and the toys.
"""

import os
import sys
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession
from toys import QUICK, Dying, Tell, Trip, flow, sources

from retold.engines.spark import SparkEngine


def session(folder):
    """Return a session with two executors of one core; what they log goes into the folder."""
    home = folder / "spark"  # they log to their Spark's own folder
    home.mkdir()
    for name in ("bin", "jars"):
        (home / name).symlink_to(Path(pyspark.__file__).parent / name)
    here = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost", "SPARK_HOME": str(home)}
    os.environ.update(here, PYSPARK_PYTHON=sys.executable)
    settings = {
        **QUICK,
        "spark.driver.host": "127.0.0.1",
        "spark.executor.extraJavaOptions": QUICK["spark.driver.extraJavaOptions"],
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
        "spark.python.use.daemon": "false",  # an executor starts its Python itself, and is its parent
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def main(folder, count):
    flags = [folder / "print.flag", folder / "tell.flag"]
    for flag in flags:
        flag.touch()
    spark = session(folder)
    # the first when some hundred rows of its task are written, the second when other tasks want what it has shuffled
    printer = Trip(flag=str(flags[0]), at=f"{count - 30:04}.txt", executor=True)
    with SparkEngine(folder / "tables", session=spark, tasks=2) as engine:
        flow(engine, sources(count), printer, teller=Dying(Tell(), flags[1], executor=True))
    executors = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    lost = sum(not executors.apply(i).isActive() for i in range(executors.size()))
    (folder / "lost").write_text(str(lost), encoding="utf-8")
    spark.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), int(sys.argv[2]))
