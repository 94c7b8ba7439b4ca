"""The functions behind the golden captures and the tests with Python, under the path that they have in Java, too."""

import os
import time

from rq import get_current_job


def add(x, y=0):
    return x + y


def echo(value):
    return value


def describe(value):
    return repr(value)


def keywords(**given):
    return ', '.join(f'{name}={value!r}' for name, value in sorted(given.items()))


def nothing():
    pass


def fail(message):
    raise ValueError(message)


def fail_first(times):
    """Fails as often as that, and then tells how often it was run."""
    job = get_current_job()
    job.meta['runs'] = job.meta.get('runs', 0) + 1
    job.save_meta()
    if job.meta['runs'] <= times:
        raise ValueError(f'run {job.meta["runs"]}')
    return job.meta['runs']


def slow(seconds):
    time.sleep(seconds)
    return f'slept {seconds}'


def wait_while(path):
    """Lasts as long as there is such a file."""
    while os.path.exists(path):
        time.sleep(0.02)
    return 'waited'


def return_retry(max, interval):
    from rq import Retry

    return Retry(max=max, interval=interval)


def unserializable():
    return lambda: None


def set_meta(key, value):
    job = get_current_job()
    job.meta[key] = value
    job.save_meta()
    return value


def enqueue_next(queue_name, job_id):
    """Enqueues another job as a job may, and tells who ran this one."""
    from rq import Queue

    job = get_current_job()
    queue = Queue(queue_name, connection=job.connection, serializer=job.serializer)
    queue.enqueue('demo_tasks.echo', job.id, job_id=job_id)
    return job.worker_name


def tally(milliseconds):
    """Takes so long, and counts the runs of its job."""
    time.sleep(milliseconds / 1000)
    return fail_first(0)


def _note(job, what):
    job.meta['called'] = what
    job.save_meta()


def on_success(job, connection, result, *args, **kwargs):
    _note(job, f'success: {result}')


def on_failure(job, connection, type, value, traceback):
    _note(job, f'failure: {value}')


def on_stopped(job, connection):
    _note(job, 'stopped')
