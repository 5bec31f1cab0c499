"""The tasks of a batch on the workers of a dask cluster, instead of on threads of this process.

A worker must be the same program on the same libraries (``agreement``). A population is made once on the cluster and
goes once to each worker that needs it; a task names its scenario, its seed and what is kept (``work``). Its files come
back as bytes and are written here (``taking``), so that workers share no folder; ``sending`` keeps the cluster busy and
no more than that, and tells of tasks as the runner of threads does. ``connecting`` finds the scheduler.
"""

from microsim.batches.cluster.connecting import connected
from microsim.batches.cluster.sending import run_on_cluster

__all__ = ["connected", "run_on_cluster"]
