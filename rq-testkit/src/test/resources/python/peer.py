"""Runs Python with RQ at hand: reads requests, one JSON text a line, and answers each with a line of JSON.

A request has the `url` of a Redis, the `serializer` to use, `code`, and `given`: names for the code. The answer is
`{"answer": value}` of the last expression of the code, as text if JSON has no such value, or `{"error": traceback}`.
"""

import ast
import datetime
import decimal
import json
import os
import sys
import traceback
import uuid

import redis
import rq
import rq.command
import rq.registry
import rq.suspension
from rq.job import Dependency, Job

# What RQ itself prints is no answer.
answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)

connections = {}


class Scope(dict):
    """What the code of one request sees."""

    def __init__(self, url, serializer, given):
        connection = connections.setdefault(url, redis.Redis.from_url(url))

        def queue(name):
            return rq.Queue(name, connection=connection, serializer=serializer)

        def job(id):
            return Job.fetch(id, connection=connection, serializer=serializer)

        def workers():
            return {worker.name: worker for worker in rq.Worker.all(connection=connection)}

        super().__init__(
            rq=rq, connection=connection, queue=queue, job=job, workers=workers, serializer=serializer, Job=Job,
            Dependency=Dependency, Retry=rq.Retry, datetime=datetime, Decimal=decimal.Decimal, UUID=uuid.UUID,
        )
        self.update(given)
        if hasattr(rq, 'Callback'):
            self.update(Callback=rq.Callback)


def answer(request):
    scope = Scope(request['url'], request['serializer'], request['given'])
    body = ast.parse(request['code']).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), '<request>', 'exec'), scope)
    return eval(compile(ast.Expression(last.value), '<request>', 'eval'), scope) if last else None


def main():
    print(json.dumps({'answer': rq.VERSION}), file=answers, flush=True)
    for line in sys.stdin:
        try:
            text = json.dumps({'answer': answer(json.loads(line))}, default=repr)
        except Exception:
            text = json.dumps({'error': traceback.format_exc()})
        print(text, file=answers, flush=True)


main()
